package places

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// DemoHome is a made-up postcode, where it is and whose it is.
type DemoHome struct {
	Postcode      postcode.Postcode
	Neighbourhood string
	At            grid.Point
}

// LoadDemo loads made-up postcodes as a directory of their own, in place of those made up
// before, so that a borough can be shown with no real directory. Each gets the code of a
// ward of its neighbourhood and is routed by it. It does nothing where a real directory
// has postcodes of the borough, and loading one later puts an end to them.
func (s *Service) LoadDemo(ctx context.Context, homes []DemoHome) (err error) {
	defer fault.Wrap(&err, "load made-up postcodes")
	atlas, err := s.Atlas(ctx)
	if err != nil {
		return err
	}
	if has, err := s.HasDirectory(ctx); err != nil || has {
		return err
	}
	entries, err := atlas.madeUp(homes)
	if err != nil {
		return err
	}
	d := directory{Edition: Edition{Product: Demo}, state: stateLoading, districts: []string{atlas.areas.LAD}}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { d.id, err = addDirectory(tx, d); return err }); err != nil {
		return err
	}
	for some := range slices.Chunk(entries, batchRows*4) {
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return insertEntries(tx, d.id, some) }); err != nil {
			return err
		}
	}
	d.entries, d.state = int64(len(entries)), stateCurrent
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := replaceDemo(tx, d.districts); err != nil {
			return err
		}
		if err := settleDirectory(tx, d); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "loaded made-up postcodes", Topic: "places.demo-loaded", Data: map[string]any{"postcodes": len(entries)},
		})
	})
	if err != nil {
		return err
	}
	return s.sweepEmptied(ctx)
}

// HasDirectory tells whether a real directory with postcodes of the borough is loaded.
func (s *Service) HasDirectory(ctx context.Context) (bool, error) {
	atlas, err := s.Atlas(ctx)
	if err != nil {
		return false, err
	}
	all, err := directoriesIn(s.db.Read(ctx), "", stateCurrent)
	return slices.ContainsFunc(all, func(d directory) bool {
		return d.Product != Demo && slices.Contains(d.districts, atlas.areas.LAD)
	}), err
}

// madeUp turns homes into entries, each postcode once.
func (a *Atlas) madeUp(homes []DemoHome) ([]Entry, error) {
	var seen units
	entries := make([]Entry, 0, len(homes))
	for _, home := range homes {
		if !seen.add(home.Postcode) {
			continue
		}
		at := grid.Point{Lat: rounded(home.At.Lat), Lon: rounded(home.At.Lon)}
		e := Entry{Edition: Edition{Product: Demo}, Postcode: home.Postcode, District: a.areas.LAD, At: &at}
		n, ok := a.areas.Find(home.Neighbourhood)
		if ok {
			e.Ward, e.LSOA21, ok = codeFor(n, home.Postcode.Sector())
		}
		if !ok {
			return nil, fmt.Errorf("places: %s has no ward or LSOA by which %s would find it", home.Neighbourhood, home.Postcode)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// codeFor finds a ward, or else an LSOA, of a neighbourhood by which a postcode of the
// sector is routed to it.
func codeFor(n Neighbourhood, sector string) (ward, lsoa string, ok bool) {
	for _, w := range n.Wards {
		if w.Neighbourhood(n.ID, sector, "") == n.ID {
			return w.Code, "", true
		}
	}
	for _, set := range n.LSOAs {
		if len(set.Codes) > 0 {
			return "", set.Codes[0], true
		}
	}
	return "", "", false
}
