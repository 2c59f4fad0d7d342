// Package feature says what a feature of Kith is made of, so that the program can
// be put together from a list of them.
//
// A feature is one folder. Its package gives the parts that need no running
// program (tables, blueprint sections) by a function Static() feature.Feature,
// and all of them by a method (*Service) Feature() feature.Feature. Pages are not
// part of it: they are a feature's web package's.
package feature

import (
	"errors"
	"fmt"

	"kith/internal/blueprint"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// Feature is what one package brings to the program. Every part but Name may be
// empty.
type Feature struct {
	// Name is the package's: "needs".
	Name string
	// Migrations are its tables, each named by the package and a noun.
	Migrations db.Migrations
	// Sections are the files of a blueprint that it gives meaning to.
	Sections []blueprint.Section
	// Subscriptions are what it does about what happened elsewhere.
	Subscriptions []journal.Subscription
	// Jobs registers what it does in the background; nil when nothing.
	Jobs func(*jobs.Registry)
	// Measures are the counts it defines.
	Measures []Measure
}

// Set is every feature of a program, lower floors first.
type Set []Feature

// Migrations are the tables of all features, in order.
func (s Set) Migrations() []db.Migrations {
	var all []db.Migrations
	for _, f := range s {
		if f.Migrations.FS != nil {
			all = append(all, f.Migrations)
		}
	}
	return all
}

// Sections are the blueprint sections of all features. They are checked in this
// order, so a section may rely on those of lower floors.
func (s Set) Sections() []blueprint.Section { return gather(s, Feature.sections) }

// Subscriptions are those of all features.
func (s Set) Subscriptions() []journal.Subscription { return gather(s, Feature.subscriptions) }

// Measures are those of all features.
func (s Set) Measures() []Measure { return gather(s, Feature.measures) }

// RegisterJobs registers the jobs of all features.
func (s Set) RegisterJobs(r *jobs.Registry) {
	for _, f := range s {
		if f.Jobs != nil {
			f.Jobs(r)
		}
	}
}

// Check finds mistakes in putting the program together: a name used twice is a
// file read by two features, or an event lost by one.
func (s Set) Check() error {
	seen := map[string]string{}
	var faults []error
	once := func(kind, name, owner string) {
		key := kind + " " + name
		if other, twice := seen[key]; twice || name == "" {
			faults = append(faults, fmt.Errorf("feature %s: the %s %q is empty or already used by %q", owner, kind, name, other))
		}
		seen[key] = owner
	}
	for _, f := range s {
		once("name", f.Name, f.Name)
		for _, section := range f.Sections {
			once("blueprint file", section.File, f.Name)
		}
		for _, subscription := range f.Subscriptions {
			once("subscription", subscription.Name, f.Name)
		}
		for _, measure := range f.Measures {
			once("measure", measure.Name, f.Name)
		}
	}
	return errors.Join(faults...)
}

func (f Feature) sections() []blueprint.Section         { return f.Sections }
func (f Feature) subscriptions() []journal.Subscription { return f.Subscriptions }
func (f Feature) measures() []Measure                   { return f.Measures }

func gather[T any](s Set, part func(Feature) []T) []T {
	var all []T
	for _, f := range s {
		all = append(all, part(f)...)
	}
	return all
}
