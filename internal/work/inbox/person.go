package inbox

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/words"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Person is what an organisation is told of whoever it helps.
type Person struct {
	FirstName string
	Address   []string // as on an envelope; empty when it is withheld or not known
	Withheld  bool     // the address is told by the hub alone
	Phone     string   // "" when there is none, or none that may be called
	Contact   []string // how to reach them safely: instructions, never reasons
	Told      []Answer // what they said that the work needs, such as a diet
}

// careWords say how somebody is reached safely: "with-care" in the catalogues, for volunteers
// read it in their own language.
type careWords struct {
	AskHub, HubTells, NoContact, NoName string
	FirstAsk, NoPhone, When, Hide       string
	NoVoicemail, NoText, Others         string
}

var careTexts = words.Declare[careWords]("with-care")

// PersonOf takes from a record only what the work needs, and how the person it is of may be
// reached today, in the language of ctx. Of a restricted person only the hub tells anything. The journal is told by
// whoever shows it.
func PersonOf(ctx context.Context, r people.Record, reach people.Reach, today day.Date, t tasks.Task) *Person {
	said := careTexts.In(ctx)
	if r.Restricted() {
		return &Person{FirstName: said.AskHub, Withheld: true, Contact: []string{said.HubTells}}
	}
	safe := reach.SafeContact
	p := &Person{FirstName: firstName(r.GivenNames, said), Withheld: r.AddressWithheld() || slices.Contains(t.Labels, needs.AddressWithheld)}
	if !p.Withheld {
		p.Address = r.Address.Lines()
	}
	if reach.NoCalls.On(today) || reach.Asks.Of(people.StopCalls) || !reach.Deceased.IsZero() {
		p.Contact = []string{said.NoContact}
		return p
	}
	if mayCall(safe) {
		p.Phone = r.Phone.National()
	}
	p.Contact = contact(safe, r.Phone != "", said)
	return p
}

func firstName(given string, said *careWords) string {
	names := strings.Fields(given)
	if len(names) == 0 {
		return said.NoName
	}
	return names[0]
}

// mayCall reports whether the person can be called at all. Where nobody has asked them,
// they can, with all the care that contact spells out.
func mayCall(s people.SafeContact) bool {
	return len(s.Channels) == 0 || slices.Contains(s.Channels, "call")
}

// contact is how somebody may be reached. What the note about it says stays with the hub:
// it may tell why.
func contact(s people.SafeContact, hasPhone bool, said *careWords) []string {
	var say []string
	if s.Note != "" || s.CodeWord != "" {
		say = append(say, said.FirstAsk)
	}
	switch {
	case !hasPhone:
		return say
	case !mayCall(s):
		return append(say, said.NoPhone)
	}
	if s.Times != "" {
		say = append(say, fmt.Sprintf(said.When, s.Times))
	}
	if s.HideNumber {
		say = append(say, said.Hide)
	}
	if !s.Voicemail {
		say = append(say, said.NoVoicemail)
	}
	if !s.Texts {
		say = append(say, said.NoText)
	}
	return append(say, said.Others)
}
