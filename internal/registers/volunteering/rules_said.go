package volunteering

import (
	"fmt"
	"slices"

	"kith/internal/blueprint"
)

// in gives what volunteers read of it in another language. Names and how a check is done
// are for staff.
func (b *Rules) in(t blueprint.Translator) *Rules {
	said := *b
	said.Paying = t.Text("volunteering.paying", b.Paying)
	said.Thanks.Weekly = t.Text("volunteering.thanks.weekly", b.Thanks.Weekly)
	said.Thanks.End = t.Text("volunteering.thanks.end", b.Thanks.End)
	said.Principles.Says = slices.Clone(b.Principles.Says)
	for i := range said.Principles.Says {
		p := &said.Principles.Says[i]
		p.Text = t.Text("volunteering.principles."+p.ID, p.Text)
	}
	said.Skills = slices.Clone(b.Skills)
	for i := range said.Skills {
		if s := &said.Skills[i]; !s.Staff {
			s.Label = t.Text("volunteering.skills."+s.ID, s.Label)
		}
	}
	said.Checks = slices.Clone(b.Checks)
	for i := range said.Checks {
		c := &said.Checks[i]
		c.PublicName = t.Text("volunteering.checks."+c.ID+".public_name", c.PublicName)
		c.Bring = t.Text("volunteering.checks."+c.ID+".bring", c.Bring)
	}
	said.Modules = slices.Clone(b.Modules)
	for i := range said.Modules {
		said.Modules[i] = said.Modules[i].in(t)
	}
	said.Activities = slices.Clone(b.Activities)
	for i := range said.Activities {
		said.Activities[i] = said.Activities[i].in(t)
	}
	return &said
}

func (m Module) in(t blueprint.Translator) Module {
	id := "volunteering.modules." + m.ID
	m.Title, m.Text = t.Text(id+".title", m.Title), t.Text(id+".text", m.Text)
	m.Quiz = slices.Clone(m.Quiz)
	for i := range m.Quiz {
		q := &m.Quiz[i]
		q.Ask, q.Because = t.Text(id+"."+q.ID+".question", q.Ask), t.Text(id+"."+q.ID+".because", q.Because)
		q.Choices = slices.Clone(q.Choices)
		for j, choice := range q.Choices {
			q.Choices[j] = t.Text(fmt.Sprintf("%s.%s.choice-%d", id, q.ID, j+1), choice)
		}
	}
	return m
}

func (a Activity) in(t blueprint.Translator) Activity {
	id := "volunteering.activities." + a.ID
	for _, one := range []struct {
		key  string
		text *string
	}{
		{"public_label", &a.PublicLabel},
		{"about", &a.About},
		{"bring", &a.Bring},
		{"duties", &a.Duties},
		{"guidance", &a.Guidance},
		{"privacy", &a.Privacy},
	} {
		*one.text = t.Text(id+"."+one.key, *one.text)
	}
	a.FAQ = slices.Clone(a.FAQ)
	for i := range a.FAQ {
		f := &a.FAQ[i]
		f.Q, f.A = t.Text(id+".faq."+f.ID+".q", f.Q), t.Text(id+".faq."+f.ID+".a", f.A)
	}
	return a
}
