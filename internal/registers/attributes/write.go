package attributes

import (
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/people"
)

// Note keeps an attribute in the caller's transaction. Its asset must stand in the register
// ([assets.Adopt]). What is wrong with it is [fault.Invalid].
func Note(tx *db.Tx, a Attribute) (_ Attribute, err error) {
	defer fault.Wrap(&err, "note an attribute")
	all := []Attribute{a}
	if err := complete(tx, all); err != nil {
		return Attribute{}, err
	}
	return all[0], insert(tx, "", all)
}

// End ends, in the caller's transaction, what was noted of a record under a term: last is the
// last day on which it holds. It reports whether there was anything to end.
func End(tx *db.Tx, record people.RecordID, asset assets.ID, key string, last day.Date) (bool, error) {
	n, err := endOn(tx, record, asset, key, last)
	return n > 0, err
}

// Open begins a load of an asset that stands in the register. One that is there already is
// gone on with.
func Open(tx *db.Tx, id LoadID, asset assets.ID) error { return insertLoad(tx, id, asset) }

// Stage keeps attributes of a load that nobody reads yet. Some hundred at a time hold the
// database for no longer than anybody notices.
func Stage(tx *db.Tx, id LoadID, all []Attribute) (err error) {
	defer fault.Wrap(&err, "stage attributes")
	if err := complete(tx, all); err != nil {
		return err
	}
	return insert(tx, id, all)
}

// SwitchOn has a load read from now on; where it replaces, instead of those of its asset
// before it. One that was replaced itself is [fault.Conflict].
func SwitchOn(tx *db.Tx, id LoadID, replaces bool) error {
	on, err := setCurrent(tx, id, replaces)
	if err == nil && !on {
		err = fault.New(fault.Conflict, "attributes.replaced", "A later list has taken the place of this one.")
	}
	return err
}

// GiveUp has a load read no more; the sweep deletes it.
func GiveUp(tx *db.Tx, id LoadID) error { return setPast(tx, id) }

// complete checks attributes and gives them what they lack, in place.
func complete(tx *db.Tx, all []Attribute) error {
	for i := range all {
		a := &all[i]
		if err := a.check(); err != nil {
			return err
		}
		a.Type, _ = TypeOf(string(a.Type))
		a.ID, a.NotedAt = ident.New[Attribute](tx.Now()), tx.Now()
	}
	return nil
}
