package people

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
)

// Label marks a person whose records need care. Every record of a person is marked alike.
type Label string

// The labels.
const (
	// Restricted people are found and seen by [Cleared] staff alone. Nobody else learns
	// that they are known.
	Restricted Label = "restricted"
	// AddressWithheld says that the address is kept apart and told by
	// [Service.WithheldAddress] alone; elsewhere stands which hub they belong to.
	AddressWithheld Label = "address-withheld"
	// Health says that the person's health is recorded, and told only to whom it concerns.
	Health Label = "health"
	// Safeguarding says that there is a concern. What it is stands elsewhere.
	Safeguarding Label = "safeguarding"
)

// Labels are all there are, in the order they are shown.
func Labels() []Label { return []Label{Restricted, AddressWithheld, Safeguarding, Health} }

// labellers mark the people of their neighbourhoods.
var labellers = []access.Role{access.Coordinator, access.Manager}

// Cleared reports whether somebody sees restricted people, wherever they live.
func Cleared(who access.Principal) bool {
	return policy.May(who, policy.Identity, policy.Record{Restricted: true})
}

// MayLabel reports whether somebody may mark a person, whom they see: coordinators and
// managers of the hub, and whoever sees restricted people.
func MayLabel(who access.Principal, p Person) bool {
	if !p.seenBy(who) {
		return false
	}
	return Cleared(who) || slices.ContainsFunc(p.Records, func(r Record) bool { return who.HasFor(r.Neighbourhood, labellers...) })
}

// MarkedTopic is the topic under which the journal tells that a person was marked.
const MarkedTopic = "people.marked"

// Has reports whether the person is marked with a label.
func (p Person) Has(label Label) bool {
	return slices.ContainsFunc(p.Records, func(r Record) bool { return r.has(label) })
}

// Labels are what the person is marked with, in the order they are shown.
func (p Person) Labels() (all []Label) {
	for _, label := range Labels() {
		if p.Has(label) {
			all = append(all, label)
		}
	}
	return all
}

// Mark marks a person with these labels and no others. was is what the caller saw them
// marked with: when somebody else has marked them since, it answers [fault.Stale]. Where a
// label hides them, whoever looks like them is kept for staff to decide about: a record of
// theirs that came in with a list and has not joined would give them away.
func (s *Service) Mark(ctx context.Context, id PersonID, was, labels []Label) (err error) {
	defer fault.Wrap(&err, "mark person %s", id)
	p, err := s.visible(ctx, id)
	if err != nil {
		return err
	}
	if !MayLabel(access.From(ctx), p) {
		return access.Check(ctx, p.Lead().Neighbourhood, labellers...)
	}
	like, err := s.alikeWhenHidden(ctx, p, labels)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := holdPeople(tx, p.ID, p.ID); err != nil {
			return err
		}
		p, err := readPerson(tx, p.ID)
		if err != nil {
			return err
		}
		if !sameLabels(p.Labels(), was) {
			return fault.New(fault.Stale, "people.marked-meanwhile", "Somebody else has marked this person since you opened the page. Look at the marks again, then save.")
		}
		if err := keepLikenesses(tx, p, like); err != nil {
			return err
		}
		if err := s.remark(tx, p.RecordIDs(), inOrder(labels)); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "marked a person", Topic: MarkedTopic, Subject: string(p.Lead().ID),
			Data: map[string]any{"neighbourhood": p.Lead().Neighbourhood, "labels": inOrder(labels)},
		})
	})
}

// alikeWhenHidden finds who looks like somebody who is to be marked with a label that hides
// them.
func (s *Service) alikeWhenHidden(ctx context.Context, p Person, labels []Label) ([]Candidate, error) {
	if !hides(labels) {
		return nil, nil
	}
	now := p.Current()
	return s.MatchNumbered(ctx, now.Described, now.NHSNumber)
}

// inOrder keeps known labels, each once, in the order they are shown.
func inOrder(labels []Label) []Label {
	kept := []Label{}
	for _, label := range Labels() {
		if slices.Contains(labels, label) {
			kept = append(kept, label)
		}
	}
	return kept
}

func sameLabels(a, b []Label) bool { return slices.Equal(inOrder(a), inOrder(b)) }

// markAlike marks all records of two people who are found to be one with what either was
// marked with.
func (s *Service) markAlike(tx *db.Tx, kept, moving []RecordID) error {
	var labels []Label
	for _, id := range append(slices.Clone(kept), moving...) {
		r, err := recordByID(tx, id)
		if err != nil {
			return err
		}
		labels = append(labels, r.Labels...)
	}
	if len(labels) == 0 {
		return nil
	}
	return s.remark(tx, append(slices.Clone(kept), moving...), inOrder(labels))
}

// hidden is what somebody who may not see a restricted person is told of their record in
// work that names it: which it is and which hub's, and nothing else.
func (r Record) hidden(who access.Principal) Record {
	if !r.Restricted() || Cleared(who) {
		return r
	}
	return Record{
		ID: r.ID, Described: Described{GivenNames: "Restricted"}, Neighbourhood: r.Neighbourhood, Labels: r.Labels,
		AddedAt: r.AddedAt, Version: r.Version,
	}
}

// Restricted reports whether only [Cleared] staff may see whose record it is.
func (r Record) Restricted() bool { return r.has(Restricted) }

func (r Record) has(label Label) bool { return slices.Contains(r.Labels, label) }

// AddressReaders may read the withheld addresses of their neighbourhoods, with why.
func AddressReaders() []access.Role { return slices.Clone(labellers) }
