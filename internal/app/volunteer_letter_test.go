package app

import (
	"bytes"
	"testing"

	"kith/internal/registers/volunteers"
)

// The letter of the borough's own blueprint is printed for a volunteer of a hub.
func TestTheVolunteerLetterIsPrinted(t *testing.T) {
	a := opened(t)
	ctx := a.As(t.Context(), "test", "print a letter")
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	v := volunteers.Volunteer{GivenNames: "Jean", FamilyName: "Taylor", Neighbourhood: "hapi", Registration: "7K3D-9M2"}
	pdf, err := facts{App: a}.VolunteerLetter(ctx, v)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
}
