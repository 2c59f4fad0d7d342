package needs

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// Service opens, follows and ends requests and their needs.
type Service struct {
	db *db.DB
}

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// readers may see requests of the neighbourhoods they work for.
var readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance}

// Request returns one request. It is [fault.NotFound] for somebody who may not see the
// neighbourhood it is with.
func (s *Service) Request(ctx context.Context, id RequestID) (r Request, err error) {
	defer fault.Wrap(&err, "request %s", id)
	if r, err = requestByID(s.db.Read(ctx), id); err != nil {
		return Request{}, err
	}
	if err := access.Check(ctx, r.Neighbourhood, readers...); err != nil {
		return Request{}, err
	}
	return r, nil
}

// NeedsOf returns the needs of a request, oldest first, each as the caller may see it.
// Errors are those of [Service.Request].
func (s *Service) NeedsOf(ctx context.Context, id RequestID) ([]Need, error) {
	if _, err := s.Request(ctx, id); err != nil {
		return nil, err
	}
	all, err := needsOfRequest(s.db.Read(ctx), id)
	for i := range all {
		all[i] = all[i].ShownTo(access.From(ctx))
	}
	return all, err
}

// Requests lists requests newest first, at most f.Limit, of neighbourhoods the caller
// works for, or that left them. Naming others in the filter shows nothing of them.
func (s *Service) Requests(ctx context.Context, f RequestFilter) ([]Listed, error) {
	f.Neighbourhoods = access.Narrow(ctx, f.Neighbourhoods, readers...)
	if f.Neighbourhoods != nil && len(f.Neighbourhoods) == 0 {
		return nil, nil
	}
	all, err := listRequests(s.db.Read(ctx), f)
	for i, one := range all {
		if access.Check(ctx, one.Neighbourhood, readers...) != nil {
			all[i] = one.shut()
		}
	}
	return all, err
}

// CountRequests counts what Requests lists from its beginning, whatever its limit; it stops
// at most, so that a list of a whole year costs no more than one of a month.
func (s *Service) CountRequests(ctx context.Context, f RequestFilter, most int) (int, error) {
	f.Neighbourhoods = access.Narrow(ctx, f.Neighbourhoods, readers...)
	if f.Neighbourhoods != nil && len(f.Neighbourhoods) == 0 {
		return 0, nil
	}
	return countRequests(s.db.Read(ctx), f, most)
}

// OfPerson returns the requests made with one of a person's records, newest first, that
// are with neighbourhoods the caller works for.
func (s *Service) OfPerson(ctx context.Context, records []people.RecordID) ([]Request, error) {
	all, err := RequestsOf(s.db.Read(ctx), records)
	return slices.DeleteFunc(all, func(r Request) bool { return access.Check(ctx, r.Neighbourhood, readers...) != nil }), err
}

// RequestsOf returns the requests made with any of some records, newest first, through the
// caller's handle. The caller has checked who may know of them.
func RequestsOf(r db.Reader, records []people.RecordID) ([]Request, error) {
	if len(records) == 0 {
		return nil, nil
	}
	return requestsOfRecords(r, records)
}

// RequestIn and NeedIn read inside a caller's transaction or read.
func RequestIn(r db.Reader, id RequestID) (Request, error) { return requestByID(r, id) }

// ByReference returns the request with a reference through the caller's handle; false when there
// is none.
func ByReference(r db.Reader, reference ident.Reference) (Request, bool, error) {
	kept, found, err := requestByReference(r, reference)
	return kept.Request, found, err
}

// NeedIn returns one need through the caller's handle.
func NeedIn(r db.Reader, id NeedID) (Need, error) { return needByID(r, id) }

// AllNeeds returns the needs of a request through the caller's handle.
func AllNeeds(r db.Reader, id RequestID) ([]Need, error) { return needsOfRequest(r, id) }
