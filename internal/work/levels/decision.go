package levels

import (
	"time"

	"kith/internal/plat/db"
	"kith/internal/work/steps"
)

// Decision is what somebody decided of the level of a place.
type Decision struct {
	Number   int64  // from 1, in the order they were made
	Place    string // id of a neighbourhood; "" is the whole borough
	Level    steps.Level
	Was      steps.Level // of the place, until then
	Reason   string
	Proposal ProposalID // that it follows; "" for none
	At       time.Time
	By       string // the account
	ByName   string
}

// Standing is how a place stands.
type Standing struct {
	Place string
	Name  string
	Stage Stage
	// Decision is the one it stands by. Its Number is 0 where none was made yet and the
	// blueprint's own level counts.
	Decision Decision
	// Own is true where it was decided for this place by itself.
	Own bool
}

// latest is the decision that counts for a place: the last for it, or for the whole borough.
// All are in order.
func latest(all []Decision, place string) (last Decision, found bool) {
	for _, d := range all {
		if d.Place == "" || d.Place == place {
			last, found = d, true
		}
	}
	return last, found
}

// Of is the level of a place that somebody decided, "" where nobody did: then that of the
// blueprint counts.
func Of(r db.Reader, place string) (steps.Level, error) {
	all, err := sinceTheBorough(r)
	d, _ := latest(all, place)
	return d.Level, err
}

// In is when work is done in a place now, by the level it is at.
func In(r db.Reader, w steps.WorkingTime, place string) (steps.WorkingTime, error) {
	l, err := Of(r, place)
	return w.At(l), err
}

// Level is the level a place is at: as somebody decided, or else as the blueprint says.
func (s *Service) Level(r db.Reader, place string) (steps.Level, error) {
	b, err := s.book(r.Context())
	if err != nil {
		return "", err
	}
	all, err := sinceTheBorough(r)
	return b.standing(all, place).Stage.Level, err
}

func (b book) standing(all []Decision, place string) Standing {
	st := Standing{Place: place, Name: b.name(place)}
	d, found := latest(all, place)
	level := b.time.Level
	if found {
		level = d.Level
	}
	if level == "" {
		level = steps.Dormant
	}
	st.Stage, st.Decision, st.Own = b.plan.Stage(level), d, d.Number == 0 || d.Place == place
	return st
}

func (b book) standings(all []Decision) []Standing {
	list := []Standing{b.standing(all, "")}
	for _, h := range b.areas.Neighbourhoods {
		list = append(list, b.standing(all, h.ID))
	}
	return list
}
