package places

import (
	"context"

	"kith/internal/kernel/postcode"
	"kith/internal/plat/imports"
)

// weigh holds each batch against what was loaded of the product before, counts, and leaves
// in it what has to be written.
func (l *loading) weigh(ctx context.Context, in <-chan batch, out chan<- batch) error {
	before := int64(0)
	for b := range in {
		rejected := b.done - before - int64(len(b.entries))
		before = b.done
		if b.done > l.from {
			if err := l.weighBatch(ctx, &b); err != nil {
				return err
			}
			b.counts.Rejected = rejected
		}
		select {
		case out <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (l *loading) weighBatch(ctx context.Context, b *batch) error {
	if !l.known {
		b.counts.Added = int64(len(b.entries))
		return nil
	}
	older, err := newestOf(l.s.db.Read(ctx), l.edition.Product, b.entries)
	if err != nil {
		return err
	}
	b.entries, b.counts = sift(b.entries, older)
	return nil
}

// sift counts new entries against those known before, and keeps the ones to be written: an
// entry as it was is written only when it is of a newer edition, and one that a newer
// edition has not at all.
func sift(entries []Entry, older map[postcode.Postcode]Entry) (write []Entry, counts imports.Counts) {
	write = entries[:0]
	for _, e := range entries {
		known, ok := older[e.Postcode]
		switch {
		case !ok:
			counts.Added++
		case known.Vintage > e.Vintage:
			counts.Unchanged++
			continue
		case e.says() != known.says():
			counts.Changed++
		default:
			counts.Unchanged++
			if known.Vintage == e.Vintage {
				continue
			}
		}
		write = append(write, e)
	}
	return write, counts
}

// statement is all that an entry says, without where it was said.
type statement struct {
	ended, district, ward, wardBefore, lsoa11, lsoa21 string
	placed                                            bool
	lat, lon                                          float64
}

func (e Entry) says() statement {
	s := statement{ended: e.Ended, district: e.District, ward: e.Ward, wardBefore: e.WardBefore, lsoa11: e.LSOA11, lsoa21: e.LSOA21}
	if e.At != nil {
		s.placed, s.lat, s.lon = true, e.At.Lat, e.At.Lon
	}
	return s
}
