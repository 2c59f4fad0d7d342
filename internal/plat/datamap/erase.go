package datamap

import (
	"slices"

	"kith/internal/plat/db"
)

// Erased is what became of the rows of one table.
type Erased struct {
	Table string
	Done  Erase
	Why   string // why it was not deleted
	Rows  int64
}

// Erase deletes or blanks what tables hold about whoever has one of the ids, and says what
// it kept and why. The tables that hang on others go first. The journal is left alone: its
// entries are redacted by itself.
func (l *Live) Erase(tx *db.Tx, about About, ids []string) (all []Erased, err error) {
	tables := l.OfAbout(about)
	slices.SortStableFunc(tables, func(a, b Table) int { return l.depth(b) - l.depth(a) })
	for _, t := range tables {
		keys, err := l.keys(tx, t, ids)
		if err != nil {
			return nil, err
		}
		e, err := l.eraseKeys(tx, t, keys)
		if err != nil {
			return nil, err
		}
		if e.Rows > 0 {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b Erased) int {
		if a.Table < b.Table {
			return -1
		}
		return 1
	})
	return all, nil
}

// depth is how many tables away from the person a table is tied.
func (l *Live) depth(t Table) int {
	if t.Of == "" {
		return 0
	}
	of, _ := l.Table(t.Of)
	return 1 + l.depth(of)
}

func (l *Live) eraseKeys(tx *db.Tx, t Table, keys []string) (e Erased, err error) {
	e = Erased{Table: t.Name, Done: t.Erase, Why: t.Why}
	for some := range slices.Chunk(keys, atOnce) {
		var n int64
		switch t.Erase {
		case Delete:
			n, err = db.DeleteWhere(tx, l.tables[t.Name], t.By, some)
		case Blank:
			n, err = db.BlankWhere(tx, l.tables[t.Name], t.By, some, l.blanks(t))
		default:
			n, err = db.CountWhere(tx, l.tables[t.Name], t.By, some)
		}
		if err != nil {
			return e, err
		}
		e.Rows += n
	}
	return e, nil
}

// blanks are the columns that are emptied, each with whether it may hold nothing at all.
func (l *Live) blanks(t Table) map[string]bool {
	empty := map[string]bool{}
	for _, c := range t.Columns {
		if c.Class.Personal() && c.Name != t.By {
			empty[c.Name] = l.null[t.Name+"."+c.Name]
		}
	}
	return empty
}
