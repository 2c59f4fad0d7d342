package people

import (
	"slices"

	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// OnNumbers finds the records that can be rung on some numbers: those whose person the
// caller may see, with the person, and the ids of the others, of which nothing may be told.
// A number that many share, as a hostel's, finds nobody. It decides nothing: one number is
// often a household's.
func OnNumbers(r db.Reader, who access.Principal, numbers []phone.Number) (seen []Hit, unseen []RecordID, err error) {
	var all []RecordID
	for _, number := range numbers {
		if number.IsZero() {
			continue
		}
		found, err := recordsOn(r, squeeze(number.National()))
		if err != nil {
			return nil, nil, err
		}
		if len(found) <= mostOnOnePhone {
			all = append(all, found...)
		}
	}
	if len(all) == 0 {
		return nil, nil, nil
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if seen, err = visibleRecords(r, all, who); err != nil {
		return nil, nil, err
	}
	for _, id := range all {
		if !slices.ContainsFunc(seen, func(h Hit) bool { return h.Record.ID == id }) {
			unseen = append(unseen, id)
		}
	}
	return seen, unseen, nil
}
