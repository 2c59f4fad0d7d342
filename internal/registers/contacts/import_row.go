package contacts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/tabular"
	"kith/internal/registers/people"
)

// layout is a file of contacts. A person is found by their NHS number, or by their name with
// a date of birth, a postcode or a phone number.
var layout = tabular.Layout{Name: "Contacts of another agency", Columns: []tabular.Column{
	{Field: "date", Names: []string{"date", "contact date", "date of contact", "when"}},
	{Field: "method", Names: []string{"method", "contact method", "channel", "how"}},
	{Field: "outcome", Names: []string{"outcome", "result", "how it went"}},
	{Field: "time", Names: []string{"time", "contact time"}, Optional: true},
	{Field: "direction", Names: []string{"direction", "contact direction"}, Optional: true},
	{Field: "agency", Names: []string{"agency", "organisation", "service"}, Optional: true},
	{Field: "note", Names: []string{"note", "notes", "comments"}, Optional: true},
	{Field: "nhs", Names: []string{"nhs number", "nhs no"}, Optional: true},
	{Field: "given", Names: []string{"first name", "given names", "forename"}, Optional: true},
	{Field: "family", Names: []string{"last name", "family name", "surname"}, Optional: true},
	{Field: "born", Names: []string{"date of birth", "dob", "birth date"}, Optional: true},
	{Field: "postcode", Names: []string{"postcode"}, Optional: true},
	{Field: "phone", Names: []string{"phone", "telephone", "phone number"}, Optional: true},
}}

// rowReader reads the rows of one file.
type rowReader struct {
	s     *Service
	file  File
	rules *Rules
	now   time.Time
}

// read makes a contact of a row, or says what is wrong with it in a sentence for whoever
// mends the file.
func (rr *rowReader) read(ctx context.Context, row tabular.Row, columns tabular.Columns) (one ready, why string, err error) {
	cell := func(field string) string { return row.Cell(columns.Of(field)) }
	logged, why := rr.logged(cell)
	if why != "" {
		return ready{}, why, nil
	}
	one.event, err = logged.event(rr.rules, rr.now)
	if fault.KindOf(err) == fault.Invalid {
		return ready{}, fault.MessageOf(err), nil
	}
	if err != nil {
		return ready{}, "", err
	}
	one.event.Source = FromImport
	who, why, err := rr.whose(ctx, cell)
	if why != "" || err != nil {
		return ready{}, why, err
	}
	one.event.Record, one.hood = who.ID, who.Neighbourhood
	one.key = keyOf(one.event, cell)
	return one, "", nil
}

