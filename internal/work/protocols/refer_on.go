package protocols

import (
	"cmp"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// refer hands the need of a run to a destination as well, in a run of its own. Where no
// protocol leads there, whoever coordinates is told.
func (m *move) refer(tx *db.Tx, to string) error {
	request, err := m.asked(tx)
	if err != nil {
		return err
	}
	id, aside := m.book.resolve(to, request.Neighbourhood, tx.Now())
	protocol := m.book.ForReferral(id)
	if protocol == "" {
		return m.notify(tx, TopicTellRole, "destination", id)
	}
	w := m.run.Work
	w.Title, w.Instruction, w.WhoMay, w.Destination, w.Aside = "", m.outcome.Note, nil, id, w.Aside || aside
	if aside {
		w.Category = ""
	}
	_, _, err = m.book.Start(tx, Beginning{Protocol: protocol, Request: request, Need: m.run.Need, Work: w, Why: m.because()})
	return err
}

// raise starts another protocol for the person of a run, on a request of our own, or joins
// the run of it that is open.
func (b Book) raise(tx *db.Tx, from Run, protocol, why string) (Run, bool, error) {
	request, err := needs.RequestIn(tx, from.Request)
	if err != nil {
		return Run{}, false, err
	}
	return b.raiseFor(tx, raising{
		protocol: protocol, record: from.Record, hood: request.Neighbourhood, why: why, labels: from.Work.Labels, area: from.Work.Area,
		aside: from.Work.Aside, key: "protocols " + string(from.ID) + " " + string(tx.Now().UTC().AppendFormat(nil, "20060102150405.000000")) + " " + protocol,
		priority: cmp.Or(from.Work.Priority, needs.Soon),
	})
}
