package linkage

import "math"

// Odds are what is believed of a pair before anything is compared, as shares of all pairs: that
// it is one person, and that it is two of one household. Together they are less than 1.
type Odds struct{ Match, Household float64 }

// Judge weighs pairs of people who are in no table, by a model: candidates that were found some
// other way, such as in a database. It may be used by several goroutines.
type Judge struct {
	model *Model
	plan  *plan
}

// NewJudge makes a judge of a model. A model that does not fit its schema is an error.
func NewJudge(m *Model) (*Judge, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	p, err := compile(m.Schema)
	return &Judge{m, p}, err
}

// Schema is the model's: its columns are what a question is asked with.
func (j *Judge) Schema() *Schema { return j.plan.schema }

// Question is one person, of whom others are judged to be the same or not. It belongs to one
// goroutine.
type Question struct {
	scorer   *scorer
	table    *Table
	comparer *comparer
}

// Ask asks about somebody, with a value for each column of the schema, as it is typed; "" for
// none. common tells how large a share of all people have a value of the person asked for,
// which a match on it counts for; 0, or a nil function, is as many as have the usual one. It
// panics where the number of values is another.
func (j *Judge) Ask(o Odds, common func(column int) float64, values ...string) *Question {
	m := *j.model
	m.Prior, m.Household = o.Match, o.Household
	q := &Question{scorer: newScorer(&m, j.plan), table: newTable(j.plan)}
	q.table.Add("", values...)
	for column, token := range q.table.row(0) {
		if token == 0 || common == nil || !lends[j.plan.schema.Columns[column].Kind] {
			continue
		}
		if share := common(column); share > 0 {
			rare := make([]float32, token+1)
			rare[token] = float32(q.scorer.stranger[column][1] - math.Log2(min(share, 1)))
			q.scorer.rare[column] = rare
		}
	}
	q.comparer = newForgetful(q.table)
	return q
}

// Weigh says how likely another is to be the one asked for. Left is 0, and Right is the number
// of the question, for [Question.Explain].
func (q *Question) Weigh(values ...string) Link {
	q.table.Add("", values...)
	last := q.table.Len() - 1
	c := q.comparer
	for i, d := range q.table.dicts {
		c.words[i] = d.words
	}
	c.all(q.table.row(0), q.table.row(last))
	w := q.scorer.total(c.levels, q.table.row(last))
	return Link{Right: last, Pattern: c.pattern(), Weight: w, Probability: Probability(w)}
}

// Explain is the weight of an answer in its parts, in the order of the schema's columns.
func (q *Question) Explain(l Link) []Contribution {
	return q.scorer.explain(l.Pattern, q.table.row(l.Right))
}
