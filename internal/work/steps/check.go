package steps

import (
	"slices"
	"strings"

	"kith/internal/blueprint"
)

// checker looks for the faults of one protocol.
type checker struct {
	*blueprint.Checker
	p     *Protocol
	names names
}

func (k *checker) at(steps ...any) string {
	return blueprint.At(append([]any{k.p.id}, steps...)...)
}

// fits checks what a protocol says of itself and what it refers to.
func (k *checker) fits() {
	p := k.p
	if len(p.Ends) == 0 {
		k.Problem(k.at("ends"), "there is no end").Mend("say what must be known for the work to be over")
	}
	if n := len(p.Steps); n == 0 || n > MaxSteps {
		k.Problem(k.at("steps"), "there are %d steps", n).Mend("write between 1 and %d", MaxSteps)
	}
	var steps, ends []string
	for _, s := range p.Steps {
		steps = append(steps, s.ID)
	}
	for _, e := range p.Ends {
		ends = append(ends, e.ID)
	}
	k.Once("step", steps, func(i int) string { return k.at("steps", i, "id") })
	k.Once("end", ends, func(i int) string { return k.at("ends", i, "id") })
	k.list("starts", "needs", "category", p.Starts.Needs, k.names.categories)
	k.list("starts", "routes", "route", p.Starts.Routes, k.names.routes)
	k.list("starts", "until", "route", p.Starts.Until, k.names.routes)
	k.list("starts", "refers", "destination", p.Starts.Refers, k.names.destinations)
	k.list("starts", "by_hand", "role", p.Starts.ByHand, k.names.roles)
	for i, l := range p.Starts.Lists {
		k.known(k.at("starts", "lists", i, "list"), "list", l.List, k.names.lists)
		for j, team := range l.Teams {
			k.known(k.at("starts", "lists", i, "teams", j), "role", team, k.names.roles)
		}
	}
	k.lead("unsafe", p.Unsafe, byClock)
	k.lead("stops.deceased", p.Stops.Deceased, mustLead)
	k.lead("stops.moved", p.Stops.Moved, mustLead)
	k.lead("stops.asked_to_stop", p.Stops.AskedToStop, mustLead)
}

func (k *checker) list(under, key, noun string, given, all []string) {
	for i, name := range given {
		k.known(k.at(under, key, i), noun, name, all)
	}
}

// rule is what a lead must keep to.
type rule int

const (
	mayRest  rule = 1 << iota // it need lead nowhere
	noEnd                     // no person said so: it may not end the run
	mustLead rule = 0
	byClock       = mayRest | noEnd
)

// lead checks a lead at a path below the protocol, written with dots.
func (k *checker) lead(path string, l Lead, r rule) {
	path = k.p.id + "." + path
	k.known(path+".to", "step", l.To, k.stepIDs())
	k.known(path+".end", "end", l.End, k.endIDs())
	k.known(path+".raise", "protocol", l.Raise, k.names.protocols)
	k.known(path+".refer", "destination", l.Refer, k.names.destinations)
	k.known(path+".tell_role", "role", l.TellRole, k.names.roles)
	k.known(path+".tell_person", "letter", l.TellPerson, k.names.letters)
	if open := k.names.open[l.TellPerson]; len(open) > 0 {
		k.Problem(path+".tell_person", "the letter %s has places that nobody is there to fill in: %s", l.TellPerson, strings.Join(open, ", ")).
			Mend("name a letter that says the same to everybody")
	}
	switch {
	case l.To != "" && l.End != "":
		k.Problem(path, "it leads to a step and to an end").Mend("take to: or end: away")
	case l.To == "" && l.End == "" && r&mayRest == 0:
		k.Problem(path, "it leads nowhere").Mend("add to: with a step, or end: with an end")
	case l.End != "" && r&noEnd != 0:
		k.Problem(path+".end", "only a person can say that it is over, and here nobody has spoken").Mend("lead to a step at which somebody decides")
	}
	if l.Raise == k.p.id {
		k.Problem(path+".raise", "it starts itself").Mend("lead to a step of its own")
	}
}

func (k *checker) stepIDs() []string {
	all := []string{}
	for _, s := range k.p.Steps {
		all = append(all, s.ID)
	}
	return all
}

