package inbox

import (
	"slices"
	"strings"

	"kith/internal/kernel/day"
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

// PersonOf takes from a record only what the work needs, and how the person it is of may be
// reached today. Of a restricted person only the hub tells anything. The journal is told by
// whoever shows it.
func PersonOf(r people.Record, reach people.Reach, today day.Date, t tasks.Task) *Person {
	if r.Restricted() {
		return &Person{FirstName: "Ask your hub", Withheld: true, Contact: []string{"Your hub tells you whom this is for and how to reach them."}}
	}
	safe := reach.SafeContact
	p := &Person{FirstName: firstName(r.GivenNames), Withheld: r.AddressWithheld() || slices.Contains(t.Labels, needs.AddressWithheld)}
	if !p.Withheld {
		p.Address = r.Address.Lines()
	}
	if reach.NoCalls.On(today) || reach.Asks.Of(people.StopCalls) || !reach.Deceased.IsZero() {
		p.Contact = []string{"Do not make contact. Ask your hub first."}
		return p
	}
	if mayCall(safe) {
		p.Phone = r.Phone.National()
	}
	p.Contact = contact(safe, r.Phone != "")
	return p
}

func firstName(given string) string {
	words := strings.Fields(given)
	if len(words) == 0 {
		return "No name given"
	}
	return words[0]
}

// mayCall reports whether the person can be called at all. Where nobody has asked them,
// they can, with all the care that contact spells out.
func mayCall(s people.SafeContact) bool {
	return len(s.Channels) == 0 || slices.Contains(s.Channels, "call")
}

// contact is how somebody may be reached. What the note about it says stays with the hub:
// it may tell why.
func contact(s people.SafeContact, hasPhone bool) []string {
	var say []string
	if s.Note != "" || s.CodeWord != "" {
		say = append(say, "Ask your hub before you make contact: there is something to know first.")
	}
	switch {
	case !hasPhone:
		return say
	case !mayCall(s):
		return append(say, "Do not phone.")
	}
	if s.Times != "" {
		say = append(say, "When to call: "+s.Times+".")
	}
	if s.HideNumber {
		say = append(say, "Withhold your number.")
	}
	if !s.Voicemail {
		say = append(say, "Leave no voicemail.")
	}
	if !s.Texts {
		say = append(say, "Send no text.")
	}
	return append(say, "If somebody else answers, do not say why you call.")
}
