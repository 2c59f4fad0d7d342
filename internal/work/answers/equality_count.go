package answers

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// Reached is one sheet of equality answers: where and how somebody came, and what they
// chose. It names nobody, and nothing may be added to it that does.
type Reached struct {
	Neighbourhood string // "" while nobody has found it
	Channel       string
	Answers       Answers
}

// Count is how often a choice was made in a month.
type Count struct {
	Neighbourhood, Channel string
	Month                  string // "2020-04", by the clocks of London
	Question, Choice       string
	Times                  int64
}

// NewEqualityToken makes the token of one sheet. The browser alone keeps it.
func NewEqualityToken() string { return ident.NewToken(rand.Reader) }

// CountEquality adds a sheet to the counts of its place and month, once for each token, and
// reports whether it did. A sheet with nothing chosen counts nowhere. Nothing is written
// down of who sent it, in the journal neither: see ADR 0015.
func (s *Service) CountEquality(ctx context.Context, token string, asked *Equality, sent Reached) (counted bool, err error) {
	defer fault.Wrap(&err, "count equality answers")
	if !asked.chosen(sent.Answers) {
		return false, nil
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		today := day.Of(tx.Now())
		if err := deleteEqualityForms(tx, monthOf(today.AddDays(-62))); err != nil {
			return err
		}
		month := monthOf(today)
		if counted, err = insertEqualityForm(tx, hashToken(token), month); err != nil || !counted {
			return err
		}
		for _, c := range asked.counts(sent, month) {
			if err := addEquality(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	return counted, err
}

// EqualityCounted reports whether the sheet of a token has been counted.
func (s *Service) EqualityCounted(ctx context.Context, token string) (counted bool, err error) {
	defer fault.Wrap(&err, "look for equality answers")
	return hasEqualityForm(s.db.Read(ctx), hashToken(token))
}

// chosen reports whether anything was chosen that is asked.
func (e *Equality) chosen(a Answers) bool {
	for _, q := range e.Questions {
		if _, offered := q.Option(a.First(q.ID)); offered {
			return true
		}
	}
	return false
}

// counts are what a sheet adds to every choice there is, always in the same order: one or
// nought.
func (e *Equality) counts(sent Reached, month string) (all []Count) {
	for _, q := range e.Questions {
		for _, o := range q.Options {
			c := Count{sent.Neighbourhood, sent.Channel, month, q.ID, o.ID, 0}
			if sent.Answers.First(q.ID) == o.ID {
				c.Times = 1
			}
			all = append(all, c)
		}
	}
	return all
}

// monthOf is the month of a day, "2020-04".
func monthOf(d day.Date) string { return d.String()[:len("2020-04")] }

// EqualityCounts lists the counts of the months from the first to the last, both "2020-04".
// They are exact: whoever shows them to somebody sees to it that they tell of nobody.
func EqualityCounts(r db.Reader, first, last string) ([]Count, error) {
	return equalityCounts(r, first, last)
}

// EqualityMonths lists the months in which anything was counted, the first first.
func EqualityMonths(r db.Reader) ([]string, error) { return equalityMonths(r) }
