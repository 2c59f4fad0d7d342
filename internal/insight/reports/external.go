package reports

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// External is a figure that others keep, as somebody typed it in: grants paid out, visits
// of the web site. It is text and is never reckoned with.
type External struct {
	ID        ExternalID
	Version   int64
	Named     ExternalFigure
	Gone      bool // taken off the dashboard
	TypedBy   string
	TypedName string
	TypedAt   time.Time
	// Href is the page of a figure that the catalogue defines; "" for one that was typed in here.
	Href string
}

// Outside knows the figures of others that the borough's catalogue defines, so that each has one
// definition wherever it stands. *measures.Service does.
type Outside interface {
	// StandingOutside lists those that were typed in, as they stand, and the page of each that is
	// defined, by its name in small letters.
	StandingOutside(ctx context.Context) (standing []External, defined map[string]string, err error)
}

// CataloguedBy has the figures of a catalogue stand on the dashboard beside those typed in here.
// It is called once, before the service is used.
func (s *Service) CataloguedBy(o Outside) { s.outside = o }

func (s *Service) standingOutside(ctx context.Context) ([]External, map[string]string, error) {
	if s.outside == nil {
		return nil, nil, nil
	}
	return s.outside.StandingOutside(ctx)
}

// ExternalID names a figure from outside, in all its versions.
type ExternalID = ident.ID[External]

// ExternalFigure is what is typed in of a figure from outside.
type ExternalFigure struct {
	Name       string
	Definition string // what it counts
	Value      string // with its unit: "5,013", "94%"
	Source     string // who counted it
	AsAt       day.Date
}

// typists may type in figures from outside, for the whole borough.
var typists = []access.Role{access.Analyst, access.Manager}

// Typists is who may type in figures from outside.
func Typists() []access.Role { return slices.Clone(typists) }

// MayType reports whether somebody may type in figures from outside: they are the
// borough's, and so must the role be.
func MayType(who access.Principal) bool { return who.HasFor("", typists...) }

var (
	notTypist = fault.New(fault.Forbidden, "reports.not-typist", "Figures from outside are typed in by the borough's analysts and managers.")
	noFigure  = fault.New(fault.NotFound, "reports.no-external", "There is no such figure. Open it from the dashboard.")
	staleType = fault.New(fault.Stale, "reports.external-stale", "Somebody else has corrected this figure since you opened it. What they typed stands below; correct it again if it is still wrong.")
)

// External lists the figures from outside that stand on the dashboard: those of the catalogue,
// and then others by name.
func (s *Service) External(ctx context.Context) (all []External, err error) {
	defer fault.Wrap(&err, "external figures")
	if err := access.CheckHeld(ctx, told...); err != nil {
		return nil, err
	}
	if all, _, err = s.standingOutside(ctx); err != nil {
		return nil, err
	}
	own, err := externalNow(s.db.Read(ctx))
	return append(all, own...), err
}

// ExternalHistory lists what was typed in of one figure, the latest first: the first of
// them stands.
func (s *Service) ExternalHistory(ctx context.Context, id ExternalID) (all []External, err error) {
	defer fault.Wrap(&err, "external figure %s", id)
	if err := access.CheckHeld(ctx, told...); err != nil {
		return nil, err
	}
	if all, err = externalVersions(s.db.Read(ctx), id); err == nil && len(all) == 0 {
		return nil, noFigure
	}
	return all, err
}

// TypeExternal puts a figure from outside on the dashboard. One that the catalogue defines is
// [fault.Invalid]: it is typed in there, so that it has one definition and its weeks.
func (s *Service) TypeExternal(ctx context.Context, f ExternalFigure) (id ExternalID, err error) {
	defer fault.Wrap(&err, "type in a figure")
	_, defined, err := s.standingOutside(ctx)
	if err != nil {
		return "", err
	}
	if _, twice := defined[strings.ToLower(strings.TrimSpace(f.Name))]; twice {
		return "", fault.New(fault.Invalid, "reports.catalogued", "“"+f.Name+"” is in the catalogue of figures. Type it in on its page there, so that it has one definition.")
	}
	err = s.typed(ctx, func(tx *db.Tx) External {
		id = ident.New[External](tx.Now())
		return External{ID: id, Version: 1, Named: f}
	}, "typed in a figure from outside")
	return id, err
}

// CorrectExternal puts other words or another value in the place of what was typed. The
// version is the one that was seen: [fault.Stale] when it no longer stands.
func (s *Service) CorrectExternal(ctx context.Context, id ExternalID, version int64, f ExternalFigure) (err error) {
	defer fault.Wrap(&err, "correct a figure")
	return s.typed(ctx, func(*db.Tx) External {
		return External{ID: id, Version: version + 1, Named: f}
	}, "corrected a figure from outside")
}

// TakeOffExternal takes a figure off the dashboard. What was typed is kept.
func (s *Service) TakeOffExternal(ctx context.Context, id ExternalID, version int64) (err error) {
	defer fault.Wrap(&err, "take off a figure")
	all, err := s.ExternalHistory(ctx, id)
	if err != nil {
		return err
	}
	return s.typed(ctx, func(*db.Tx) External {
		return External{ID: id, Version: version + 1, Named: all[0].Named, Gone: true}
	}, "took a figure from outside off the dashboard")
}

// typed writes a version. Of two who write the same one, the second is told.
func (s *Service) typed(ctx context.Context, of func(*db.Tx) External, verb string) error {
	who := access.From(ctx)
	if !MayType(who) {
		return notTypist
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		e := of(tx)
		e.TypedBy, e.TypedName, e.TypedAt = who.Account, who.Name, tx.Now()
		if e.Version > 1 {
			latest, err := latestVersion(tx, e.ID)
			if err != nil {
				return err
			}
			if latest == 0 {
				return noFigure
			}
			if latest != e.Version-1 {
				return staleType
			}
		}
		if err := insertExternal(tx, e); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: verb, Topic: "reports.external", Objects: []journal.Object{{Kind: "external-figure", ID: string(e.ID)}},
			Data: map[string]any{"version": e.Version, "name": e.Named.Name, "value": e.Named.Value},
		})
	})
	if db.IsUnique(err) {
		return staleType
	}
	return err
}
