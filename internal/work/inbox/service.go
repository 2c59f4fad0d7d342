package inbox

import (
	"context"
	"errors"

	"kith/internal/kernel/day"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// most is how many tasks one inbox shows: more than a group does in a day.
const most = 100

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// Blueprints gives the blueprint a request was made with. *blueprint.Service is one.
type Blueprints interface {
	At(ctx context.Context, version string) (*blueprint.Blueprint, error)
}

// Service shows organisations their own tasks.
type Service struct {
	db         *db.DB
	tasks      *tasks.Service
	blueprints Blueprints
	reads      Reads
}

// New returns the service over a database.
func New(d *db.DB, t *tasks.Service, blueprints Blueprints, reads Reads) *Service {
	return &Service{db: d, tasks: t, blueprints: blueprints, reads: reads}
}

// Organisation is the one the caller acts for, or [fault.Forbidden].
func (s *Service) Organisation(ctx context.Context) (organisations.ID, error) {
	if err := access.CheckHeld(ctx, access.Organisation); err != nil {
		return "", err
	}
	p := access.From(ctx)
	id := p.OrganisationID()
	if id == "" || !p.HasForOrganisation(id, access.Organisation) {
		return "", fault.New(fault.Forbidden, "inbox.no-organisation", "Your account does not act for an organisation. Ask your hub for an entry link.")
	}
	return organisations.ID(id), nil
}

// Box returns the inbox of the caller's organisation. The journal is told of everybody
// whose details are in it; when it cannot be told, nothing is shown and the fault is
// [fault.Unavailable].
func (s *Service) Box(ctx context.Context) (b Box, err error) {
	defer fault.Wrap(&err, "inbox")
	own, err := s.Organisation(ctx)
	if err != nil {
		return Box{}, err
	}
	all, err := s.tasks.OfAssignee(ctx, tasks.ToOrganisation, string(own), most+1)
	if err != nil {
		return Box{}, err
	}
	r := s.db.Read(ctx)
	b = Box{Now: r.Now(), More: len(all) > most}
	for _, t := range all[:min(len(all), most)] {
		if err := s.put(ctx, r, &b, t); err != nil {
			return Box{}, err
		}
	}
	return b, nil
}

// put lays one task into the box, with whom it is for once it is accepted.
func (s *Service) put(ctx context.Context, r db.Reader, b *Box, t tasks.Task) error {
	if hidden(t) {
		return nil
	}
	i, err := itemOf(r, t)
	switch {
	case err != nil:
		return err
	case t.State == tasks.Assigned:
		b.Asked = append(b.Asked, i)
		return nil
	case t.State != tasks.Accepted:
		return nil
	}
	record, err := people.RecordIn(r, t.Record)
	if err != nil {
		return err
	}
	if err := s.noteRead(ctx, t); err != nil {
		return err
	}
	reach, err := people.ReachIn(r, t.Record)
	if err != nil {
		return err
	}
	i.Person = PersonOf(ctx, record, reach, day.Of(r.Now()), t)
	if i.Person.Told, err = s.told(ctx, r, t); err != nil {
		return err
	}
	b.Accepted = append(b.Accepted, i)
	return nil
}

// noteRead tells the journal who is about to be seen. The topic is that of everybody who
// looks at a person, so that it is told with the others and kept out of the person's story.
func (s *Service) noteRead(ctx context.Context, t tasks.Task) error {
	return s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at whom a task is for", Topic: "people.read", Subject: string(t.Record),
		Objects: []journal.Object{{Kind: "task", ID: string(t.ID)}},
	})
}

// Own returns one task of the caller's organisation, without whom it is for, before
// something is done to it. Everything else, done or not, is [fault.NotFound]. How it went
// can only be said of a task that was accepted; otherwise it is [fault.Conflict].
func (s *Service) Own(ctx context.Context, id tasks.ID, to tasks.Action) (i Item, err error) {
	defer fault.Wrap(&err, "inbox item %s", id)
	own, err := s.Organisation(ctx)
	if err != nil {
		return Item{}, err
	}
	t, err := s.tasks.Task(ctx, id)
	switch {
	case err != nil && fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Forbidden:
		return Item{}, err
	case err != nil, t.Assignee.Kind != tasks.ToOrganisation, t.Assignee.ID != string(own), hidden(t):
		return Item{}, fault.New(fault.NotFound, "inbox.no-such-task",
			"There is no such task in your inbox. Your hub may have taken it back. Open your inbox to see what you have now.")
	case to == tasks.Record && t.State == tasks.Assigned:
		err = fault.New(fault.Conflict, "inbox.not-accepted", "Accept the task first, then say how it went.")
	}
	i, failed := itemOf(s.db.Read(ctx), t)
	return i, errors.Join(failed, err)
}
