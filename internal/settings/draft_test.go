package settings_test

import (
	"errors"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/settings"
	"kith/internal/settings/settingstest"
)

func begun(t *testing.T, b *settingstest.Borough) settings.Draft {
	t.Helper()
	b.Apply("start", "")
	if err := b.Settings.BeginDraft(b.As(access.Admin)); err != nil {
		t.Fatal(err)
	}
	return draft(t, b)
}

func draft(t *testing.T, b *settingstest.Borough) settings.Draft {
	t.Helper()
	d, found, err := b.Settings.Draft(b.As(access.Governance))
	if err != nil || !found {
		t.Fatalf("found %v, %v", found, err)
	}
	return d
}

func replaced(t *testing.T, d settings.Draft, name, from, to string) settings.Save {
	t.Helper()
	f, found := d.File(name)
	if !found || !strings.Contains(f.Content, from) {
		t.Fatalf("%s has no %q", name, from)
	}
	return settings.Save{Draft: d.ID, Name: name, Version: f.Version, Content: strings.Replace(f.Content, from, to, 1)}
}

func told(t *testing.T, b *settingstest.Borough, topic string) (n int) {
	t.Helper()
	err := b.DB.Read(b.Ctx).QueryRow(`SELECT COUNT(*) FROM journal_entry WHERE borough_id = ? AND topic = ?`, b.ID(), topic).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestADraftIsPublished(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		d := begun(t, b)
		admin := b.As(access.Admin)
		if err := b.Settings.BeginDraft(admin); err != nil || draft(t, b).ID != d.ID {
			t.Errorf("whoever begins second joins in: %v", err)
		}
		if _, err := b.Settings.Publish(admin, d.ID, d.Revision(), "nothing"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("published without a change: %v", err)
		}
		save := replaced(t, d, "needs.yaml", "due_hours: 48", "due_hours: 36")
		save.Content = strings.ReplaceAll(save.Content, "\n", "\r\n")
		if err := b.Settings.SaveFile(admin, save); err != nil {
			t.Fatal(err)
		}
		if err := b.Settings.SaveFile(admin, save); err != nil || told(t, b, "settings.draft-saved") != 1 {
			t.Errorf("saved twice: %v", err)
		}
		if _, err := b.Settings.Publish(admin, d.ID, d.Revision(), "unseen"); fault.KindOf(err) != fault.Stale {
			t.Errorf("published what was not looked at: %v", err)
		}
		d = draft(t, b)
		changes, err := b.Settings.DraftChanges(admin, d)
		if err != nil || len(changes) != 1 || changes[0].What() != "category food: due_hours 48 → 36" {
			t.Errorf("changes: %v, %v", changes, err)
		}
		v, err := b.Settings.Publish(admin, d.ID, d.Revision(), "sooner")
		if err != nil || v.Name() != "2" || v.Note != "sooner" || v.AppliedBy != "admin" {
			t.Errorf("%+v, %v", v, err)
		}
		if _, found, err := b.Settings.Draft(admin); found || err != nil {
			t.Errorf("the draft is still there: %v", err)
		}
		if err := b.Settings.SaveFile(admin, save); fault.KindOf(err) != fault.Conflict {
			t.Errorf("saved into a draft that is gone: %v", err)
		}
		for topic, want := range map[string]int{"settings.draft-begun": 1, "settings.draft-published": 1, "blueprint.applied": 2} {
			if got := told(t, b, topic); got != want {
				t.Errorf("%s is told %d times", topic, got)
			}
		}
	})
}

func TestABrokenDraftIsKeptAndNotPublished(t *testing.T) {
	b := settingstest.New(t)
	d := begun(t, b)
	admin := b.As(access.Admin)
	save := replaced(t, d, "needs.yaml", "due_hours: 48", "due_hours: soon")
	if found := b.Settings.CheckWith(d, save.Name, save.Content); len(found) == 0 || found[0].File != "needs.yaml" || found[0].Line == 0 {
		t.Errorf("checked: %v", found)
	}
	if err := b.Settings.SaveFile(admin, save); err != nil {
		t.Fatal(err)
	}
	d = draft(t, b)
	_, err := b.Settings.Publish(admin, d.ID, d.Revision(), "")
	if _, broken := errors.AsType[blueprint.Problems](err); !broken {
		t.Errorf("published: %v", err)
	}
	if all, _ := b.Settings.Versions(admin); len(all) != 1 {
		t.Errorf("%d versions", len(all))
	}
	for name, save := range map[string]settings.Save{
		"no such file": {Draft: d.ID, Name: "secrets.yaml", Content: "a"},
		"outside":      {Draft: d.ID, Name: "../needs.yaml", Content: "a"},
		"too large":    {Draft: d.ID, Name: "banners.yaml", Content: strings.Repeat("#", 1<<20+1)},
		"no text":      {Draft: d.ID, Name: "banners.yaml", Content: "a\x00b"},
	} {
		if err := b.Settings.SaveFile(admin, save); err == nil {
			t.Errorf("%s is kept", name)
		}
	}
}

