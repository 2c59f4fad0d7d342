package needs

import (
	"context"
	"crypto/subtle"
	"maps"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/answers"
)

// Said is something the person, or whoever asks for them, said of a request after it was
// made. It is never edited.
type Said struct {
	ID      ident.ID[Said]
	Request RequestID
	Kind    SaidKind
	Words   string // as said; "" where only something was changed
	By      string // account of the staff they told; the public's when they did it themselves
	At      time.Time
}

// SaidKind is what sort of thing was said.
type SaidKind string

// The kinds of thing said.
const (
	SaidChanged SaidKind = "changed" // something has changed: how to reach them, or anything else
	SaidMore    SaidKind = "more"    // they need something more
	SaidNoMore  SaidKind = "no-more" // they no longer need something
)

// Label is the kind in words.
func (k SaidKind) Label() string {
	switch k {
	case SaidChanged:
		return "Something has changed"
	case SaidMore:
		return "Needs something more"
	case SaidNoMore:
		return "No longer needs something"
	}
	return string(k)
}

// NewSaid is what is said now. The key names the form it came in.
type NewSaid struct {
	Key   string
	Kind  SaidKind
	Words string
}

// Say keeps what was said of a request, in the caller's transaction, which holds the
// request. It reports false, and keeps nothing, when the form was already taken.
func Say(tx *db.Tx, r Request, n NewSaid) (first bool, err error) {
	defer fault.Wrap(&err, "keep what was said of request %s", r.ID)
	said := Said{ID: ident.New[Said](tx.Now()), Request: r.ID, Kind: n.Kind, Words: n.Words, By: tx.Actor(), At: tx.Now()}
	if first, err = insertSaid(tx, said, n.Key); err != nil || !first {
		return false, err
	}
	return true, journal.Record(tx, journal.Entry{
		Verb: verbs[n.Kind], Topic: "needs.said", Subject: string(r.Record),
		Objects: []journal.Object{{Kind: "request", ID: string(r.ID)}},
		Data:    map[string]any{"neighbourhood": r.Neighbourhood, "kind": n.Kind},
	})
}

// verbs are what the journal says of each kind.
var verbs = map[SaidKind]string{
	SaidChanged: "said that something has changed", SaidMore: "asked for something more",
	SaidNoMore: "withdrawn by the person: no longer needed",
}

// KeepAnswers keeps what was answered about something more that is needed among a request's
// answers, in the caller's transaction, which holds the request. What was answered before
// stays,
// and so do their own words, which are kept by themselves.
func KeepAnswers(tx *db.Tx, id RequestID, more answers.Answers) (err error) {
	defer fault.Wrap(&err, "keep answers of request %s", id)
	request, err := requestByID(tx, id)
	if err != nil {
		return err
	}
	all := answers.Answers{}
	maps.Copy(all, request.Answers)
	maps.Copy(all, more)
	all[answers.AskNeeds] = slices.Clone(request.Answers[answers.AskNeeds])
	for _, kind := range more[answers.AskNeeds] {
		if !slices.Contains(all[answers.AskNeeds], kind) {
			all[answers.AskNeeds] = append(all[answers.AskNeeds], kind)
		}
	}
	if own := request.Answers[answers.AskOwnWords]; len(own) > 0 {
		all[answers.AskOwnWords] = own
	} else {
		delete(all, answers.AskOwnWords)
	}
	return setAnswers(tx, id, all)
}

// SaidOf returns what was said of a request since it was made, oldest first. Errors are
// those of [Service.Request]. Like the asker's own words it is for those who may read all
// of the request: see [ToldWhole].
func (s *Service) SaidOf(ctx context.Context, id RequestID) ([]Said, error) {
	if _, err := s.Request(ctx, id); err != nil {
		return nil, err
	}
	return saidOf(s.db.Read(ctx), id)
}

// ByCode returns a request to whoever knows its reference and its code. A wrong code and an
// unknown reference give the same [fault.NotFound].
func ByCode(r db.Reader, reference ident.Reference, code string) (Request, error) {
	kept, found, err := requestByReference(r, reference)
	if err != nil {
		return Request{}, err
	}
	given := hashCode(reference, code)
	if subtle.ConstantTimeCompare([]byte(given), []byte(kept.codeHash)) != 1 || !found {
		return Request{}, fault.New(fault.NotFound, "needs.no-such-status",
			"We cannot find a request with that reference and code. Check both, or ring us.")
	}
	return kept.Request, nil
}
