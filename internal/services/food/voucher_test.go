package food_test

import (
	"testing"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/registers/organisations"
	"kith/internal/services/food"
	"kith/internal/work/tasks"
)

func (w *world) bank(name string, kind organisations.Kind) (tasks.Assignee, access.Principal) {
	w.t.Helper()
	o := w.Organisation(organisations.NewOrganisation{Name: name, Kind: kind})
	return tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(o.ID), Name: o.Name},
		access.Principal{Account: "organisation:" + string(o.ID), Name: o.Name, Grants: []access.Grant{{Role: access.Organisation, Organisation: string(o.ID)}}}
}

func TestAFoodBankGetsAVoucher(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		bank, us := w.bank("Hindley Food Bank", organisations.FoodBank)
		second, them := w.bank("Platt Bridge Food Bank", organisations.FoodBank)
		task := w.Assign(w.task("crisis"), bank)
		slip, found, err := w.food.SlipOf(w.As(us), task.ID)
		if err != nil || !found || slip.Household != (food.Household{Adults: 2, Children: 1}) || slip.DietNote != "No nuts." || len(slip.Diet) != 2 || slip.Standing() != "Open" {
			t.Fatalf("the slip is %+v, %v, %v", slip, found, err)
		}
		if again, err := ident.ParseReference(string(slip.Number)); err != nil || again != slip.Number {
			t.Errorf("the number %s has no check character: %v", slip.Number, err)
		}
		if _, found, _ := w.food.SlipOf(w.As(them), task.ID); found {
			t.Error("another food bank sees the slip")
		}
		if _, found, _ := w.food.SlipOf(w.As(hub), task.ID); found {
			t.Error("the slip is the food bank's")
		}
		task = w.Assign(task, second)
		if moved, found, err := w.food.SlipOf(w.As(them), task.ID); err != nil || !found || moved.Number != slip.Number {
			t.Errorf("given to another it is %+v, %v, %v", moved, found, err)
		}
		if _, found, _ := w.food.SlipOf(w.As(us), task.ID); found {
			t.Error("the food bank that lost the task keeps its slip")
		}
		w.must(w.Tasks.Accept(w.As(them), tasks.Choice{ID: task.ID, Version: task.Version}))
		w.must(w.Tasks.RecordOutcome(w.As(them), tasks.Choice{ID: task.ID, Version: task.Version + 1}, tasks.Outcome{Code: "done"}))
		all, err := w.food.Vouchers(w.As(hub), food.VoucherFilter{Limit: 9})
		if err != nil || len(all) != 1 || all[0].Standing() != "Used" {
			t.Errorf("vouchers %+v, %v", all, err)
		}
		w.must(w.Tasks.ReopenTask(w.As(hub), tasks.Choice{ID: task.ID, Version: task.Version + 2}))
		if all, _ = w.food.Vouchers(w.As(hub), food.VoucherFilter{Limit: 9, Standing: "Open"}); len(all) != 1 {
			t.Error("it was not given after all, and the voucher stays used")
		}
		if all, _ = w.food.Vouchers(w.As(other), food.VoucherFilter{Limit: 9}); len(all) != 0 {
			t.Error("another hub sees the voucher")
		}
	})
}

func TestAVoucherOfWorkThatIsNotWantedIsVoid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		bank, _ := w.bank("Hindley Food Bank", organisations.FoodBank)
		task := w.Assign(w.task("crisis"), bank)
		w.must(w.Tasks.Withdraw(w.As(hub), tasks.NeedChoice{ID: task.Need, Version: w.need(task.Need).Version}, "They have food now."))
		if all, err := w.food.Vouchers(w.As(hub), food.VoucherFilter{Limit: 9}); err != nil || len(all) != 1 || all[0].Standing() != "Void" {
			t.Errorf("vouchers %+v, %v", all, err)
		}
	})
}

func TestWhoGetsNoVoucher(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		bank, _ := w.bank("Hindley Food Bank", organisations.FoodBank)
		pantry, _ := w.bank("Platt Bridge Pantry", organisations.Pantry)
		w.Assign(w.task("no-access"), bank)
		w.Assign(w.task("crisis"), pantry)
		w.Assign(w.task("crisis"), tasks.Assignee{Kind: tasks.ToStaff, ID: hub.Account, Name: hub.Name})
		if all, err := w.food.Vouchers(w.As(point), food.VoucherFilter{Limit: 9}); err != nil || len(all) != 0 {
			t.Errorf("vouchers %+v, %v", all, err)
		}
	})
}
