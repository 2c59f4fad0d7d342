package contacts

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// Agreement is what somebody last said about being approached.
type Agreement struct {
	Given bool
	At    time.Time // when they said so; zero where nobody has asked them
}

// Agreements finds what somebody said about being approached, by all their records.
type Agreements func(r db.Reader, records []people.RecordID) (Agreement, error)

// AgreedBy says where agreements are kept. It is for the time when the program is put
// together; without it nobody has agreed.
func (s *Service) AgreedBy(a Agreements) { s.agreements = a }

// Approaches finds which of some tasks approach somebody who did not turn to us for them, with
// the list they stand on.
type Approaches func(r db.Reader, tasks []string) (lists map[string]string, err error)

// ListedBy says which tasks are first approaches: their contacts are judged as [Wish].Listed
// whoever makes them. It is for the time when the program is put together.
func (s *Service) ListedBy(a Approaches) { s.approaches = a }

// ListedTasks are those of some tasks that are first approaches, with the list.
func (s *Service) ListedTasks(r db.Reader, tasks []string) (lists map[string]string, err error) {
	defer fault.Wrap(&err, "first approaches among %d tasks", len(tasks))
	if s.approaches == nil || len(tasks) == 0 {
		return nil, nil
	}
	return s.approaches(r, tasks)
}

// AgreementOf is what the person of a record last said about being approached.
func (s *Service) AgreementOf(r db.Reader, record people.RecordID) (a Agreement, err error) {
	defer fault.Wrap(&err, "agreement of record %s", record)
	records, _, err := whole(r, record)
	if err != nil || s.agreements == nil {
		return a, err
	}
	return s.agreements(r, records)
}

// approach fills in what a first approach is judged by.
func (s *Service) approach(r db.Reader, k *Known, record people.RecordID, w *Wish) (err error) {
	if w.Task != "" && !w.Listed {
		listed, err := s.ListedTasks(r, []string{w.Task})
		if err != nil {
			return err
		}
		w.Listed, w.List = listed[w.Task] != "", listed[w.Task]
	}
	if w.Listed {
		k.Agreement, err = s.AgreementOf(r, record)
	}
	return err
}

// notAgreed is why somebody is not approached.
func notAgreed(a Agreement) string {
	if a.At.IsZero() {
		return "They did not turn to us, and nobody has asked if they agree to be approached."
	}
	return "They said on " + day.Of(a.At).Long() + " that they do not want to be approached."
}
