package places

import (
	"context"
	"errors"
	"io"

	"kith/internal/kernel/postcode"
	"kith/internal/plat/tabular"
)

// read turns the rows of the files into batches of entries, in order.
func (l *loading) read(ctx context.Context, out chan<- batch) error {
	var seen units
	send := &sender{ctx: ctx, out: out}
	for i, f := range l.edition.files {
		parse := newParser(l.edition.Edition, l.edition.columns[i])
		err := l.eachRow(f, func(row tabular.Row, reason string) error {
			var e Entry
			if reason == "" {
				e, reason = parse.parse(row)
			}
			if reason == "" && !seen.add(e.Postcode) {
				reason = "The postcode " + string(e.Postcode) + " is on an earlier row."
			}
			if reason != "" {
				l.rejected++
				return errors.Join(l.rejects.Add(f.Name, row, reason), send.row(nil, l.position))
			}
			if e.District != "" && !l.districts[e.District] {
				l.districts[own(e.District)] = true
			}
			return send.row(&e, l.position)
		})
		if err != nil {
			return err
		}
	}
	return send.rest(l.position)
}

// readOnly reads files that are loaded already for the sake of their rejects.
func (l *loading) readOnly(ctx context.Context) error {
	out := make(chan batch)
	go func() {
		for range out { // nobody wants the entries
		}
	}()
	defer close(out)
	return l.read(ctx, out)
}

// sender puts rows together into batches.
type sender struct {
	ctx  context.Context
	out  chan<- batch
	next batch
	sent int64
}

// row adds a row's entry, nil for one that was rejected.
func (s *sender) row(e *Entry, at position) error {
	s.next.done++
	if e != nil {
		if s.next.entries == nil {
			s.next.entries = make([]Entry, 0, batchRows)
		}
		s.next.entries = append(s.next.entries, *e)
	}
	if s.next.done-s.sent < batchRows {
		return nil
	}
	return s.rest(at)
}

// rest sends what has come together.
func (s *sender) rest(at position) error {
	if s.next.done == s.sent {
		return nil
	}
	s.next.at = at
	select {
	case s.out <- s.next:
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
	s.sent = s.next.done
	s.next = batch{done: s.sent}
	return nil
}

// eachRow calls take with each row of a file behind its header; of a row that is malformed
// with the reason.
func (l *loading) eachRow(f File, take func(row tabular.Row, reason string) error) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	l.position.file = f.Name
	rows := tabular.NewReader(&counting{in, &l.position.read}, tabular.Options{})
	if _, err := recognise(f.Name, rows); err != nil {
		return err
	}
	for {
		row, err := rows.Read()
		var bad *tabular.RowError
		reason := ""
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			row, reason = bad.Row, bad.Reason
		case err != nil:
			return err
		}
		if err := take(row, reason); err != nil {
			return err
		}
	}
}

// counting is a reader that counts what is read through it.
type counting struct {
	in io.Reader
	n  *int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	*c.n += int64(n)
	return n, err
}

// units remembers which postcodes were met, in a bit each: a sector has 400 of them, so
// the whole country takes less than two megabytes.
type units map[string]*[63]uint64

// inward lists the letters that end a postcode, in order.
const inward = "ABDEFGHJLNPQRSTUWXYZ"

// letterOf gives the place of a letter in inward.
var letterOf = func() (places [256]int) {
	for i := range len(inward) {
		places[inward[i]] = i
	}
	return places
}()

// add remembers p and reports whether it is new.
func (u *units) add(p postcode.Postcode) bool {
	if *u == nil {
		*u = units{}
	}
	n := len(p)
	outcode, end := string(p[:n-4]), p[n-3:]
	bits := (*u)[outcode]
	if bits == nil {
		bits = new([63]uint64)
		(*u)[own(outcode)] = bits
	}
	unit := (int(end[0]-'0')*len(inward)+letterOf[end[1]])*len(inward) + letterOf[end[2]]
	word, bit := unit/64, uint64(1)<<(unit%64)
	if bits[word]&bit != 0 {
		return false
	}
	bits[word] |= bit
	return true
}
