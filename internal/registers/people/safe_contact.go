package people

import (
	"slices"
	"time"
)

// SafeContact is how somebody may be reached without putting them at risk. The zero value
// is the most cautious: no voicemail, no text, say nothing to whoever answers.
type SafeContact struct {
	Channels  []string `json:"channels,omitempty"` // ways that are safe: "call", "text", "email", "letter"…
	Voicemail bool     `json:"voicemail,omitempty"`
	Texts     bool     `json:"texts,omitempty"`
	Times     string   `json:"times,omitempty"`
	Note      string   `json:"note,omitempty"`
	Asked     bool     `json:"asked,omitempty"` // false: nobody has asked yet
}

// freshFor is how long what somebody said about reaching them safely holds without being
// asked again.
const freshFor = 30 * 24 * time.Hour

// Reach is how a person may be reached, from all their records, and when that was said.
type Reach struct {
	SafeContact
	SaidAt   time.Time // zero when nobody has asked
	NoCalls  NoCalls
	Deceased Deceased
}

// Stale reports whether it was said so long ago that it must be asked again first.
func (r Reach) Stale(now time.Time) bool { return r.Asked && now.Sub(r.SaidAt) > freshFor }

// Reach puts together what the records say. Only what every record that was asked allows
// is allowed: records of one person may come from different homes and different times.
func (p Person) Reach() (r Reach) {
	r.NoCalls, r.Deceased = p.newest(NoCallsFact).NoCalls, p.newest(DeceasedFact).Deceased
	for _, one := range p.Records {
		if one.SafeContact.Asked {
			r.add(one)
		}
	}
	return r
}

// add narrows what is allowed by an older record.
func (r *Reach) add(one Record) {
	said := one.SafeContact
	if !r.Asked {
		r.SafeContact, r.SaidAt = said, one.AddedAt
		r.Channels = slices.Clone(said.Channels)
		return
	}
	r.Channels = slices.DeleteFunc(r.Channels, func(c string) bool { return !slices.Contains(said.Channels, c) })
	r.Voicemail, r.Texts = r.Voicemail && said.Voicemail, r.Texts && said.Texts
	r.Times, r.Note = alsoSaid(r.Times, said.Times), alsoSaid(r.Note, said.Note)
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
