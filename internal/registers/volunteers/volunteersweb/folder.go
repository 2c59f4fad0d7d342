package volunteersweb

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// folder is the page of one volunteer.
type folder struct {
	facts
	volunteers.Folder
	today   day.Date
	names   map[string]string // of accounts
	story   govuk.Timeline
	version forms.Hidden
	// written is the last message about each check they were asked for; sends is false where
	// nothing is set up that sends any.
	written map[string]messages.Message
	sends   bool
}

func (p *pages) folder(w http.ResponseWriter, r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	f, err := p.open(r, id)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: f.Name(), Back: listPath, Section: section, Wide: true, Body: folderPage(f)})
}

func (p *pages) open(r *http.Request, id volunteers.ID) (f *folder, err error) {
	ctx := r.Context()
	f = &folder{today: p.volunteers.Today(ctx), names: map[string]string{}, version: versionField()}
	if f.Folder, err = p.volunteers.Open(ctx, id); err != nil {
		return nil, err
	}
	if f.facts, err = p.facts(ctx); err != nil {
		return nil, err
	}
	if f.written, f.sends, err = p.around.AskedOf(ctx, id); err != nil {
		return nil, err
	}
	f.version.Set(strconv.FormatInt(f.Version, 10))
	for _, x := range f.Exclusions {
		f.names[x.By] = p.around.AccountName(ctx, x.By)
	}
	for _, t := range f.Told {
		by := p.around.AccountName(ctx, t.Actor)
		f.story.Items = append(f.story.Items, govuk.TimelineItem{
			Title: capital(t.Verb), By: by, When: govuk.Ago(t.At, p.around.Now()), Text: why(t.Data),
		})
	}
	return f, nil
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// why is the reason that stands in a journal entry.
func why(data map[string]any) string {
	if text, ok := data["why"].(string); ok {
		return text
	}
	return ""
}

func (f *folder) identity() govuk.IdentityBar {
	bar := govuk.IdentityBar{Name: f.Name(), Facts: []string{f.hood(f.Neighbourhood)}}
	if !f.BornOn.IsZero() {
		bar.Facts = append(bar.Facts, fmt.Sprintf("%d years old", day.AgeOn(f.BornOn, f.today)))
	}
	if f.Phone != "" {
		bar.Facts = append(bar.Facts, f.Phone.National())
	}
	if f.Registration != "" {
		bar.Facts = append(bar.Facts, "Number "+f.Registration.String())
	}
	return bar
}

func (f *folder) to(page string) string { return address(f.ID) + "/" + page }

// offersRows says of each activity they offer what is still needed, in plain words.
func (f *folder) offersTable() govuk.Table {
	t := govuk.Table{
		Caption: "What they offer, and what each still needs", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Activity"}, {Text: "Where"}, {Text: "Stands"}, {Text: "Still needs"}},
		Empty:   govuk.Empty{Text: "They offer nothing yet. Change what is known of them."},
	}
	for _, id := range f.Activities {
		a, ok := f.rules.Activity(id)
		if !ok {
			t.Rows = append(t.Rows, govuk.Cells(id, "", "Not done here any more", ""))
			continue
		}
		lacks := volunteers.Lacks(f.rules, f.Dossier, a, f.today)
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: a.Name, Href: activitiesPath + "/" + a.ID}, {Text: a.Place.Label()}, {Content: f.clearTag(lacks)}, {Content: lines(textsOf(lacks))},
		}})
	}
	return t
}

func (f *folder) clearTag(lacks []volunteers.Lack) govuk.Tag {
	switch {
	case len(lacks) > 0:
		return govuk.Tag{Text: "Not yet", Colour: govuk.Yellow}
	case f.Standing != volunteers.Active:
		return govuk.Tag{Text: "Ready, not active", Colour: govuk.Blue}
	}
	return govuk.Tag{Text: "May do it", Colour: govuk.Green}
}

