package calls

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Agent is what decides which calls suit somebody.
type Agent struct {
	Languages []string // besides English
	Skills    []string // ids of calls.yaml
}

// Me is what the caller said of themselves.
func (s *Service) Me(ctx context.Context) (a Agent, err error) {
	defer fault.Wrap(&err, "what I can do")
	all, err := agentsOf(s.db.Read(ctx), []string{access.From(ctx).Account})
	return all[access.From(ctx).Account], err
}

// SaveMe keeps which languages the caller speaks and what they can do.
func (s *Service) SaveMe(ctx context.Context, a Agent) (err error) {
	defer fault.Wrap(&err, "save what I can do")
	if err := access.CheckHeld(ctx, ringers...); err != nil {
		return err
	}
	a.Languages, a.Skills = tidy(a.Languages), tidy(a.Skills)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := saveAgent(tx, access.From(ctx).Account, a); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{Verb: "said which calls suit them", Topic: "calls.agent", Data: map[string]any{"languages": a.Languages, "skills": a.Skills}})
	})
}

func tidy(all []string) []string {
	var kept []string
	for _, one := range all {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(kept, one) {
			kept = append(kept, one)
		}
	}
	return kept
}
