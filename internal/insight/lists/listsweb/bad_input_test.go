package listsweb_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kith/internal/insight/entries"
	"kith/internal/insight/lists"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/plat/imports"
)

const badHead = "NHSNumber,FirstName,LastName,DateOfBirth,Address1,Postcode,Phone,SPL_Version\n"

// row is a row of a list under badHead, of which some cells are changed.
func row(change ...string) string {
	cells := []string{"9990000018", "Amina", "Khan", "07/03/1939", "1 Market Street", "WN2 3EB", "07700900123", "44"}
	for i := 0; i+1 < len(change); i += 2 {
		for at, name := range strings.Split(strings.TrimSpace(badHead), ",") {
			if name == change[i] {
				cells[at] = change[i+1]
			}
		}
	}
	return strings.Join(cells, ",") + "\n"
}

var other = row("NHSNumber", "9990000026", "FirstName", "Brian", "LastName", "Stone", "Phone", "07700900124")

// report is what an analyst is told of a file that was handed in and checked.
type report struct {
	*borough
	at   string
	v    lists.Version
	rows map[int]lists.Row
}

// handed hands a file in by the page, takes it for what it is guessed to be, and has it checked.
func (b *borough) handed(name, content string) *report {
	b.t.Helper()
	r := &report{borough: b, at: b.As(ann).Upload("/lists", url.Values{}, "file", name, content).Is(303).Location, rows: map[int]lists.Row{}}
	r.v = b.version(r.at)
	form := url.Values{"number": {fmt.Sprint(r.v.Number)}, "asset": {"shielded-patients"}, "kind": {"whole"}}
	for i, c := range r.v.Columns {
		form.Set(fmt.Sprintf("column-%d", i), string(c.Field))
	}
	b.As(ann).Post(r.at+"/columns", form).Is(303)
	b.work()
	if r.v = b.version(r.at); r.v.State != lists.Checked {
		b.t.Fatalf("the list is %s: %s", r.v.State, r.v.Note)
	}
	r.everyRowHasALine()
	return r
}

func (b *borough) version(at string) lists.Version {
	b.t.Helper()
	for _, v := range b.versions() {
		if strings.HasSuffix(at, string(v.ID)) {
			return v
		}
	}
	b.t.Fatalf("there is no list at %s", at)
	return lists.Version{}
}

