package doorstep

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/document"
	"kith/internal/plat/journal"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// Snapped is a photo from a doorstep as a phone sends it, with the outcome it belongs to.
type Snapped struct {
	Stop rounds.StopID `json:"stop"`
	Of   string        `json:"of"` // the key of the outcome
	At   time.Time     `json:"at"`
	JPEG []byte        `json:"jpeg"`
}

// Photo is a photo from a doorstep. Its picture is made anew from what the phone sent: nothing
// that a camera writes into a file, such as where it was taken, is kept.
type Photo struct {
	Key     string
	Stop    rounds.StopID
	Outcome string // the key of the outcome it belongs to
	Account string
	JPEG    []byte
	TakenAt time.Time
	AddedAt time.Time
}

const (
	mostPhotos = 6    // of one stop
	photoDots  = 1280 // along the longer side
	// PhotoKept is how long photos are kept.
	PhotoKept = 28 * 24 * time.Hour
	// PhotoBytes is the largest photo a phone sends, sealed and in words.
	PhotoBytes = 3 << 20
)

// ReceivePhoto keeps a photo that a driver took at a door, once for each key. None is kept of
// a door whose address is withheld: [fault.Conflict]. A file that is no photo is
// [fault.Invalid]. Else as [Service.Receive].
func (s *Service) ReceivePhoto(ctx context.Context, e Sealed) (err error) {
	defer fault.Wrap(&err, "receive a photo")
	var sent Snapped
	if err := s.from(ctx, e, "photo", &sent); err != nil {
		return err
	}
	rules, err := s.rounds.Rules(ctx)
	if err != nil {
		return err
	}
	jpeg, err := document.NewPicture(sent.JPEG, photoDots)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		stop, round, err := s.had(ctx, tx, sent.Stop)
		if err != nil {
			return err
		}
		p := Photo{Key: e.Key, Outcome: sent.Of, Account: access.From(ctx).Account, JPEG: jpeg, TakenAt: sent.At}
		return p.keep(tx, rules, round, stop)
	})
}

// photo is the photo that came with what was said, made anew; nil is none.
func (d Said) photo(ctx context.Context) (*Photo, error) {
	if len(d.Photo) == 0 {
		return nil, nil
	}
	jpeg, err := document.NewPicture(d.Photo, photoDots)
	return &Photo{Key: "with-" + d.Key, Outcome: d.Key, Account: access.From(ctx).Account, JPEG: jpeg}, err
}

// keep keeps a photo of a stop, once for each key.
func (p Photo) keep(tx *db.Tx, rules *fleet.Rules, round rounds.Round, stop rounds.Stop) error {
	if err := mayBeSeen(tx, rules, round, stop); err != nil {
		return err
	}
	if err := hasRoom(tx, stop, p.Key); err != nil {
		return err
	}
	p.Stop, p.AddedAt = stop.ID, tx.Now()
	if p.TakenAt.IsZero() || p.TakenAt.After(p.AddedAt) {
		p.TakenAt = p.AddedAt
	}
	if added, err := insertPhoto(tx, p); err != nil || !added {
		return err
	}
	return round.Tell(tx, "took a photo at a door", "photo", nil, stop.Object())
}

// mayBeSeen refuses a photo of a door whose address is withheld: it would tell where it is.
func mayBeSeen(r db.Reader, rules *fleet.Rules, round rounds.Round, stop rounds.Stop) error {
	l, err := rounds.LineIn(r, rules, round, stop)
	if err == nil && l.Hidden {
		return conflict("rounds.photo-withheld", "The address is withheld: no photo of the door is kept.")
	}
	return err
}

// hasRoom refuses one photo too many of a stop.
func hasRoom(r db.Reader, stop rounds.Stop, key string) error {
	all, err := photosOfStop(r, stop.ID)
	sent := slices.ContainsFunc(all, func(p Photo) bool { return p.Key == key })
	if err == nil && len(all) >= mostPhotos && !sent {
		return conflict("doorstep.photos", "There are six photos of this stop already: no more are kept.")
	}
	return err
}

// PhotosOf names the photos of a stop, the oldest first, without their pictures. The caller
// has read the stop.
func (s *Service) PhotosOf(ctx context.Context, id rounds.StopID) ([]Photo, error) {
	return photosOfStop(s.db.Read(ctx), id)
}

// PhotoOf is a photo for whoever may see its stop: its driver on the day, and the hub. That
// they looked is noted. For others, and where the address is withheld by now, there is none.
func (s *Service) PhotoOf(ctx context.Context, key string) (p Photo, err error) {
	defer fault.Wrap(&err, "photo %s", key)
	h := s.db.Read(ctx)
	if p, err = photoByKey(h, key); err != nil {
		return Photo{}, err
	}
	stop, err := rounds.StopIn(h, p.Stop)
	if err != nil {
		return Photo{}, err
	}
	round, err := rounds.RoundIn(h, stop.Round)
	if err != nil {
		return Photo{}, err
	}
	rules, err := s.rounds.Rules(ctx)
	if err != nil {
		return Photo{}, err
	}
	sees := round.Drives(ctx, h.Now()) || watches(ctx, round.Neighbourhood)
	if err := mayBeSeen(h, rules, round, stop); err != nil || !sees {
		return Photo{}, noSuch("photo")
	}
	return p, s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at a photo from a doorstep", Topic: "people.read", Subject: string(stop.Record), Objects: []journal.Object{stop.Object(), roundObject(round.ID)},
	})
}

// Sweep clears away photos, and what was noted of phones, once they are older than they are
// kept.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep rounds")
	return s.db.Write(ctx, func(tx *db.Tx) error { return dropOld(tx, tx.Now().Add(-PhotoKept)) })
}
