package feature_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

func TestSetKeepsTheOrder(t *testing.T) {
	ran := 0
	set := feature.Set{
		{Name: "places", Migrations: db.Migrations{Name: "places", FS: fstest.MapFS{}}, Sections: []blueprint.Section{{File: "areas.yaml"}}},
		{
			Name: "needs", Sections: []blueprint.Section{{File: "needs.yaml"}, {File: "triage.yaml"}},
			Subscriptions: []journal.Subscription{{Name: "needs.follow"}}, Measures: []feature.Measure{{Name: "needs.open"}},
			Jobs: func(*jobs.Registry) { ran++ },
		},
	}
	if err := set.Check(); err != nil {
		t.Errorf("a sound set was refused: %v", err)
	}
	var files []string
	for _, section := range set.Sections() {
		files = append(files, section.File)
	}
	if got := strings.Join(files, " "); got != "areas.yaml needs.yaml triage.yaml" {
		t.Errorf("sections are %s", got)
	}
	set.RegisterJobs(&jobs.Registry{})
	if len(set.Migrations()) != 1 || len(set.Subscriptions()) != 1 || len(set.Measures()) != 1 || ran != 1 {
		t.Errorf("got %d migrations, %d subscriptions, %d measures, jobs registered %d times",
			len(set.Migrations()), len(set.Subscriptions()), len(set.Measures()), ran)
	}
}

func TestCheckFindsWhatIsUsedTwice(t *testing.T) {
	set := feature.Set{
		{Name: "needs", Sections: []blueprint.Section{{File: "needs.yaml"}}, Measures: []feature.Measure{{Name: "needs.open"}}},
		{Name: "tasks", Sections: []blueprint.Section{{File: "needs.yaml"}}, Measures: []feature.Measure{{Name: "needs.open"}}},
		{Name: "tasks", Subscriptions: []journal.Subscription{{}}},
	}
	err := set.Check()
	if err == nil {
		t.Fatal("nothing was found")
	}
	for _, want := range []string{`blueprint file "needs.yaml"`, `measure "needs.open"`, `name "tasks"`, `subscription ""`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not among\n%v", want, err)
		}
	}
}
