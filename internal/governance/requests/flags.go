package requests

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Group are the values of one column that somebody must look at before the copy goes out.
type Group struct {
	Key    string // of its page: "needs_request.own_words"
	Title  string
	Why    string
	Values []Flagged
}

// Flagged is one such value.
type Flagged struct {
	Mark    string
	Text    string
	Decided bool
	LeftOut bool
}

// Open counts what nobody has decided.
func (g Group) Open() (n int) {
	for _, v := range g.Values {
		if !v.Decided {
			n++
		}
	}
	return n
}

// whys say why values of a class are looked at.
var whys = map[datamap.Class]string{
	datamap.Words:   "Written freely. It may name somebody else, or say what somebody told us of them.",
	datamap.Answers: "A whole form. It may name a carer, a neighbour or whoever asked.",
	datamap.Other:   "It tells of somebody else.",
	datamap.Safety:  "It tells of safety. Handed to the wrong eyes at home it can put somebody in danger.",
}

// Copy is what is held about whom a request is about, with what somebody must still decide.
type CopyView struct {
	Dossier Dossier
	Groups  []Group
	Open    int // values that nobody has decided
}

// View reads everything for whoever answers a request. That they looked is on the disk first.
func (s *Service) View(ctx context.Context, q Request) (v CopyView, err error) {
	defer fault.Wrap(&err, "data of request %s", q.ID)
	if err := s.sawFirst(ctx, q, "read everything that is held about somebody, for their request"); err != nil {
		return v, err
	}
	return s.view(ctx, s.db.Read(ctx), q)
}

func (s *Service) sawFirst(ctx context.Context, q Request, verb string) error {
	e := journal.Entry{Verb: verb, Topic: "requests.read", Objects: []journal.Object{{Kind: "data request", ID: string(q.ID)}}}
	if q.About == datamap.Person {
		e.Subject = q.Subject
	}
	caller := db.CallerOf(ctx)
	if caller.Purpose == "" {
		caller.Purpose = "To answer what they asked about their data"
	}
	return s.reads.SawFirst(db.As(ctx, caller), e)
}

func (s *Service) view(ctx context.Context, r db.Reader, q Request) (v CopyView, err error) {
	live, err := s.over(ctx)
	if err != nil {
		return v, err
	}
	ids, err := s.ids(r, q)
	if err != nil {
		return v, err
	}
	if v.Dossier, err = gather(r, live, q.About, ids); err != nil {
		return v, err
	}
	decided, err := decisions(r, q.ID)
	if err != nil {
		return v, err
	}
	v.Groups = groups(v.Dossier, decided)
	for _, g := range v.Groups {
		v.Open += g.Open()
	}
	return v, nil
}

func groups(d Dossier, decided map[string]bool) (all []Group) {
	for _, part := range d.Parts {
		at := map[string]int{}
		for _, line := range part.Rows {
			for _, value := range line {
				if value.Mark == "" {
					continue
				}
				i, known := at[value.Column]
				if !known {
					i, at[value.Column] = len(all), len(all)
					all = append(all, Group{Key: part.Table + "." + value.Column, Title: part.Title + ": " + strings.ToLower(value.Label), Why: whys[value.Class]})
				}
				if slices.ContainsFunc(all[i].Values, func(f Flagged) bool { return f.Mark == value.Mark }) {
					continue
				}
				left, done := decided[value.Mark]
				all[i].Values = append(all[i].Values, Flagged{value.Mark, value.Text, done, left})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Group) int { return cmp.Compare(min(b.Open(), 1), min(a.Open(), 1)) })
	return all
}

// Decide takes what somebody decided about the values they were shown: those named in leave
// are left out, the others are handed out.
func (s *Service) Decide(ctx context.Context, q Request, shown, leave []string) (err error) {
	defer fault.Wrap(&err, "decide on request %s", q.ID)
	if q, err = s.Get(ctx, q.ID); err != nil {
		return err
	}
	if q.Closed() {
		return closed()
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, mark := range shown {
			if err := decide(tx, q.ID, mark, slices.Contains(leave, mark)); err != nil {
				return err
			}
		}
		return tell(tx, "decided what of somebody's data is handed out", "requests.decided", q, map[string]any{"looked_at": len(shown), "left_out": len(leave)})
	})
}
