package contactsview

import (
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/registers/contacts"
)

// Look is how a shield is shown.
type Look struct {
	Now time.Time
	// Name is the name of whoever holds an account; nil shows agencies alone.
	Name func(account string) string
	// Told leaves out whether the person may be contacted: they have turned to us.
	Told bool
	// Most is how many contacts are shown; 0 shows three.
	Most int
}

// title of the shield says first whether somebody may be contacted.
func title(s contacts.Shield, l Look) string {
	switch {
	case l.Told || s.Allowed():
		return "Who else is in touch"
	}
	return "Not now"
}

func colour(s contacts.Shield, l Look) govuk.Colour {
	switch {
	case l.Told || s.Allowed() && s.Held.IsZero():
		return govuk.Blue
	case s.Allowed():
		return govuk.Yellow
	}
	return govuk.Red
}

// refusals are the reasons against a contact, in words. Who is on the telephone is said by
// itself.
func refusals(s contacts.Shield, l Look) (all []string) {
	if l.Told {
		return nil
	}
	for _, r := range s.Refused {
		if r.Code != contacts.OnThePhone {
			all = append(all, r.Words)
		}
	}
	return all
}

// latest are the contacts shown.
func latest(s contacts.Shield, l Look) []contacts.Event {
	most := l.Most
	if most == 0 {
		most = 3
	}
	return s.Recent[:min(len(s.Recent), most)]
}

// Said is a contact in a line: who, how, and how it went.
func Said(e contacts.Event, name func(string) string) string {
	who := e.Who()
	if e.AgencyName == "" && name != nil && e.Direction == contacts.Out {
		if by := name(e.By); by != "" {
			who = by
		}
	}
	if e.Direction == contacts.In {
		return join("They were in touch", lower(e.Method.Label()), e.AgencyName, e.Outcome.Label())
	}
	return join(who, lower(e.Method.Label()), "", e.Outcome.Label())
}

func join(who, method, with, how string) string {
	if with != "" {
		who += " with " + with
	}
	if method != "" {
		who += ", " + method
	}
	if how != "" {
		who += ": " + lower(how)
	}
	return who
}

// plannedWords are what somebody is about to do.
func plannedWords(p contacts.Planned) string {
	who := p.Who
	if who == "" {
		who = "Nobody yet"
	}
	return join(who, lower(p.Method.Label()), "", p.Purpose)
}

func lower(s string) string { return strings.ToLower(s[:min(1, len(s))]) + s[min(1, len(s)):] }

// enteredLate says when a contact was entered that happened earlier; "" where it was soon, or
// where a file told of it.
func enteredLate(e contacts.Event) string {
	if e.Source == contacts.FromImport || e.NotedAt.Sub(e.At) < 15*time.Minute {
		return ""
	}
	return " (entered " + when(e.NotedAt) + ")"
}

func when(t time.Time) string { return t.In(day.London).Format("Mon 2 Jan 15:04") }
