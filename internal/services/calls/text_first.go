package calls

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// RingToday is the purpose of texts that say that somebody is rung today. They name no
// service, and whoever may not be texted gets none.
const RingToday messages.Purpose = "calls.ring-today"

// ringTodayLetter is the letter of the blueprint they are written with.
const ringTodayLetter = "ring-today"

// Whom is which of the calls of today are texted of before they are made.
type Whom struct {
	Hood     string // a neighbourhood; "" the coordination queue
	Category string // a kind of need; "" every kind
}

// TextPlan is who is texted before they are rung, and who is not.
type TextPlan struct {
	Whom
	Gets    []Told // who gets one
	Already int    // who was told today
	Not     []NotTold
	More    bool              // there are more calls today than are texted of at once
	Parts   int               // how many texts it takes in all: long ones count more than once
	Says    map[string]string // what it says, by language
	From    phone.Number      // the number it names
}

// Told is somebody who gets a text.
type Told struct {
	Who      string // first name and initial
	Task     tasks.ID
	Language string
	At       time.Time // when it goes; zero is at once

	order messages.Order
}

// NotTold are those who get none, for one reason.
type NotTold struct {
	Why string
	Who []Told // those who may be named
	N   int    // all of them
}

// mostTexted is of how many calls somebody is texted at once.
const mostTexted = 500

// PlanTexts says who would be texted of the calls of today. Nothing is sent. It is for those
// who lead the hub's calls, and [fault.Conflict] at an hour at which a text would come too
// late for today.
func (s *Service) PlanTexts(ctx context.Context, w Whom) (p TextPlan, err error) {
	defer fault.Wrap(&err, "plan texts before calls")
	if err := access.Check(ctx, w.Hood, contacts.Supervisors()...); err != nil {
		return TextPlan{}, err
	}
	rules, err := s.contacts.Rules(ctx)
	if err != nil {
		return TextPlan{}, err
	}
	r := s.db.Read(ctx)
	closes := rules.Closes(r.Now())
	if !r.Now().Before(closes) {
		return TextPlan{}, fault.New(fault.Conflict, "calls.too-late", "Nobody is texted after "+closes.In(day.London).Format("15:04")+", and tomorrow the text would be wrong. Come back in the morning.")
	}
	all, err := callsToday(r, w, closes, mostTexted+1)
	if err != nil {
		return TextPlan{}, err
	}
	p = TextPlan{Whom: w, Says: map[string]string{}, More: len(all) > mostTexted}
	if p.From, err = s.ringsFrom(ctx); err != nil {
		return TextPlan{}, err
	}
	pl := planner{s: s, plan: &p, r: r, closes: closes}
	return p, pl.all(ctx, all[:min(len(all), mostTexted)])
}

// ringsFrom is the number people see when they are rung.
func (s *Service) ringsFrom(ctx context.Context) (phone.Number, error) {
	settings, err := s.Settings(ctx)
	if err != nil || settings.RingsFrom != "" {
		return settings.RingsFrom, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return "", err
	}
	return b.Borough().Helpline.Phone, nil
}

// today is a call of today, with whom it is to.
type today struct {
	candidate
	who    string
	veiled bool // what it is about, or whom it is to, is told to few
}

// planner sorts the calls of today into who gets a text and who does not.
type planner struct {
	s      *Service
	plan   *TextPlan
	r      db.Reader
	closes time.Time
	groups map[string]*NotTold
}

func (pl *planner) all(ctx context.Context, calls []today) error {
	pl.groups = map[string]*NotTold{}
	calls = onceEach(calls)
	var keys []string
	for _, c := range calls {
		keys = append(keys, pl.key(c))
	}
	used, err := pl.s.messages.Used(ctx, keys)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if used[pl.key(c)] {
			pl.plan.Already++
		} else if err := pl.one(ctx, c); err != nil {
			return err
		}
	}
	for _, g := range pl.groups {
		pl.plan.Not = append(pl.plan.Not, *g)
	}
	slices.SortFunc(pl.plan.Not, func(a, b NotTold) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Why, b.Why)) })
	return nil
}

