package updates

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
	"kith/internal/work/tasks"
)

// Blueprints gives the blueprint in use.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// late is how long after it happened nobody is told any more: what an outage, or an import of
// the past, left behind.
const late = 2 * 24 * time.Hour

// settled follows the end of a need: who has it now, when it was referred, or whether it was
// sorted, when it was the last and something was met.
func (s *Service) settled(ctx context.Context, e journal.Sealed) error {
	if s.db.Read(ctx).Now().Sub(e.At) > late {
		return nil
	}
	a, err := askedIn(s.db.Read(ctx), needs.RequestID(e.ObjectID("request")))
	if err != nil || a.quiet() {
		return err
	}
	if state, _ := e.Data["state"].(string); state == string(needs.NeedReferred) {
		return s.referred(ctx, a, needs.NeedID(e.ObjectID("need")))
	}
	if !a.done() || a.State != needs.Closed || !s.messages.Sends() {
		return nil
	}
	return s.askWhetherSorted(ctx, a)
}

// referred tells the person who will help them next, where the service may be named.
func (s *Service) referred(ctx context.Context, a asked, id needs.NeedID) error {
	if _, err := s.destination(ctx, a, id); err != nil {
		return ignore(err, fault.NotFound)
	}
	return s.queue(ctx, a, messages.Order{
		Purpose: ReferralMade, Templates: []string{"referral-made"}, Key: "referred " + string(id),
		Fields: map[string]string{"need": string(id)}, NotAfter: s.db.Read(ctx).Now().Add(3 * 24 * time.Hour),
	})
}

func ignore(err error, kind fault.Kind) error {
	if fault.KindOf(err) == kind {
		return nil
	}
	return err
}

// destination is the service that has a need, if residents may be told which. A confidential
// one is [fault.NotFound], the same as none.
func (s *Service) destination(ctx context.Context, a asked, id needs.NeedID) (referrals.Destination, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return referrals.Destination{}, err
	}
	for _, n := range a.all {
		if n.ID != id {
			continue
		}
		to, err := tasks.ReferredTo(s.db.Read(ctx), n)
		if err != nil {
			return referrals.Destination{}, err
		}
		if d, ok := blueprint.Part[*referrals.Destinations](b).Serving(to, a.Neighbourhood); ok && !d.Confidential {
			return d, nil
		}
	}
	return referrals.Destination{}, fault.New(fault.NotFound, "updates.no-destination", "Nobody who may be named has this need.")
}

func (s *Service) composeReferral(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	r := s.db.Read(ctx)
	a, err := askedIn(r, needs.RequestID(m.About.ID))
	if err != nil {
		return f, err
	}
	d, err := s.destination(ctx, a, needs.NeedID(m.Fields["need"]))
	if fault.KindOf(err) == fault.NotFound && err != nil || a.quiet() {
		return f, notWanted("Who has the need now may not be named.")
	}
	due := r.Now().Add(time.Duration(max(d.AcknowledgeHours, 24)) * time.Hour)
	f.Fields = map[string]string{"organisation": d.Name, "contact_by": by(ctx, l, due, r.Now())}
	return f, err
}

// sortedFor is how long the link to answer by is good.
const sortedFor = 60 * 24 * time.Hour

// askWhetherSorted asks, once for each time that the request ended.
func (s *Service) askWhetherSorted(ctx context.Context, a asked) error {
	key := "done " + string(a.ID) + " " + strconv.FormatInt(a.lastEnd().Unix(), 10)
	ready, err := s.messages.Prepare(ctx, messages.Order{
		Record: a.Record, About: a.about(), Reply: true, Purpose: HelpDone, Templates: []string{"help-done-text", "help-done"}, Key: key,
		NotAfter: s.db.Read(ctx).Now().Add(14 * 24 * time.Hour),
	})
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		f := Feedback{ID: ident.New[Feedback](tx.Now()), Request: a.ID, Record: a.Record, Neighbourhood: a.Neighbourhood, AskedAt: tx.Now(), Until: tx.Now().Add(sortedFor)}
		first, err := insertFeedback(tx, f, key, hash(s.token(key)))
		if err != nil || !first {
			return err
		}
		_, _, err = ready.Queue(tx)
		return err
	})
}

// token is what the link of a question is made of. It is worked out from the question, so
// that a message tried twice says the same and none has to be kept.
func (s *Service) token(key string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte("was it sorted\x00" + key))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func (s *Service) composeDone(ctx context.Context, m messages.Message, _ *words.Language) (f messages.Filling, err error) {
	a, err := askedIn(s.db.Read(ctx), needs.RequestID(m.About.ID))
	if err != nil {
		return f, err
	}
	switch {
	case a.quiet():
		return f, notWanted("Something of the request is kept from others: nothing is written about it.")
	case !a.done() || m.Key != "done "+string(a.ID)+" "+strconv.FormatInt(a.lastEnd().Unix(), 10):
		return f, notWanted("The request was opened again.")
	}
	f.Fields = map[string]string{"reference": string(a.Reference)}
	f.Secret = map[string]string{"link": strings.TrimSuffix(s.site(), "/") + SortedPath + s.token(m.Key)}
	return f, nil
}

// SortedPath is where the link to answer by leads, with its token behind.
const SortedPath = "/sorted/"
