package fleet

import (
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
)

// MayVisit holds that whoever drives may go to the door of somebody who is to be visited where
// they live: they are on the staff, and have one of the roles that the blueprint names. It is
// [fault.Conflict] in words where they may not.
func (r *Rules) MayVisit(h db.Reader, who Driver, hood string) error {
	found, err := accounts.Named(h, []accounts.ID{accounts.ID(who.Account)})
	if err != nil {
		return err
	}
	for _, a := range found {
		for _, id := range r.Visits.Roles {
			title, known := r.roles.Find(id)
			if known && who.Staff && !a.Disabled() && a.Principal().HasFor(hood, title.Access) {
				return nil
			}
		}
	}
	return conflict("fleet.may-not-visit", who.Name+" has no role that goes to the door of somebody who is to be visited.")
}