func textsOf(lacks []volunteers.Lack) (all []string) {
	for _, l := range lacks {
		all = append(all, l.Text)
	}
	if len(all) == 0 {
		all = []string{"Nothing"}
	}
	return all
}

// checkRows are the checks that what they offer needs and those on file.
func (f *folder) checksTable() govuk.Table {
	t := govuk.Table{
		Caption: "Checks on file", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Check"}, {Text: "Number"}, {Text: "Date"}, {Text: "Counts until"}, {Text: "Seen by"}, {Text: "Change", Hidden: true}},
		Empty:   govuk.Empty{Text: "No check is on file yet. Record the first one when you have seen it."},
	}
	for _, h := range f.Checks {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: f.checkName(h)}, {Text: orDash(h.Number)}, {Text: h.IssuedOn.Short()}, {Content: f.until(h)}, {Content: seenBy(h)}, {Content: withdrawLink(f, h)},
		}})
	}
	return t
}

func (f *folder) checkName(h volunteers.Held) string {
	name := f.check(h.Check)
	if h.Level != "" {
		name += " (" + strings.ToLower(h.Level.Label()) + ")"
	}
	return name
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// until says until when a check counts, or that it does not.
func (f *folder) until(h volunteers.Held) govuk.Tag {
	c, _ := f.rules.Check(h.Check)
	until := h.Until(c)
	switch {
	case h.Withdrawn != "":
		return govuk.Tag{Text: "Withdrawn", Colour: govuk.Red}
	case until.IsZero():
		return govuk.Tag{Text: whole("For good"), Colour: govuk.Green}
	case until.Before(f.today):
		return govuk.Tag{Text: whole("Ended " + until.Short()), Colour: govuk.Red}
	case until.Before(f.today.AddDays(volunteers.Soon)):
		return govuk.Tag{Text: whole(until.Short()), Colour: govuk.Orange}
	}
	return govuk.Tag{Text: whole(until.Short()), Colour: govuk.Green}
}

// whole keeps a short text on one line.
func whole(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// moduleState is how far they have come with one.
func (f *folder) moduleState(id string) (text string, passed bool) {
	for _, l := range f.Learned {
		switch {
		case l.Module != id:
		case l.Passed() && l.InPerson != "":
			return "Passed in person on " + day.Of(l.PassedAt).Long() + ", with " + l.InPerson, true
		case l.Passed():
			return fmt.Sprintf("Passed on %s, %s", day.Of(l.PassedAt).Long(), triesInWords(l.Tries)), true
		default:
			return "Not passed, " + triesInWords(l.Tries), false
		}
	}
	return "Not begun", false
}

func triesInWords(n int) string {
	if n == 1 {
		return "at the first try"
	}
	return fmt.Sprintf("%d tries", n)
}

func (f *folder) modules() (all []volunteering.Module) {
	for _, id := range f.rules.Teaches(f.Activities) {
		if m, ok := f.rules.Module(id); ok {
			all = append(all, m)
		}
	}
	return all
}

func (f *folder) aboutRows() []govuk.SummaryRow {
	return []govuk.SummaryRow{
		{Key: "Phone", Text: orNone(f.Phone.National())},
		{Key: "Email", Text: orNone(f.Email)},
		{Key: "Address", Text: f.lives()},
		{Key: "Date of birth", Text: f.born()},
		{Key: "Helps through", Text: cmpOr(f.organisation(f.Organisation), "Nobody: came to us themselves")},
		{Key: "On the register since", Text: day.Of(f.AddedAt).Long()},
		{Key: "Principles", Text: f.principles()},
	}
}

// born is when, or why nobody knows.
func (f *folder) born() string {
	if f.BornOn.IsZero() && f.BornUnknown != "" {
		return "Not known yet: " + f.BornUnknown
	}
	return orNone(f.BornOn.Long())
}

// lives is their address, unless it is withheld.
func (f *folder) lives() string {
	if f.Withheld {
		return "Withheld: they asked for that as a resident"
	}
	return orNone(strings.Join(f.Home.Lines(), ", "))
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func (f *folder) principles() string {
	switch {
	case f.Agreed.Version.IsZero():
		return "Not agreed to yet"
	case f.Agreed.Version.Before(f.rules.Principles.Version):
		return "Agreed to the older ones of " + f.Agreed.Version.Long()
	}
	return "Agreed on " + day.Of(f.Agreed.At).Long()
}

// agreed reports whether they agreed to the principles in force.
func (f *folder) agreed() bool { return !f.Agreed.Version.Before(f.rules.Principles.Version) }

func (f *folder) givesRows() []govuk.SummaryRow {
	g := f.Gives
	rows := []govuk.SummaryRow{
		{Key: "Gets about by", Text: g.Vehicle.Label() + f.driving()},
		{Key: "Skills", Text: orNone(f.skills())},
		{Key: "Languages", Text: cmpOr(strings.Join(g.Languages, ", "), "English alone")},
		{Key: "When", Text: weekInWords(g.Free)},
		{Key: "How far", Text: reachInWords(g.Reach)},
		{Key: "How much", Text: f.howMuch()},
	}
	if g.RatherNot != "" {
		rows = append(rows, govuk.SummaryRow{Key: "Would rather not", Text: g.RatherNot})
	}
	return rows
}

// driving says what a driver says of licence and insurance, and what to do about it.
func (f *folder) driving() string {
	switch {
	case !f.Drives():
		return ""
	case !f.Gives.Licence && !f.Gives.Insured:
		return ". They have not said that they may drive."
	case !f.Gives.Insured:
		return ". Not insured for voluntary driving: most insurers add it for nothing when asked."
	}
	return ""
}

func (f *folder) skills() string {
	var all []string
	for _, id := range f.Gives.Skills {
		if s, ok := f.rules.Skill(id); ok {
			all = append(all, s.Label)
		}
	}
	return strings.Join(all, ", ")
}

func (f *folder) howMuch() string {
	week, month := f.Gives.PerWeek, f.Gives.PerMonth
	if week == 0 {
		week = int64(f.rules.Caps.PerWeek)
	}
	if month == 0 {
		month = int64(f.rules.Caps.PerMonthMost)
	}
	return fmt.Sprintf("%s a week, %d a month at most", inTasks(week), min(month, int64(max(f.rules.Caps.PerMonthMost, 1))))
}

func inTasks(n int64) string {
	if n == 1 {
		return "1 task"
	}
	return fmt.Sprintf("%d tasks", n)
}

func reachInWords(metres int64) string {
	if metres == 0 {
		return "Anywhere in the neighbourhood"
	}
	return fmt.Sprintf("%.1f km from home", float64(metres)/1000)
}

// weekInWords says when somebody can, days that are alike in one.
func weekInWords(w volunteers.Week) string {
	if w == 0 || w == volunteers.AllWeek {
		return "Any time"
	}
	var all []string
	for _, p := range volunteers.Parts() {
		var days []string
		for _, d := range volunteers.Weekdays() {
			if w.Has(d, p) {
				days = append(days, d.String()[:3])
			}
		}
		if len(days) > 0 {
			all = append(all, p.Label()+": "+daysInWords(days))
		}
	}
	return strings.Join(all, ". ")
}

func daysInWords(days []string) string {
	switch {
	case len(days) == 7:
		return "every day"
	case len(days) == 5 && days[4] == time.Friday.String()[:3]:
		return "Mon to Fri"
	}
	return strings.Join(days, ", ")
}

func (f *folder) ownRows() []govuk.SummaryRow {
	ring := f.Own.EmergencyName
	if f.Own.EmergencyPhone != "" {
		ring = strings.TrimSpace(ring + " " + f.Own.EmergencyPhone.National())
	}
	return []govuk.SummaryRow{
		{Key: "Shields", Text: yes(f.Own.Shields)},
		{Key: "Their health", Text: orNone(f.Own.Health)},
		{Key: "Ring, when something happens to them", Text: orNone(ring)},
	}
}
