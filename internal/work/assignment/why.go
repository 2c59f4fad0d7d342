package assignment

import (
	"fmt"
	"slices"
	"strings"

	"kith/algo/assign"
	"kith/internal/registers/volunteering"
)

// Why says in words how a plan comes to give a task to somebody, or to nobody.
type Why struct {
	Because []string // sentences
	Next    string   // id of the helper who would have it otherwise; "" when nobody would
}

// Why answers for one job. It asks the solver for the best plan in which it is otherwise, so
// it is exact; [Proposal.Because] is at hand at once.
func (p *Proposal) Why(job int) (Why, error) {
	w, err := p.otherThan(job)
	if err != nil {
		return Why{}, err
	}
	said := Why{Because: p.Because(job)}
	if w.Next == assign.Undone {
		if w.Pair != assign.Undone && w.Options > 0 {
			said.Because = append(said.Because, "Nobody else could have it: it would be left.")
		}
		return said, nil
	}
	next := p.plan.Pairs()[w.Next]
	h := &p.Question.Helpers[next.Helper]
	said.Next = h.ID
	m, known := metres(&p.Question.Jobs[job], h)
	said.Because = append(said.Because, p.otherwise(w, h.Name+away(m, known)))
	return said, nil
}

// otherThan asks who else it would be: somebody else, not the same helper at another time.
func (p *Proposal) otherThan(job int) (w assign.Why, err error) {
	chosen := p.plan.Pair[job]
	var same []int
	for pair := p.first[job]; pair < p.first[job+1]; pair++ {
		if chosen != assign.Undone && pair != chosen && p.plan.Pairs()[pair].Helper == p.plan.Pairs()[chosen].Helper {
			same = append(same, pair)
		}
	}
	for _, pair := range same {
		if err := p.plan.Forbid(pair); err != nil {
			return w, err
		}
	}
	w, err = p.plan.Why(job)
	for _, pair := range same {
		if back := p.plan.Allow(pair); back != nil {
			return w, back
		}
	}
	return w, err
}

// otherwise says what would be if it were otherwise.
func (p *Proposal) otherwise(w assign.Why, who string) string {
	left := ""
	if len(w.Instead) > 0 {
		left = fmt.Sprintf(", and then “%s” would be left", p.Question.Jobs[w.Instead[0]].Title)
		if more := len(w.Instead) - 1; more > 0 {
			left += fmt.Sprintf(" and %d more", more)
		}
	}
	if w.Pair == assign.Undone {
		return who + " could do it" + left + "."
	}
	return "Otherwise it would be " + who + left + "."
}

func away(m int, known bool) string {
	if !known {
		return ""
	}
	return ", " + Kilometres(m) + " away"
}

// Kilometres writes a distance as people say it: "400 m", "2.3 km".
func Kilometres(m int) string {
	if m < 100 {
		return "less than 100 m"
	}
	if m < 950 {
		return fmt.Sprintf("%d m", (m+25)/50*50)
	}
	return fmt.Sprintf("%.1f km", float64(m)/1000)
}

// Because says at once, without asking the solver, why a job is with whom it is, or with
// nobody.
func (p *Proposal) Because(job int) []string {
	i, given := slices.BinarySearchFunc(p.Given, job, func(g Given, job int) int { return g.Job - job })
	if !given {
		return p.nobody(job)
	}
	g := p.Given[i]
	h, j := &p.Question.Helpers[g.Helper], &p.Question.Jobs[job]
	var said []string
	if g.Kept {
		said = append(said, "You chose this.")
	}
	if g.Again {
		said = append(said, "They did this for the same person last time.")
	}
	switch {
	case g.SameDay:
		said = append(said, "They already go to this person that day.")
	case g.HomeDay:
		said = append(said, "They already go to this home that day, for somebody else who lives there.")
	case g.Already:
		said = append(said, "They are helping the same person already.")
	case g.Awaited:
		said = append(said, "They were asked to help the same person with something else, and have not answered yet.")
	case g.Together:
		said = append(said, "They do something else for the same person.")
	case g.AtHome:
		said = append(said, "They do something for somebody else of the same home.")
	}
	switch {
	case j.Place == volunteering.ByPhone:
		said = append(said, "It is done by phone.")
	case g.Known:
		said = append(said, fmt.Sprintf("It is %s away; they go %s.", Kilometres(g.Metres), reach(h)))
	default:
		said = append(said, "They help in the same neighbourhood.")
	}
	said = append(said, burden(h))
	if could := p.could(job); could == 1 {
		said = append(said, "Nobody else can do it.")
	} else {
		said = append(said, fmt.Sprintf("%d could do it.", could))
	}
	return said
}

// reach is how far somebody goes, in words.
func reach(h *Helper) string {
	if h.Reach == 0 {
		return "anywhere in their neighbourhood"
	}
	return Kilometres(h.Reach)
}

// longIdle is as far back as anybody looks, in days.
const longIdle = 60

