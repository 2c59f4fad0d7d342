package callweb_test

import (
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/registers/organisations"
)

// A whole care home is found by a part of its name or its lead's, and the work is for it.
func TestACallForACareHome(t *testing.T) {
	c := newCentre(t)
	sunny, err := organisations.New(c.db).Add(access.With(c.ctx, bo), organisations.NewOrganisation{
		Name: "Sunny Bank care home", Kind: organisations.CareHome, Neighbourhood: "hapi",
		Setting: organisations.Setting{Headcount: 42, LeadName: "Moira Fearn", LeadPhone: "+441632960151", Opening: "Day and night"},
	})
	if err != nil {
		t.Fatal(err)
	}
	d := c.desk(jo).ring().write("do=search terms=moira")
	d.page.Says("Sunny Bank care home, 42 people", "led by Moira Fearn")
	d.write("setting="+string(sunny.ID)).page.Says("Sunny Bank care home", "42", "Moira Fearn", "Day and night", "For Sunny Bank care home, 42 people")
	if form := d.filled(""); form.Get("last_name") != "Fearn" {
		t.Errorf("its lead is filled in as %q", form.Get("last_name"))
	}
	if d.write("do=other"); strings.Contains(d.page.Body, "For Sunny Bank") {
		t.Error("it is still for the home")
	}
	d.Post(d.at, d.filled("setting=01890000-0000-7000-8000-000000000000")).Is(404)
}
