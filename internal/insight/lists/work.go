package lists

import (
	"context"
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// job is what is enqueued for a version.
type job struct {
	Version VersionID `json:"version"`
}

const (
	workJob  = "lists.work"
	handJob  = "lists.hand-over"
	goEvery  = time.Minute
	workTime = 10 * time.Minute
)

// enqueue has the program go to work with a version.
func (s *Service) enqueue(tx *db.Tx, v Version) error {
	if s.queue == nil {
		return nil
	}
	return s.queue.EnqueueTx(tx, workJob, job{v.ID})
}

// RegisterJobs has lists checked, switched on, handed over and forgotten.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	jobs.Handle(r, workJob, func(ctx context.Context, j job) error { return s.Work(ctx, j.Version) }, jobs.Timeout(workTime))
	jobs.Handle(r, handJob, func(ctx context.Context, _ struct{}) error { return s.Hand(ctx) }, jobs.Timeout(workTime))
	r.Periodic("lists.go-on", goEvery, s.GoOn, jobs.Timeout(workTime))
	r.Periodic("lists.stand", standEvery, s.StandAll, jobs.Timeout(workTime))
	r.Periodic("lists.sweep", time.Hour, s.Sweep, jobs.Timeout(workTime))
}

// GoOn goes on with what was cut short.
func (s *Service) GoOn(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "go on with lists")
	all, err := unfinished(s.db.Read(ctx))
	for _, v := range all {
		err = errors.Join(err, s.Work(ctx, v.ID))
	}
	return errors.Join(err, s.Hand(ctx))
}

// program does the work. That whoever asked for it may was held to when they did.
var program = access.Principal{Account: "lists", Name: "Kith itself", Grants: []access.Grant{
	{Role: access.Analyst}, {Role: access.Agent}, {Role: access.Coordinator}, {Role: access.Manager}, {Role: access.LinkWorker}, {Role: access.Partner},
}}

// Work does what is due with a version: it is checked, or switched on. It may be called again
// at any time, on any node: what was done is not done again, and nothing is done twice at once. What is wrong with the list itself ends it,
// with why.
func (s *Service) Work(ctx context.Context, id VersionID) (err error) {
	defer fault.Wrap(&err, "work on list %s", id)
	v, ours, err := s.take(ctx, id)
	if err != nil || !ours {
		return err
	}
	defer func() { err = errors.Join(err, s.leave(ctx, v)) }()
	ctx = access.With(ctx, program)
	switch v.State {
	case Checking:
		err = s.check(ctx, v)
	case Switching:
		err = s.switchOn(ctx, v)
	}
	switch kind := fault.KindOf(err); {
	case err == nil, errors.Is(err, errStopped), errors.Is(err, errStale):
		return nil
	case kind == fault.Invalid || kind == fault.Conflict || kind == fault.NotFound || kind == fault.Forbidden:
		return s.fail(ctx, id, err)
	}
	return err
}

// patience is after how long without a step the work of somebody else is taken over: they were
// killed, for whoever fails leaves it.
const patience = 2 * time.Minute

// take has nobody else work with a version; false where somebody does, or nothing is due.
func (s *Service) take(ctx context.Context, id VersionID) (v Version, ours bool, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if ours, err = takeVersion(tx, id, tx.Now().Add(-patience)); err != nil || !ours {
			return err
		}
		v, err = versionByID(tx, id)
		return err
	})
	return v, ours && err == nil, err
}

func (s *Service) leave(ctx context.Context, v Version) error {
	return s.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return leaveVersion(tx, v) })
}

// fail ends a version that cannot be worked with, and says why.
func (s *Service) fail(ctx context.Context, id VersionID, why error) error {
	return s.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		v, err := versionByID(tx, id)
		if err != nil || !v.State.Working() {
			return err
		}
		v.State, v.Note = Failed, fault.MessageOf(why)
		return updateVersion(tx, &v)
	})
}