// keyOf tells a contact from every other by what the file says of it: the same row in
// another file is the same contact.
func keyOf(e Event, cell func(string) string) string {
	parts := []string{e.Agency, string(e.Direction), string(e.Method), e.At.UTC().Format(time.RFC3339)}
	for _, field := range []string{"nhs", "given", "family", "born", "postcode", "phone"} {
		parts = append(parts, strings.ToLower(strings.Join(strings.Fields(cell(field)), "")))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

func (rr *rowReader) logged(cell func(string) string) (l Logged, why string) {
	l = Logged{Agency: rr.file.Agency, Direction: Out, Note: cell("note")}
	if named := cell("agency"); named != "" {
		l.Agency = named
	}
	if l.Agency == "" {
		return l, "It is not said which agency it was. Fill the agency in, or choose one for the whole file."
	}
	var ok bool
	if l.At, ok = readMoment(cell("date"), cell("time")); !ok {
		return l, "The date cannot be read. Write it like 24/03/2020, and the time like 14:30."
	}
	if l.Method, ok = methodNamed(cell("method")); !ok {
		return l, "The method is not known. Use telephone, visit, text, letter, email or in person."
	}
	if l.Outcome, ok = outcomeNamed(cell("outcome")); !ok {
		return l, "The outcome is not known. Use spoken, no answer, voicemail, spoke to somebody else, card left, wrong number, declined, sent, delivered or not delivered."
	}
	switch strings.ToLower(cell("direction")) {
	case "", "outbound", "out":
	case "inbound", "in":
		l.Direction = In
	default:
		return l, "The direction is not known. Use outbound or inbound."
	}
	return l, ""
}

var clockCell = regexp.MustCompile(`^(\d{1,2})[:.](\d{2})(?::\d{2})?$`)

// readMoment reads a day with, in either cell, a time of it. Without a time it is noon.
func readMoment(date, clock string) (time.Time, bool) {
	if before, after, ok := strings.Cut(strings.TrimSpace(strings.Replace(date, "T", " ", 1)), " "); ok && clockCell.MatchString(after) {
		date, clock = before, after
	}
	on, err := day.ParseDate(date)
	if err != nil {
		return time.Time{}, false
	}
	if clock == "" {
		return on.At(12, 0), true
	}
	m := clockCell.FindStringSubmatch(clock)
	if m == nil {
		return time.Time{}, false
	}
	hour, _ := strconv.Atoi(m[1]) // the pattern lets only digits in
	minute, _ := strconv.Atoi(m[2])
	return on.At(hour, minute), hour < 24 && minute < 60
}

var methodNames = map[string]Method{
	"phone": Phone, "telephone": Phone, "call": Phone, "visit": Visit, "athome": Visit, "homevisit": Visit, "letter": Letter, "post": Letter,
	"text": Text, "sms": Text, "textmessage": Text, "email": Email, "webform": WebForm, "inperson": InPerson, "face2face": InPerson, "facetoface": InPerson,
}

func methodNamed(s string) (Method, bool) {
	m, ok := methodNames[squash(s)]
	return m, ok
}

var outcomeNames = map[string]Outcome{
	"answered": Spoken, "contacted": Spoken, "noreply": NoAnswer, "unanswered": NoAnswer, "leftmessage": Voicemail, "message": Voicemail,
	"leftcard": CardLeft, "refused": Declined, "failed": Undelivered,
}

// outcomeNamed reads an outcome by its code, its words or what others call it.
func outcomeNamed(s string) (Outcome, bool) {
	squashed := squash(s)
	for _, o := range Outcomes() {
		if squashed == squash(string(o)) || squashed == squash(o.Label()) {
			return o, true
		}
	}
	o, ok := outcomeNames[squashed]
	return o, ok
}

func squash(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// sure is how likely somebody must be the one meant for a contact to be theirs.
const sure = 70

// whose finds the one person a row is about. Somebody the caller may not see is nobody.
func (rr *rowReader) whose(ctx context.Context, cell func(string) string) (who people.Record, why string, err error) {
	d := people.Described{GivenNames: cell("given"), FamilyName: cell("family")}
	d.Address.Postcode = cell("postcode")
	if d.BirthDate, err = day.ParseDate(cell("born")); err != nil && cell("born") != "" {
		return who, "The date of birth cannot be read. Write it like 24/03/1939.", nil
	}
	d.Phone, _ = phone.Parse(cell("phone"))
	number, err := nhsnumber.Parse(cell("nhs"))
	if err != nil && cell("nhs") != "" {
		return who, "The NHS number is not a valid one. Check its ten digits.", nil
	}
	found, err := rr.s.people.MatchNumbered(ctx, d, number)
	if err != nil {
		return who, "", err
	}
	return rr.onlyOne(ctx, found)
}

// onlyOne is the one person among those found who may be meant.
func (rr *rowReader) onlyOne(ctx context.Context, found []people.Candidate) (who people.Record, why string, err error) {
	r := rr.s.db.Read(ctx)
	var person people.PersonID
	for _, c := range found {
		if c.Points < sure {
			continue
		}
		seen, err := seesRecord(r, access.From(ctx), c.Record)
		if err != nil {
			return who, "", err
		}
		if !seen {
			continue
		}
		owner, err := people.PersonOf(r, c.Record)
		switch {
		case err != nil:
			return who, "", err
		case person == "":
			person = owner
			if who, err = people.RecordIn(r, c.Record); err != nil {
				return who, "", err
			}
		case person != owner:
			return who, "More than one person may be meant. Add the NHS number or the date of birth.", nil
		}
	}
	if person == "" {
		return who, "Nobody is known by these details. Add the person first, or check the spelling.", nil
	}
	return who, "", nil
}
