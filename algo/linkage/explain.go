package linkage

// Contribution is what one thing adds to the weight of a link. The contributions of a link add
// up to its weight.
type Contribution struct {
	Column string // "" for what is of no column
	// Level is how the column compares: one of its levels, "missing" or "different"; without a
	// column "prior", what is believed of any pair, or "household", what is taken away because
	// people of one household compare like this too.
	Level  string
	Weight float64 // in bits: each doubles the odds
	Rarity float64 // the part of Weight that comes of the value being rarer or commoner than most
}

// Explainer says why records are linked. It depends on the model and on how common the values
// of the tables are, and on nothing else.
type Explainer struct {
	scorer      *scorer
	left, right *Table
}

// NewExplainer explains links between two tables, or within one where right is nil.
func NewExplainer(m *Model, left, right *Table) (*Explainer, error) {
	if err := m.fits(left); err != nil {
		return nil, err
	}
	e := &Explainer{newScorer(m, left.plan), left, right}
	if right == nil {
		e.right = left
		e.scorer.weigh(left)
		return e, nil
	}
	e.scorer.weigh(left, right)
	return e, together(left, right)
}

// Explain is the weight of a link in its parts, in the order of the schema's columns.
func (e *Explainer) Explain(l Link) []Contribution {
	return e.scorer.explain(l.Pattern, e.right.row(l.Right))
}

func (s *scorer) explain(pattern uint32, row []uint32) []Contribution {
	levels := make([]uint8, len(s.match))
	for i := range levels {
		levels[i] = uint8(s.plan.level(pattern, i))
	}
	out := []Contribution{{Level: "prior", Weight: s.prior}}
	sum := s.prior
	for i, k := range levels {
		c := Contribution{Column: s.plan.schema.Columns[i].Name, Level: s.plan.said(i, k), Weight: s.gain[i][k]}
		if s.counts(i, levels) {
			c.Rarity = s.lent(i, row[i])
			c.Weight += c.Rarity
		}
		sum += c.Weight
		out = append(out, c)
	}
	if off := s.total(levels, row) - sum; off != 0 {
		out = append(out, Contribution{Level: "household", Weight: off})
	}
	return out
}

// said is a level in the words of the schema.
func (p *plan) said(column int, level uint8) string {
	switch k := p.own(column, level); k {
	case 0:
		return "missing"
	case p.width(column):
		return "different"
	default:
		return string(p.schema.Columns[column].levels()[k-1])
	}
}
