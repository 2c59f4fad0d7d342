package lists

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"kith/internal/insight/entries"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
)

const (
	// mostRows is how many rows a file may have.
	mostRows = 100_000
	// mostBytes is how large a file may be, as text.
	mostBytes = 96 << 20
	// inPart is how many rows are kept together as they were handed in.
	inPart = 200
)

// HandIn keeps a file, with a guess of what it is. Nothing is read from it yet. The same file
// again is the same version, and again is true. A file that is no table, has no names of
// columns, is too long or belongs elsewhere is [fault.Invalid].
func (s *Service) HandIn(ctx context.Context, f imports.File) (id VersionID, again bool, err error) {
	defer fault.Wrap(&err, "hand in a list")
	if err := access.CheckHeld(ctx, takers...); err != nil {
		return "", false, err
	}
	all, err := contents(f)
	if err != nil {
		return "", false, err
	}
	sum := sha256.Sum256(all)
	v := Version{Name: f.Name, Hash: hex.EncodeToString(sum[:]), State: Reading, HandedBy: access.From(ctx).Account, Passed: f.Passed}
	earlier, found, err := byHash(s.db.Read(ctx), v.Hash)
	if err != nil || found {
		return earlier.ID, found, err
	}
	t, err := entries.Open(all)
	if err != nil {
		return "", false, err
	}
	v.Preamble = t.Preamble
	if err := s.guess(ctx, &v, t.Header); err != nil {
		return "", false, err
	}
	return v.ID, false, s.keep(ctx, &v, t)
}

func contents(f imports.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	all, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	if len(all) > mostBytes {
		return nil, invalid(fmt.Sprintf("The file is larger than %d megabytes. Split it, or check that it is the list.", mostBytes>>20))
	}
	return all, err
}

// guess says what a file seems to be: as somebody said of the same columns before, or by the
// profile that its headers tell.
func (s *Service) guess(ctx context.Context, v *Version, header []string) error {
	saved, found, err := savedFor(s.db.Read(ctx), headersHash(header))
	if err != nil {
		return err
	}
	if found && len(saved.Columns) == len(header) {
		v.Asset, v.Profile, v.Kind, v.Columns = saved.Asset, saved.Profile, saved.Kind, saved.Columns
		return nil
	}
	p := entries.Recognise(header)
	if p.Elsewhere != "" {
		return &BelongsElsewhere{Name: p.Name, Opens: p.Opens, why: p.Elsewhere}
	}
	v.Asset, v.Profile, v.Kind, v.Columns = p.Asset, p.ID, p.Kind, p.ColumnsOf(header)
	return nil
}

// BelongsElsewhere is that a file is of a kind that is taken in on another page. It is
// [fault.Invalid]. The file is not handed over there: whoever hands lists in may not, as a
// rule, add volunteers, and a file left for others is a second copy of personal data that
// nobody answers for.
type BelongsElsewhere struct {
	Name  string // of the kind
	Opens string // the page that takes it in
	why   string
}

// Error says why, and where the file is taken in.
func (e *BelongsElsewhere) Error() string { return e.why }

// Unwrap is the fault, for people.
func (e *BelongsElsewhere) Unwrap() error { return fault.New(fault.Invalid, "lists.elsewhere", e.why) }

func headersHash(header []string) string {
	folded := make([]string, len(header))
	for i, h := range header {
		folded[i] = entries.FoldHeader(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(folded, "\n")))
	return hex.EncodeToString(sum[:16])
}

// keep keeps the file as it is, in steps.
func (s *Service) keep(ctx context.Context, v *Version, t *entries.Table) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		v.ID, v.HandedAt = ident.New[Version](tx.Now()), tx.Now()
		return insertVersion(tx, *v)
	})
	if err != nil {
		return err
	}
	v.Number = 1
	for part := 0; ; part++ {
		rows, err := t.Next(inPart)
		if err != nil {
			return err
		}
		if v.Rows += len(rows); v.Rows > mostRows {
			return invalid(fmt.Sprintf("The file has more than %d rows. Split it.", mostRows))
		}
		if len(rows) == 0 {
			break
		}
		if err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error { return insertPart(tx, v.ID, part, rows) }); err != nil {
			return err
		}
	}
	if v.Rows == 0 {
		return invalid("The file has the names of the columns and no row below them.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		now := *v
		now.State = HandedIn
		if err := updateVersion(tx, &now); err != nil {
			return err
		}
		return tell(tx, now, "handed in a list of people", "lists.handed-in", map[string]any{"rows": now.Rows})
	})
}
