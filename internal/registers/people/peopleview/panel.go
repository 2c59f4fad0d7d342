package peopleview

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/govuk"
	"kith/internal/registers/people"
)

// Panel is one feature's part of the person page, such as what they asked for.
type Panel struct {
	Title string // heading of the panel, in the council's words: "What they asked for"
	Order int    // smaller stands higher
	Below bool   // it is drawn below the facts, as wide as the page
	// Show draws the panel for the person, as far as the caller may see it; nil draws
	// nothing, heading included. That the caller may see the person, and that they looked,
	// is taken care of.
	Show func(ctx context.Context, p people.Person) (templ.Component, error)
	// Flags are what nobody who deals with the person may miss of it, such as that their
	// carer cannot go on. It may be nil. That the caller looked is taken care of.
	Flags func(ctx context.Context, p people.Person) (govuk.Badges, error)
}
