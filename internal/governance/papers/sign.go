package papers

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Longest is how long a text on the papers may be, in characters.
const Longest = 4000

// FindRisk finds a risk by its id. One that is not there is fault.NotFound.
func FindRisk(id string) (Risk, error) {
	i := slices.IndexFunc(risks, func(r Risk) bool { return r.ID == id })
	if i < 0 {
		return Risk{}, fault.New(fault.NotFound, "papers.no-such-risk", "There is no such risk.")
	}
	return risks[i], nil
}

// Judge writes down how much of a risk is left. The version is the one that was looked at, 0
// where nobody had judged it; whoever was quicker is told of by fault.Stale.
func (s *Service) Judge(ctx context.Context, r Residual) (err error) {
	defer fault.Wrap(&err, "judge risk %s", r.Risk)
	if err := mayKeep(ctx); err != nil {
		return err
	}
	if _, err := FindRisk(r.Risk); err != nil {
		return err
	}
	r.Note = strings.TrimSpace(r.Note)
	switch {
	case !slices.Contains(Levels(), r.Likelihood):
		return invalid("Select how likely it is.")
	case !slices.Contains(Levels(), r.Harm):
		return invalid("Select how much harm it would do.")
	case r.Left() == High && r.Note == "":
		return invalid("Enter why so much is left, and what is to be done about it.")
	case utf8.RuneCountInString(r.Note) > Longest:
		return invalid("The note must be 4,000 characters or fewer.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		kept, err := keepResidual(tx, r)
		if err != nil {
			return err
		}
		if !kept {
			return fault.New(fault.Stale, "papers.stale", "Somebody else has judged this risk since you opened it. Look at what they wrote, then decide.")
		}
		return journal.Record(tx, journal.Entry{
			Verb: "judged a risk of the impact assessment", Topic: "papers.judged", Objects: []journal.Object{{Kind: "risk", ID: r.Risk}},
			Data: map[string]any{"likelihood": string(r.Likelihood), "harm": string(r.Harm)},
		})
	})
}

// Sign signs the assessment as it stands, as its next version. seen is the mark of what was
// read: where anything has changed since, it is fault.Stale. Every risk must be judged, and
// while much is left of one nothing is accepted without asking the Information Commissioner.
func (s *Service) Sign(ctx context.Context, seen string, outcome Outcome, advice, views string) (number int64, err error) {
	defer fault.Wrap(&err, "sign the impact assessment")
	if err := mayKeep(ctx); err != nil {
		return 0, err
	}
	a, err := s.Assessment(ctx)
	if err != nil {
		return 0, err
	}
	advice, views = strings.TrimSpace(advice), strings.TrimSpace(views)
	if err := a.maySign(seen, outcome, advice, views); err != nil {
		return 0, err
	}
	return a.Next(), s.db.Write(ctx, func(tx *db.Tx) error {
		signed, err := insertSigning(tx, Signing{Number: a.Next(), Outcome: outcome, Advice: advice, Views: views, Declared: a.Lines()})
		if err != nil {
			return err
		}
		if !signed {
			return fault.New(fault.Stale, "papers.signed", "Somebody else has signed it in the same moment. Look at what they signed.")
		}
		return journal.Record(tx, journal.Entry{
			Verb: "signed the impact assessment", Topic: "papers.signed", Objects: []journal.Object{{Kind: "impact assessment", ID: strconv.FormatInt(a.Next(), 10)}},
			Data: map[string]any{"outcome": string(outcome), "mark": seen},
		})
	})
}

// Next is the version that is signed next.
func (a Assessment) Next() int64 {
	if len(a.Signings) == 0 {
		return 1
	}
	return a.Signings[0].Number + 1
}

func (a Assessment) maySign(seen string, outcome Outcome, advice, views string) error {
	switch {
	case !slices.Contains([]Outcome{Accepted, Conditions, AskFirst}, outcome):
		return invalid("Select what you decide.")
	case advice == "":
		return invalid("Enter what the data protection officer advised.")
	case views == "":
		return invalid("Enter what people said when they were asked, or why nobody was asked.")
	case utf8.RuneCountInString(advice) > Longest || utf8.RuneCountInString(views) > Longest:
		return invalid("Each text must be 4,000 characters or fewer.")
	case len(a.Unjudged()) > 0:
		return fault.New(fault.Conflict, "papers.unjudged", "Nobody has said yet how much is left of “"+a.Unjudged()[0].Title+"”. Judge every risk first.")
	case len(a.HighLeft()) > 0 && outcome != AskFirst:
		return fault.New(fault.Conflict, "papers.high", "Much is left of “"+a.HighLeft()[0].Title+"”. Ask the Information Commissioner first (article 36), or do more against it and judge it anew.")
	case seen != a.Seen():
		return fault.New(fault.Stale, "papers.changed", "Something has changed since you opened this page. Read the assessment again, then sign.")
	}
	return nil
}

func invalid(words string) error { return fault.New(fault.Invalid, "papers.invalid", words) }
