package steps

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lives is how many random lives each shipped protocol is led through.
const lives = 100_000

// longest is how many moves a life may have in which no role decides to go round again and
// nobody is merely reminded.
const longest = 3_000

// life is one run, led by chance, and what it is held to.
type life struct {
	t      *testing.T
	p      *Protocol
	rand   *rand.Rand
	s      State
	f      Facts
	now    time.Time
	open   int // tasks open
	moves  int
	quiet  bool           // nobody ever answers
	steps  [MaxSteps]bool // where it was
	seed   uint64
	finite bool // no role goes round again
}

func newLife(t *testing.T, p *Protocol, seed uint64) *life {
	r := rand.New(rand.NewPCG(seed, 7))
	l := &life{t: t, p: p, rand: r, seed: seed, finite: r.IntN(4) > 0}
	l.now = time.Date(2020, 1, 1, 0, r.IntN(8*365*24*60), 0, 0, time.UTC)
	l.f = Facts{Working: seven, Parts: StandardParts, Answers: time.Duration(r.IntN(72)) * time.Hour, Every: r.IntN(3) * 7}
	if r.IntN(2) == 0 {
		l.f.Working = ordinary
	}
	if r.IntN(3) == 0 {
		l.f.Times = uint8(r.IntN(8))
	}
	if r.IntN(4) == 0 {
		l.f.Unsafe = Way(r.IntN(8))
	}
	l.f.NeedDue = l.now.Add(time.Duration(r.IntN(120)-12) * time.Hour)
	return l
}

// move makes one move and holds it to what every move must keep.
func (l *life) move(in Input) {
	before, end := l.s, len(l.p.Ends)
	s, effects, err := Advance(l.p, l.s, in, l.now)
	if err != nil {
		l.fail("a move was refused: %v", err)
	}
	l.s, l.moves = s, l.moves+1
	settled := 0
	for _, e := range effects.All() {
		switch e.Kind {
		case OpenTask:
			l.open++
		case CloseTask:
			l.open--
		case Settle:
			settled++
		}
		if l.open < 0 || l.open > 1 {
			l.fail("%d tasks are open at once", l.open)
		}
	}
	step := l.at()
	l.steps[s.step] = true
	if end, ended := l.p.EndOf(s); ended {
		if settled != 1 || l.open != 0 || in.what == expired || !s.DueAt.IsZero() {
			l.fail("it ended as %s by %d, with %d tasks open, settled %d times", end.ID, in.what, l.open, settled)
		}
		return
	}
	switch {
	case settled != 0 || end == 0:
		l.fail("it settled without an end")
	case l.open != 1:
		l.fail("%d tasks are open at %s", l.open, step.ID)
	case !s.DueAt.After(l.now) && in.what != stopped:
		l.fail("%s is due at %s, which is past", step.ID, s.DueAt)
	case s.NotBefore.After(s.DueAt):
		l.fail("%s may not be done before %s and is due at %s", step.ID, s.NotBefore, s.DueAt)
	case s.Moved.Before(before.Moved):
		l.fail("time went back")
	case step.Role != "" && s.Role == "":
		l.fail("%s stands in nobody's queue", step.ID)
	}
}

func (l *life) fail(format string, args ...any) {
	l.t.Helper()
	l.t.Fatalf("%s, life %d, move %d, at %s: "+format, append([]any{l.p.ID(), l.seed, l.moves, l.p.At(l.s).ID}, args...)...)
}

// at is the step it stands at, of which millions of moves make no copy.
func (l *life) at() *Step { return &l.p.Steps[l.s.step] }

// lead leads a life to its end, or until it rests in a role's queue with nobody doing
// anything.
func (l *life) lead() {
	l.move(Begin(l.f))
	for rested := 0; !l.s.Ended(); {
		switch step := l.at(); {
		case l.rand.IntN(60) == 0 && !l.quiet:
			l.move(Stopped(AllStops()[l.rand.IntN(3)], l.f))
		case l.rand.IntN(3) == 0 || len(step.Outcomes) == 0:
			l.now = l.s.DueAt.Add(time.Duration(l.rand.IntN(600)) * time.Minute)
			l.move(Expired(l.f))
		default:
			l.record(step)
		}
		if l.moves > longest && l.finite {
			l.fail("it goes on without end")
		}
		if rested++; rested > 2*longest {
			return
		}
		if l.rand.IntN(50) == 0 {
			l.keep()
		}
	}
}

// record says something that came of the step, at some time until it is due.
func (l *life) record(step *Step) {
	i := l.rand.IntN(len(step.Outcomes))
	if l.seed%4 == 0 && step.Outcomes[i].End != "" { // some go on for longer
		i = l.rand.IntN(len(step.Outcomes))
	}
	if step.Recurs != nil && l.rand.IntN(8) > 0 {
		i = slices.IndexFunc(step.Outcomes, func(o Outcome) bool { return o.Next })
	}
	if step.Outcomes[i].Renew && l.finite {
		l.now = l.s.DueAt
		l.move(Expired(l.f))
		return
	}
	if left := l.s.DueAt.Sub(l.now); left > 0 && l.rand.IntN(2) == 0 {
		l.now = l.now.Add(time.Duration(l.rand.Int64N(int64(left))))
	}
	l.move(Recorded(i, l.f))
}

