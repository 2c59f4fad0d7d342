package journal_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

func TestAnEntrySaysWhoDidWhatToWhomAndWhy(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(1)
		want := []journal.Sealed{{
			Entry: journal.Entry{
				Verb: "opened a need", Topic: "needs.opened", Subject: "person-1",
				Objects: []journal.Object{{Kind: "need", ID: "need-1"}},
				Data:    map[string]any{"category": "food", "n": 1.0},
			},
			Borough: k.borough, Seq: 1, At: start, Actor: "tester", Purpose: "test",
		}}
		if diff := cmp.Diff(want, k.since(0), cmpopts.IgnoreFields(journal.Sealed{}, "ID")); diff != "" {
			k.Error(diff)
		}
	})
}

func TestWhatIsUndoneIsNotTold(t *testing.T) {
	onBoth(t, func(k *desk) {
		undone := errors.New("changed my mind")
		err := k.d.Write(k.ctx, func(tx *db.Tx) error {
			return errors.Join(journal.Record(tx, opened(1)), undone)
		})
		if !errors.Is(err, undone) {
			k.Fatal(err)
		}
		k.sealed(0)
		if got := k.since(0); len(got) != 0 {
			k.Errorf("the journal tells of %d things that did not happen", len(got))
		}
	})
}

func TestEntriesOfATransactionAreToldInTheOrderTheyWereRecorded(t *testing.T) {
	onBoth(t, func(k *desk) {
		var many []journal.Entry
		for i := range 120 {
			many = append(many, opened(i))
		}
		k.record(many...)
		k.must(k.j.SealBorough(k.ctx, k.borough))
		for i, e := range k.since(0) {
			if e.Data["n"] != float64(i) || e.Seq != int64(i+1) {
				k.Fatalf("entry %d at place %d is number %v", e.Seq, i, e.Data["n"])
			}
		}
	})
}

func TestAMistakenEntryIsRefused(t *testing.T) {
	onBoth(t, func(k *desk) {
		for name, e := range map[string]journal.Entry{
			"no verb":       {Topic: "needs.opened"},
			"no topic":      {Verb: "opened a need"},
			"unusable data": {Verb: "opened a need", Topic: "needs.opened", Data: map[string]any{"f": func() {}}},
		} {
			if err := k.d.Write(k.ctx, func(tx *db.Tx) error { return journal.Record(tx, e) }); err == nil {
				k.Errorf("%s: accepted", name)
			}
		}
		err := k.d.Write(k.Context(), func(tx *db.Tx) error { return journal.Record(tx, opened(1)) })
		if err == nil {
			k.Error("no borough: accepted")
		}
	})
}

// A reason is typed by people, and must not be able to stop the account.
func TestStrayBytesAreDropped(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.ctx = db.As(k.ctx, db.Caller{Borough: k.borough, Actor: "tester", Purpose: "pasted\x00 \xff"})
		k.sealed(1)
		if got := k.since(0)[0].Purpose; got != "pasted \uFFFD" {
			k.Errorf("the purpose is %q", got)
		}
		if r := k.verify(); !r.OK() {
			k.Error(r)
		}
	})
}

func TestAboutShowsThePersonsEntriesNewestFirst(t *testing.T) {
	onBoth(t, func(k *desk) {
		for n := range 3 {
			k.sealed(2) // about person-1 and person-2
			k.record(journal.Entry{Verb: "rang", Topic: "calls.made", Subject: "person-9", Data: map[string]any{"n": n}})
			k.clock.Advance(time.Hour)
		}
		about := func(limit int, subjects ...string) (topics []string) {
			entries, err := journal.About(k.d.Read(k.ctx), subjects, limit)
			k.must(err)
			for i, e := range entries {
				topics = append(topics, e.Topic)
				if i > 0 && e.At.After(entries[i-1].At) {
					k.Error("an older entry stands first")
				}
			}
			return topics
		}
		// The last call is not sealed yet and shows all the same.
		want := []string{"calls.made", "needs.opened", "calls.made", "needs.opened"}
		if diff := cmp.Diff(want, about(4, "person-1", "person-9")); diff != "" {
			k.Error(diff)
		}
		if got := about(10, "person-9"); len(got) != 3 {
			k.Errorf("%d entries about person-9, want 3", len(got))
		}
		if got := about(10); got != nil {
			k.Errorf("nobody's entries: %v", got)
		}
		if got := about(10, ""); got != nil {
			k.Errorf("entries about nobody: %v", got)
		}
	})
}
