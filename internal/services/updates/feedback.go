package updates

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Answer is what somebody says to whether it was sorted.
type Answer string

// The answers.
const (
	Yes       Answer = "yes"
	NotReally Answer = "not-really"
	No        Answer = "no"
)

// Answers lists every answer.
func Answers() []Answer { return []Answer{Yes, NotReally, No} }

// Label is the answer in words.
func (a Answer) Label() string {
	return map[Answer]string{Yes: "Yes, it was sorted", NotReally: "Not really", No: "No"}[a]
}

// Feedback is one answer, or a question still open.
type Feedback struct {
	ID            ident.ID[Feedback]
	Request       needs.RequestID
	Reference     ident.Reference
	Record        people.RecordID
	Neighbourhood string
	AskedAt       time.Time
	Until         time.Time
	Answer        Answer // "" while nobody has answered
	Words         string
	AnsweredAt    time.Time
}

// LongestWords is the most characters somebody may write.
const LongestWords = 1000

// noLink is the same for a link that was used, is too old or never was.
func noLink() error {
	return fault.New(fault.NotFound, "updates.no-link", "This link has been used or is too old. If something is not sorted, ring us.")
}

// Question reports whether a link still waits for its answer. Any other is [fault.NotFound].
func (s *Service) Question(ctx context.Context, token string) (err error) {
	defer fault.Wrap(&err, "open the question of a link")
	r := s.db.Read(ctx)
	f, found, err := feedbackByToken(r, hash(token))
	if err == nil && (!found || f.Answer != "" || r.Now().After(f.Until)) {
		err = noLink()
	}
	return err
}

// Answered keeps the answer to a link's question. The link is used up by it. What was met
// and was not sorted is opened again, where it was one thing; and whatever is not sorted is
// on the hub's board to be read.
func (s *Service) Answered(ctx context.Context, token string, answer Answer, said string) (err error) {
	defer fault.Wrap(&err, "answer whether it was sorted")
	said = strings.TrimSpace(said)
	switch {
	case answer.Label() == "":
		return fault.New(fault.Invalid, "updates.no-answer", "Press yes, not really or no.")
	case len([]rune(said)) > LongestWords:
		return fault.New(fault.Invalid, "updates.too-long", "Shorten what you tell us to 1,000 characters or fewer.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		f, found, err := feedbackByToken(tx, hash(token))
		if err != nil {
			return err
		}
		if !found {
			return noLink()
		}
		f.Answer, f.Words = answer, said
		first, err := answerFeedback(tx, f)
		if err != nil {
			return err
		}
		if !first {
			return noLink()
		}
		return s.follow(tx, f)
	})
}

// follow does what an answer asks for.
func (s *Service) follow(tx *db.Tx, f Feedback) error {
	if err := journal.Record(tx, journal.Entry{
		Verb: "said whether it was sorted: " + strings.ToLower(f.Answer.Label()), Topic: "updates.answered", Subject: string(f.Record),
		Objects: []journal.Object{{Kind: "request", ID: string(f.Request)}},
		Data:    map[string]any{"neighbourhood": f.Neighbourhood, "answer": string(f.Answer)},
	}); err != nil {
		return err
	}
	if f.Answer == Yes && f.Words == "" {
		return nil
	}
	if err := needs.Hold(tx, f.Request); err != nil {
		return err
	}
	a, err := askedIn(tx, f.Request)
	if err != nil {
		return err
	}
	if f.Words != "" {
		if _, err := needs.Say(tx, a.Request, needs.NewSaid{Key: "feedback " + string(f.ID), Kind: needs.SaidChanged, Words: "Was it sorted? " + f.Answer.Label() + ".\n" + f.Words}); err != nil {
			return err
		}
	}
	if f.Answer == Yes {
		return nil
	}
	if err := a.openAgain(tx, s.keeper, f.Answer); err != nil {
		return err
	}
	return a.toRead(tx, "They say it was not sorted", "Read what they say on the request. Ring them, and open again what is still needed.")
}

// openAgain opens what was met once more, where it is plain which that is.
func (a asked) openAgain(tx *db.Tx, k tasks.Keeper, answer Answer) error {
	var met []needs.NeedID
	for _, n := range a.all {
		if n.State == needs.NeedMet && !n.Guarded() {
			met = append(met, n.ID)
		}
	}
	if answer != No || len(met) != 1 {
		return nil
	}
	return tasks.TakeUpNeed(tx, k, met[0], "The person says that it was not sorted")
}

// readers may read what people say of how it went.
var readers = []access.Role{access.Coordinator, access.Manager}

// Readers are the roles that may read what people say of how it went.
func Readers() []access.Role { return append([]access.Role(nil), readers...) }