func burden(h *Helper) string {
	switch {
	case h.Kind == AGroup:
		return fmt.Sprintf("The group has room for %d more.", h.Room())
	case h.Had > 0:
		return fmt.Sprintf("They have had %d this week.", h.Had)
	case h.Idle >= longIdle:
		return "They have had nothing for two months."
	case h.Idle > 1:
		return fmt.Sprintf("They have waited %d days for something to do.", h.Idle)
	}
	return "They have had nothing this week."
}

// could counts the helpers a job can be given to.
func (p *Proposal) could(job int) (n int) {
	last := int32(-1)
	for _, pair := range p.plan.Pairs()[p.first[job]:p.first[job+1]] {
		if pair.Helper != last {
			n++
		}
		last = pair.Helper
	}
	return n
}

// tally is how many helpers are kept from a job by one rule, and the nearest of them.
type tally struct {
	n       int
	nearest int // metres; -1 when it is not known of any
	who     *Helper
}

// nobody says why nobody has a job, what is nearest to being mended first.
func (p *Proposal) nobody(job int) []string {
	j := &p.Question.Jobs[job]
	if j.Barred != "" {
		return []string{j.Barred}
	}
	if j.Activity == "" {
		return []string{"No activity of the borough covers this work: give it to staff."}
	}
	var by [TakenOut + 1]tally
	for i := range p.Question.Helpers {
		h := &p.Question.Helpers[i]
		rule, _ := judge(j, h, p.windows[job])
		if rule == Fits && p.out[Choice{j.Task, h.ID}] {
			rule = TakenOut
		}
		by[rule].add(j, h)
	}
	var said []string
	for _, rule := range mendable {
		if by[rule].n > 0 && len(said) < 3 {
			said = append(said, p.keptFrom(rule, by[rule], j))
		}
	}
	if len(said) == 0 {
		said = []string{"Nobody offers this yet."}
		if !j.Volunteers {
			said = []string{"Only an organisation may do this, and none that takes work as a group does it."}
		}
	}
	return said
}

func (t *tally) add(j *Job, h *Helper) {
	m, known := metres(j, h)
	if t.n++; t.n == 1 || known && (t.nearest < 0 || m < t.nearest) {
		if t.who, t.nearest = h, -1; known {
			t.nearest = m
		}
	}
}

// mendable are the rules in the order in which they are easiest to mend.
var mendable = []Rule{Fits, TakenOut, Later, Full, OffDuty, AskedOnce, NotFree, TooFar, NotCleared, NotYet, NoLanguage, NoWheels, Shielded, Household, Excluded}

// keptFrom says whom a rule keeps from a job.
func (p *Proposal) keptFrom(rule Rule, t tally, j *Job) string {
	n, are, have := howMany(t.n), "are", "have"
	if t.n == 1 {
		are, have = "is", "has"
	}
	switch rule {
	case Fits:
		return fmt.Sprintf("%s could do it, and %s needed for work that is more pressing or nearer.", n, are)
	case TakenOut:
		return fmt.Sprintf("%s could do it, whom you took out.", n)
	case Full:
		return fmt.Sprintf("%s could do it, and %s as much as they can take.", n, have)
	case OffDuty:
		return fmt.Sprintf("%s could do it, and %s switched off duty.", n, have)
	case AskedOnce:
		return fmt.Sprintf("%s %s asked before and did not take it.", n, map[bool]string{true: "was", false: "were"}[t.n == 1])
	case NotFree:
		return fmt.Sprintf("%s near enough with all it asks %s not free before it is due.", n, are)
	case TooFar:
		return tooFar(t)
	case NotCleared:
		return lacking(n, t, j)
	}
	return fmt.Sprintf("%s %s.", n, plain[rule])
}

// plain are the rules that need no more than a few words.
var plain = map[Rule]string{
	Later: "could, and would be asked once the search goes further", NotYet: "could do it once it may begin", NoLanguage: "would need the person's language", NoWheels: "would need a vehicle",
	Shielded: "must stay away from the door for their own health", Household: "may not: it is for their own household",
	Excluded: "may not be sent to this person",
}

func tooFar(t tally) string {
	if t.nearest < 0 || t.who.Reach == 0 {
		return howMany(t.n) + " with all it asks help in other neighbourhoods only."
	}
	return fmt.Sprintf("No one within %s has all it asks; the nearest is %s away and goes %s.",
		Kilometres(t.nearest), Kilometres(t.nearest), Kilometres(t.who.Reach))
}

func lacking(n string, t tally, j *Job) string {
	said := n + " " + verb(t.n, "offers", "offer") + " this and " + verb(t.n, "lacks", "lack") + " something for it"
	if lacks := t.who.Lacks[j.Activity]; lacks != "" {
		return said + "; the nearest lacks: " + lacks + "."
	}
	return said + "."
}

func howMany(n int) string {
	if n == 1 {
		return "One"
	}
	return fmt.Sprint(n)
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Words joins sentences.
func (w Why) Words() string { return strings.Join(w.Because, " ") }
