package places

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
)

// editionFiles are the files of one edition, which are loaded as one directory.
type editionFiles struct {
	Edition
	files   []File
	columns []tabular.Columns // of each file
	note    string            // how the vintage was found, when it was guessed
}

// examine looks into every file before any is loaded, so that a wrong one among right ones
// is refused before anything is written, and puts together those of one edition.
func examine(files []File, told string, today time.Time) ([]editionFiles, error) {
	var editions []editionFiles
	for _, f := range files {
		found, vintage, err := inspect(f)
		if err != nil {
			return nil, err
		}
		edition := Edition{found.product, cmp.Or(told, vintage)}
		i := slices.IndexFunc(editions, func(e editionFiles) bool { return e.Edition == edition })
		if i < 0 {
			i, editions = len(editions), append(editions, editionFiles{Edition: edition})
		}
		editions[i].files = append(editions[i].files, f)
		editions[i].columns = append(editions[i].columns, found.columns)
	}
	for i := range editions {
		editions[i].guess(today)
	}
	return editions, nil
}

// inspect finds out which product a file is of and which vintage it says it is: by its
// name, by the years in its rows or by those of its columns.
func inspect(f File) (found recognised, vintage string, err error) {
	in, err := f.Open()
	if err != nil {
		return found, "", err
	}
	defer in.Close()
	rows := tabular.NewReader(in, tabular.Options{})
	if found, err = recognise(f.Name, rows); err != nil {
		return found, "", err
	}
	if found.product == Merged {
		vintage, err = newestYear(rows, found.columns.Of("seen in"))
	}
	return found, cmp.Or(vintageIn(f.Name), vintage, found.year), err
}

// newestYear finds the newest of the years that a merged file was put together from:
// "2014|2018|2025".
func newestYear(rows *tabular.Reader, column int) (newest string, err error) {
	for {
		row, err := rows.Read()
		var bad *tabular.RowError
		switch {
		case err == io.EOF:
			return newest, nil
		case errors.As(err, &bad):
			continue
		case err != nil:
			return "", err
		}
		for _, year := range strings.Split(row.Cell(column), "|") {
			if yearAlone.MatchString(year) && len(year) == 4 {
				newest = max(newest, year)
			}
		}
	}
}

// guess takes the month the newest file was written, or this one, for the vintage of files
// that say nothing of theirs.
func (e *editionFiles) guess(today time.Time) {
	if e.Vintage != "" {
		return
	}
	var made time.Time
	for _, f := range e.files {
		if f.Made.After(made) {
			made = f.Made
		}
	}
	if made.IsZero() {
		made = today
	}
	e.Vintage = made.Format("2006-01")
	e.note = "The files do not say which edition they are; they were taken for that of " + made.Format("January 2006") + "."
}

// hash tells these files, as this edition, from any other.
func (e *editionFiles) hash(ctx context.Context) (string, error) {
	h := imports.NewHash()
	h.Text(string(e.Product))
	h.Text(e.Vintage)
	for _, f := range e.files {
		if err := addFile(ctx, h, f); err != nil {
			return "", err
		}
	}
	return h.Sum(), nil
}

func addFile(ctx context.Context, h *imports.Hash, f File) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	return h.File(ctx, in)
}
