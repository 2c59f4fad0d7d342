package prioritiesweb_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/priorities"
	"kith/internal/insight/priorities/prioritiesweb"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
)

func sent(changed ...string) url.Values {
	v := url.Values{
		"name": {"Reach more men"}, "why": {"Few men were helped."}, "owner": {"Dana Lead"}, "measure": {"figure/people"}, "bound": {"least"}, "target": {"50"},
		"due-day": {"1"}, "due-month": {"3"}, "due-year": {"2020"},
	}
	for i := 0; i < len(changed); i += 2 {
		v.Set(changed[i], changed[i+1])
	}
	return v
}

// A priority is named, shown on the page of levels, noted, changed and ended; what is wrong is
// said and nothing typed is lost.
func TestPagesOfPriorities(t *testing.T) {
	b := measurestest.On(t, db.SQLite, priorities.Static())
	s := priorities.New(b.DB, b.Measures)
	site := webtest.New(t, b.ID(), b.Clock, nil)
	site.Mount(prioritiesweb.Pages(s))
	lead := site.As(reportstest.Somebody(access.Manager, ""))
	lead.Get("/recovery").Is(http.StatusOK).Says("No equality priority is tracked into recovery.", "Look first at who was reached", "Name a priority")
	lead.Get("/recovery/new").Is(http.StatusOK).Says("What is measured", "People supported")
	lead.Post("/recovery/new", sent("owner", "", "target", "many")).Is(http.StatusUnprocessableEntity).Says("There is a problem", "Enter who answers for it")
	lead.Post("/recovery/new", sent("measure", "")).Is(http.StatusUnprocessableEntity).Says("Choose what is measured")

	at := lead.Post("/recovery/new", sent()).Is(http.StatusSeeOther).Location
	lead.Get(at).Is(http.StatusOK).Says("Cannot be told", "Few men were helped.", "The target is at least 50", "That day is over.", "Nobody has written down how it goes yet.")
	lead.Get("/recovery").Says("The one equality priority is not met yet. Of 1 it cannot be told how it stands.", "1 March 2020: late", "Dana Lead")
	lead.Get(at + "/change").Is(http.StatusOK).Says("Change an equality priority")
	lead.Post(at+"/change", sent("version", "1", "target", "60")).LeadsTo(at)
	p := lead.Post(at+"/change", sent("version", "1", "owner", "Somebody Else")).Is(http.StatusConflict).Says("Somebody changed this priority while you had it open")
	if !strings.Contains(p.Body, "Somebody Else") {
		t.Error("what was typed is lost")
	}
	lead.Post(at+"/note", url.Values{}).Is(http.StatusUnprocessableEntity).Says("Write how it goes")
	lead.Post(at+"/note", url.Values{"note": {"A men's shed opens in May"}}).LeadsTo(at)
	hub := site.As(reportstest.Somebody(access.Coordinator, "hapi"))
	hub.Get(at).Is(http.StatusOK).Says("A men's shed opens in May").Hides("Save the note", "End this priority")
	hub.Get("/recovery/new").Is(http.StatusForbidden)
	hub.Post(at+"/end", url.Values{"why": {"x"}}).Is(http.StatusForbidden)
	site.As(reportstest.Somebody(access.Volunteer, "")).Get("/recovery").Is(http.StatusForbidden)

	ctx := b.As(reportstest.Somebody(access.Manager, ""))
	panel, err := prioritiesweb.Panel(s)(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var drawn bytes.Buffer
	if err := panel.Render(ctx, &drawn); err != nil || !strings.Contains(drawn.String(), "Reach more men") {
		t.Error(drawn.String(), err)
	}
	lead.Post(at+"/end", url.Values{"why": {"The shed is full."}}).LeadsTo(at)
	lead.Get("/recovery").Says("No equality priority is tracked", "The shed is full.")
	lead.Post(at+"/note", url.Values{"note": {"Late"}}).Is(http.StatusConflict)
	lead.Get("/recovery/no-such").Is(http.StatusNotFound)
}
