package datamap_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

const schema = `CREATE TABLE parcels_home (borough_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, born TEXT, floor BIGINT NOT NULL, PRIMARY KEY (borough_id, id));
CREATE TABLE parcels_parcel (borough_id TEXT NOT NULL, id TEXT NOT NULL, home_id TEXT NOT NULL, note TEXT NOT NULL, packed_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (borough_id, id));
CREATE TABLE parcels_tin (borough_id TEXT NOT NULL, id TEXT NOT NULL, parcel_id TEXT NOT NULL, wish TEXT, PRIMARY KEY (borough_id, id));
CREATE TABLE parcels_bill (borough_id TEXT NOT NULL, id TEXT NOT NULL, home_id TEXT NOT NULL, pence BIGINT NOT NULL, PRIMARY KEY (borough_id, id));`

const said = `# what it holds
table parcels_home about person by id; erase blank - others point at it
  id: id
  name: name
  birth: born
  address: floor

table parcels_parcel about person by home_id; erase blank - it is counted
  id: id home_id
  words: note
  time: packed_at

table parcels_tin about person by parcel_id of parcels_parcel; erase delete
  id: id parcel_id
  words: wish

table parcels_bill about person by home_id; erase keep - accounts are kept
  id: id home_id
  money: pence
`

func loaded(t *testing.T, text string) datamap.Map {
	t.Helper()
	m, err := datamap.Load(map[string]fs.FS{"parcels": fstest.MapFS{datamap.File: &fstest.MapFile{Data: []byte(text)}}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var parcels = db.Migrations{Name: "parcels", FS: fstest.MapFS{"migrations/20200101000000_parcels.sql": &fstest.MapFile{Data: []byte("-- +goose Up\n" + schema)}}}

func TestWhatIsWrongWithAFile(t *testing.T) {
	for text, want := range map[string]string{
		"table a_b of person by id":                "is not understood",
		"table a_b about person":                   "does not say by which column",
		"table a_b about person by id":             "does not say what becomes of it",
		"table a_b about person by id; erase keep": "does not say why",
		"  id: id":                                       "before the first table",
		"table a_b about nobody\n  hats: id":             "is no class of data",
		"table a_b about nobody\n  id: id\n  state: id":  "is named twice",
		"table a_b about nobody\n id: id":                "is not understood",
		"table a_b about nobody\n  id: id; DROP TABLE x": "is not understood",
	} {
		if _, err := datamap.Parse("x/data.map", text); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "x/data.map:") {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{
		"table a_b about person by whom; erase delete\n  id: id":             "none of its columns",
		"table a_b about person by id of c_d; erase delete\n  id: id":        "no column about a person",
		"table a_b about nobody\n  id: id\ntable a_b about nobody\n  id: id": "said twice",
	} {
		_, err := datamap.Load(map[string]fs.FS{"a": fstest.MapFS{datamap.File: &fstest.MapFile{Data: []byte(text)}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// A column that nobody classified, and one that is gone, are told with how to mend it.
func TestAColumnWithNoClassificationIsFound(t *testing.T) {
	d := dbtest.New(t, parcels)
	tables, err := db.Tables(d.Read(dbtest.Context(t)))
	if err != nil {
		t.Fatal(err)
	}
	if wrong := loaded(t, said).Check(tables); len(wrong) > 0 {
		t.Errorf("a whole map is refused: %q", wrong)
	}
	for cut, want := range map[string]string{
		"  birth: born\n": "the column parcels_home.born is not classified",
		"table parcels_bill about person by home_id; erase keep - accounts are kept\n  id: id home_id\n  money: pence\n": "the table parcels_bill is not classified",
	} {
		wrong := loaded(t, strings.Replace(said, cut, "", 1)).Check(tables)
		if len(wrong) != 1 || !strings.Contains(wrong[0], want) {
			t.Errorf("without %q: %q", cut, wrong)
		}
	}
	more := strings.Replace(said, "words: note", "words: note colour", 1) + "table parcels_shelf about nobody\n  id: id\n"
	if wrong := loaded(t, more).Check(tables); len(wrong) != 2 || !strings.Contains(wrong[0], "no column") || !strings.Contains(wrong[1], "no table") {
		t.Errorf("what is gone: %q", wrong)
	}
}

func TestRowsAndErasing(t *testing.T) {
	dbtest.Each(t, []db.Migrations{parcels}, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(d.Write(ctx, func(tx *db.Tx) error {
			for _, who := range []string{"ann", "bob"} {
				if _, err := tx.Exec(`INSERT INTO parcels_home (borough_id, id, name, born, floor) VALUES (?, ?, ?, '1950-01-02', 3)`, tx.Borough(), who, who); err != nil {
					return err
				}
				if _, err := tx.Exec(`INSERT INTO parcels_parcel (borough_id, id, home_id, note, packed_at) VALUES (?, ?, ?, 'for the son', ?)`, tx.Borough(), "p-"+who, who, tx.Now()); err != nil {
					return err
				}
				if _, err := tx.Exec(`INSERT INTO parcels_tin (borough_id, id, parcel_id, wish) VALUES (?, ?, ?, 'peas')`, tx.Borough(), "t-"+who, "p-"+who); err != nil {
					return err
				}
				if _, err := tx.Exec(`INSERT INTO parcels_bill (borough_id, id, home_id, pence) VALUES (?, ?, ?, 500)`, tx.Borough(), "b-"+who, who); err != nil {
					return err
				}
			}
			return nil
		}))
		live, err := loaded(t, said).Over(d.Read(ctx))
		must(err)
		count := func(who string) (n int) {
			for _, table := range live.OfAbout(datamap.Person) {
				rows, err := live.Rows(d.Read(ctx), table, []string{who})
				must(err)
				n += len(rows)
			}
			return n
		}
		if count("ann") != 4 || count("nobody") != 0 {
			t.Errorf("%d rows of ann, %d of nobody", count("ann"), count("nobody"))
		}
		var erased []datamap.Erased
		must(d.Write(ctx, func(tx *db.Tx) (err error) {
			erased, err = live.Erase(tx, datamap.Person, []string{"ann"})
			return err
		}))
		if len(erased) != 4 || erased[0].Done != datamap.Keep || erased[0].Why != "accounts are kept" || erased[3].Done != datamap.Delete {
			t.Errorf("erased %+v", erased)
		}
		if count("ann") != 3 || count("bob") != 4 {
			t.Errorf("left %d of ann and %d of bob", count("ann"), count("bob"))
		}
		home, _ := live.Table("parcels_home")
		rows, err := live.Rows(d.Read(ctx), home, []string{"ann"})
		must(err)
		if r := rows[0]; r.Value("name") != "" || r.Value("born") != nil || r.Value("floor") != int64(0) || r.Value("id") != "ann" {
			t.Errorf("the home is %v", r.Values)
		}
	})
}
