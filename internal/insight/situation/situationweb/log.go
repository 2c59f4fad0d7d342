package situationweb

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"kith/algo/phase"
	"kith/algo/phase/picture"
	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// entry is something that was done, with its number in the pictures.
type entry struct {
	situation.Action
	number int
	place  string // in words
	code   string // of the area under whose days it stands; "" is none
}

func (e entry) href() string { return doneAddress(e.ID) }

func doneAddress(id situation.ActionID) string { return donePath + "/" + string(id) }

// when is the days of it in words.
func (e entry) when() string {
	if e.Done.Ended.IsZero() || e.Done.Ended == e.Done.Began {
		return e.Done.Began.Long()
	}
	return e.Done.Began.Long() + " to " + e.Done.Ended.Long()
}

// entries are what was done, the latest first, numbered from the oldest.
func (p *pages) entries(ctx context.Context) (all []entry, err error) {
	actions, err := p.situation.Actions(ctx)
	if err != nil || len(actions) == 0 {
		return nil, err
	}
	known, err := p.situation.Places(ctx)
	if err != nil {
		return nil, err
	}
	for i, a := range actions {
		e := entry{Action: a, number: len(actions) - i, place: a.Done.Place}
		for _, pl := range known {
			if pl.ID != a.Done.Place {
				continue
			}
			if e.place, e.code = pl.Name, pl.ID; pl.Hood { // of the borough, which is named first
				e.code = known[0].ID
			}
		}
		all = append(all, e)
	}
	return all, nil
}

// marks are the numbers that stand under the days of areas.
func (p *pages) marks(ctx context.Context, full []situation.Standing) (map[string][]picture.Mark, error) {
	all, err := p.entries(ctx)
	if err != nil {
		return nil, err
	}
	by := map[string][]picture.Mark{}
	for _, e := range slices.Backward(all) {
		for _, st := range full {
			if e.code == st.Area.Code {
				by[st.Area.Name] = append(by[st.Area.Name], picture.Mark{Day: dayOf(e.Done.Began), Number: e.number})
			}
		}
	}
	return by, nil
}

func dayOf(d day.Date) phase.Day { return phase.Day(d.DaysSince(day.New(1970, 1, 1))) }

// doneForm is what is noted of an action.
type doneForm struct {
	Place   forms.Select
	Kind    forms.Select
	Began   forms.Date
	Ended   forms.Date
	What    forms.Text
	LedBy   forms.String
	Version forms.Hidden
}

func (f *doneForm) fields() []forms.Parser {
	return []forms.Parser{&f.Place, &f.Kind, &f.Began, &f.Ended, &f.What, &f.LedBy, &f.Version}
}

func newDoneForm(open []situation.Place, today day.Date) *doneForm {
	f := &doneForm{
		Place:   forms.Select{Name: "place", Label: "Where", Required: true, Missing: "Choose where it was done"},
		Kind:    forms.Select{Name: "kind", Label: "What kind of thing", Required: true, Missing: "Choose what kind of thing it was"},
		Began:   forms.Date{Name: "began", Label: "The first day", Noun: "first day", Required: true, To: today, Missing: "Enter the first day"},
		Ended:   forms.Date{Name: "ended", Label: "The last day (optional)", Noun: "last day", Hint: "Leave empty where it took one day, or goes on."},
		What:    forms.Text{Name: "what", Label: "What was done", Hint: "In a sentence or two, such as how many tests or visits. Name no resident: many can read this.", Required: true, Max: 400, Rows: 4, Missing: "Enter what was done"},
		LedBy:   forms.String{Name: "led_by", Label: "Who led it", Hint: "The team or organisation.", Required: true, Max: 120, Missing: "Enter who led it"},
		Version: forms.Hidden{Name: "version"},
	}
	f.Place.Options = []forms.Option{{Label: "Choose a place"}}
	for _, pl := range open {
		f.Place.Options = append(f.Place.Options, forms.Option{Value: pl.ID, Label: pl.Name})
	}
	f.Kind.Options = []forms.Option{{Label: "Choose a kind"}}
	for _, k := range situation.ActionKinds() {
		f.Kind.Options = append(f.Kind.Options, forms.Option{Value: string(k), Label: k.Label()})
	}
	return f
}

func (f *doneForm) value() situation.Done {
	return situation.Done{
		Place: f.Place.Value(), Kind: situation.ActionKind(f.Kind.Value()), Began: f.Began.Value(), Ended: f.Ended.Value(),
		What: f.What.Value(), LedBy: f.LedBy.Value(),
	}
}

func (f *doneForm) set(a situation.Action) {
	f.Place.Set(a.Done.Place)
	f.Kind.Set(string(a.Done.Kind))
	f.Began.Set(a.Done.Began)
	if !a.Done.Ended.IsZero() {
		f.Ended.Set(a.Done.Ended)
	}
	f.What.Set(a.Done.What)
	f.LedBy.Set(a.Done.LedBy)
	f.seen(a.Version)
}

func (f *doneForm) seen(version int64) { f.Version.Set(strconv.FormatInt(version, 10)) }

// version is the one that was seen; 0 is none, which is never the latest.
func (f *doneForm) version() int64 {
	n, _ := strconv.ParseInt(f.Version.Value(), 10, 64)
	return n
}

// refused puts what is wrong with an action beside the field it is about; false where it is
// about none.
func (f *doneForm) refused(err error) bool {
	if fault.KindOf(err) != fault.Invalid {
		return false
	}
	switch fault.CodeOf(err) {
	case "situation.action-span":
		f.Ended.Fail(fault.MessageOf(err))
	case "situation.action-future":
		f.Began.Fail(fault.MessageOf(err))
	default:
		f.Place.Fail(fault.MessageOf(err))
	}
	return true
}

