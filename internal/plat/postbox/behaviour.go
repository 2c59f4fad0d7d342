package postbox

import "time"

// Fault is how a server misbehaves.
type Fault struct {
	// Status is what is answered instead of yes: 421, 450, 550 for mail; 400, 403, 429, 500
	// for Notify. 0 answers nothing.
	Status int
	// Kind is Notify's word for the error, such as "RateLimitError".
	Kind string
	// Hang is how long to wait first.
	Hang time.Duration
	// Die takes the message and breaks the connection before the answer.
	Die bool
	// Times is for how many messages; 0 is for all until Mend.
	Times int

	over chan struct{}
}

// behaviour is the fault a server has at present.
type behaviour struct {
	fault *Fault
	left  int
	over  chan struct{} // closed once it behaves again
}

// BreakMail has the mail server misbehave.
func (b *Box) BreakMail(f Fault) { b.set(&b.mail, f) }

// BreakNotify has Notify misbehave when something is sent.
func (b *Box) BreakNotify(f Fault) { b.set(&b.notify, f) }

// Mend has both behave again. What still hung is broken off.
func (b *Box) Mend() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, one := range []*behaviour{&b.mail, &b.notify} {
		if one.over != nil {
			close(one.over)
		}
		*one = behaviour{}
	}
}

func (b *Box) set(to *behaviour, f Fault) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if to.over == nil {
		to.over = make(chan struct{})
	}
	f.over = to.over
	*to = behaviour{fault: &f, left: f.Times, over: to.over}
}

// next is the fault for the message that comes now, if any.
func (b *Box) next(of *behaviour) (Fault, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if of.fault == nil {
		return Fault{}, false
	}
	f := *of.fault
	if f.Times > 0 {
		if of.left--; of.left == 0 {
			of.fault = nil
		}
	}
	return f, true
}
