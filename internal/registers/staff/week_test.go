package staff_test

import (
	"testing"

	"pgregory.net/rapid"

	"kith/internal/registers/staff"
)

func TestReadingWhenSomebodyIsFree(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "Not said",
		"Mon am":                   "Mon morning",
		"mondays; Tues PM":         "Mon all day, Tue afternoon",
		"weekdays":                 "Mon–Fri all day",
		"Weekends, fri eve":        "Fri evening, Sat–Sun all day",
		"every day":                "Every day",
		"mornings":                 "Mon–Sun morning",
		"mon tue am pm":            "Mon–Tue morning and afternoon",
		"Wed all day\nThu evening": "Wed all day, Thu evening",
		"Mo, We, Fr":               "Mon all day, Wed all day, Fri all day",
	} {
		if w, wrong, ok := staff.ParseWeek(text); !ok || w.Words() != want {
			t.Errorf("%q is read as %q, %q, %v; want %q", text, w.Words(), wrong, ok, want)
		}
	}
	for text, want := range map[string]string{"Someday": "someday", "Mon 9-5": "9-5", "bank holidays": "bank"} {
		if _, wrong, ok := staff.ParseWeek(text); ok || wrong != want {
			t.Errorf("%q: %q, %v", text, wrong, ok)
		}
	}
}

// TestAWeekKeepsWhatIsPutIn tries sets of parts of days.
func TestAWeekKeepsWhatIsPutIn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		given := staff.Week(rapid.Uint32Range(0, uint32(staff.WholeWeek)).Draw(rt, "week"))
		var again staff.Week
		for _, d := range staff.Weekdays() {
			for _, p := range staff.Parts() {
				if given.Has(d, p) {
					again = again.With(d, p)
				}
			}
		}
		if again != given || !staff.WholeWeek.Contains(given) || given != 0 && staff.Week(0).Contains(given) {
			rt.Fatalf("%b is read again as %b", given, again)
		}
	})
}
