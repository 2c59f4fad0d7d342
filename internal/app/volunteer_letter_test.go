package app

import (
	"bytes"
	"os"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// The letter and the card of each borough's own blueprint are printed for a volunteer of a
// hub, with a code where the pages are found and without one where nobody knows that yet.
func TestTheVolunteerLetterIsPrinted(t *testing.T) {
	a := opened(t)
	ctx := a.As(t.Context(), "test", "print a letter")
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, err := a.Blueprints.Current(ctx)
	if err != nil {
		t.Fatal(err)
	}
	known := facts{App: a}
	p := volunteers.Paper{
		Volunteer: volunteers.Volunteer{GivenNames: "Jean", FamilyName: "Taylor", Neighbourhood: "hapi", Registration: "7K3D-9M2"},
		May:       volunteering.Of(b).Activities, Until: day.New(2027, 11, 29), // whoever may do all of it has the fullest card
	}
	sizes := map[string]int{}
	for _, at := range []string{"", "https://help.example.gov.uk"} {
		a.publicURL.Store(&at)
		for name, print := range map[string]func() ([]byte, error){
			"letter": func() ([]byte, error) { return known.VolunteerLetter(ctx, p) },
			"card":   func() ([]byte, error) { return known.VolunteerCard(ctx, p) },
		} {
			pdf, err := print()
			if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
				t.Fatalf("%s at %q: %d bytes, %v", name, at, len(pdf), err)
			}
			if at != "" && len(pdf) <= sizes[name] {
				t.Errorf("%s: no code is drawn", name)
			}
			sizes[name] = len(pdf)
			if keep := os.Getenv("KITH_KEEP_PAPERS"); keep != "" { // to look at
				if err := os.WriteFile(keep+name+".pdf", pdf, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
