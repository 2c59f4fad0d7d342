package matching

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// The purposes of what is written here.
const (
	OfferMade messages.Purpose = "matching.offer"
	LinkMade  messages.Purpose = "matching.link"
	Thanked   messages.Purpose = "matching.thanks"
	// CheckAsked tells a volunteer which check they are asked for, and what it takes.
	CheckAsked messages.Purpose = "matching.check-asked"
)

// EnterPath is where a volunteer's link leads; the token follows.
const EnterPath = "/helping/enter/"

// WritesBy has volunteers written to; site is where people find the pages, without a slash
// behind. It is called once, before the service is used.
func (s *Service) WritesBy(m *messages.Service, site func() string) {
	s.messages, s.site = m, site
	m.Addresses("volunteer", addressee)
	m.Compose(OfferMade, s.composeOffer)
	m.Compose(LinkMade, s.composeLink)
	m.Compose(Thanked, s.composeThanks)
	m.Compose(CheckAsked, s.composeCheck)
	m.Promptly(LinkMade)
}

// addressee is how a volunteer is written to.
func addressee(r db.Reader, id string) (messages.Addressee, error) {
	d, err := volunteers.DossierOf(r, volunteers.ID(id))
	if err == nil && d.Standing.Gone() && d.Standing != volunteers.Left { // who left is thanked
		err = noSuch("volunteer")
	}
	return messages.Addressee{
		GivenNames: d.GivenNames, FamilyName: d.FamilyName, Phone: d.Phone, Email: d.Email, Home: d.Home.Address, Language: d.Speaks, Neighbourhood: d.Neighbourhood, Record: d.Record,
	}, err
}

func toVolunteer(id volunteers.ID) journal.Object {
	return journal.Object{Kind: "volunteer", ID: string(id)}
}

func offerObject(id OfferID) journal.Object { return journal.Object{Kind: "offer", ID: string(id)} }

// ready is a message that is about to be queued; the zero ready is none.
type ready struct {
	messages.Ready
	some bool
}

// prepare reads what a message is judged by. Where nothing is sent, such as in a program that
// has no messages, it is none.
func (s *Service) prepare(ctx context.Context, o messages.Order) (ready, error) {
	if s.messages == nil {
		return ready{}, nil
	}
	r, err := s.messages.Prepare(ctx, o)
	return ready{r, true}, err
}

func (r ready) queue(tx *db.Tx) error {
	if !r.some {
		return nil
	}
	_, _, err := r.Queue(tx)
	return err
}

// composeOffer puts an offer into words: what it is, roughly where, and by when to answer. It
// is not wanted any more once the offer was answered or withdrawn.
func (s *Service) composeOffer(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	r := s.db.Read(ctx)
	o, err := offerByID(r, OfferID(m.About.ID))
	if err != nil {
		return f, err
	}
	if o.State != Offered {
		return f, conflict("matching.answered", "The offer was answered or is not needed any more.")
	}
	t, err := tasks.In(r, o.Task)
	if err != nil {
		return f, err
	}
	current, err := s.blueprints.Current(ctx)
	if err != nil {
		return f, err
	}
	a, _ := volunteering.Of(current.In(l)).For(t.Category, string(t.Kind))
	f.Fields = map[string]string{"task": a.PublicLabel + ", " + t.Area, "answer_by": words.When(words.With(ctx, l), o.UntilAt, r.Now())}
	f.Secret, err = s.secretLink(ctx, o.Volunteer, l)
	return f, err
}

func (s *Service) composeLink(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	f.Secret, err = s.secretLink(ctx, volunteers.ID(m.To.ID), l)
	return f, err
}

// secretLink is a fresh link to somebody's own pages, in the language of the message.
func (s *Service) secretLink(ctx context.Context, id volunteers.ID, l *words.Language) (map[string]string, error) {
	token, err := s.accounts.MakePass(ctx, string(id))
	link := s.site() + EnterPath + token
	if !l.IsEnglish() {
		link += "?lang=" + l.Code
	}
	return map[string]string{"link": link}, err
}

// MakeLink makes a link to a volunteer's own pages, for their coordinator to hand over: a whole
// address, for it is read out or copied. It works once.
func (s *Service) MakeLink(ctx context.Context, id volunteers.ID) (link string, err error) {
	defer fault.Wrap(&err, "link for volunteer %s", id)
	v, err := s.volunteers.Get(ctx, id)
	if err != nil {
		return "", err
	}
	if v.Standing.Gone() {
		return "", conflict("matching.gone", "They are not among the volunteers now, and could not come in.")
	}
	token, err := s.accounts.MakePass(ctx, string(id))
	return s.site() + EnterPath + token, err
}

// SendLink sends a volunteer a link to their own pages, by text or email.
func (s *Service) SendLink(ctx context.Context, id volunteers.ID, key string) (err error) {
	defer fault.Wrap(&err, "send a link to volunteer %s", id)
	v, err := s.volunteers.Get(ctx, id)
	if err != nil {
		return err
	}
	if v.Standing.Gone() {
		return conflict("matching.gone", "They are not among the volunteers now, and could not come in.")
	}
	return s.queueLink(ctx, id, key)
}

func (s *Service) queueLink(ctx context.Context, id volunteers.ID, key string) error {
	if s.messages == nil {
		return fault.New(fault.Unavailable, "matching.no-messages", "Nothing is set up that could send it. Make the link here and hand it over.")
	}
	_, err := s.messages.Queue(ctx, messages.Order{
		To: toVolunteer(id), Purpose: LinkMade, Templates: []string{"volunteer-link-text", "volunteer-link"}, About: toVolunteer(id),
		Key: "matching.link:" + key, Reply: true,
	})
	return err
}

// linkEvery is how often somebody can have a link sent by asking for it.
const linkEvery = 5 * time.Minute

// AskLink sends a link to whoever is a volunteer with a phone number or an email address. It
// answers the same whether or not somebody is; two volunteers with one number are each sent
// theirs, for each is named in it.
func (s *Service) AskLink(ctx context.Context, number phone.Number, email string) (err error) {
	defer fault.Wrap(&err, "ask for a link")
	r := s.db.Read(ctx)
	found, err := reachedBy(r, number, email)
	if err != nil {
		return err
	}
	for _, id := range found {
		key := fmt.Sprintf("%s:%d", id, r.Now().Unix()/int64(linkEvery/time.Second))
		if err := s.queueLink(ctx, id, key); err != nil {
			return err
		}
	}
	return nil
}
