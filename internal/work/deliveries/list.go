package deliveries

import (
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// Service lists deliveries.
type Service struct {
	db      *db.DB
	reads   Reads
	holders map[Kind]Holder
}

// NewService returns the service over a database.
func NewService(d *db.DB, reads Reads) *Service {
	return &Service{db: d, reads: reads, holders: map[Kind]Holder{}}
}

// Readers may see the deliveries of the neighbourhoods they work for.
func Readers() []access.Role {
	return []access.Role{access.Coordinator, access.Manager, access.LogisticsLead}
}

// Filter narrows a list. Zero fields do not narrow.
type Filter struct {
	Neighbourhoods []string // nil means every one; "" among them means the coordination queue
	States         []State
	Until          day.Date // wanted on this day or before
	Limit          int      // at most; 0 is Most
}

// Most is how many deliveries a list holds.
const Most = 500

// Stop is a delivery with what may be told of where it goes.
type Stop struct {
	Delivery
	Name   string // "" when few may know
	Hidden bool   // the address is withheld, or few may know whom it is for
	// Postcode is that of the address, where one is told.
	Postcode string
	Unwanted bool           // the need was withdrawn: nobody sets out
	Priority needs.Priority // of the need
	Address  []string       // as on an envelope; empty when nobody is sent
	Where    string         // what stands in the place of an address that there is none of
}

// List returns deliveries of the neighbourhoods the caller works for, by hub and when they
// are wanted, and notes who looked. Whom nobody may know of has neither name nor address.
func (s *Service) List(ctx context.Context, f Filter) (all []Stop, err error) {
	defer fault.Wrap(&err, "list deliveries")
	f.Neighbourhoods = access.Narrow(ctx, f.Neighbourhoods, Readers()...)
	if f.Neighbourhoods != nil && len(f.Neighbourhoods) == 0 {
		return nil, access.CheckHeld(ctx, Readers()...)
	}
	if all, err = StopsIn(s.db.Read(ctx), f); err != nil {
		return nil, err
	}
	return all, s.noteRead(ctx, all)
}

// StopsIn is [Service.List] through the caller's handle, for features that have asked who it
// is and note who looked. Whom nobody may know of has neither name nor address here either.
func StopsIn(r db.Reader, f Filter) (all []Stop, err error) {
	if f.Limit == 0 {
		f.Limit = Most
	}
	found, err := listDeliveries(r, f)
	if err != nil {
		return nil, err
	}
	records, err := withAddresses(r, found)
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		stop := stopOf(d, records[d.Record])
		if stop, err = stop.unlessWithdrawn(r); err != nil {
			return nil, err
		}
		all = append(all, stop)
	}
	return all, nil
}

// StopIn is one delivery with what may be told of where it goes, as [StopsIn] tells it.
func StopIn(r db.Reader, id ID) (stop Stop, err error) {
	d, err := deliveryByID(r, id)
	if err != nil {
		return Stop{}, err
	}
	records, err := withAddresses(r, []Delivery{d})
	if err != nil {
		return Stop{}, err
	}
	return stopOf(d, records[d.Record]).unlessWithdrawn(r)
}

// stopOf is a delivery as a sheet has it.
func stopOf(d Delivery, p people.Record) Stop {
	stop := Stop{Delivery: d, Name: people.ShortName(p.GivenNames, p.FamilyName)}
	switch {
	case p.ID == "":
		stop.Name, stop.Where = "", "Not known: ask the hub"
	case p.Restricted():
		stop.Name, stop.Notes, stop.Where = "", "", "Collected at the hub: ask the coordination point"
	case p.AddressWithheld():
		stop.Notes, stop.Where = "", "Collected at the hub: the address is withheld"
	case d.Collect:
		stop.Where = "Collected at the hub"
	case len(p.Address.Lines()) == 0:
		stop.Where = "No address known: ask the hub"
	default:
		stop.Address, stop.Postcode = p.Address.Lines(), p.Address.Postcode
	}
	stop.Hidden = p.ID == "" || p.Restricted() || p.AddressWithheld()
	stop.Collect = stop.Collect || stop.Hidden && p.ID != ""
	return stop
}

// unlessWithdrawn says of a load whose need was withdrawn that nobody sets out with it.
func (s Stop) unlessWithdrawn(r db.Reader) (Stop, error) {
	if s.State.Ended() {
		return s, nil
	}
	n, err := needs.NeedIn(r, s.Need)
	s.Priority = n.Priority
	if err == nil && n.State == needs.NeedGone {
		s.Unwanted, s.Postcode = true, ""
		s.Address, s.Notes, s.Where = nil, "", "Not wanted any more: do not set out"
	}
	return s, err
}

// Goes is where it goes, in one line.
func (s Stop) Goes() string {
	if s.Where != "" {
		return s.Where
	}
	return strings.Join(s.Address, ", ")
}

func (s *Service) noteRead(ctx context.Context, all []Stop) error {
	if len(all) == 0 {
		return nil
	}
	e := journal.Entry{Verb: "looked at deliveries and where they go", Topic: "people.read"}
	for _, one := range all {
		e.Objects = append(e.Objects, journal.Object{Kind: "delivery", ID: string(one.ID)})
	}
	return s.reads.Saw(ctx, e)
}

// Loads is what each hub's deliveries come to, in the order they are listed.
func Loads(all []Stop) (hubs []HubLoad) {
	for _, one := range all {
		if n := len(hubs); n == 0 || hubs[n-1].Hub != one.Hub {
			hubs = append(hubs, HubLoad{Hub: one.Hub})
		}
		last := &hubs[len(hubs)-1]
		last.Stops = append(last.Stops, one)
		last.Load = last.Load.Add(one.Load)
	}
	return hubs
}

// HubLoad is one hub's deliveries together.
type HubLoad struct {
	Hub   string
	Stops []Stop
	Load  Load
}

// Of returns the delivery of a source, found or not, through the caller's handle.
func Of(r db.Reader, kind Kind, source string) (Delivery, bool, error) {
	return deliveryOf(r, kind, source)
}
