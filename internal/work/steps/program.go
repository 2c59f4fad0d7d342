package steps

// program is a protocol in the form the engine walks: names are positions.
type program struct {
	steps []node
	stops [3]lead // in the order of AllStops
}

type lead struct {
	to, end                            int8 // -1 is not there
	raise, refer, tellRole, tellPerson string
}

// nowhere reports whether it leads neither to a step nor to an end.
func (l *lead) nowhere() bool { return l.to < 0 && l.end < 0 }

type node struct {
	way        Way
	call       bool
	role       string
	after, due Delay

	tries      uint8
	apart      Delay
	otherTimes bool
	triesThen  lead
	triesNext  bool

	every      int
	review     uint16
	reviewThen lead

	most     uint8
	beyond   lead
	overdue  lead
	escalate string // the role it is put to; "" where overdue leads on, or reminds
	again    Delay
	unsafe   lead

	outcomes []exit
}

type exit struct {
	lead
	again, next bool
}

// compile makes the program of a protocol without a fault.
func (p *Protocol) compile() {
	p.run = program{stops: [3]lead{p.lead(p.Stops.Deceased), p.lead(p.Stops.Moved), p.lead(p.Stops.AskedToStop)}}
	for _, s := range p.Steps {
		p.run.steps = append(p.run.steps, p.node(s))
	}
}

func (p *Protocol) node(s Step) node {
	n := node{
		way: s.Kind.Way(), call: s.Kind == Call, role: s.Role,
		after: s.After, due: s.Due, most: uint8(s.Most), beyond: p.lead(s.Beyond),
		overdue: p.lead(s.Overdue.Lead), escalate: s.Overdue.Escalate, again: s.Reminded(), unsafe: p.lead(s.safely(p)),
	}
	if a := s.Attempts; a != nil {
		n.tries, n.apart, n.otherTimes, n.triesThen, n.triesNext = uint8(a.Most), a.Apart, a.OtherTimes, p.lead(a.Then), a.Next
	}
	if r := s.Recurs; r != nil {
		n.every, n.review, n.reviewThen = r.Every, uint16(r.Review), p.lead(r.Then)
	}
	for _, o := range s.Outcomes {
		n.outcomes = append(n.outcomes, exit{p.lead(o.Lead), o.Again, o.Next})
	}
	return n
}

// Reminded is after how long a role is reminded of a step.
func (s Step) Reminded() Delay {
	switch {
	case !s.Overdue.Again.IsZero():
		return s.Overdue.Again
	case s.Due.Elsewhere() || s.Due.IsZero():
		return Delay{unit: minutes, n: 4 * 60, at: -1}
	}
	return s.Due
}

// safely is where a step leads whose way of contact is not safe.
func (s Step) safely(p *Protocol) Lead {
	if !s.Unsafe.IsZero() {
		return s.Unsafe
	}
	return p.Unsafe
}

func (p *Protocol) lead(l Lead) lead {
	return lead{int8(p.stepIndex(l.To)), int8(p.endIndex(l.End)), l.Raise, l.Refer, l.TellRole, l.TellPerson}
}
