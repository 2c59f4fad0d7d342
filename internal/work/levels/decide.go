package levels

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/steps"
)

// Wish is the level that somebody wants a place to be at.
type Wish struct {
	Place    string
	To       steps.Level
	Reason   string
	Seen     int64      // number of the last decision they saw; 0 is none
	Proposal ProposalID // that they follow; "" for none
}

// LongestReason is how long a reason may be, in characters.
const LongestReason = 1000

// Change is what a decision would change, in words: nothing of it is done yet.
type Change struct {
	Place     string
	Name      string
	From, To  Stage
	Seen      int64 // number of the last decision
	Calendar  [2]string
	Own       []string // neighbourhoods whose own decision a decision for the borough ends
	MayDecide bool
}

// Calendars reports whether work is done at other times afterwards.
func (c Change) Calendars() bool { return c.Calendar[0] != c.Calendar[1] }

// Preview says what a decision would change. It is for [Readers].
func (s *Service) Preview(ctx context.Context, place string, to steps.Level) (c Change, err error) {
	defer fault.Wrap(&err, "what a level changes")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return c, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return c, err
	}
	if err := b.check(place, to); err != nil {
		return c, err
	}
	r := s.db.Read(ctx)
	all, err := sinceTheBorough(r)
	if err != nil {
		return c, err
	}
	now := b.standing(all, place)
	c = Change{Place: place, Name: now.Name, From: now.Stage, To: b.plan.Stage(to)}
	for i, l := range []steps.Level{now.Stage.Level, to} {
		c.Calendar[i] = calendar(b.time.At(l))
	}
	for _, d := range b.standings(all)[1:] {
		if place == "" && d.Own && d.Decision.Number > 0 {
			c.Own = append(c.Own, d.Name+" ("+d.Stage.Name+")")
		}
	}
	if c.Seen, err = lastNumber(r); err != nil {
		return c, err
	}
	c.MayDecide, err = s.mayDecide(ctx, r, b.plan)
	return c, err
}

// calendar says when work is done.
func calendar(w steps.WorkingTime) string {
	t := w.Working()
	days := "Monday to Friday"
	if t.Daily {
		days = "every day, bank holidays too"
	}
	return fmt.Sprintf("%s, %d:%02d to %d:%02d", days, t.Opens/60, t.Opens%60, t.Closes/60, t.Closes%60)
}

func (b book) check(place string, to steps.Level) error {
	if !b.knows(place) {
		return fault.New(fault.NotFound, "levels.no-such-place", "The blueprint has no such neighbourhood. Choose one from the list of levels.")
	}
	if !slices.Contains(to.Choices(), string(to)) {
		return invalid("no-such-level", "Choose one of the levels: dormant, virtual, surge or stood down")
	}
	return nil
}

// Decide puts a place at a level. Everything that works by the level does so from then on.
// It is [fault.Conflict] when somebody decided meanwhile.
func (s *Service) Decide(ctx context.Context, w Wish) (d Decision, err error) {
	defer fault.Wrap(&err, "decide a level")
	b, err := s.book(ctx)
	if err != nil {
		return d, err
	}
	if err := b.check(w.Place, w.To); err != nil {
		return d, err
	}
	w.Reason = strings.TrimSpace(w.Reason)
	if n := utf8.RuneCountInString(w.Reason); n == 0 || n > LongestReason {
		return d, invalid("no-reason", fmt.Sprintf("Enter why, in at most %d characters", LongestReason))
	}
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		d, err = s.decide(ctx, tx, b, w)
		return err
	})
	if err == nil {
		s.forget(db.CallerOf(ctx).Borough)
	}
	return d, err
}