// onceEach keeps the first call of each person; where one of theirs is told to few, all are.
func onceEach(calls []today) (once []today) {
	at := map[people.PersonID]int{}
	for _, c := range calls {
		if i, again := at[c.person]; again {
			once[i].veiled = once[i].veiled || c.veiled
			continue
		}
		at[c.person] = len(once)
		once = append(once, c)
	}
	return once
}

// key makes it one text a person and day, however often somebody presses.
func (pl *planner) key(c today) string {
	return "ring today " + string(c.person) + " " + day.Of(pl.r.Now()).String()
}

func (pl *planner) one(ctx context.Context, c today) error {
	t := Told{Who: c.who, Task: c.task, Language: cmp.Or(c.language, "English")}
	if c.veiled {
		pl.not(t, "What the call is about is told to few: nothing is written of it.", true)
		return nil
	}
	reach, err := people.ReachIn(pl.r, c.record)
	if err != nil {
		return err
	}
	if reach.HideNumber {
		pl.not(t, "They are rung with the number withheld: a text that names it would be wrong.", false)
		return nil
	}
	t.order = messages.Order{
		Record: c.record, Purpose: RingToday, Templates: []string{ringTodayLetter}, Channels: []messages.Channel{messages.Text},
		About: journal.Object{Kind: "task", ID: string(c.task)}, Fields: map[string]string{"ring_number": pl.plan.From.National()},
		Key: pl.key(c), NotAfter: pl.closes,
	}
	ready, err := pl.s.messages.Prepare(ctx, t.order)
	if err != nil {
		return err
	}
	o, err := ready.Outlook(pl.r)
	switch {
	case err != nil:
		return err
	case !o.Open:
		pl.not(t, against(o), false)
		return nil
	case !o.At.IsZero() && !o.At.Before(pl.closes):
		pl.not(t, "No hour that is safe for them is left today.", false)
		return nil
	}
	t.At = o.At
	pl.plan.Gets = append(pl.plan.Gets, t)
	pl.plan.Parts += o.Parts
	pl.plan.Says[t.Language] = o.Text
	return nil
}

// not puts somebody among those who get none; veiled people are counted and not named.
func (pl *planner) not(t Told, why string, veiled bool) {
	g := pl.groups[why]
	if g == nil {
		g = &NotTold{Why: why}
		pl.groups[why] = g
	}
	g.N++
	if !veiled {
		g.Who = append(g.Who, t)
	}
}

// against is why somebody gets no text, in words that are the same for all of whom that is
// so.
func against(o messages.Outlook) string {
	for _, r := range o.Way.Verdict.Refused {
		if words, ok := inGroups[r.Code]; ok {
			return words
		}
	}
	return o.Way.Against
}

var inGroups = map[contacts.ReasonCode]string{
	contacts.TimesInWords: "They said in their own words when it is safe: only a person can judge that.",
	contacts.NotThen:      "No hour that is safe for them is left today.",
	contacts.TooSoon:      "Another agency has just been in touch with them.",
}

// TextFirst sends the texts of a plan made now, one to each person, and says to how many.
// Who was told today is told nothing more: pressing twice is pressing once.
func (s *Service) TextFirst(ctx context.Context, w Whom) (sent int, err error) {
	p, err := s.PlanTexts(ctx, w)
	if err != nil {
		return 0, err
	}
	for _, t := range p.Gets {
		ready, err := s.messages.Prepare(ctx, t.order)
		if err != nil {
			return sent, err
		}
		first := false
		if err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
			_, first, err = ready.Queue(tx)
			return err
		}); err != nil {
			return sent, err
		}
		if first {
			sent++
		}
	}
	if sent == 0 {
		return 0, nil
	}
	return sent, s.db.Write(ctx, func(tx *db.Tx) error {
		return journal.Record(tx, journal.Entry{
			Verb: "had people told by text that they are rung today", Topic: "calls.texted",
			Data: map[string]any{"neighbourhood": w.Hood, "kind": w.Category, "people": sent},
		})
	})
}

// composeRingToday looks, when a text is about to go, whether they are still to be rung.
func (s *Service) composeRingToday(ctx context.Context, m messages.Message, _ *words.Language) (f messages.Filling, err error) {
	t, err := tasks.In(s.db.Read(ctx), tasks.ID(m.About.ID))
	if err == nil && !t.State.Open() {
		err = fault.New(fault.Conflict, "calls.rung", "They are not to be rung any more.")
	}
	return f, err
}