func (k *checker) endIDs() []string {
	all := []string{}
	for _, e := range k.p.Ends {
		all = append(all, e.ID)
	}
	return all
}

// steps checks each step.
func (k *checker) steps() {
	for i, s := range k.p.Steps {
		at := blueprint.At("steps", i)
		k.step(at, s)
		k.outcomes(at, s)
		k.doors(at, s)
		k.tries(at, s)
		k.rhythm(at, s)
	}
}

func (k *checker) problem(path, format string, args ...any) *blueprint.Finding {
	return k.Problem(k.p.id+"."+path, format, args...)
}

func (k *checker) step(at string, s Step) {
	k.known(k.p.id+"."+at+".role", "role", s.Role, k.names.roles)
	k.known(k.p.id+"."+at+".overdue.escalate", "role", s.Overdue.Escalate, k.names.roles)
	k.lead(at+".overdue", s.Overdue.Lead, byClock)
	k.lead(at+".beyond", s.Beyond, byClock)
	k.lead(at+".unsafe", s.Unsafe, byClock)
	unsafe := s.safely(k.p)
	switch {
	case s.Kind == Wait && (s.Overdue.To == "" || s.Due.unit == withNeed):
		k.problem(at, "it waits and does not say how long, or what comes then").Mend("add due: with a length of time, and overdue: {to: …}")
	case s.Overdue.Lead.IsZero() && s.Overdue.Escalate == "" && s.Role == "":
		k.problem(at+".overdue", "when its time passes nothing happens").Mend("add overdue: {escalate: a role} or overdue: {to: a step}")
	case s.Overdue.To != "" && s.Overdue.Escalate != "":
		k.problem(at+".overdue", "it goes to a role and to a step").Mend("take to: or escalate: away")
	}
	if s.Due.IsZero() {
		k.problem(at+".due", "it has no time").Mend("write how long it may take, such as 4 hours")
	}
	if s.Kind.Way() != NoWay && unsafe.To == "" {
		k.problem(at, "it does not say what is done where a %s is not safe", s.Kind).Mend("add unsafe: {to: a step} to it or to the protocol")
	}
	if target, ok := k.p.Step(unsafe.To); ok && target.Kind.Way() != NoWay && target.Kind.Way() == s.Kind.Way() && s.Kind.Way() != NoWay {
		k.problem(at+".unsafe", "where a %s is not safe it leads to a %s", s.Kind, target.Kind).Mend("lead to a step at which somebody decides")
	}
	if (s.Most > 0) != !s.Beyond.IsZero() || s.Most < 0 || s.Most > 50 {
		k.problem(at+".most", "how often it may come and what follows belong together").Mend("write most: from 1 to 50, and beyond: {to: …}")
	}
}

// outcomes checks that whatever can come of a step is there once, and leads somewhere.
func (k *checker) outcomes(at string, s Step) {
	if len(s.Outcomes) == 0 {
		k.problem(at+".outcomes", "nothing can come of it").Mend("add what can come of it, and where that leads")
	}
	var ids []string
	for i, o := range s.Outcomes {
		ids = append(ids, o.ID)
		k.outcome(at+"."+blueprint.At("outcomes", i), s, o)
	}
	k.Once("outcome", ids, func(i int) string { return k.p.id + "." + at + "." + blueprint.At("outcomes", i, "id") })
	if s.Kind.reaches() && !slices.Contains(ids, NoAnswer) && len(ids) > 0 {
		k.problem(at+".outcomes", "nobody may answer, and it does not say where that leads").Mend("add an outcome with id: %s", NoAnswer)
	}
}

func (k *checker) outcome(at string, s Step, o Outcome) {
	ways := 0
	for _, way := range []bool{o.Again, o.Next, o.To != "" || o.End != ""} {
		if way {
			ways++
		}
	}
	switch {
	case ways > 1:
		k.problem(at, "it leads to more than one").Mend("keep one of to:, end:, again: and next:")
	case ways == 0:
		k.problem(at, "it leads nowhere").Mend("add to: a step, end: an end, again: true or next: true")
	}
	k.lead(at, o.Lead, mayRest)
	if o.ID == NoAnswer && o.End != "" {
		k.problem(at+".end", "nobody was reached, and so nothing is known").Mend("lead to a step, or try again")
	}
	if o.Renew && s.Role == "" {
		k.problem(at+".renew", "only a role may decide to go round once more").Mend("give the step a role:")
	}
	var ids []string
	for i, a := range o.Asks {
		ids = append(ids, a.ID)
		if (a.Kind == AskChoice) != (len(a.Options) > 0) {
			k.problem(at+"."+blueprint.At("asks", i, "options"), "options go with a choice, and a choice with options").Mend("write kind: choice and its options")
		}
	}
	k.Once("ask", ids, func(i int) string { return k.p.id + "." + at + "." + blueprint.At("asks", i, "id") })
}

