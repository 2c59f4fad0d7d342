package steps

// EffectKind is a kind of effect.
type EffectKind uint8

// The kinds of effect. The state that comes with them says when a step may be done, when
// it is due and in whose queue it stands.
const (
	CloseTask  EffectKind = iota + 1 // the work of the step it names is over
	OpenTask                         // the step it names is to be done
	PutOff                           // the step it names stays, to be tried again
	Escalate                         // it goes into the queue of the role
	Remind                           // its role is reminded of it
	TellRole                         // the role is told what happened
	TellPerson                       // the letter goes to the person, if a safe way allows
	ReferTo                          // the need goes to the destination as well
	Raise                            // the protocol is started for the person, or joined
	Settle                           // the run is over, with the end its state says
)

// Effect is one thing to be done about what happened.
type Effect struct {
	Kind EffectKind
	Step int8   // of CloseTask, OpenTask, PutOff, Escalate and Remind, in Protocol.Steps
	Name string // the role, letter, destination or protocol
}

// most effects one move can have: what the longest way at once does, and its two tasks.
const maxEffects = maxHops*4 + 4

// Effects is what is to be done about one move, in order. It lives on the stack.
type Effects struct {
	all [maxEffects]Effect
	n   int
}

// Len is how many there are.
func (e *Effects) Len() int { return e.n }

// All lists them.
func (e *Effects) All() []Effect { return e.all[:e.n] }

func (e *Effects) add(kind EffectKind, step int8, name string) {
	e.all[e.n] = Effect{kind, step, name}
	e.n++
}

// acts adds what is done on the way somewhere.
func (e *Effects) acts(l *lead) {
	if l.raise != "" {
		e.add(Raise, -1, l.raise)
	}
	if l.refer != "" {
		e.add(ReferTo, -1, l.refer)
	}
	if l.tellRole != "" {
		e.add(TellRole, -1, l.tellRole)
	}
	if l.tellPerson != "" {
		e.add(TellPerson, -1, l.tellPerson)
	}
}
