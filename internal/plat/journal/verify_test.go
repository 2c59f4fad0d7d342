package journal_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// tampering is something done to a journal of ten sealed entries by whoever has
// the database but not the key, and what Verify must say about it.
var tampering = map[string]struct {
	do    func(k *desk)
	fault journal.Fault
	seq   int64
}{
	"changed data": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET data = '{"category":"none"}' WHERE borough_id = ? AND seq = 4`, k.borough)
	}, journal.Changed, 4},
	"changed actor": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET actor = 'somebody else' WHERE borough_id = ? AND seq = 1`, k.borough)
	}, journal.Changed, 1},
	"changed time": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET at = ? WHERE borough_id = ? AND seq = 10`, start.Add(time.Hour), k.borough)
	}, journal.Changed, 10},
	"changed subject": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET subject = '' WHERE borough_id = ? AND seq = 5`, k.borough)
	}, journal.Changed, 5},
	"changed mark": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET mac = 'x' || mac WHERE borough_id = ? AND seq = 5`, k.borough)
	}, journal.Changed, 5},
	"a made-up redaction": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET subject = '', data = 'null', redaction = mac WHERE borough_id = ? AND seq = 5`, k.borough)
	}, journal.Changed, 5},
	"deleted": {func(k *desk) {
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ? AND seq = 6`, k.borough)
	}, journal.Missing, 6},
	"deleted the first": {func(k *desk) {
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ? AND seq = 1`, k.borough)
	}, journal.Missing, 1},
	"deleted and closed up": {func(k *desk) {
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ? AND seq = 6`, k.borough)
		for seq := 7; seq <= 10; seq++ {
			k.exec(`UPDATE journal_entry SET seq = ? WHERE borough_id = ? AND seq = ?`, seq-1, k.borough, seq)
		}
	}, journal.OutOfPlace, 6},
	"reordered": {func(k *desk) {
		k.swap(3, 7)
	}, journal.OutOfPlace, 3},
	"reordered with the chain": {func(k *desk) {
		third, seventh := k.chain(3), k.chain(7)
		k.swap(3, 7)
		k.exec(`UPDATE journal_entry SET chain = ? WHERE borough_id = ? AND seq = 3`, third, k.borough)
		k.exec(`UPDATE journal_entry SET chain = ? WHERE borough_id = ? AND seq = 7`, seventh, k.borough)
	}, journal.OutOfPlace, 3},
	"cut off": {func(k *desk) {
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ? AND seq > 8`, k.borough)
	}, journal.CutOff, 9},
	"cut off and the head moved": {func(k *desk) {
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ? AND seq > 8`, k.borough)
		k.exec(`UPDATE journal_head SET seq = 8, chain = ? WHERE borough_id = ?`, k.chain(8), k.borough)
	}, journal.HeadAltered, 8},
	"all rows cut off": {func(k *desk) {
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ?`, k.borough)
	}, journal.CutOff, 1},
	"the head removed": {func(k *desk) {
		k.exec(`DELETE FROM journal_head WHERE borough_id = ?`, k.borough)
	}, journal.HeadAltered, 0},
	"forged in the middle": {func(k *desk) {
		k.exec(`UPDATE journal_entry SET seq = seq + 100 WHERE borough_id = ? AND seq > 5`, k.borough)
		k.exec(`UPDATE journal_entry SET seq = seq - 99 WHERE borough_id = ? AND seq > 5`, k.borough)
		k.forge("6")
	}, journal.Changed, 6},
	"forged at the end": {func(k *desk) {
		k.forge("11")
	}, journal.Changed, 11},
	"forged before sealing": {func(k *desk) {
		k.forge("NULL")
	}, journal.Changed, 0},
	"forged and sealed": {func(k *desk) {
		k.forge("NULL")
		k.must(k.j.SealBorough(k.ctx, k.borough))
	}, journal.Changed, 11},
	"an entry of another borough": {func(k *desk) {
		k.exec(`INSERT INTO journal_entry (borough_id, id, at, actor, purpose, verb, topic, subject, objects, data, mac)
			SELECT ?, id, at, actor, purpose, verb, topic, subject, objects, data, mac
			FROM journal_entry WHERE borough_id = ? AND seq = 2`, k.borough+"-other", k.borough)
		k.borough += "-other"
		k.ctx = db.As(k.ctx, db.Caller{Borough: k.borough, Actor: "tester"})
	}, journal.Changed, 0},
	"not sealed for too long": {func(k *desk) {
		k.record(opened(11))
		k.clock.Advance(61 * time.Second)
	}, journal.Unsealed, 0},
}

