package steps

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/work/needs"
)

// in gives the protocols with what those who help read of them in another language: what to
// know for a step, and what can come of it. Everything else is for staff, and no run is ever
// led by what it gives.
func (f Files) in(t blueprint.Translator) *Files {
	said := Files{}
	for _, id := range f.IDs() {
		if f[id] != nil {
			said[id] = f[id].in(t)
		}
	}
	return &said
}

func (p *Protocol) in(t blueprint.Translator) *Protocol {
	said := *p
	said.Steps = slices.Clone(p.Steps)
	for i := range said.Steps {
		if s := &said.Steps[i]; s.Helps() {
			s.say(t, "protocols."+p.id+"."+s.ID)
		}
	}
	return &said
}

func (s *Step) say(t blueprint.Translator, id string) {
	s.Instruction = t.Text(id+".instruction", s.Instruction)
	s.Outcomes = slices.Clone(s.Outcomes)
	for i := range s.Outcomes {
		o := &s.Outcomes[i]
		o.Label = t.Text(id+"."+o.ID, o.Label)
	}
}

// Helps reports whether a step is help that somebody outside of the staff may give.
func (s Step) Helps() bool {
	return s.Role == "" && (s.Kind == Call || s.Kind == Deliver || s.Kind == Collect || s.Kind == Visit) &&
		(len(s.WhoMay) == 0 || slices.Contains(s.WhoMay, needs.Volunteer))
}
