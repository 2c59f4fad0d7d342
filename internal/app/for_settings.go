package app

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/registers/organisations"
	"kith/internal/registers/organisations/organisationsweb"
)

// SettingsThatAsk are the care homes, schools and other settings on the register.
func (f facts) SettingsThatAsk(ctx context.Context) ([]organisations.Organisation, error) {
	all, err := f.Organisations.List(ctx, "")
	return slices.DeleteFunc(all, func(o organisations.Organisation) bool { return !o.Kind.Setting() }), err
}

// RequestsFor are the requests made for a setting.
func (f facts) RequestsFor(ctx context.Context, id organisations.ID) (links []organisationsweb.RequestLink, err error) {
	all, err := f.Needs.OfSetting(ctx, id)
	for _, r := range all {
		links = append(links, organisationsweb.RequestLink{
			Reference: string(r.Reference), Href: "/requests/" + string(r.ID), Received: day.Of(r.ReceivedAt).Short(), State: r.State.Label(),
		})
	}
	return links, err
}
