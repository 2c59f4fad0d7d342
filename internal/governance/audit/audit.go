// Package audit reads the journal for the governance lead: who looked at whom and why, what
// one account did, who has seen one person. It shows no names of residents: a record is an
// id, and leads to its page, where looking is written down like everywhere.
//
// Reading the journal is written into the journal as well.
package audit

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Service reads the journal.
type Service struct {
	db    *db.DB
	said  datamap.Map
	reads Reads
}

// Reads is told whenever somebody looks. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
	SawFirst(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database, with what packages say of their tables.
func New(d *db.DB, m datamap.Map, reads Reads) *Service { return &Service{d, m, reads} }

// Readers may read the journal.
func Readers() []access.Role { return []access.Role{access.Governance} }

// PageSize is how many entries stand on a page.
const PageSize = 50

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// Page reads a page of the journal; more tells that older entries follow. A period that ends
// before it begins is fault.Invalid.
func (s *Service) Page(ctx context.Context, q journal.Query) (entries []journal.Sealed, more bool, err error) {
	defer fault.Wrap(&err, "read the journal")
	if err := access.CheckHeld(ctx, Readers()...); err != nil {
		return nil, false, err
	}
	if !q.Until.IsZero() && !q.From.IsZero() && !q.From.Before(q.Until) {
		return nil, false, fault.New(fault.Invalid, "audit.period", "The first day must not be after the last.")
	}
	r := s.db.Read(ctx)
	if q.Subjects, err = everyRecord(r, q.Subjects); err != nil {
		return nil, false, err
	}
	size := cmp.Or(q.Limit, PageSize)
	q.Limit = size + 1
	if entries, err = journal.Search(r, q); err != nil {
		return nil, false, err
	}
	if more = len(entries) > size; more {
		entries = entries[:size]
	}
	return entries, more, s.reads.Saw(ctx, looked("read the journal", q))
}

// Exporting writes down that entries leave the program, before they do.
func (s *Service) Exporting(ctx context.Context, q journal.Query) error {
	if err := access.CheckHeld(ctx, Readers()...); err != nil {
		return err
	}
	e := looked("exported a part of the journal", q)
	e.Topic = "audit.exported"
	return s.reads.SawFirst(ctx, e)
}

// looked is the entry about reading entries: what was asked for, by ids alone.
func looked(verb string, q journal.Query) journal.Entry {
	e := journal.Entry{Verb: verb, Topic: "audit.read", Data: map[string]any{"what": string(q.What)}}
	if q.Actor != "" {
		e.Objects = append(e.Objects, journal.Object{Kind: "account", ID: q.Actor})
	}
	if len(q.Subjects) > 0 {
		e.Objects = append(e.Objects, journal.Object{Kind: "record", ID: q.Subjects[0]})
	}
	return e
}

// everyRecord is all records of whom a record is of.
func everyRecord(r db.Reader, subjects []string) ([]string, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	person, err := people.PersonOf(r, people.RecordID(subjects[0]))
	if fault.KindOf(err) == fault.NotFound {
		return subjects, nil // erased, or never there: what the journal says of the id
	}
	if err != nil {
		return nil, err
	}
	records, err := people.Records(r, person)
	all := []string{string(person)}
	for _, one := range records {
		all = append(all, string(one))
	}
	slices.Sort(all)
	return slices.Compact(all), err
}

// Reader is somebody who has seen a person.
type Reader struct {
	Actor   string
	Opened  int // how often they opened the person's own pages
	Listed  int // how often the person stood on a list that they looked at
	Took    int // how often it left the program
	First   time.Time
	Last    time.Time
	Because []string // the purposes, as the pages gave them
}

// Window is how far back lists are looked through, in days.
const Window = 31

// mostEntries is how many entries are looked through at most.
const mostEntries = 200_000

// ReadersOf tells who has seen a person: who opened their pages at any time, and who had
// them on a list within the last 31 days.
func (s *Service) ReadersOf(ctx context.Context, record string) (all []Reader, err error) {
	defer fault.Wrap(&err, "readers of a person")
	if err := access.CheckHeld(ctx, Readers()...); err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	subjects, err := everyRecord(r, []string{record})
	if err != nil {
		return nil, err
	}
	found := map[string]*Reader{}
	for _, what := range []journal.What{journal.Looked, journal.TookOut} {
		entries, err := journal.Search(r, journal.Query{Subjects: subjects, What: what, Limit: mostEntries})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			note(found, e, what == journal.TookOut, false)
		}
	}
	if err := s.onLists(r, subjects, found); err != nil {
		return nil, err
	}
	for _, one := range found {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b Reader) int { return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.Actor, b.Actor)) })
	return all, s.reads.SawFirst(ctx, journal.Entry{Verb: "read who has seen somebody", Topic: "audit.read", Subject: record})
}

func note(found map[string]*Reader, e journal.Sealed, took, listed bool) {
	one := found[e.Actor]
	if one == nil {
		one = &Reader{Actor: e.Actor, First: e.At, Last: e.At}
		found[e.Actor] = one
	}
	switch {
	case took:
		one.Took++
	case listed:
		one.Listed++
	default:
		one.Opened++
	}
	if e.At.Before(one.First) {
		one.First = e.At
	}
	if e.At.After(one.Last) {
		one.Last = e.At
	}
	if e.Purpose != "" && !slices.Contains(one.Because, e.Purpose) && len(one.Because) < 5 {
		one.Because = append(one.Because, e.Purpose)
	}
}

// onLists goes through what was looked at lately and finds the person, or work for them,
// among what it was about.
func (s *Service) onLists(r db.Reader, subjects []string, found map[string]*Reader) error {
	ids, err := s.work(r, subjects)
	if err != nil {
		return err
	}
	from := r.Now().AddDate(0, 0, -Window)
	for _, what := range []journal.What{journal.Looked, journal.TookOut} {
		before := journal.EntryID("")
		for read := 0; read < mostEntries; read += 1000 {
			entries, err := journal.Search(r, journal.Query{What: what, From: from, Before: before, Limit: 1000})
			if err != nil {
				return err
			}
			for _, e := range entries {
				before = e.ID
				if slices.Contains(subjects, e.Subject) {
					continue // counted already
				}
				if slices.ContainsFunc(e.Objects, func(o journal.Object) bool { return ids[o.ID] }) {
					note(found, e, what == journal.TookOut, true)
				}
			}
			if len(entries) < 1000 {
				break
			}
		}
	}
	return nil
}

// work are the ids of the person's records and of what is done for them.
func (s *Service) work(r db.Reader, subjects []string) (map[string]bool, error) {
	ids := map[string]bool{}
	for _, one := range subjects {
		ids[one] = true
	}
	live, err := s.said.Over(r)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"needs_request", "needs_need", "tasks_task", "deliveries_delivery"} {
		t, known := live.Table(name)
		if !known {
			continue
		}
		rows, err := live.Rows(r, t, subjects)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if id, ok := row.Value("id").(string); ok {
				ids[id] = true
			}
		}
	}
	return ids, nil
}
