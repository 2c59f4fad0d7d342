package risk_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/insight/risk"
	"kith/internal/insight/roll"
	"kith/internal/work/steps/stepstest"
)

// The points of both boroughs can be read, and let nobody's area count for much.
func TestTheShippedPoints(t *testing.T) {
	for _, borough := range stepstest.Boroughs {
		b := stepstest.Blueprint(t, borough, roll.DeprivationSection(), risk.PointsSection())
		p := blueprint.Part[*risk.Points](b)
		if len(p.Factors) < 10 || p.CallsAWeek < 1 || p.Record.Purpose == "" {
			t.Errorf("%s has %d factors, %d calls", borough, len(p.Factors), p.CallsAWeek)
		}
		if p.Cap("area") > 5 || p.Uncertainty.NoContact.Points <= p.Cap("area") {
			t.Errorf("%s lets an area count %d", borough, p.Cap("area"))
		}
	}
}

func TestFaultsOfThePoints(t *testing.T) {
	for name, one := range map[string]struct{ was, is, says string }{
		"two conditions":     {"when: {age_from: 80}", "when: {age_from: 80, no_phone: true}", "2 conditions are written"},
		"no such list":       {"when: {list: shielded}", "when: {list: shieldet}", "shieldet"},
		"a refusal":          {"points: 30", "points: -30", "never makes somebody wait longer"},
		"much for an area":   {"    points: 3\n", "    points: 30\n", "an area tells little"},
		"no domain":          {"domain: area\n", "domain: street\n", "street"},
		"a band too few":     {"  - {id: soon, name: Reach soon, weeks: 3}\n", "", "do not tell who is first"},
		"nothing for silent": {"no_contact: {days: 28, points: 12,", "no_contact: {days: 28, points: 0,", "nothing is added"},
	} {
		t.Run(name, func(t *testing.T) {
			sections := append(stepstest.Sections(), risk.PointsSection())
			all := blueprinttest.Shipped(t, "wigan", sections...)
			text := string(all["risk.yaml"].Data)
			if strings.Count(text, one.was) != 1 {
				t.Fatalf("risk.yaml says %q %d times", one.was, strings.Count(text, one.was))
			}
			all["risk.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, one.was, one.is, 1))}
			_, problems := blueprint.Load(all, sections)
			if said := fmt.Sprint(blueprint.Problems(problems)); !strings.Contains(said, one.says) {
				t.Errorf("found %s, want %q", said, one.says)
			}
		})
	}
}