func TestTwoOnOneFile(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		d := begun(t, b)
		admin := b.As(access.Admin)
		first, second := replaced(t, d, "needs.yaml", "name: Food", "name: Groceries"), replaced(t, d, "needs.yaml", "name: Food", "name: Meals")
		if err := b.Settings.SaveFile(admin, first); err != nil {
			t.Fatal(err)
		}
		err := b.Settings.SaveFile(admin, second)
		overtaken, told := errors.AsType[settings.Overtaken](err)
		if fault.KindOf(err) != fault.Stale || !told || !strings.Contains(overtaken.Now.Content, "Groceries") || overtaken.Now.ChangedBy != "admin" {
			t.Fatalf("the second: %v", err)
		}
		lines := settings.Difference(overtaken.Now.Content, second.Content)
		want := []settings.Line{{settings.First, "    name: Groceries"}, {settings.Second, "    name: Meals"}}
		var differ []settings.Line
		for _, l := range lines {
			if l.Kind == settings.First || l.Kind == settings.Second {
				differ = append(differ, l)
			}
		}
		if len(differ) != 2 || differ[0] != want[0] || differ[1] != want[1] {
			t.Errorf("they differ in %v", lines)
		}
		second.Version = overtaken.Now.Version
		if err := b.Settings.SaveFile(admin, second); err != nil {
			t.Errorf("after looking: %v", err)
		}
	})
}

func TestADraftCatchesUp(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		d := begun(t, b)
		admin := b.As(access.Admin)
		if err := b.Settings.SaveFile(admin, replaced(t, d, "needs.yaml", "due_hours: 48", "due_hours: 36")); err != nil {
			t.Fatal(err)
		}
		b.Apply("operator", "", [3]string{"needs.yaml", "name: Food", "name: Groceries"}, [3]string{"signposts.yaml", "name: ", "name: New "})
		d = draft(t, b)
		if behind, err := b.Settings.Behind(admin, d); behind != "2" || err != nil {
			t.Errorf("behind %q, %v", behind, err)
		}
		if _, err := b.Settings.Publish(admin, d.ID, d.Revision(), ""); fault.KindOf(err) != fault.Stale {
			t.Errorf("published over another version: %v", err)
		}
		both, err := b.Settings.CatchUp(admin, d.ID)
		if err != nil || len(both) != 1 || both[0] != "needs.yaml" {
			t.Errorf("changed in both: %v, %v", both, err)
		}
		d = draft(t, b)
		needs, _ := d.File("needs.yaml")
		posts, _ := d.File("signposts.yaml")
		if d.Base != "2" || !strings.Contains(needs.Content, "due_hours: 36") || !strings.Contains(posts.Content, "name: New ") {
			t.Errorf("the draft is of version %s", d.Base)
		}
		if _, err := b.Settings.Publish(admin, d.ID, d.Revision(), "both"); err != nil {
			t.Error(err)
		}
	})
}

func TestRollBack(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		b.Apply("start", "")
		b.Apply("operator", "", [3]string{"needs.yaml", "due_hours: 48", "due_hours: 36"})
		admin := b.As(access.Admin)
		if _, err := b.Settings.RollBack(admin, "1", "1", "late"); fault.KindOf(err) != fault.Stale {
			t.Errorf("back from a version that is not in use: %v", err)
		}
		v, err := b.Settings.RollBack(admin, "1", "2", "People were promised too much.")
		if err != nil || v.Name() != "3" || v.Note != "Back to version 1. People were promised too much." {
			t.Errorf("%+v, %v", v, err)
		}
		if changes, err := b.Settings.Changes(admin, "1", "3"); err != nil || len(changes) != 0 {
			t.Errorf("it differs: %v, %v", changes, err)
		}
		if _, err := b.Settings.RollBack(admin, "1", "3", ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("back to what is in use: %v", err)
		}
		if _, err := b.Settings.RollBack(admin, "9", "3", ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("back to nothing: %v", err)
		}
	})
}

func TestOnlyAdministratorsChange(t *testing.T) {
	b := settingstest.New(t)
	d := begun(t, b)
	for _, role := range access.Roles() {
		ctx := b.As(role)
		_, publish := b.Settings.Publish(ctx, d.ID, 0, "")
		_, back := b.Settings.RollBack(ctx, "1", "1", "")
		_, catchUp := b.Settings.CatchUp(ctx, "other")
		for name, err := range map[string]error{
			"save": b.Settings.SaveFile(ctx, settings.Save{}), "publish": publish, "roll back": back, "catch up": catchUp,
			"discard": b.Settings.DiscardDraft(ctx, "other"),
		} {
			if (role == access.Admin) == (fault.KindOf(err) == fault.Forbidden) {
				t.Errorf("%s at %s: %v", role, name, err)
			}
		}
	}
	if err := b.Settings.DiscardDraft(b.As(access.Admin), d.ID); err != nil || told(t, b, "settings.draft-discarded") != 1 {
		t.Errorf("thrown away: %v", err)
	}
}

func TestDifference(t *testing.T) {
	for name, c := range map[string][3]string{
		"the same":     {"a\nb\n", "a\nb", ""},
		"one line":     {"a\nb\nc\n", "a\nx\nc\n", " a|-b|+x| c"},
		"far apart":    {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\nx\n", "…| 7| 8|-9|+x"},
		"added":        {"a\n", "a\nb\n", " a|+b"},
		"from nothing": {"", "a\n", "-|+a"},
	} {
		var got []string
		for _, l := range settings.Difference(c[0], c[1]) {
			got = append(got, map[settings.LineKind]string{settings.Both: " ", settings.First: "-", settings.Second: "+", settings.LeftOut: "…"}[l.Kind]+l.Text)
		}
		if strings.Join(got, "|") != c[2] {
			t.Errorf("%s: %q", name, strings.Join(got, "|"))
		}
	}
}
