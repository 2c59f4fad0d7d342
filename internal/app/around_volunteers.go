package app

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/document"
	"kith/internal/registers/messages"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/volunteers"
	"kith/internal/registers/volunteers/verifyweb"
	"kith/internal/services/calls"
)

// verifyPage is where a registration number is checked; "" where nobody knows yet where the
// pages are found.
func (f facts) verifyPage() string {
	if at := f.foundAt(); at != "" {
		return strings.TrimSuffix(at, "/") + verifyweb.Path
	}
	return ""
}

// codeOf is the code on a letter or a card: the address that says whether the number counts,
// and nothing else. Without an address there is none, and the helpline is what is left.
func (f facts) codeOf(number ident.Reference) (document.Code, error) {
	page := f.verifyPage()
	if page == "" {
		return document.Code{}, nil
	}
	return document.QR(page + "/" + number.String())
}

// shown is an address as it is read and typed.
func shown(page string) string {
	_, rest, found := strings.Cut(page, "://")
	if !found {
		return "our website"
	}
	return rest
}

// VolunteerLetter is the letter that proves what a volunteer is, as a PDF.
func (f facts) VolunteerLetter(ctx context.Context, p volunteers.Paper) ([]byte, error) {
	code, err := f.codeOf(p.Registration)
	if err != nil {
		return nil, err
	}
	var may []string
	for _, what := range whatTheyMay(p) {
		may = append(may, "- "+what)
	}
	mark := document.Mark{Code: code, Says: "To check the letter, scan this or type the number at " + shown(f.verifyPage())}
	out, err := f.Messages.Certificate(ctx, "volunteer-letter", p.Neighbourhood, map[string]string{
		"volunteer_name": p.Name(), "registration": p.Registration.String(), "valid_until": p.Until.Long(), "verify_page": shown(f.verifyPage()),
		"may_do": strings.Join(may, "\n"),
	}, mark)
	if err == nil && out.PDF == nil {
		err = fault.New(fault.Conflict, "app.no-pdf", "This letter cannot be made into a PDF: its font does not show every character. Write it by hand.")
	}
	return out.PDF, err
}

// VolunteerCard is the same as a card for the wallet.
func (f facts) VolunteerCard(ctx context.Context, p volunteers.Paper) ([]byte, error) {
	b, err := f.Blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	code, err := f.codeOf(p.Registration)
	if err != nil {
		return nil, err
	}
	of := b.Borough()
	return document.Card{
		Language: "en", Title: "A volunteer's card", Issuer: of.Council, Role: "Registered volunteer", Name: p.Name(),
		Facts: []string{"Number " + p.Registration.String(), "Until " + p.Until.Long()}, Photo: p.Photo, Code: code,
		Says: "Scan to check this card, or type the number at " + shown(f.verifyPage()) + ", or ring " + of.Helpline.Phone.National() +
			". If it does not count, do not hand anything over.",
		MayLead: "They may:", May: whatTheyMay(p), Fold: "Cut along the outer line and fold along the dashed one.", Made: f.Clock.Now(),
	}.PDF()
}

// whatTheyMay is what a volunteer may do, as it goes on after “They may”.
func whatTheyMay(p volunteers.Paper) (all []string) {
	for _, a := range p.May {
		first, size := utf8.DecodeRuneInString(a.PublicLabel)
		all = append(all, string(unicode.ToLower(first))+a.PublicLabel[size:])
	}
	return all
}

// Helping are the organisations that take work.
func (f facts) Helping(ctx context.Context) (all []organisations.Organisation, err error) {
	found, err := f.Organisations.List(ctx, "")
	for _, o := range found {
		if !o.Kind.Setting() {
			all = append(all, o)
		}
	}
	return all, err
}

// AskedOf is what became of the messages about checks a volunteer was asked for, and whether
// any are sent here at all.
func (f facts) AskedOf(ctx context.Context, id volunteers.ID) (map[string]messages.Message, bool, error) {
	last, err := f.Matching.AskedOf(ctx, id)
	return last, f.Messages.Sends(), err
}

// Tongues are the languages people here speak beside English, as callers may say theirs.
func (f facts) Tongues(ctx context.Context) ([]string, error) {
	s, err := partOf[*calls.Settings](ctx, f.App)
	if err != nil {
		return nil, err
	}
	return s.Languages, nil
}

// mostFound is how many people a search for one offers.
const mostFound = 10

// FindPeople finds residents the caller may see by name, phone number or the reference of a
// request.
func (f facts) FindPeople(ctx context.Context, text string) ([]people.Hit, error) {
	if hits, err := f.AskedAs(ctx, text); err != nil || len(hits) > 0 {
		return hits, err
	}
	return f.People.Search(ctx, text, mostFound)
}
