package app

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/protocols/protocolsweb"
	"kith/internal/work/tasks"
)

// DraftBlueprint is the blueprint that somebody is drafting; false when nobody is, when the
// caller may not see it, or when it cannot be read yet.
func (f facts) DraftBlueprint(ctx context.Context) (*blueprint.Blueprint, bool) {
	d, found, err := f.Settings.Draft(ctx)
	if err != nil || !found {
		return nil, false
	}
	files := make([]blueprint.File, len(d.Files))
	for i, one := range d.Files {
		files[i] = one.File
	}
	b, problems := f.Blueprints.Read(files)
	return b, len(problems) == 0
}

// Lists are the lists of people that others give, of the blueprint in use.
func (f facts) Lists(ctx context.Context) ([]contacts.List, error) {
	rules, err := f.Contacts.Rules(ctx)
	if err != nil {
		return nil, err
	}
	return rules.Lists, nil
}

// HoodName is the short name of a neighbourhood; "" is the coordination queue.
func (f facts) HoodName(ctx context.Context, id string) string { return f.Places.Name(ctx, id) }

// stepsOf draws the run that holds a task, on its page; nil where none does.
func (f facts) stepsOf(ctx context.Context, t tasks.Task) (templ.Component, error) {
	if t.Held.IsZero() {
		return nil, nil
	}
	l, err := protocolsweb.Line(ctx, f.Protocols, f, protocols.RunID(t.Held.Run))
	if fault.KindOf(err) == fault.Forbidden && err != nil {
		return nil, nil // whoever has the task sees no more than the task
	}
	return l.Show(), err
}

// ToHandOver are the open requests of a person that a hub does not have yet, as far as the
// caller may hand them over.
func (f facts) ToHandOver(ctx context.Context, who people.Person, hub string) (open []needs.Request, err error) {
	all, err := f.Needs.OfPerson(ctx, who.RecordIDs())
	for _, r := range all {
		if r.State.Open() && r.Neighbourhood != hub && access.From(ctx).HasFor(r.Neighbourhood, access.Coordinator, access.Manager) {
			open = append(open, r)
		}
	}
	return open, err
}

// HandOver gives a request to another hub, with why.
func (f facts) HandOver(ctx context.Context, id needs.RequestID, version int64, hub, reason string) error {
	return f.App.Tasks.HandOver(ctx, id, version, hub, reason)
}

// MayApproach reports whether the caller's team makes the first contact with those of a
// neighbourhood who registered themselves.
func (f facts) MayApproach(ctx context.Context, hood string) bool {
	book, err := f.Protocols.Book(ctx)
	return err == nil && book.Approaches(access.From(ctx), protocols.SelfRegistered, hood) != ""
}

// Approach begins the first contact with somebody who registered themselves.
func (f facts) Approach(ctx context.Context, g intake.Registration) (joined bool, err error) {
	_, joined, err = f.Protocols.Approach(ctx, protocols.Approach{
		Record: g.Record, List: protocols.SelfRegistered, Key: string(g.ID) + " " + g.Agreement.At.UTC().Format(time.RFC3339),
		Why: "They registered, needed nothing, and agreed to be approached.",
	})
	return joined, err
}
