package peopleweb_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleweb"
)

func TestReadAPerson(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	described := api.New("1")
	peopleweb.Operations(g.Service, g)(described)
	site := webtest.New(t, db.CallerOf(g.ctx).Borough, clock.Fixed(now), func(_ context.Context, token string) (access.Principal, error) {
		return map[string]access.Principal{"agent": agent, "leigh": inLeigh, "member": member, "manager": manager}[token], nil
	})
	site.Mount(described.Pages())
	ask := func(token string) *httptest.ResponseRecorder {
		t.Helper()
		req := httptest.NewRequest(http.MethodGet, "/api/v1/people/"+string(r.ID), nil)
		req.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, req)
		return w
	}
	for token, want := range map[string]int{"leigh": http.StatusNotFound, "member": http.StatusForbidden, "agent": http.StatusOK} {
		if w := ask(token); w.Code != want {
			t.Errorf("%s gets %d: %s", token, w.Code, w.Body)
		}
	}
	var got struct {
		Given       string `json:"given_names"`
		Born        string `json:"birth_date"`
		Phone       string `json:"phone"`
		SafeContact struct {
			Asked     bool     `json:"asked"`
			Channels  []string `json:"channels"`
			Voicemail bool     `json:"voicemail"`
		} `json:"safe_contact"`
	}
	if err := json.Unmarshal(ask("agent").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Given != "Amina" || got.Born != "1939-03-07" || got.Phone != "+447700900123" || !got.SafeContact.Asked || got.SafeContact.Voicemail || len(got.SafeContact.Channels) != 2 {
		t.Errorf("a program reads %+v", got)
	}
	for _, plain := range []string{`"under_18":false`, `"no_calls":false`, `"communication":[]`, `"labels":[]`} {
		if body := ask("agent").Body.String(); !strings.Contains(body, plain) || strings.Contains(body, `"deceased"`) {
			t.Errorf("of somebody without flags a program reads %s", body)
		}
	}

	flagged(g, r)
	told := ask("manager").Body.String()
	for _, flag := range []string{
		`"under_18":true`, `"no_calls":true`, `"deceased":{"on":"2020-04-01","said_by":"A sister"}`, `"interpreter":true`,
		`"communication":["bsl"]`, `"communication_note":"Signs at the door"`, `"labels":["restricted","safeguarding"]`,
	} {
		if !strings.Contains(told, flag) {
			t.Errorf("a program does not read %s of %s", flag, told)
		}
	}
	if w := ask("agent"); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "restricted") {
		t.Errorf("somebody who is not cleared reads %d %s", w.Code, w.Body)
	}
}

// flagged gives a person every flag there is.
func flagged(g *register, r people.Record) {
	g.t.Helper()
	ctx, id := access.With(g.ctx, manager), people.PersonID(r.ID)
	p, err := g.Person(ctx, id)
	if err != nil {
		g.t.Fatal(err)
	}
	e := people.Edit{Seen: p.Seen(), To: p.Current()}
	e.To.BirthDate, e.To.Interpreter = day.New(2010, time.May, 1), true
	e.To.NoCalls = people.NoCalls{Reason: "grieving"}
	e.To.Deceased = people.Deceased{SaidBy: "A sister", On: day.New(2020, time.April, 1)}
	e.To.Communication, e.To.CommunicationNote = []string{"bsl"}, "Signs at the door"
	if err := g.Change(ctx, id, e); err != nil {
		g.t.Fatal(err)
	}
	if err := g.Mark(ctx, id, nil, []people.Label{people.Safeguarding, people.Restricted}); err != nil {
		g.t.Fatal(err)
	}
}
