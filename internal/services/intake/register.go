package intake

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Registering is somebody who wants to be known and needs nothing today.
type Registering struct {
	Channel   needs.Channel
	Place     string // where they came to, of a walk-in
	Blueprint string // the version the questions came from; "" is the current one
	Answers   answers.Answers
	Agrees    bool   // to be approached later
	Key       string // idempotency key; compulsory, at most 200 characters
	Record    people.RecordID
	Language  string // the one the form was filled in in, when that is not English

	// also is done in the transaction that registers them.
	also func(tx *db.Tx, g Registration) error
}

// Register keeps somebody who needs nothing: their record, as of a new person unless staff
// found them, and the registration. Who they are like is left for staff to decide, as with
// a request. Errors are those of [Service.Ask].
func (s *Service) Register(ctx context.Context, a Registering) (receipt Receipt, err error) {
	defer fault.Wrap(&err, "register somebody")
	a.Answers = a.Answers.Given()
	b, err := s.registerRules(ctx, a)
	if err != nil {
		return Receipt{}, err
	}
	a.Answers, err = b.questions.OnTheWay(a.Answers)
	if err != nil {
		return Receipt{}, err
	}
	routing, err := s.places.Route(ctx, a.Answers.First(answers.AskPostcode))
	if err != nil {
		return Receipt{}, err
	}
	fresh := s.registration(b, a, routing)
	for try := range tries {
		g, err := s.writeRegistration(ctx, a, fresh, b.registers(a, routing))
		switch {
		case err == nil:
			return Receipt{Reference: g.Reference, Code: s.code(a.Key), Neighbourhood: g.Neighbourhood, Outside: routing.Authority}, nil
		case !db.IsUnique(err) || try == tries-1:
			return Receipt{}, err
		}
		fresh.Reference = ident.NewReference(rand.Reader)
	}
	return Receipt{}, nil
}

// registerRules finds the rules of a registration and holds its answers against them.
func (s *Service) registerRules(ctx context.Context, a Registering) (book, error) {
	if a.Key == "" || len(a.Key) > longestKey {
		return book{}, fault.New(fault.Invalid, "intake.no-key", "Send an idempotency key of 1 to 200 characters, so that a request sent twice is made once.")
	}
	found, err := s.blueprintOf(ctx, a.Blueprint)
	if err != nil {
		return book{}, err
	}
	b := rulesIn(found)
	b.questions = registeredQuestions(b.questions)
	wrong, err := b.questions.Check(a.Answers)
	if err != nil || len(wrong) == 0 {
		return b, err
	}
	refused := fault.New(fault.Invalid, "intake.answers", "Some answers cannot be accepted. Mend them and send again.")
	refused.Err = Refused{Answers: wrong}
	return book{}, refused
}

// registers is what a registration says of the person.
func (b book) registers(a Registering, routing places.Routing) people.NewRecord {
	n := b.person(Asking{Channel: a.Channel, Language: a.Language}, a.Answers, described(a.Answers), routing)
	n.Source = "registration: " + a.Channel.Label()
	return n
}

func (s *Service) registration(b book, a Registering, routing places.Routing) newRegistration {
	kept := answers.Answers{}
	for id, said := range a.Answers {
		if !slices.Contains(whose, id) { // those stand in the record, which may be sealed
			kept[id] = said
		}
	}
	return newRegistration{
		Registration: Registration{
			Reference: ident.NewReference(rand.Reader), Channel: a.Channel, Place: a.Place, Neighbourhood: routing.Neighbourhood,
			Blueprint: b.version, Answers: kept, Agreement: Agreement{Given: a.Agrees, Source: a.Channel.Label()}, Version: 1,
		},
		key: a.Key, bodyHash: a.fingerprint(), code: s.code(a.Key),
	}
}

// newRegistration is a registration with what only the store may compare.
type newRegistration struct {
	Registration
	key, bodyHash, code string
}

func (s *Service) writeRegistration(ctx context.Context, a Registering, n newRegistration, who people.NewRecord) (g Registration, err error) {
	var like []people.Candidate
	if a.Record == "" {
		if like, err = s.people.Match(ctx, who.Described); err != nil {
			return Registration{}, err
		}
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		earlier, body, found, err := registrationByKey(tx, n.key)
		if err != nil || found {
			if g = earlier; err == nil && body != n.bodyHash {
				err = fault.New(fault.Conflict, "intake.registered-otherwise", "You have already sent this form with other answers. Check your answers and send them again.")
			}
			return err
		}
		record, err := plan{known: a.Record, person: who}.whom(tx, like)
		if err != nil {
			return err
		}
		n.ID, n.Record, n.RegisteredAt, n.Agreement.At = ident.New[Registration](tx.Now()), record.ID, tx.Now(), tx.Now()
		if err := insertRegistration(tx, n); err != nil {
			return err
		}
		if g = n.Registration; a.also != nil {
			if err := a.also(tx, g); err != nil {
				return err
			}
		}
		return recordRegistration(tx, g, "registered a person who needs nothing", "intake.registered")
	})
	return g, err
}

func recordRegistration(tx *db.Tx, g Registration, verb, topic string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: string(g.Record), Objects: []journal.Object{{Kind: "registration", ID: string(g.ID)}},
		Data: map[string]any{"neighbourhood": g.Neighbourhood, "channel": g.Channel, "agreed": g.Agreement.Given, "said": g.Agreement.Source},
	})
}

func (a Registering) fingerprint() string {
	body, err := json.Marshal(struct {
		Channel needs.Channel
		Answers answers.Answers
		Agrees  bool
		Record  people.RecordID
	}{a.Channel, a.Answers, a.Agrees, a.Record})
	if err != nil {
		panic("intake: answers are not text: " + err.Error())
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
