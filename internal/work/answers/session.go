package answers

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// Kept is how long a form half filled in is kept after the last page was sent.
const Kept = 24 * time.Hour

// Session is a form being filled in, pinned to the blueprint it was started with so that
// a change of questions does not reach somebody half-way.
type Session struct {
	Blueprint string // version
	Answers   Answers
	// Key is the idempotency key of the request this form becomes. It stays with the
	// form, so pressing Send twice, or going back and sending again, makes one request.
	Key string
	// Receipt is what the asker was given when the form was sent; "" until then.
	Receipt   string
	StartedAt time.Time

	hash string
}

// Service keeps forms while they are filled in.
type Service struct {
	db *db.DB
}

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// Start begins a form on a blueprint version and returns the token its browser keeps.
// Nothing is written until the first answer is saved: looking at the first page costs
// nothing.
func (s *Service) Start(blueprint string) (Session, string) {
	token := ident.NewToken(rand.Reader)
	return Session{Blueprint: blueprint, Answers: Answers{}, Key: ident.NewToken(rand.Reader), hash: hashToken(token)}, token
}

// Resume finds the form of a token. A form that was never saved, or was kept for too
// long, is [fault.NotFound].
func (s *Service) Resume(ctx context.Context, token string) (f Session, err error) {
	defer fault.Wrap(&err, "resume form")
	r := s.db.Read(ctx)
	return sessionByHash(r, hashToken(token), r.Now().Add(-Kept))
}

// Save keeps the answers of a form. A form that was sent in the meantime stays as it is:
// that is [fault.Conflict].
func (s *Service) Save(ctx context.Context, f Session) (err error) {
	defer fault.Wrap(&err, "save form")
	return s.db.Write(ctx, func(tx *db.Tx) error {
		kept, err := saveSession(tx, f)
		if err == nil && !kept {
			err = fault.New(fault.Conflict, "answers.already-sent", "You have already sent this form.")
		}
		return err
	})
}

// Ask puts the form on another version of the blueprint, and has one of its questions asked
// again; everything else that was answered stays.
func (f *Session) Ask(version, question string) {
	f.Blueprint, f.Answers = version, maps.Clone(f.Answers)
	delete(f.Answers, question)
}

// Renew gives the form another key, so that sending it makes a request of its own.
func (f *Session) Renew() { f.Key = ident.NewToken(rand.Reader) }

// Sent keeps what the asker was given for a form and forgets what they answered: the
// request holds it now. The first receipt stays, however often the form is sent.
func (s *Service) Sent(ctx context.Context, f Session, receipt string) (err error) {
	defer fault.Wrap(&err, "close form")
	f.Receipt, f.Answers = receipt, Answers{}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := saveSession(tx, f)
		return err
	})
}

// Forget deletes the form of a token, sent or not: somebody else may use the same
// computer next.
func (s *Service) Forget(ctx context.Context, token string) (err error) {
	defer fault.Wrap(&err, "forget form")
	return s.db.Write(ctx, func(tx *db.Tx) error { return deleteSession(tx, hashToken(token)) })
}

// Sweep deletes forms that nobody has touched for [Kept].
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.Write(db.Background(ctx, db.Jobs), deleteUntouched)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
