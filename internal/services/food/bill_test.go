package food_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/services/food"
)

func TestFinanceIsToldOfMoneyAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.placed(w.task("no-access"))
		w.packed(o)
		if waiting, err := w.food.Waiting(w.As(finance)); err != nil || len(waiting) > 0 {
			t.Errorf("billed before it was handed over: %v, %v", waiting, err)
		}
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		waiting, err := w.food.Waiting(w.As(finance))
		w.must(err)
		if len(waiting) != 1 || waiting[0].Total != o.Total || waiting[0].Bill.Name != "A Khan" || len(waiting[0].Lines) != 1 || waiting[0].Lines[0].Name != "Hamper for two people" {
			t.Fatalf("finance is told %+v", waiting)
		}
		told, _ := json.Marshal(waiting)
		for _, secret := range []string{"alal", "nuts", "llergy", "Bread", "Amina", "buzz"} {
			if strings.Contains(string(told), secret) {
				t.Errorf("finance is told of %q: %s", secret, told)
			}
		}
		for _, who := range []access.Principal{hub, packer, point, agent} {
			_, err := w.food.Waiting(w.As(who))
			w.wants(err, fault.Forbidden)
			_, err = w.food.TakeOut(w.As(who))
			w.wants(err, fault.Forbidden)
		}
	})
}

func TestOnlyWhatWasPutInIsBilled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.placed(w.task("no-access"))
		items := full(o)
		items[0] = food.PackedItem{}
		w.must(w.food.Pack(w.As(packer), w.choice(o.ID), items, 1))
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		less := o.Items[0].Pence * 2
		waiting, err := w.food.Waiting(w.As(finance))
		if err != nil || waiting[0].Total != o.Total-less || o.Items[0].Quantity != 2 {
			t.Errorf("billed %s for %s less %s, %v", waiting[0].Total, o.Total, less, err)
		}
		if short := w.now(o.ID).Short(); len(short) != 1 || short[0].Name != o.Items[0].Name {
			t.Errorf("short of %+v", short)
		}
	})
}

// However many take them out at once, each line is in one batch.
func TestALineIsTakenOutOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for range 3 {
			o := w.placed(w.task("no-access"))
			w.packed(o)
			w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		}
		var wait sync.WaitGroup
		for range 6 {
			wait.Go(func() {
				if _, err := w.food.TakeOut(w.As(finance)); err != nil && fault.KindOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		batches, err := w.food.Batches(w.As(finance))
		if err != nil || len(batches) != 1 || batches[0].Lines != 3 {
			t.Fatalf("batches %+v, %v", batches, err)
		}
		for range 2 { // again, should the first file be lost
			_, lines, err := w.food.Batch(w.As(finance), batches[0].ID)
			if err != nil || len(lines) != 3 {
				t.Errorf("%d lines, %v", len(lines), err)
			}
			if last := w.reads.seen[len(w.reads.seen)-1]; last.Topic != "food.exported" || len(last.Objects) != 4 {
				t.Errorf("the journal is told %+v", last)
			}
		}
	})
}

func TestABillIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.placed(w.task("no-access"))
		w.packed(o)
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		w.must(w.food.NotHandedOver(w.As(packer), w.choice(o.ID)))
		if waiting, err := w.food.Waiting(w.As(finance)); err != nil || len(waiting) > 0 {
			t.Errorf("billed for what was not handed over: %+v, %v", waiting, err)
		}
		if now := w.Task(o.Task); !now.State.Open() {
			t.Error("the work stays done")
		}
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		_, err := w.food.TakeOut(w.As(finance))
		w.must(err)
		w.must(w.food.NotHandedOver(w.As(packer), w.choice(o.ID)))
		waiting, err := w.food.Waiting(w.As(finance))
		if err != nil || len(waiting) != 1 || !waiting[0].Credit() || waiting[0].Total != -o.Total || waiting[0].Lines[0].Pence != -o.Total {
			t.Errorf("credited %+v, %v", waiting, err)
		}
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		if waiting, err = w.food.Waiting(w.As(finance)); err != nil || len(waiting) != 2 || waiting[1].Total != o.Total {
			t.Errorf("billed anew %+v, %v", waiting, err)
		}
	})
}
