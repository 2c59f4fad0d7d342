package tasks

import (
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Watcher follows what is done to tasks, in the transaction that does it. It sees the task
// as it is about to be saved; a fault it answers refuses the action and is told to whoever
// did it.
type Watcher interface {
	Watch(tx *db.Tx, t Task, a Action) error
}

// WatchedBy adds watchers. It is called while the program is put together, before any task
// is changed.
func (s *Service) WatchedBy(all ...Watcher) { s.watchers = append(s.watchers, all...) }

func (s *Service) watch(tx *db.Tx, t Task, a Action) error {
	for _, w := range s.watchers {
		if err := w.Watch(tx, t, a); err != nil {
			return err
		}
	}
	return nil
}

// Met reports whether the task has ended with the need met by it.
func (t Task) Met() bool { return !t.State.Open() && t.ending().Need == needs.NeedMet }
