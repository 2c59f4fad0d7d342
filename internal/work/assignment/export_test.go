package assignment

import "kith/algo/assign"

// CouldDo counts the helpers a job can be given to.
func CouldDo(p *Proposal, job int) int { return p.could(job) }

// PairsOf counts what the solver chooses among.
func PairsOf(p *Proposal) int { return len(p.plan.Pairs()) }

// HelpBothWays says of the kind of helper that most work waits for, or the next ones, whether
// what they bring is worked out without planning anew, and what a new plan says.
func HelpBothWays(p *Proposal, kind int) (direct bool, anew assign.Help, ok bool, err error) {
	kinds := p.lacking(kind + 1)
	if len(kinds) <= kind {
		return false, anew, false, nil
	}
	h, could := p.oneMore(kinds[kind])
	direct = p.direct(h, could).Done == h.Room
	anew, err = p.plan.WouldHelp(h, could)
	return direct, anew, true, err
}

// Unbundled plans as if everybody's work were somebody else's.
func Unbundled(q Question) (*Proposal, error) { return propose(q, nil) }

// Undone is what a plan leaves, by how pressing it is.
func Undone(p *Proposal) int64 { return p.undone() }
