package needs

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
)

// ForSetting says, in the transaction that makes a request, which setting it is for. The
// request's record is that of the setting's lead, or of whoever asked for it.
func ForSetting(tx *db.Tx, id RequestID, setting organisations.ID) (err error) {
	defer fault.Wrap(&err, "request %s for a setting", id)
	if _, err := SettingIn(tx, setting); err != nil {
		return err
	}
	return insertSetting(tx, id, setting)
}

// SettingIn returns a setting through the caller's handle. An organisation that takes work
// is [fault.Invalid].
func SettingIn(r db.Reader, id organisations.ID) (organisations.Organisation, error) {
	o, err := organisations.OrganisationIn(r, id)
	if err == nil && !o.Kind.Setting() {
		err = fault.New(fault.Invalid, "needs.no-setting", "Choose a care home, school, surgery, hostel or site: others take work and do not ask for it.")
	}
	return o, err
}

// Setting returns the setting a request is for; found is false for one that is for a
// person. That the caller may see the request, they have checked.
func (s *Service) Setting(ctx context.Context, id RequestID) (o organisations.Organisation, found bool, err error) {
	defer fault.Wrap(&err, "setting of request %s", id)
	r := s.db.Read(ctx)
	setting, err := settingOf(r, id)
	if err != nil || setting == "" {
		return organisations.Organisation{}, false, err
	}
	o, err = organisations.OrganisationIn(r, setting)
	return o, err == nil, err
}

// OfSetting returns the requests made for a setting, newest first, that are with
// neighbourhoods the caller works for.
func (s *Service) OfSetting(ctx context.Context, id organisations.ID) (all []Request, err error) {
	defer fault.Wrap(&err, "requests of setting %s", id)
	all, err = requestsOfSetting(s.db.Read(ctx), id)
	return slices.DeleteFunc(all, func(r Request) bool { return access.Check(ctx, r.Neighbourhood, readers...) != nil }), err
}
