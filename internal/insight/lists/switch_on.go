package lists

import (
	"context"
	"slices"

	"kith/internal/insight/entries"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// SwitchOn has a version that was looked at put in the place of the one before. What it says
// is staged in steps; the whole then counts from one moment to the next.
func (s *Service) SwitchOn(ctx context.Context, id VersionID, number int64) (err error) {
	defer fault.Wrap(&err, "switch on list %s", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return err
	}
	if _, err := s.usable(ctx, v.Asset); err != nil {
		return err
	}
	if v.State != Checked || v.Number != number {
		return errStale
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		now := v
		now.State, now.Done, now.OnBy, now.Load = Switching, 0, access.From(ctx).Account, ident.New[attributes.Load](tx.Now())
		if err := updateVersion(tx, &now); err != nil {
			return err
		}
		return s.enqueue(tx, now)
	})
}

// staged is how many rows are staged in one transaction: few enough that nobody waits.
const staged = 20

// switchOn stages what a version says and switches it on. Cut short, it goes on where it
// stopped.
func (s *Service) switchOn(ctx context.Context, v Version) error {
	asset, err := s.usable(ctx, v.Asset)
	if err != nil {
		return err
	}
	caller := db.CallerOf(ctx)
	caller.Actor, caller.Purpose = v.OnBy, "switch on a list"
	ctx = db.As(ctx, caller)
	if again, err := s.overtaken(ctx, v); err != nil || again {
		return err
	}
	rows, err := everyRow(s.db.Read(ctx), v.ID)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := assets.Adopt(tx, asset); err != nil {
			return err
		}
		return attributes.Open(tx, v.Load, v.Asset)
	})
	if err != nil {
		return err
	}
	done := min(v.Done, len(rows))
	for part := range slices.Chunk(rows[done:], staged) {
		done += len(part)
		if err := s.stage(ctx, v, asset, part, done); err != nil {
			return err
		}
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		now, err := versionByID(tx, v.ID)
		if err != nil {
			return err
		}
		if now.Number != v.Number {
			return errStopped
		}
		if err := attributes.SwitchOn(tx, v.Load, true); err != nil {
			return err
		}
		now.State, now.OnAt = Current, tx.Now()
		if err := updateVersion(tx, &now); err != nil {
			return err
		}
		if err := setPast(tx, now); err != nil {
			return err
		}
		return tell(tx, now, "switched a list of people on", "lists.on", map[string]any{"people": now.Counts.People()})
	})
	if err == nil {
		_, err = s.stand(ctx, v)
	}
	return err
}

// overtaken has a version checked anew that was compared with another than counts now.
func (s *Service) overtaken(ctx context.Context, v Version) (bool, error) {
	now, found, err := currentOf(s.db.Read(ctx), v.Asset)
	if err != nil || (!found && v.Against == "") || now.ID == v.Against {
		return false, err
	}
	return true, s.db.Write(ctx, func(tx *db.Tx) error {
		v.State, v.Done, v.Counts, v.Load = Checking, 0, Counts{}, ""
		v.Note = "Another file of this list was switched on meanwhile, so this one was set against it anew. Look at what will change again."
		if err := updateVersion(tx, &v); err != nil {
			return err
		}
		return s.enqueue(tx, v)
	})
}

// stage writes of some rows who they are, where that is nobody we know, and what the list says
// of them.
func (s *Service) stage(ctx context.Context, v Version, asset assets.Asset, rows []Row, done int) error {
	p, _ := entries.ProfileOf(v.Profile)
	added := make([]people.NewRecord, len(rows))
	for i, w := range rows {
		if w.Record != "" || w.Entry.Dead {
			continue
		}
		var err error
		if added[i], err = s.newcomer(ctx, w, asset); err != nil {
			return err
		}
	}
	return s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
		if err := setDone(tx, v, done); err != nil {
			return err
		}
		var all []attributes.Attribute
		for i, w := range rows {
			if w.Record == "" && w.Entry.Dead {
				continue
			}
			if w.Record == "" {
				var err error
				if w.Record, err = add(tx, w, added[i]); err != nil {
					return err
				}
			}
			all = append(all, w.attributes(p.Gives, v, day.Of(tx.Now()))...)
		}
		return attributes.Stage(tx, v.Load, all)
	})
}

// newcomer is the record of somebody nobody knows.
func (s *Service) newcomer(ctx context.Context, w Row, asset assets.Asset) (n people.NewRecord, err error) {
	n = people.NewRecord{Described: w.Entry.Described(), Source: "list: " + asset.Name, List: asset.List}
	n.Details.NHSNumber = w.Entry.NHS
	if w.Entry.Postcode == "" {
		return n, nil
	}
	at, err := s.places.Route(ctx, w.Entry.Postcode)
	n.Neighbourhood, n.RoutingRule, n.RoutingSource, n.CheckByHand = at.Neighbourhood, string(at.Rule), at.Source, at.CheckByHand
	return n, err
}

// add makes the record of a row, with whom it looks like for somebody to decide.
func add(tx *db.Tx, w Row, n people.NewRecord) (people.RecordID, error) {
	r, err := people.Add(tx, n, w.candidates())
	if err != nil {
		return "", err
	}
	first, err := setRecord(tx, w.Version, w.Number, r.ID)
	if err == nil && !first {
		err = errStopped
	}
	return r.ID, err
}

// candidates are those found, as likenesses that somebody decides.
func (w Row) candidates() (all []people.Candidate) {
	for _, f := range w.Found {
		all = append(all, people.Candidate{Record: f.Record, Percent: int(f.Probability * 100), Reasons: f.Because})
	}
	return all
}

// otherPhone is the term of a number beyond the first that a list has of somebody.
const otherPhone = "other-phone"

// attributes are what a row says of whoever it is.
func (w Row) attributes(gives *entries.Gives, v Version, today day.Date) (all []attributes.Attribute) {
	source := "list: " + v.Name
	if gives != nil {
		all = append(all, attributes.Attribute{Record: w.Record, Type: gives.Type, Key: gives.Key, From: earliest(w.Entry.Since, today), Asset: v.Asset, Source: source})
	}
	for _, other := range w.Entry.Phones[min(1, len(w.Entry.Phones)):] { // a record has one
		all = append(all, attributes.Attribute{Record: w.Record, Type: attributes.Circumstance, Key: otherPhone, Asset: v.Asset, Source: source, Value: attributes.Text(other.National())})
	}
	for _, f := range w.Entry.Facts {
		one := attributes.Attribute{
			Record: w.Record, Type: f.Type, Scheme: f.Scheme, Key: f.Key, From: f.From, Asset: v.Asset, Source: source,
			Value: attributes.Value{Text: f.Text, Number: f.Number, Day: f.Day},
		}
		if f.Source != "" {
			one.Source = f.Source
		}
		all = append(all, one)
	}
	return all
}

// earliest is a day that is not after today, or none.
func earliest(d, today day.Date) day.Date {
	if d.After(today) {
		return day.Date{}
	}
	return d
}
