package updates

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// The purposes of what is written here.
const (
	Confirmation messages.Purpose = "updates.received"
	ReferralMade messages.Purpose = "updates.referred"
	HelpDone     messages.Purpose = "updates.done"
	// OfferReceived is written to whoever has offered to help.
	OfferReceived messages.Purpose = "updates.offered"
)

// Service tells residents how their request goes.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	messages   *messages.Service
	code       Code
	secret     []byte
	site       func() string
	keeper     tasks.Keeper // of the tasks that protocols hold; nil where there are none
	steps      *protocols.Service
	carriers   notify.Routes // of mails to staff
}

// Code gives the status code of a request. intake's service has one.
type Code func(ctx context.Context, id needs.RequestID) (string, error)

// KeptBy has work that a protocol holds taken up again by its keeper. It is called once,
// before the service is used.
func (s *Service) KeptBy(k tasks.Keeper) { s.keeper = k }

// New returns the service. The secret is what links are made with; with another one those
// already sent stop working. site is where people find the pages, without a slash behind.
func New(d *db.DB, b Blueprints, m *messages.Service, code Code, secret []byte, site func() string) *Service {
	s := &Service{db: d, blueprints: b, messages: m, code: code, secret: secret, site: site}
	m.Compose(Confirmation, s.composeConfirmation)
	m.Promptly(Confirmation)
	m.Promptly(OfferReceived)
	m.Compose(ReferralMade, s.composeReferral)
	m.Compose(HelpDone, s.composeDone)
	m.Compose(FromSteps, s.composeStep)
	m.Matters(FromSteps)
	return s
}

// Subscriptions are what it does about what happened.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{
		{Name: "updates.confirm", Topics: []string{"needs.requested"}, Handle: s.confirm},
		{Name: "updates.offered", Topics: []string{"volunteers.added"}, Handle: s.offered},
		{Name: "updates.settled", Topics: []string{"needs.settled", "needs.first-contact", "needs.contact-waived"}, Handle: s.settled},
		{Name: "updates.not-reached", Topics: []string{messages.TopicFailed}, Handle: s.notReached},
		{Name: "updates.texted", Topics: []string{messages.TopicReceived}, Handle: s.texted},
		{Name: "updates.tell-role", Topics: []string{protocols.TopicTellRole}, Handle: s.tellRole},
		{Name: "updates.tell-person", Topics: []string{protocols.TopicTellPerson}, Handle: s.tellPerson},
		{Name: "updates.mail-told", Topics: []string{TopicTold}, Handle: s.mailTold},
	}
}

// asked is a request with all its needs.
type asked struct {
	needs.Request
	all []needs.Need
}

func askedIn(r db.Reader, id needs.RequestID) (a asked, err error) {
	if a.Request, err = needs.RequestIn(r, id); err != nil {
		return asked{}, err
	}
	a.all, err = needs.AllNeeds(r, id)
	return a, err
}

// quiet reports whether nothing at all is written about the request: something of it is kept
// from somebody, and a text or a letter may be seen by anybody at home.
func (a asked) quiet() bool {
	for _, n := range a.all {
		if n.Guarded() || n.Hidden() {
			return true
		}
	}
	return false
}

// done reports whether every need has ended and one at least was met.
func (a asked) done() bool {
	met := false
	for _, n := range a.all {
		if !n.State.Ended() {
			return false
		}
		met = met || n.State == needs.NeedMet
	}
	return met
}

// lastEnd is when the last need ended.
func (a asked) lastEnd() (at time.Time) {
	for _, n := range a.all {
		if n.ClosedAt.After(at) {
			at = n.ClosedAt
		}
	}
	return at
}

func (a asked) about() journal.Object { return journal.Object{Kind: "request", ID: string(a.ID)} }

// notWanted is a message that has become pointless.
func notWanted(why string) error { return fault.New(fault.Conflict, "updates.not-wanted", why) }

const halfHour = 30 * time.Minute

// by is a time up to which something is promised, to the half hour after it.
func by(ctx context.Context, l *words.Language, at, now time.Time) string {
	at = at.In(day.London)
	if rest := at.Sub(at.Truncate(halfHour)); rest > 0 {
		at = at.Add(halfHour - rest)
	}
	if at.Format("15:04") == "00:00" {
		at = at.Add(-time.Minute) // midnight belongs to two days
	}
	return words.When(words.With(ctx, l), at, now)
}

func (s *Service) statusPage() string { return strings.TrimSuffix(s.site(), "/") + "/status" }

// readWithin is how soon the hub has to read what it was told.
const readWithin = 4 * time.Hour

// toRead puts something to read about a request on its hub's board. Of a request in which
// something is not for its hub it is the coordination point's.
func (a asked) toRead(tx *db.Tx, title, instruction string) error {
	n := tasks.NewTask{
		Request: a.ID, Record: a.Record, Title: title, Instruction: instruction, Neighbourhood: a.Neighbourhood,
		Priority: a.Priority, WhoMay: []needs.Doer{needs.Staff}, DueAt: tx.Now().Add(readWithin),
	}
	if a.quiet() {
		n.Neighbourhood, n.Labels = "", []needs.Label{needs.Restricted}
	}
	return tasks.OpenRead(tx, n)
}
