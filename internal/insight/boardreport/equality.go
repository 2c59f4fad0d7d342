package boardreport

import (
	"kith/internal/insight/measures"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/plat/document"
	"kith/internal/work/answers"
)

// equality is who was helped, against who lives here. Questions of which nothing can be told are
// named and have no table.
func (w writer) equality() document.Section {
	s := document.Section{Title: "Who was helped, against who lives here"}
	var untold []string
	for _, o := range w.reach.Asks {
		if o.Source == "" || !o.Helped.Counts() && !o.Answered.Counts() {
			untold = append(untold, o.Name)
			continue
		}
		said := o.Name + ". "
		if o.Helped.Counts() {
			said += "Of people supported: " + o.Helped.Says
		} else {
			said += "Of those who asked on the web and said: " + o.Answered.Says
		}
		if o.Invented {
			said += " Who lives here is invented, for a demonstration."
		}
		s.Says = append(s.Says, said)
		s.Tables = append(s.Tables, reachTable(o))
	}
	if len(untold) > 0 {
		s.Says = append(s.Says, "It cannot be told by: "+joined(untold)+". Either it is not known who lives here by this, or nobody who was helped is known by it.")
	}
	s.Says = append(s.Says, "A difference may come from who was in need. It is a question to ask, not an answer.")
	return s
}

func joined(all []string) (text string) {
	for i, one := range all {
		switch {
		case i == 0:
			text = one
		case i == len(all)-1:
			text += " and " + one
		default:
			text += ", " + one
		}
	}
	return text
}

func reachTable(o measures.ReachOf) document.Table {
	who := "People supported"
	of := func(g measures.ReachGroup) measures.Held { return g.Helped }
	if !o.Helped.Counts() {
		who, of = "Asked on the web", func(g measures.ReachGroup) measures.Held { return g.Answered }
	}
	t := document.Table{Caption: o.Name, Columns: []document.TableColumn{
		{Title: "Group", Share: 3}, {Title: "Who lives here", Numeric: true, Share: 1.4}, {Title: who, Numeric: true, Share: 1.6}, {Title: "Their share", Numeric: true, Share: 1.3}, {Title: "Against who lives here", Share: 1.9},
	}}
	for _, g := range o.Groups {
		h := of(g)
		if g.ID == answers.PreferNot && h.People.Value == 0 && !h.People.Hidden {
			continue
		}
		against := h.Times()
		switch {
		case h.Less:
			against += ", fewer"
		case h.More:
			against += ", more"
		case against == "":
			against = "–"
		}
		t.Rows = append(t.Rows, []document.TableCell{text(g.Name), numbered(g.Lives), numbered(h.People), numbered(h.Share), text(against)})
	}
	return t
}

func numbered(n reports.Number) document.TableCell { return cell(measures.Value{Number: n}) }

// recovery is what the equality impact assessment asks of recovery, and how it stands.
func (w writer) recovery() document.Section {
	s := document.Section{Title: "Equality priorities in recovery", Says: []string{priorities.Lead(w.priorities)}}
	t := document.Table{Caption: "Equality priorities", Columns: []document.TableColumn{
		{Title: "Priority", Share: 2.4}, {Title: "Who answers for it", Share: 1.8}, {Title: "How it stands now", Share: 2.6}, {Title: "Target", Share: 1.4}, {Title: "By", Share: 1.3}, {Title: "Standing", Share: 1.3},
	}}
	for _, p := range w.priorities {
		if !p.Open() {
			s.Says = append(s.Says, "Ended on "+day.Of(p.Ended).Long()+": "+p.Name+". "+p.EndWhy)
			continue
		}
		by, now := "No day set", p.Now.Value
		if !p.Due.IsZero() {
			by = p.Due.Short()
		}
		if p.Now.Standing == priorities.Untold {
			now = p.Now.Of
		}
		if p.Now.Invented {
			now += " (invented)"
		}
		t.Rows = append(t.Rows, []document.TableCell{text(p.Name), text(p.Owner), text(now), text(p.Now.Target), text(by), text(string(p.Now.Standing))})
	}
	if len(t.Rows) > 0 {
		s.Tables = []document.Table{t}
	}
	return s
}
