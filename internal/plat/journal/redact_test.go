package journal_test

import (
	"strings"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

func TestARedactionErasesThePersonAndKeepsTheChain(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(3)
		k.record(opened(2)) // not sealed yet
		var erased int
		k.must(k.d.Write(k.ctx, func(tx *db.Tx) (err error) {
			erased, err = journal.Redact(tx, []string{"person-2"})
			return err
		}))
		if erased != 2 {
			k.Errorf("%d entries were erased, want 2", erased)
		}
		k.must(k.j.SealBorough(k.ctx, k.borough))
		if r := k.verify(); !r.OK() || r.Entries != 4 {
			k.Error(r)
		}
		for _, e := range k.since(0) {
			gone := e.Subject == "" && e.Objects == nil && e.Data == nil && e.Verb == "opened a need"
			if e.Redacted != (e.Seq == 2 || e.Seq == 4) || e.Redacted != gone {
				k.Errorf("entry %d is %+v", e.Seq, e)
			}
		}
		k.exec(`UPDATE journal_entry SET verb = 'did nothing' WHERE borough_id = ? AND seq = 2`, k.borough)
		if r := k.verify(); r.OK() || !strings.Contains(r.String(), "row 2 ") {
			k.Errorf("a change after a redaction went unseen: %s", r)
		}
	})
}

func TestAnAlteredEntryIsNotRedacted(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(1)
		k.exec(`UPDATE journal_entry SET actor = 'somebody else' WHERE borough_id = ?`, k.borough)
		err := k.d.Write(k.ctx, func(tx *db.Tx) error {
			_, err := journal.Redact(tx, []string{"person-1"})
			return err
		})
		if err == nil {
			k.Error("the redaction would make the change look genuine")
		}
	})
}
