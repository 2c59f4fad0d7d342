package people

import (
	"fmt"
	"slices"
	"time"

	"kith/internal/registers/naming"
)

// SafeContact is how somebody may be reached without putting them at risk. The zero value
// is the most cautious: no voicemail, no text, say nothing to whoever answers.
type SafeContact struct {
	Channels  []string `json:"channels,omitempty"` // ways that are safe: "call", "text", "email", "letter", "visit"
	Voicemail bool     `json:"voicemail,omitempty"`
	Texts     bool     `json:"texts,omitempty"`
	Times     string   `json:"times,omitempty"`
	Note      string   `json:"note,omitempty"`
	Asked     bool     `json:"asked,omitempty"` // false: nobody has asked yet

	SpeakTo    string `json:"speak_to,omitempty"`    // who else may be spoken to; "" is nobody
	SayWho     bool   `json:"say_who,omitempty"`     // whoever answers may be told who is ringing
	CodeWord   string `json:"code_word,omitempty"`   // asked for before anything is said
	HideNumber bool   `json:"hide_number,omitempty"` // ring with the caller's number withheld

	ConfirmedAt time.Time `json:"confirmed_at,omitzero"`  // when staff last asked; zero is with the record itself
	ConfirmedBy string    `json:"confirmed_by,omitempty"` // who, as the journal names them
}

// saidAt is when a record's answer was last given.
func (r Record) saidAt() time.Time {
	if r.SafeContact.ConfirmedAt.After(r.AddedAt) {
		return r.SafeContact.ConfirmedAt
	}
	return r.AddedAt
}

// freshFor is how long what somebody said about reaching them safely holds without being
// asked again.
const freshFor = 30 * 24 * time.Hour

// Reach is how a person may be reached, from all their records, and when that was said.
type Reach struct {
	SafeContact
	SaidAt time.Time // zero when nobody has asked
	// FromList is the list on which their number came, when they gave it to nobody here; ""
	// when it is of their own giving, or there is none.
	FromList string
	NoCalls  NoCalls
	Deceased Deceased
	Asks     StopAsked // what they asked us to stop
	Moved    Moved
}

// Stale reports whether it was said so long ago that it must be asked again first.
func (r Reach) Stale(now time.Time) bool { return r.Asked && now.Sub(r.SaidAt) > freshFor }

// Reach puts together what the records say. What staff asked last holds over everything
// said before. Of what was said since, and where staff never asked, only what every record
// allows is allowed: records of one person may come from different homes and times. So it is
// with two people who were found to be one, until somebody asks them anew.
func (p Person) Reach() (r Reach) {
	r.NoCalls, r.Deceased = p.cautious(NoCallsFact).NoCalls, p.cautious(DeceasedFact).Deceased
	r.FromList = p.numberFrom()
	r.Asks, r.Moved = p.cautious(StopAskedFact).StopAsked, p.cautious(MovedFact).Moved
	for _, one := range p.Records {
		if one.SafeContact.Asked && !slices.ContainsFunc(p.Records, one.askedAgain) {
			r.add(one)
		}
	}
	return r
}

// askedAgain reports whether staff asked, for another record, after this one's answer was
// given and the two had become one person's.
func (r Record) askedAgain(other Record) bool {
	at := other.SafeContact.ConfirmedAt
	return at.After(r.saidAt()) && !at.Before(r.Joined) && !at.Before(other.Joined)
}

// cautious is the record whose word holds on what keeps from reaching somebody: the newest
// that tells it, unless that says there is nothing, and said so before another that does
// became the same person's.
func (p Person) cautious(kind FactKind) Record {
	newest := p.newest(kind)
	if newest.fact(kind) != "" {
		return newest
	}
	said := newest.Said[kind].At
	for _, one := range p.Records {
		if one.fact(kind) != "" && (said.Before(one.Joined) || said.Before(newest.Joined)) {
			return one
		}
	}
	return newest
}

// add narrows what is allowed by an older record.
func (r *Reach) add(one Record) {
	said := one.SafeContact
	if !r.Asked {
		r.SafeContact, r.SaidAt = said, one.saidAt()
		r.Channels = slices.Clone(said.Channels)
		return
	}
	r.Channels = slices.DeleteFunc(r.Channels, func(c string) bool { return !slices.Contains(said.Channels, c) })
	r.Voicemail, r.Texts, r.SayWho = r.Voicemail && said.Voicemail, r.Texts && said.Texts, r.SayWho && said.SayWho
	r.HideNumber = r.HideNumber || said.HideNumber
	r.Times, r.Note = alsoSaid(r.Times, said.Times), alsoSaid(r.Note, said.Note)
	r.SpeakTo, r.CodeWord = agreed(r.SpeakTo, said.SpeakTo), alsoSaid(r.CodeWord, said.CodeWord)
}

// agreed is who may be spoken to by both answers: nobody, unless they say the same.
func agreed(newer, older string) string {
	if naming.Fold(newer) != naming.Fold(older) {
		return ""
	}
	return newer
}

// Seen marks how somebody may be reached as it was shown, for a form to carry.
func (r Reach) Seen() string {
	s := r.SafeContact
	return mark(fmt.Sprintf("%q %t %t %q %q %t %q %t %q %t", s.Channels, s.Voicemail, s.Texts, s.Times, s.Note, s.Asked, s.SpeakTo, s.SayWho, s.CodeWord, s.HideNumber)) +
		mark(r.SaidAt.UTC().Format(time.RFC3339Nano))
}

func alsoSaid(newer, older string) string {
	switch {
	case newer == "" || newer == older:
		return older
	case older == "":
		return newer
	}
	return newer + "; before that: " + older
}