func (b *borough) versions() []lists.Version {
	b.t.Helper()
	all, err := b.lists.Versions(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// everyRowHasALine holds that each row of a file is in the report: what is taken, what is not,
// and of the latter why.
func (r *report) everyRowHasALine() {
	r.t.Helper()
	for _, of := range lists.Standings() {
		rows, _, err := r.lists.Rows(r.ctx, r.v.ID, []lists.Standing{of}, nil)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, w := range rows {
			r.rows[w.Number] = w
			if (of == lists.Rejected || of == lists.Twice) && w.Why == "" {
				r.t.Errorf("row %d is %s without a word", w.Number, of)
			}
		}
	}
	if len(r.rows) != r.v.Rows {
		r.t.Errorf("the file has %d rows and the report %d", r.v.Rows, len(r.rows))
	}
}

// becomes holds what becomes of a row, with what is said of it on the page that lists such rows.
func (r *report) becomes(number int, of lists.Standing, said ...string) {
	r.t.Helper()
	if got := r.rows[number].Standing; got != of {
		r.t.Errorf("row %d is %q (%s), want %q", number, got, r.rows[number].Why, of)
	}
	r.As(ann).Get(r.at + "/changes?of=" + string(of)).Is(200).Says(said...)
}

// remarks holds how many cells are remarked on with a code.
func (r *report) remarks(code entries.Code, want int) {
	r.t.Helper()
	if got := r.v.Counts.Remarks[code]; got != want {
		r.t.Errorf("%s is remarked %d times, want %d: %v", code, got, want, r.v.Counts.Remarks)
	}
}

// refused holds that a file is not taken at all, with why and how to mend it.
func (b *borough) refused(name, content, said string) {
	b.t.Helper()
	before := len(b.versions())
	b.As(ann).Upload("/lists", url.Values{}, "file", name, content).Is(422).Says(said)
	if kept := len(b.versions()) - before; kept > 0 {
		b.t.Error("it is kept")
	}
}

// Bad input, in the order the requirements name it: each has a named outcome on the pages of
// the list, and no row of a file is dropped without a line in the report.
func TestBadInput(t *testing.T) {
	one := start(t)
	start := func(t *testing.T) *borough { b := *one; b.t = t; return &b }
	t.Run("two equal rows in one file", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row()+row()+other)
		r.becomes(3, lists.Twice, "Another row is of the same person", "It says the same as row 2.")
		r.becomes(2, lists.Added, "Amina Khan")
	})
	t.Run("the same person twice in one list", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row()+row("Phone", "07700900555")+row("NHSNumber", "", "Phone", "07700900777"))
		r.becomes(3, lists.Twice, "Row 2 is of the same person and counts; this one has another phone.")
		r.becomes(4, lists.Twice, "Row 2 is of the same person and counts; this one has another NHS number and phone.")
		if n := r.v.Counts.People(); n != 1 {
			t.Errorf("%d people are on the list", n)
		}
	})
	t.Run("two people who share everything but the NHS number", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row()+row("NHSNumber", "9990000026"))
		r.becomes(2, lists.Added)
		r.becomes(3, lists.Added)
	})
	t.Run("0000000000", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("NHSNumber", "0000000000")+row("NHSNumber", "000 000 0000", "FirstName", "", "LastName", ""))
		r.becomes(2, lists.Added, "NHSNumber: It has zeros alone.", "NHS numbers of zeros were left empty")
		r.becomes(3, lists.Rejected, "There is neither an NHS number nor a name, so nobody can be found by it.")
		r.remarks(entries.NHSZero, 2)
		if r.rows[2].Entry.NHS != "" {
			t.Errorf("it is kept as %s", r.rows[2].Entry.NHS)
		}
	})
	t.Run("partial postcodes", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("Postcode", "BS4")+row("NHSNumber", "9990000026", "Postcode", "WN2 3"))
		r.becomes(2, lists.Added, `"BS4" is a part of a postcode.`, "1 Market Street, BS4", "Parts of a postcode were kept as the district")
		r.remarks(entries.PostcodePartial, 2)
	})
	t.Run("two phones in one cell", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("Phone", "01632 960001/07700900123")+row("NHSNumber", "9990000026", "Phone", "07700900124 or 01632 960002"))
		r.becomes(2, lists.Added, "Phone: There are 2 numbers in one cell.")
		r.remarks(entries.PhoneSeveral, 2)
		for number, want := range map[int]string{2: "[+441632960001 +447700900123]", 3: "[+447700900124 +441632960002]"} {
			if got := fmt.Sprintf("%s", asText(r.rows[number])); got != want {
				t.Errorf("row %d has %s, want %s", number, got, want)
			}
		}
	})
	t.Run("lost leading zeros", func(t *testing.T) {
		whole := "099" + checked("099")[3:]
		r := start(t).handed("list.csv", badHead+row("NHSNumber", whole[1:], "Phone", "7700900123", "DateOfBirth", "7031939"))
		r.becomes(2, lists.Added, "NHSNumber: It lost its first zero.", "Phone: It lost its first zero.", "7031939 was read as 7 March 1939.")
		if e := r.rows[2].Entry; string(e.NHS) != whole || asText(r.rows[2])[0] != "+447700900123" || e.Born.String() != "1939-03-07" {
			t.Errorf("it is read as %+v", e)
		}
	})
	t.Run("Excel serial dates", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("DateOfBirth", "14311"))
		r.becomes(2, lists.Added, "14311 was read as 7 March 1939.", "Days as a spreadsheet counts them were read")
	})
	t.Run("nan", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("Phone", "nan", "Postcode", "NaN", "DateOfBirth", "nan")+row("NHSNumber", "nan", "FirstName", "nan", "LastName", "nan"))
		r.becomes(2, lists.Added, `Phone: "nan" says nothing.`)
		r.becomes(3, lists.Rejected, "There is neither an NHS number nor a name")
		r.remarks(entries.Placeholder, 6)
	})
	t.Run("shifted columns", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+other+
			",9990000018,Amina,Khan,07/03/1939,1 Market Street,WN2 3EB,07700900123\n"+
			"9990000018,Amina,Khan,07/03/1939,1 Market Street,Ince,WN2 3EB,07700900123,44\n")
		r.becomes(3, lists.Rejected, "The cells of this row seem to stand in the wrong columns.")
		r.becomes(4, lists.Rejected, "The row has 9 cells and should have 8.")
		r.becomes(2, lists.Added)
	})
	t.Run("a CSV that is really an XLSX", func(t *testing.T) {
		r := start(t).handed("list.csv", workbook(t, map[string]string{"Sheet1": badHead + row() + other}))
		r.becomes(2, lists.Added, "Amina Khan", "Brian Stone")
		if r.v.Profile != "nhs-shielded" || r.v.Passed != "" {
			t.Errorf("it is taken for %s, passed %q", r.v.Profile, r.v.Passed)
		}
	})
	t.Run("a workbook with more sheets than one", func(t *testing.T) {
		r := start(t).handed("list.xlsx", workbook(t, map[string]string{"Sheet1": "Notes\n", "Wigan": badHead + row(), "Leigh": badHead + other + row()}))
		r.As(ann).Get(r.at).Is(200).Says(`The sheet "Wigan" of the workbook was read. It has more that were not: Leigh.`)
		r.becomes(2, lists.Added, "Amina Khan")
	})
	t.Run("zip bombs", func(t *testing.T) {
		start(t).refused("list.xlsx", bomb(t), "This workbook unpacks to more than 64 megabytes.")
	})
	t.Run("1 GB lines", func(t *testing.T) {
		b := start(t)
		_, _, err := b.lists.HandIn(b.ctx, imports.File{Name: "list.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(&oneLine{left: 1 << 30}), nil }})
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), "larger than 96 megabytes") {
			t.Errorf("a line of 1 GB: %v", err)
		}
		b.As(ann).Upload("/lists", url.Values{}, "file", "list.csv", strings.Repeat("x", 33<<20)).Is(413)
		r := b.handed("list.csv", badHead+row()+strings.Repeat("x", 1<<20)+"\n"+other)
		r.becomes(3, lists.Rejected, "The row is longer than 64 kilobytes.")
		r.becomes(4, lists.Added, "Brian Stone")
	})
	t.Run("formulas", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("LastName", `"=HYPERLINK(""http://example.org"")"`, "Phone", `"=""07700900123"""`)+row("NHSNumber", "9990000026", "FirstName", "@SUM(A1)"))
		r.becomes(2, lists.Added, "LastName: There is a formula where a value should be.", "Phone: The text was wrapped in a formula.")
		r.remarks(entries.Formula, 2)
		r.remarks(entries.FormulaText, 1)
		if got := asText(r.rows[2]); len(got) != 1 || got[0] != "+447700900123" {
			t.Errorf("text in a formula is %v", got)
		}
	})
	t.Run("formulas of a workbook that nobody has worked out", func(t *testing.T) {
		r := start(t).handed("list.xlsx", workbook(t, map[string]string{"Sheet1": badHead + row("LastName", "=UPPER(B2)")}))
		r.becomes(2, lists.Added, "LastName: There is a formula where a value should be.")
	})
	t.Run("formulas do not come back in the file of rows that are not taken", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row("NHSNumber", "", "FirstName", "", "LastName", "", "Address1", "=1+1"))
		r.becomes(2, lists.Rejected)
		if got := r.As(ann).Get(r.at + "/rejected.csv").Is(200).Body; !strings.Contains(got, ",'=1+1,") {
			t.Errorf("sent back is %q", got)
		}
	})
	t.Run("rows that are not taken are told when the file itself is kept no longer", func(t *testing.T) {
		r := start(t).handed("list.csv", badHead+row()+row("NHSNumber", "", "FirstName", "", "LastName", ""))
		r.As(ann).Post(r.at+"/on", url.Values{"number": {fmt.Sprint(r.v.Number)}}).Is(303)
		r.work()
		r.clock.Set(r.clock.Now().Add(40 * 24 * time.Hour))
		if err := r.lists.Sweep(r.ctx); err != nil {
			t.Fatal(err)
		}
		if got := r.As(ann).Get(r.at + "/rejected.csv").Is(200).Body; !strings.Contains(got, "list.csv,3,\"There is neither") {
			t.Errorf("sent back is %q", got)
		}
	})
}

