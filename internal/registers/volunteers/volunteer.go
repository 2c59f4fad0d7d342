package volunteers

import (
	"slices"

	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
)

// ID names a volunteer.
type ID = ident.ID[Volunteer]

// Volunteer is somebody who has offered to help.
type Volunteer struct {
	ID            ID
	GivenNames    string
	FamilyName    string
	Phone         phone.Number
	Email         string
	Neighbourhood string   // where they help
	Activities    []string // need category ids they are glad to do
	Drives        bool
	Paused        bool            // not to be asked for now
	Registration  ident.Reference // the number on their letter; "" until it was printed
	Version       int64
}

// Name is the full name.
func (v Volunteer) Name() string {
	if v.FamilyName == "" {
		return v.GivenNames
	}
	return v.GivenNames + " " + v.FamilyName
}

// Does reports whether they are glad to do work of a category.
func (v Volunteer) Does(category string) bool { return slices.Contains(v.Activities, category) }