func TestNoTamperingGoesUnseen(t *testing.T) {
	for name, tamper := range tampering {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(k *desk) {
				k.sealed(10)
				if r := k.verify(); !r.OK() || r.Entries != 10 {
					k.Fatal(r)
				}
				tamper.do(k)
				report := k.verify()
				if report.OK() {
					k.Fatal("it went unseen")
				}
				first := report.Problems[0]
				if first.Fault != tamper.fault || first.Seq != tamper.seq {
					k.Errorf("want %q at %d: %s", tamper.fault, tamper.seq, report)
				}
				if tamper.seq == 0 && first.Fault != journal.HeadAltered && !strings.Contains(first.Message, string(first.ID)) {
					k.Errorf("the row is not named: %s", report)
				}
			})
		})
	}
}

// People depend on what follows from the journal, so sealing goes on after it
// was tampered with; but nothing that is sealed later hides what was done.
func TestSealingAfterTamperingDoesNotHideIt(t *testing.T) {
	for name, tamper := range tampering {
		if tamper.fault == journal.Unsealed {
			continue
		}
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(k *desk) {
				k.sealed(10)
				tamper.do(k)
				before, err := journal.Last(k.d.Read(k.ctx), k.borough)
				k.must(err)
				k.sealed(3)
				if after := k.since(before); len(after) < 3 {
					k.Errorf("%d entries were sealed after it, want 3", len(after))
				}
				if r := k.verify(); r.OK() {
					k.Error("it is hidden")
				}
			})
		})
	}
}

func TestAnAnchorShowsAJournalPutBackWhole(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(10)
		anchor := k.verify().End
		if anchor.Seq != 10 {
			k.Fatalf("the anchor is %+v", anchor)
		}
		k.exec(`DELETE FROM journal_entry WHERE borough_id = ?`, k.borough)
		k.exec(`DELETE FROM journal_head WHERE borough_id = ?`, k.borough)
		if r := k.verify(); !r.OK() {
			k.Error(r)
		}
		k.sealed(12)
		if r := k.verify(); !r.OK() {
			k.Error(r)
		}
		r := k.verify(anchor)
		if r.OK() || r.Problems[0].Seq != 10 {
			k.Errorf("the anchor at 10 was not missed: %s", r)
		}
	})
}

func TestAJournalThatGrewPassesItsAnchors(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(3)
		anchor := k.verify().End
		k.sealed(3)
		if r := k.verify(journal.Anchor{}, anchor); !r.OK() || r.End.Seq != 6 {
			k.Error(r)
		}
	})
}

func TestTheReportOnAReplacedJournalStaysShort(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(150)
		k.exec(`UPDATE journal_entry SET verb = 'did nothing' WHERE borough_id = ?`, k.borough)
		r := k.verify()
		if len(r.Problems) != 100 || r.More != 50 {
			k.Errorf("%d problems and %d more", len(r.Problems), r.More)
		}
		if !strings.Contains(r.String(), "row 1 (") || !strings.Contains(r.String(), "50 more") {
			k.Error(r)
		}
	})
}

func (k *desk) chain(seq int) (chain string) {
	k.Helper()
	k.must(k.d.Read(k.ctx).QueryRow(`SELECT chain FROM journal_entry WHERE borough_id = ? AND seq = ?`, k.borough, seq).Scan(&chain))
	return chain
}

// swap exchanges the numbers of two rows.
func (k *desk) swap(a, b int) {
	k.Helper()
	for _, move := range [][2]int{{a, 999}, {b, a}, {999, b}} {
		k.exec(`UPDATE journal_entry SET seq = ? WHERE borough_id = ? AND seq = ?`, move[1], k.borough, move[0])
	}
}

// forge writes a row as Kith would, but for the key.
func (k *desk) forge(seq string) {
	k.Helper()
	k.exec(`INSERT INTO journal_entry (borough_id, id, at, actor, purpose, verb, topic, subject, objects, data, mac, seq, chain)
		SELECT borough_id, 'ffffffff-ffff-7fff-bfff-ffffffffffff', at, actor, purpose, verb, topic, subject, objects, data, mac, `+seq+`, chain
		FROM journal_entry WHERE borough_id = ? AND seq = 2`, k.borough)
}