func asText(w lists.Row) (all []string) {
	for _, p := range w.Entry.Phones {
		all = append(all, string(p))
	}
	return all
}

// checked is a whole NHS number that begins with some digits.
func checked(begins string) string {
	for i := 0; ; i++ {
		if text := fmt.Sprintf("%s%0*d", begins, 10-len(begins), i); valid(text) {
			return text
		}
	}
}

func valid(text string) bool {
	_, err := nhsnumber.Parse(text)
	return err == nil
}

// workbook is a workbook of sheets, given as CSV; a cell with "=" is a formula that nobody has
// worked out. Sheet1 comes first.
func workbook(t *testing.T, sheets map[string]string) string {
	t.Helper()
	book := excelize.NewFile()
	for _, name := range []string{"Sheet1", "Wigan", "Leigh"} {
		text, there := sheets[name]
		if !there {
			continue
		}
		_, err := book.NewSheet(name)
		must(t, err)
		for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
			for j, cell := range strings.Split(line, ",") {
				at, err := excelize.CoordinatesToCellName(j+1, i+1)
				must(t, err)
				if formula, ok := strings.CutPrefix(cell, "="); ok {
					must(t, book.SetCellFormula(name, at, formula))
				} else {
					must(t, book.SetCellStr(name, at, cell))
				}
			}
		}
	}
	var out bytes.Buffer
	must(t, book.Write(&out))
	return out.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bomb is a small workbook that unpacks to 66 megabytes.
func bomb(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create("xl/worksheets/sheet1.xml")
	must(t, err)
	_, err = io.Copy(f, &oneLine{left: 66 << 20})
	must(t, err)
	must(t, w.Close())
	return out.String()
}

// oneLine is a line without an end.
type oneLine struct{ left int }

func (l *oneLine) Read(p []byte) (int, error) {
	if l.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), l.left)
	for i := range p[:n] {
		p[i] = 'x'
	}
	l.left -= n
	return n, nil
}
