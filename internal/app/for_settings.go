package app

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/registers/organisations"
	"kith/internal/registers/organisations/organisationsweb"
)

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
