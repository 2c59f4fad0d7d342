package linkage

import (
	"cmp"
	"math"
	"slices"
)

// scorer weighs pairs by a model and how common the values of the tables are.
type scorer struct {
	plan                    *plan
	match, stranger, family [][]float64 // log2 of the chances of each column and level; 0 of a missing value
	gain                    [][]float64 // match less stranger
	prior                   float64     // log2 of the odds of a match against a stranger
	household               float64     // log2 of households per stranger; -Inf without the class
	rare                    [][]float32 // for each word of a column, what it adds to that two have it
	order                   []int       // columns, those first that speak against a pair the most
}

// lends are the kinds whose rare values count for more.
var lends = map[Kind]bool{GivenName: true, Surname: true, Date: true, Postcode: true, Address: true, Text: true, Exact: true, UPRN: true, Phone: true}

// shared are the kinds that people of one household have in common, so that how rare a value
// is tells their members apart no better.
var shared = map[Kind]bool{Surname: true, Postcode: true, Address: true, UPRN: true, Phone: true}

func newScorer(m *Model, p *plan) *scorer {
	s := &scorer{plan: p, household: math.Inf(-1), prior: math.Log2(m.Prior / (1 - m.Prior - m.Household))}
	if m.Household > 0 {
		s.household = math.Log2(m.Household / (1 - m.Prior - m.Household))
	}
	for _, c := range m.Columns {
		s.match, s.stranger = append(s.match, logs(c.Match)), append(s.stranger, logs(c.Stranger))
		s.family = append(s.family, logs(c.Household))
	}
	for i := range s.match {
		gain := make([]float64, len(s.match[i]))
		for k := range gain {
			gain[k] = s.match[i][k] - s.stranger[i][k]
		}
		s.gain = append(s.gain, gain)
		s.order = append(s.order, i)
	}
	slices.SortStableFunc(s.order, func(a, b int) int { // none before the one it depends on
		return cmp.Or(cmp.Compare(min(p.parents[a], 0), min(p.parents[b], 0)), cmp.Compare(s.gain[a][p.width(a)], s.gain[b][p.width(b)]))
	})
	s.rare = make([][]float32, len(p.tests))
	return s
}

// logs are the logarithms of chances, with 0 for a missing value in front.
func logs(chances []float64) []float64 {
	out := make([]float64, len(chances)+1)
	for i, x := range chances {
		out[i+1] = math.Log2(x)
	}
	return out
}

// weigh notes how common each word is in the tables.
func (s *scorer) weigh(tables ...*Table) {
	for column, c := range s.plan.schema.Columns {
		if !lends[c.Kind] {
			continue
		}
		counts, n := count(column, tables)
		s.rare[column] = make([]float32, len(counts))
		for token, k := range counts {
			if k > 0 {
				s.rare[column][token] = float32(s.rarity(column, int(k), n))
			}
		}
	}
}

// rarity is what a word that stands k times among n values adds to that two records have it.
func (s *scorer) rarity(column, k, n int) float64 {
	return s.stranger[column][1] - math.Log2(float64(k)/float64(n))
}

// count counts the words of a column.
func count(column int, tables []*Table) (counts []uint32, n int) {
	counts = make([]uint32, len(tables[0].dicts[column].words))
	for _, t := range tables {
		step := len(t.dicts)
		for i := column; i < len(t.cells); i += step {
			if token := t.cells[i]; token != 0 {
				counts[token]++
				n++
			}
		}
	}
	return counts, n
}

// lent is what the rarity of a word adds, where both records have it.
func (s *scorer) lent(column int, token uint32) float64 {
	if int(token) < len(s.rare[column]) {
		return float64(s.rare[column][token])
	}
	return 0
}

// total is the weight of a pair, given its levels and the words of one of its records.
func (s *scorer) total(levels []uint8, row []uint32) float64 {
	match, stranger, family := s.prior, 0.0, s.household
	for i, k := range levels {
		match, stranger, family = match+s.match[i][k], stranger+s.stranger[i][k], family+s.family[i][min(int(k), len(s.family[i])-1)]
		if s.counts(i, levels) {
			lent := s.lent(i, row[i])
			stranger -= lent
			if !shared[s.plan.schema.Columns[i].Kind] {
				family -= lent
			}
		}
	}
	return match - eitherOf(stranger, family)
}

// counts reports whether the rarity of a value counts: where both records have it. Not where
// names are changed round, for they are counted where they belong.
func (s *scorer) counts(column int, levels []uint8) bool {
	p := s.plan
	crossed := column == p.surname && p.swapped != 0 && levels[p.given] == p.swapped
	return !crossed && p.own(column, levels[column]) == 1
}

// eitherOf is the logarithm of the sum of what two logarithms stand for.
func eitherOf(a, b float64) float64 {
	if b > a {
		a, b = b, a
	}
	if b == math.Inf(-1) {
		return a
	}
	return a + math.Log2(1+math.Exp2(b-a))
}

// Probability is the probability of a weight.
func Probability(weight float64) float64 { return 1 / (1 + math.Exp2(-weight)) }

// WeightOf is the weight of a probability.
func WeightOf(probability float64) float64 { return math.Log2(probability / (1 - probability)) }