func (s *Service) decide(ctx context.Context, tx *db.Tx, b book, w Wish) (d Decision, err error) {
	if err := s.checkDecides(ctx, tx, b.plan); err != nil {
		return d, err
	}
	last, err := lastNumber(tx)
	if err != nil {
		return d, err
	}
	if last != w.Seen {
		return d, overtaken()
	}
	all, err := sinceTheBorough(tx)
	if err != nil {
		return d, err
	}
	was := b.standing(all, w.Place)
	if was.Stage.Level == w.To && (w.Place != "" || len(all) < 2) {
		return d, invalid("same", was.Name+" is at this level already. Choose another, or leave it")
	}
	d = Decision{
		Number: last + 1, Place: w.Place, Level: w.To, Was: was.Stage.Level, Reason: w.Reason, Proposal: w.Proposal,
		At: tx.Now(), By: tx.Actor(), ByName: access.From(ctx).Name,
	}
	if first, err := insertDecision(tx, d); err != nil || !first {
		if err == nil {
			err = overtaken()
		}
		return d, err
	}
	if err := s.follow(tx, w); err != nil {
		return d, err
	}
	if err := overtake(tx, d); err != nil {
		return d, err
	}
	return d, journal.Record(tx, journal.Entry{
		Verb: "decided a level", Topic: "levels.decided",
		Objects: []journal.Object{{Kind: "place", ID: w.Place}},
		Data:    map[string]any{"number": d.Number, "level": string(d.Level), "was": string(d.Was), "reason": d.Reason},
	})
}

// follow settles the proposal a decision follows.
func (s *Service) follow(tx *db.Tx, w Wish) error {
	if w.Proposal == "" {
		return nil
	}
	done, err := settleProposal(tx, w.Proposal, Accepted, w.Reason)
	if err == nil && !done {
		err = settledAlready()
	}
	return err
}

// overtake settles what else is put forward for the place, or for every place by a decision
// for the whole borough: it is followed where it asked for this level, and over otherwise.
func overtake(tx *db.Tx, d Decision) error {
	open, err := openProposals(tx)
	if err != nil {
		return err
	}
	for _, p := range open {
		if d.Place != "" && p.Place != d.Place {
			continue
		}
		to := Lapsed
		if p.Level == d.Level {
			to = Accepted
		}
		if _, err := settleProposal(tx, p.ID, to, d.Reason); err != nil {
			return err
		}
	}
	return nil
}

func overtaken() error {
	return fault.New(fault.Conflict, "levels.overtaken", "Somebody else decided a level while you were looking. Look at how things stand now, then decide again.")
}

// Banners are what public pages show because of the levels, in the language of a blueprint:
// that of the borough, and those of neighbourhoods that are at a level of their own. What the
// database said a second ago is good enough; where it does not answer, there are none.
func (s *Service) Banners(ctx context.Context, b *blueprint.Blueprint) (all []blueprint.Banner) {
	r := s.db.Read(ctx)
	decided := s.recent(r)
	set := bookOf(b)
	borough := set.standing(decided, "")
	if borough.Decision.Number > 0 {
		all = borough.banner(r.Now(), "")
	}
	for _, st := range set.standings(decided)[1:] {
		if st.Own && st.Decision.Number > 0 && st.Stage.Level != borough.Stage.Level {
			all = append(all, st.banner(r.Now(), st.Name)...)
		}
	}
	return all[:min(len(all), blueprint.MaxBanners)]
}

// banner is that of the stage, while it is shown, with the place it is for before it.
func (st Standing) banner(now time.Time, of string) []blueprint.Banner {
	b := st.Stage.Banner
	if b == nil || b.Days > 0 && day.Of(now).DaysSince(day.Of(st.Decision.At)) >= b.Days {
		return nil
	}
	title := b.Title
	if of != "" {
		title = of + ": " + title
	}
	return []blueprint.Banner{{ID: "level", Level: b.Level, Title: title, Text: b.Text}}
}

func (s *Service) recent(r db.Reader) []Decision {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, any := s.known[r.Borough()]
	if age := r.Now().Sub(k.asked); any && age >= 0 && age < recheck {
		return k.all
	}
	if all, err := sinceTheBorough(r); err == nil {
		k = known{all, r.Now()}
		s.known[r.Borough()] = k
	}
	return k.all
}

func (s *Service) forget(borough string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, borough)
}