// doors checks that a visit which may be made on a round knows everything that is found at a
// door, and that it can be said there: with a note where it is a worry, and nothing more.
func (k *checker) doors(at string, s Step) {
	var said []string
	for i, o := range s.Outcomes {
		if o.Door == "" {
			continue
		}
		said = append(said, string(o.Door))
		path := at + "." + blueprint.At("outcomes", i, "door")
		worry := o.Door == LooksWrong || o.Door == FoundWorried
		switch {
		case s.Kind != Visit:
			k.problem(path, "nobody goes to a door for a %s", s.Kind).Mend("write kind: visit, or take door: away")
		case len(o.Asks) > 0 || o.Note != worry:
			k.problem(path, "at a door a worry is said with a note, and everything else with nothing").Mend("write note: true for concern and worried, and no asks:")
		}
	}
	if len(said) == 0 {
		return
	}
	for _, one := range Door("").Choices() {
		if !slices.Contains(said, one) {
			k.problem(at+".outcomes", "it may be made on a round, and nothing is said of door: %s", one).Mend("say door: %s of one outcome, or take every door: away", one)
		}
	}
	k.Once("door", said, func(i int) string { return k.p.id + "." + at + ".outcomes" })
}

// tries checks that trying again is bounded, and leads on.
func (k *checker) tries(at string, s Step) {
	again := slices.ContainsFunc(s.Outcomes, func(o Outcome) bool { return o.Again })
	switch a := s.Attempts; {
	case a == nil && again:
		k.problem(at, "it is tried again and does not say how often").Mend("add attempts: with most:, apart: and then:")
	case a == nil:
	case !again:
		k.problem(at+".attempts", "nothing leads to another try").Mend("write again: true at an outcome, or take attempts: away")
	default:
		k.checkAttempts(at+".attempts", s, *a)
	}
}

func (k *checker) checkAttempts(at string, s Step, a Attempts) {
	if a.Most < 2 || a.Most > 20 {
		k.problem(at+".most", "%d tries are too few or too many", a.Most).Mend("write from 2 to 20")
	}
	if a.Apart.IsZero() || a.Apart.Elsewhere() {
		k.problem(at+".apart", "it does not say how long lies between two tries").Mend("write a length of time, such as 2 hours")
	}
	if a.OtherTimes && s.Kind != Call {
		k.problem(at+".other_times", "only calls are made at other times of day").Mend("take it away, or write kind: call")
	}
	if a.Next {
		k.lead(at+".then", a.Then, byClock)
		if s.Recurs == nil || !(a.Then.To == "") {
			k.problem(at+".next", "next: goes with a rhythm, and in place of to:").Mend("add recurs:, or take next: away")
		}
		return
	}
	k.lead(at+".then", a.Then, noEnd)
}

// rhythm checks that what comes back is bounded, and a person looks at whether to go on.
func (k *checker) rhythm(at string, s Step) {
	next := slices.ContainsFunc(s.Outcomes, func(o Outcome) bool { return o.Next })
	switch r := s.Recurs; {
	case r == nil && next:
		k.problem(at, "it comes back and does not say in what rhythm").Mend("add recurs: with every:, review: and then:")
	case r == nil:
	case !next:
		k.problem(at+".recurs", "nothing leads to another time").Mend("write next: true at an outcome, or take recurs: away")
	default:
		if r.Every < 1 || r.Every > 92 {
			k.problem(at+".recurs.every", "%d days are no rhythm", r.Every).Mend("write from 1 to 92")
		}
		if r.Review < 1 || r.Review > 400 {
			k.problem(at+".recurs.review", "after %d times nobody would look at it", r.Review).Mend("write from 1 to 400")
		}
		k.lead(at+".recurs.then", r.Then, noEnd)
	}
}
