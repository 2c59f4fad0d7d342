package volunteersweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// checking is the page on which a check is recorded.
type checking struct {
	volunteer volunteers.Volunteer
	rules     *volunteering.Rules
	check     forms.Select
	level     forms.Select
	number    forms.String
	issued    forms.Date
	expires   forms.Date
	seenBy    forms.String
	seenHow   forms.String
	note      forms.Text
	errors    []forms.ErrorItem
}

func (c *checking) fields() []forms.Parser {
	return []forms.Parser{&c.check, &c.level, &c.number, &c.issued, &c.expires, &c.seenBy, &c.seenHow, &c.note}
}

func (p *pages) checking(r *http.Request) (*checking, error) {
	v, err := p.one(r)
	if err != nil {
		return nil, err
	}
	known, err := p.facts(r.Context())
	if err != nil {
		return nil, err
	}
	levels := []forms.Option{{Label: "Not a DBS check"}}
	for _, l := range volunteering.Levels() {
		levels = append(levels, forms.Option{Value: string(l), Label: l.Label()})
	}
	c := &checking{
		volunteer: v, rules: known.rules,
		check:   forms.Select{Name: "check", Label: "Which check", Required: true, Missing: "Select which check it is", Options: append([]forms.Option{{Label: "Choose a check"}}, known.checkOptions()...)},
		level:   forms.Select{Name: "level", Label: "Level, of a DBS check", Options: levels},
		number:  forms.String{Name: "number", Label: "Number", Hint: "Of the certificate, the licence or the policy. For a reference, who gave it.", Max: 80},
		issued:  forms.Date{Name: "issued", Label: "Date on it", Hint: "For what you looked at yourself, the day you saw it.", Required: true, Missing: "Enter the date of the check"},
		expires: forms.Date{Name: "expires", Label: "Last day it counts", Hint: "Only if it names one. Otherwise the borough's rule counts."},
		seenBy:  forms.String{Name: "seen_by", Label: "Who saw it", Required: true, Missing: "Enter who saw it", Max: 80},
		seenHow: forms.String{Name: "seen_how", Label: "How", Hint: "Such as: passport and a bill, face to face. Keep no copy.", Max: 120},
		note:    forms.Text{Name: "note", Label: "Note", Max: 300, Rows: 2},
	}
	c.seenBy.Set(access.From(r.Context()).Name)
	c.issued.Set(p.volunteers.Today(r.Context()))
	return c, nil
}

func (c *checking) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Record a check of " + c.volunteer.Name(), Back: address(c.volunteer.ID), Section: section,
		Errors: append(c.errors, forms.Errors(c.fields()...)...), Body: checkPage(c),
	})
}

// how says how the chosen check is done.
func (c *checking) how() string {
	one, _ := c.rules.Check(c.check.Value())
	return one.How
}

func (p *pages) checkPage(w http.ResponseWriter, r *http.Request) error {
	c, err := p.checking(r)
	if err != nil {
		return err
	}
	if one, ok := c.rules.Check(r.URL.Query().Get("check")); ok {
		c.check.Set(one.ID)
		c.level.Set(string(one.Level))
	}
	return c.show(w, r, http.StatusOK)
}

func (p *pages) check(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	c, err := p.checking(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, c.fields()...) {
		return c.show(w, r, http.StatusUnprocessableEntity)
	}
	_, err = p.volunteers.RecordCheck(r.Context(), c.volunteer.ID, volunteers.Held{
		Check: c.check.Value(), Level: volunteering.Level(c.level.Value()), Number: c.number.Value(), IssuedOn: c.issued.Value(), ExpiresOn: c.expires.Value(),
		SeenBy: c.seenBy.Value(), SeenHow: c.seenHow.Value(), Note: c.note.Value(),
	})
	if fault.KindOf(err) == fault.Invalid {
		c.wrong(err)
		return c.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Recorded: "+c.check.Chosen().Label)
	return web.Redirect(w, r, address(c.volunteer.ID))
}

// wrong puts what stands against a check beside the field it is about.
func (c *checking) wrong(err error) {
	text := fault.MessageOf(err)
	switch fault.CodeOf(err) {
	case "volunteers.check-level":
		c.level.Fail(text)
	case "volunteers.check-end":
		c.expires.Fail(text)
	case "volunteers.check-ended":
		if c.expires.Given() {
			c.expires.Fail(text)
		} else {
			c.issued.Fail(text)
		}
	case "volunteers.check-number", "volunteers.check-digits":
		c.number.Fail(text)
	case "volunteers.check-last-day":
		c.expires.Fail(text)
	case "volunteers.check-how":
		c.seenHow.Fail(text)
	case "volunteers.check-seen":
		c.seenBy.Fail(text)
	case "volunteers.no-check":
		c.check.Fail(text)
	default:
		c.issued.Fail(text)
	}
}

// withdrawing is the page on which a check is withdrawn.
type withdrawing struct {
	volunteer volunteers.Volunteer
	held      volunteers.Held
	name      string
	why       forms.Text
}

func (p *pages) withdrawing(r *http.Request) (*withdrawing, error) {
	id, err := idOf(r)
	if err != nil {
		return nil, err
	}
	check, err := ident.Parse[volunteers.Held](r.PathValue("check"))
	if err != nil {
		return nil, err
	}
	f, err := p.open(r, id)
	if err != nil {
		return nil, err
	}
	for _, h := range f.Checks {
		if h.ID == check {
			return &withdrawing{f.Volunteer, h, f.checkName(h), forms.Text{Name: "why", Label: "Why it no longer counts", Required: true, Missing: "Say why, in a few words", Max: 300, Rows: 3}}, nil
		}
	}
	return nil, fault.New(fault.NotFound, "volunteersweb.no-check", "There is no such check on file.")
}

func (d *withdrawing) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Withdraw a check of " + d.volunteer.Name(), Back: address(d.volunteer.ID), Section: section, Errors: forms.Errors(&d.why), Body: withdrawPage(d),
	})
}

func (p *pages) withdrawPage(w http.ResponseWriter, r *http.Request) error {
	d, err := p.withdrawing(r)
	if err != nil {
		return err
	}
	return d.show(w, r, http.StatusOK)
}

func (p *pages) withdraw(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	d, err := p.withdrawing(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &d.why) {
		return d.show(w, r, http.StatusUnprocessableEntity)
	}
	if err := p.volunteers.WithdrawCheck(r.Context(), d.volunteer.ID, d.held.ID, d.why.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "Withdrawn: "+d.name)
	return web.Redirect(w, r, address(d.volunteer.ID))
}

func (p *pages) ask(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.volunteers.AskFor(r.Context(), id, values.Get("check")); err != nil {
		return err
	}
	web.Flash(w, r, "They are asked for it")
	return web.Redirect(w, r, address(id))
}

// module records that somebody of the hub talked a module through with them.
func (p *pages) module(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.volunteers.PassInPerson(r.Context(), id, values.Get("module"), access.From(r.Context()).Name); err != nil {
		return err
	}
	web.Flash(w, r, "Recorded as passed in person")
	return web.Redirect(w, r, address(id))
}

// agree records that they agreed to the principles, which somebody of the hub read to them.
func (p *pages) agree(w http.ResponseWriter, r *http.Request) error {
	v, err := p.one(r)
	if err != nil {
		return err
	}
	if err := p.volunteers.Agree(r.Context(), v.ID); err != nil {
		return err
	}
	web.Flash(w, r, "Recorded that they agree")
	return web.Redirect(w, r, address(v.ID))
}
