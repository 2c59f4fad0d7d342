package volunteers

import "time"

// Learned is a module as far as a volunteer has come with it.
type Learned struct {
	Module   string
	Score    int
	Tries    int
	PassedAt time.Time // zero until they passed
	// InPerson says who passed them, talking it through; "" is by the quiz.
	InPerson string
}

// Passed reports whether they have passed.
func (l Learned) Passed() bool { return !l.PassedAt.IsZero() }
