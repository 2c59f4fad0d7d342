package backup

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// reader reads a backup line by line.
type reader struct {
	from   *bufio.Reader
	head   Head
	keys   map[string][]byte
	counts Counts // as read so far
	sums   []summed
	ahead  []byte // the line that ended the keys
}

// summed is what a backup says of a table.
type summed struct {
	table db.Table
	tableSum
}

func damaged(err error) error {
	return fault.New(fault.Invalid, "backup.damaged",
		"This backup is damaged or was cut short ("+err.Error()+"). Nothing of it was kept. Use another copy of it, or an earlier one.")
}

// open reads the first lines of a backup: what it is of, and the keys.
func open(file io.Reader, identities []age.Identity) (*reader, error) {
	plain, err := age.Decrypt(file, identities...)
	if _, other := errors.AsType[*age.NoIdentityMatchError](err); other {
		return nil, fault.New(fault.Invalid, "backup.identity",
			"This key does not open this backup. Use the key that belongs to the recipient it was made for.")
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "backup.not-one", "This is no backup of Kith, or its beginning is damaged. Look at which file it is.")
	}
	unpacked, err := gzip.NewReader(plain)
	if err != nil {
		return nil, damaged(err)
	}
	r := &reader{from: bufio.NewReaderSize(unpacked, 1<<20), keys: map[string][]byte{}}
	return r, r.begin()
}

func (r *reader) begin() error {
	first, err := r.line()
	if err != nil || first.Backup == nil {
		return damaged(errors.Join(err, errors.New("it does not say what it is of")))
	}
	r.head = *first.Backup
	if r.head.Format > format {
		return fault.New(fault.Unavailable, "backup.newer", fmt.Sprintf("This backup was made by a newer Kith (%s). Restore it with that version.", r.head.Version))
	}
	for {
		text, err := r.text()
		if err != nil {
			return damaged(err)
		}
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			return damaged(err)
		}
		if l.Key == nil {
			r.ahead = text
			return nil
		}
		r.keys[l.Key.Name] = l.Key.Value
	}
}

// text returns the next line without its end.
func (r *reader) text() ([]byte, error) {
	if r.ahead != nil {
		text := r.ahead
		r.ahead = nil
		return text, nil
	}
	text, err := r.from.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	return text[:len(text)-1], nil
}

func (r *reader) line() (l line, err error) {
	text, err := r.text()
	if err != nil {
		return l, err
	}
	return l, json.Unmarshal(text, &l)
}

// taker is given what is in a backup.
type taker interface {
	// table takes the rows of a table, until next returns io.EOF.
	table(t db.Table, next func() ([]any, error)) error
	jobs(left []jobs.Left) error
}

// each reads the rest of a backup and gives it to whoever takes it. It is a fault unless
// everything is as it was written.
func (r *reader) each(to taker) error {
	var left []jobs.Left
	for {
		l, err := r.line()
		switch {
		case err != nil:
			return damaged(err)
		case l.Table != nil:
			if err := r.table(*l.Table, to); err != nil {
				return err
			}
		case l.Job != nil:
			left = append(left, *l.Job)
		case l.End != nil:
			r.counts.Jobs, r.counts.Dead = len(left), l.End.Dead
			if r.counts != *l.End {
				return damaged(fmt.Errorf("it has %+v and says %+v", r.counts, *l.End))
			}
			return errors.Join(to.jobs(left), r.end())
		default:
			return damaged(errors.New("it has a line that means nothing"))
		}
	}
}

// end reads the file to its very end: only there is it known to be whole.
func (r *reader) end() error {
	if n, err := io.Copy(io.Discard, r.from); err != nil || n > 0 {
		return damaged(errors.Join(err, fmt.Errorf("%d bytes follow its end", n)))
	}
	return nil
}

func (r *reader) table(t db.Table, to taker) error {
	var s sum
	var told *tableSum
	next := func() ([]any, error) {
		text, err := r.text()
		if err != nil {
			return nil, damaged(err)
		}
		if len(text) > 0 && text[0] == '[' {
			s.add(text)
			values, err := readRow(t, text)
			if err != nil {
				return nil, damaged(fmt.Errorf("%s: %w", t.Name, err))
			}
			return values, nil
		}
		var l line
		if err := json.Unmarshal(text, &l); err != nil || l.Sum == nil {
			return nil, damaged(fmt.Errorf("%s has no end", t.Name))
		}
		told = l.Sum
		return nil, io.EOF
	}
	if err := to.table(t, next); err != nil {
		return err
	}
	if told == nil || told.Rows != s.rows || told.Sum != s.String() {
		return damaged(fmt.Errorf("the sum of %s is another", t.Name))
	}
	r.counts.Tables++
	r.counts.Rows += s.rows
	r.sums = append(r.sums, summed{t, *told})
	return nil
}
