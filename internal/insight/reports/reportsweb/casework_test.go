package reportsweb_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

var ending = regexp.MustCompile(`action="([^"]+/end)"`)

func TestCaseworkPages(t *testing.T) {
	b := reportstest.New(t)
	s := site(t, b)
	filled := b.Fill(4)
	var r needs.Request
	err := b.DB.Write(b.Ctx, func(tx *db.Tx) (err error) {
		r, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: filled.People[0], OwnWords: "My secret words", Blueprint: "1", Neighbourhood: "hapi",
			Priority: needs.Soon, FirstContactHours: 8, Key: string(ident.New[int](tx.Now())), Code: "123456",
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pat := s.As(member)
	pat.Get("/ward").Is(200).Has(`href="/ward/casework"`)
	pat.Get("/ward/casework").Is(200).Says("You are told of no request yet.")
	said := func(change string, to string) url.Values {
		form := url.Values{"reference": {strings.ToLower(string(r.Reference))}, "code": {"123 456"}, "agreed": {"By phone on Monday"}}
		form.Set(change, to)
		return form
	}
	pat.Post("/ward/casework", said("agreed", "")).Is(422).Says("Enter how they agreed that you are told how it goes")
	pat.Post("/ward/casework", said("reference", "what?")).Is(422).Says("There is a problem")
	wrong := pat.Post("/ward/casework", said("code", "000000")).Is(422).Words()
	unknown := pat.Post("/ward/casework", said("reference", string(ident.NewReference(strings.NewReader(strings.Repeat("x", 100)))))).Is(422).Words()
	if told := "We cannot find a request with that reference and code."; !strings.Contains(wrong, told) || !strings.Contains(unknown, told) {
		t.Errorf("a wrong code says %s\nan unknown reference %s", wrong, unknown)
	}
	pat.Post("/ward/casework", said("x", "")).LeadsTo("/ward/casework")
	page := pat.Get("/ward/casework").Is(200)
	page.Says("Pat S., "+string(r.Reference), "Waiting for a hub to take it on", "By phone on Monday").Hides("secret", "HAPI", "hapi", "/requests/", "/people/")

	desk := s.As(coordinator)
	desk.Get("/dashboard").Is(200).Has(`href="/dashboard/casework"`)
	kept := desk.Get("/dashboard/casework").Is(200).Says("Sam member", "By phone on Monday", string(r.Reference))
	s.As(reportstest.Somebody(access.Governance, "")).Get("/dashboard/casework").Is(200).Says("Sam member").Hides("/end")
	s.As(reportstest.Somebody(access.Coordinator, "leigh")).Get("/dashboard/casework").Is(200).Says("No councillor asks after a request.")
	s.As(member).Get("/dashboard/casework").Is(403)
	s.As(manager).Get("/ward/casework").Is(403)
	s.As(health).Get("/dashboard").Is(200).Hides("/dashboard/casework")
	desk.Post(ending.FindStringSubmatch(kept.Body)[1], nil).LeadsTo("/dashboard/casework")
	pat.Get("/ward/casework").Is(200).Hides("Pat S.")

	pat.Post("/ward/casework", said("x", "")).LeadsTo("/ward/casework")
	pat.Post(ending.FindStringSubmatch(pat.Get("/ward/casework").Body)[1], nil).LeadsTo("/ward/casework")
	pat.Get("/ward/casework").Is(200).Says("You are told of no request yet.")
}