// log lists all that was done.
func (p *pages) log(w http.ResponseWriter, r *http.Request) error {
	all, err := p.entries(r.Context())
	if err != nil {
		return err
	}
	notes := access.From(r.Context()).Has(situation.Noters()...)
	return web.Render(w, r, http.StatusOK, web.Page{Title: "What was done", Section: section, Back: home, Wide: true, Body: logPage(all, notes)})
}

func (p *pages) emptyForm(ctx context.Context) (*doneForm, error) {
	open, err := p.situation.Open(ctx)
	return newDoneForm(open, day.Of(p.around.Now())), err
}

func (p *pages) newDone(w http.ResponseWriter, r *http.Request) error {
	f, err := p.emptyForm(r.Context())
	if err != nil {
		return err
	}
	return showNewDone(w, r, http.StatusOK, f)
}

func showNewDone(w http.ResponseWriter, r *http.Request, status int, f *doneForm) error {
	return web.Render(w, r, status, web.Page{Title: "Note what was done", Section: section, Back: donePath, Errors: forms.Errors(f.fields()...), Body: newDonePage(f)})
}

func (p *pages) noteDone(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.emptyForm(r.Context())
	if err != nil {
		return err
	}
	if !forms.Parse(values, f.fields()...) {
		return showNewDone(w, r, http.StatusUnprocessableEntity, f)
	}
	_, err = p.situation.Note(r.Context(), f.value())
	if f.refused(err) {
		return showNewDone(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "It stands in the log, and under the days of the picture")
	return web.Redirect(w, r, donePath)
}

// doneScreen is one action with all that was written of it.
type doneScreen struct {
	history []situation.Action
	where   string
	form    *doneForm // nil for those who may not change it
	stale   string
}

func (p *pages) doneScreen(r *http.Request) (s *doneScreen, err error) {
	s = &doneScreen{}
	if s.history, err = p.situation.ActionHistory(r.Context(), situation.ActionID(r.PathValue("id"))); err != nil {
		return nil, err
	}
	place := s.history[0].Done.Place
	known, err := p.situation.Places(r.Context())
	if err != nil {
		return nil, err
	}
	s.where = nameOf(known, place)
	open, err := p.situation.Open(r.Context())
	if slices.ContainsFunc(open, func(pl situation.Place) bool { return pl.ID == place }) {
		s.form = newDoneForm(open, day.Of(p.around.Now()))
		s.form.set(s.history[0])
	}
	return s, err
}

func nameOf(known []situation.Place, id string) string {
	for _, pl := range known {
		if pl.ID == id {
			return pl.Name
		}
	}
	return id
}

func (p *pages) done(w http.ResponseWriter, r *http.Request) error {
	s, err := p.doneScreen(r)
	if err != nil {
		return err
	}
	return showDone(w, r, http.StatusOK, s)
}

func showDone(w http.ResponseWriter, r *http.Request, status int, s *doneScreen) error {
	page := web.Page{Title: s.title(), Section: section, Back: donePath, Wide: true, Body: donePage(s)}
	if s.form != nil {
		page.Errors = forms.Errors(s.form.fields()...)
	}
	return web.Render(w, r, status, page)
}

func (s *doneScreen) title() string { return s.history[0].Done.Kind.Label() + ", " + s.where }

// changeDone changes an entry, or takes it out. Somebody whose entry was changed meanwhile
// keeps what they typed, and sees what stands now.
func (p *pages) changeDone(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.doneScreen(r)
	if err != nil {
		return err
	}
	if s.form == nil {
		return notTheirs
	}
	id, said := s.history[0].ID, "Changed"
	valid := forms.Parse(values, s.form.fields()...)
	switch {
	case values.Get(doInput) == doTakeOut:
		said = "Taken out of the log. What was written is kept"
		err = p.situation.TakeOut(r.Context(), id, s.form.version())
	case !valid:
		return showDone(w, r, http.StatusUnprocessableEntity, s)
	default:
		err = p.situation.Change(r.Context(), id, s.form.version(), s.form.value())
	}
	if s.form.refused(err) {
		return showDone(w, r, http.StatusUnprocessableEntity, s)
	}
	if fault.KindOf(err) == fault.Stale {
		s.stale = fault.MessageOf(err)
		s.form.seen(s.history[0].Version)
		return showDone(w, r, http.StatusConflict, s)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, donePath)
}

const doTakeOut = "take-out"

var notTheirs = fault.New(fault.Forbidden, "situation.not-noter", "What was done is changed by the coordinators, managers and analysts of the place.")

// standing says what stands in the log.
func (s *doneScreen) standing() govuk.SummaryList {
	a := s.history[0]
	return govuk.SummaryList{Rows: []govuk.SummaryRow{
		{Key: "Where", Text: s.where},
		{Key: "When", Text: entry{Action: a}.when()},
		{Key: "What was done", Text: a.Done.What},
		{Key: "Who led it", Text: a.Done.LedBy},
		{Key: "Written by", Text: a.NotedName + ", " + day.Of(a.NotedAt).Long()},
	}}
}

// versions are all that was written, where it was more than once.
func (s *doneScreen) versions() govuk.Table {
	t := govuk.Table{
		Caption: "All that was written", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Written"}, {Text: "By"}, {Text: "When it was done"}, {Text: "What was done"}, {Text: "Who led it"}},
	}
	for _, a := range s.history {
		what := a.Done.What
		if a.Gone {
			what = "Taken out of the log."
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: a.NotedAt.In(day.London).Format("2 January 2006, 15:04")}, {Text: a.NotedName}, {Text: entry{Action: a}.when()}, {Text: what}, {Text: a.Done.LedBy},
		}})
	}
	return t
}