// keep puts the state away and takes it up again.
func (l *life) keep() {
	back, err := l.p.Restore(l.p.Save(l.s))
	if err != nil || back != l.s {
		l.fail("kept and taken up it is %+v, %v", back, err)
	}
}

func TestLivesThroughEveryProtocol(t *testing.T) {
	for _, borough := range boroughs {
		all := shipped(t, borough)
		for _, id := range all.IDs() {
			t.Run(borough+"/"+id, func(t *testing.T) {
				seen, ended := [MaxSteps]bool{}, 0
				for seed := range lives {
					l := newLife(t, all[id], uint64(seed))
					l.lead()
					for step, was := range l.steps {
						seen[step] = seen[step] || was
					}
					if l.s.Ended() {
						ended++
					} else if l.s.Role == "" {
						l.fail("it neither ends nor stands in a role's queue")
					}
				}
				for i, step := range all[id].Steps {
					if !seen[i] {
						t.Errorf("no life came to %s", step.ID)
					}
				}
				if ended == 0 {
					t.Error("no life ended")
				}
			})
		}
	}
}

// Nobody does anything: the work comes to rest in a named role's queue, and that role is
// reminded.
func TestLivesThatNobodyWorksOnComeToARole(t *testing.T) {
	for _, borough := range boroughs {
		for id, p := range shipped(t, borough) {
			l := newLife(t, p, 1)
			l.move(Begin(l.f))
			for range 60 {
				l.now = l.s.DueAt
				l.move(Expired(l.f))
			}
			if l.s.Ended() || l.s.Role == "" {
				t.Errorf("%s/%s: with nobody doing anything it stands at %s in the queue of %q", borough, id, p.At(l.s).ID, l.s.Role)
			}
		}
	}
}

// unanswered are the outcomes of a welfare check in which nobody has said or seen how the
// person is.
var unanswered = []string{NoAnswer, "visit", "letter/left", "letter/could-not", "nobody-knows", "called", "worried", "ask", "call", "go-on", "not-yet"}

func TestAnUnansweredWelfareCheckReachesThePolice(t *testing.T) {
	for _, borough := range boroughs {
		p := shipped(t, borough)["welfare-check"]
		open, police := unansweredOf(p), p.stepIndex("police")
		for seed := range lives {
			l := newLife(t, p, uint64(seed))
			l.quiet = true
			l.move(Begin(l.f))
			for range 400 {
				l.unanswered(open[l.s.step])
				if l.s.Ended() {
					l.fail("nobody knows how they are, and it ended")
				}
			}
			if !l.steps[police] {
				l.fail("nobody answered, and no manager was asked about the police: it came to %v of the steps", l.steps)
			}
		}
	}
}

// unansweredOf are the outcomes of each step, by position, in which nobody has said or seen
// how the person is.
func unansweredOf(p *Protocol) (open [MaxSteps][]int) {
	for n, step := range p.Steps {
		for i, o := range step.Outcomes {
			if slices.Contains(unanswered, o.ID) || slices.Contains(unanswered, step.ID+"/"+o.ID) {
				open[n] = append(open[n], i)
			}
		}
	}
	return open
}

// unanswered goes on as when nobody can be reached, or lets the time pass.
func (l *life) unanswered(open []int) {
	l.now = l.s.DueAt
	if len(open) == 0 || l.rand.IntN(3) == 0 {
		l.move(Expired(l.f))
		return
	}
	l.move(Recorded(open[l.rand.IntN(len(open))], l.f))
}

// Every end of a welfare check says how the person is, and each is reached by what somebody
// recorded or by what was learned of them.
func TestTheEndsOfAWelfareCheck(t *testing.T) {
	for _, borough := range boroughs {
		p := shipped(t, borough)["welfare-check"]
		var ids []string
		for _, e := range p.Ends {
			ids = append(ids, e.ID)
		}
		if diff := cmp.Diff([]string{"safe-and-well", "supported", "referred", "in-hospital", "moved", "deceased"}, ids); diff != "" {
			t.Errorf("%s: %s", borough, diff)
		}
		log := false
		if called, ok := must(p.Step("police")).Outcome("called"); ok {
			log = slices.ContainsFunc(called.Asks, func(a Ask) bool { return a.ID == "police-log" && !a.Optional })
		}
		if s := must(p.Step("police")); s.Role != "duty-manager" || !log {
			t.Errorf("%s: the police are decided on by %q, log number asked %v", borough, s.Role, log)
		}
		if !p.Once {
			t.Errorf("%s: a person may have two open checks", borough)
		}
	}
}

func must(s Step, ok bool) Step {
	if !ok {
		panic("there is no such step")
	}
	return s
}
