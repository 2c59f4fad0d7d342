package tabular_test

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/plat/tabular"
)

// read collects a table as "number: cell|cell", malformed rows as
// "number! reason".
func read(t testing.TB, text string, o tabular.Options, header bool) (rows []string) {
	t.Helper()
	r := tabular.NewReader(strings.NewReader(text), o)
	if header {
		if _, err := r.Header(); err != nil {
			t.Fatal(err)
		}
	}
	for {
		row, err := r.Read()
		var bad *tabular.RowError
		switch {
		case err == io.EOF:
			return rows
		case errors.As(err, &bad):
			rows = append(rows, line(bad.Row.Number, "! "+bad.Reason))
		case err != nil:
			t.Fatal(err)
		default:
			rows = append(rows, line(row.Number, ": "+strings.Join(row.Cells, "|")))
		}
	}
}

func line(n int, text string) string { return string(rune('0'+n)) + text }

func TestReadShapes(t *testing.T) {
	const never = "! A quotation mark is opened and never closed."
	const behind = "! There is text behind a closing quotation mark. Write a quotation mark inside a cell twice."
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "a,b\nc,d\n", []string{"1: a|b", "2: c|d"}},
		{"no line end at the end", "a,b\nc,d", []string{"1: a|b", "2: c|d"}},
		{"carriage returns", "a,b\r\nc,d\r\n", []string{"1: a|b", "2: c|d"}},
		{"blank rows are counted", "a,b\n\n , \nc,d\n\n", []string{"1: a|b", "4: c|d"}},
		{"quoted", `"a","b ""c"" d"` + "\n" + `"x,y",z`, []string{`1: a|b "c" d`, "2: x,y|z"}},
		{"a cell over two lines", "\"a\nb\",c\nd,e", []string{"1: a\nb|c", "2: d|e"}},
		{"an empty quoted cell", `"",a,""`, []string{"1: |a|"}},
		{"a mark inside a cell", `5" pipe,b` + "\n" + `c,d"`, []string{`1: 5" pipe|b`, `2: c|d"`}},
		{"never closed", "a,b\n\"c,d\ne,f\ng,h", []string{"1: a|b", "2" + never, "3: e|f", "4: g|h"}},
		{"never closed, quotes behind", "\"a,b\n\"c\",d\n\"e\",f", []string{"1" + behind, "2: c|d", "3: e|f"}},
		{"text behind", "\"a\"b,c\nd,e", []string{"1" + behind, "2: d|e"}},
		{"semicolons", "a;b;c,d\ne;f;g", []string{"1: a|b|c,d", "2: e|f|g"}},
		{"tabs", "a\tb\nc\td,e,f", []string{"1: a|b", "2: c|d,e,f"}},
		{"bars", "a|b\nc|d", []string{"1: a|b", "2: c|d"}},
		{"one column", "a\nb", []string{"1: a", "2: b"}},
		{"a byte order mark", "\ufeffa,b\n\ufeff,d", []string{"1: a|b", "2: \ufeff|d"}},
		{"Windows-1252 in one line", "caf\xe9,\x80\ncafé,€", []string{"1: café|€", "2: café|€"}},
		{"a NUL", "a,b\nc\x00,d\ne,f", []string{"1: a|b", "2! The row has a character in it that is no text. Check that the file is a CSV file.", "3: e|f"}},
		{"empty", "", nil},
		{"only line ends", "\n\r\n\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, tt.text, tabular.Options{}, false); !slices.Equal(got, tt.want) {
				t.Errorf("read\n%q\nwant\n%q", got, tt.want)
			}
		})
	}
}

func TestReadUTF16(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		for _, mark := range []unicode.BOMPolicy{unicode.UseBOM, unicode.IgnoreBOM} {
			text, err := unicode.UTF16(order, mark).NewEncoder().String("name\tpostcode\nZoë\tWN2 3EB\n")
			if err != nil {
				t.Fatal(err)
			}
			if got := read(t, text, tabular.Options{}, false); !slices.Equal(got, []string{"1: name|postcode", "2: Zoë|WN2 3EB"}) {
				t.Errorf("read %q", got)
			}
		}
	}
}

func TestReadWidth(t *testing.T) {
	got := read(t, "a,b,c\n1,2,3\n1,2\n1,2,3,,\n1,2,3,4\n\"1\",\"2\"\n,,,,,\n", tabular.Options{}, true)
	want := []string{
		"2: 1|2|3", "3! The row has 2 cells and should have 3.", "4: 1|2|3",
		"5! The row has 4 cells and should have 3.", "6! The row has 2 cells and should have 3.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("read\n%q\nwant\n%q", got, want)
	}
}

func TestReadLimits(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for name, text := range map[string]string{
		"longer than a row may be":  "a,b\n" + long + ",c\nd,e",
		"longer than the buffer":    "a,b\n" + strings.Repeat(long, 100) + ",c\nd,e",
		"made longer by quotations": "a,b\n\"" + long + "\n" + long + "\nd,e",
	} {
		t.Run(name, func(t *testing.T) {
			rows := read(t, text, tabular.Options{MaxRow: 4096}, false)
			if rows[0] != "1: a|b" || !strings.HasSuffix(rows[len(rows)-1], ": d|e") {
				t.Fatalf("read %.200q", rows)
			}
			for _, row := range rows[1 : len(rows)-1] {
				if row[1] != '!' {
					t.Errorf("took %.40q", row)
				}
			}
		})
	}
	// A mark that is never closed must not swallow a long file.
	text := "\"a,b\n" + strings.Repeat("c,d\n", 100_000)
	r := tabular.NewReader(strings.NewReader(text), tabular.Options{})
	var bad *tabular.RowError
	if _, err := r.Read(); !errors.As(err, &bad) || bad.Row.Number != 1 {
		t.Fatalf("the first row gave %v", err)
	}
	n := 0
	for ; ; n++ {
		if _, err := r.Read(); err != nil {
			break
		}
	}
	if n != 100_000 {
		t.Errorf("read %d rows behind it", n)
	}
}

func TestPeekAndHeader(t *testing.T) {
	r := tabular.NewReader(strings.NewReader("\"WN1 1AA\",10\nWN1 1AB,20\n"), tabular.Options{})
	if row, err := r.Peek(); err != nil || row.Cell(0) != "WN1 1AA" || row.Cell(2) != "" || row.Cell(-1) != "" {
		t.Fatalf("peeked at %v, %v", row, err)
	}
	r.Expect(2)
	if row, err := r.Read(); err != nil || row.Number != 1 || row.Cell(1) != "10" {
		t.Fatalf("read %v, %v", row, err)
	}
	if row, err := r.Read(); err != nil || row.Number != 2 {
		t.Fatalf("read %v, %v", row, err)
	}
	_, err := tabular.NewReader(strings.NewReader("\n\n"), tabular.Options{}).Header()
	if fault.CodeOf(err) != "tabular.empty" {
		t.Errorf("an empty file gives %v", err)
	}
	_, err = tabular.NewReader(strings.NewReader("\"name\"x,phone\nAnn,1\n"), tabular.Options{}).Header()
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), "behind a closing quotation mark") {
		t.Errorf("a first row that cannot be read gives %v", err)
	}
}

func TestReaderPassesErrorsOn(t *testing.T) {
	gone := errors.New("the disk is gone")
	r := tabular.NewReader(io.MultiReader(strings.NewReader("a,b\n"), failing{gone}), tabular.Options{})
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestReadsWhatOthersWrite holds the reader to the standard library's writer.
func TestReadsWhatOthersWrite(t *testing.T) {
	cell := rapid.StringOfN(rapid.RuneFrom([]rune("aé,;\"\n \t|'=")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 5).Draw(t, "rows")
		var b strings.Builder
		w := csv.NewWriter(&b)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		r := tabular.NewReader(strings.NewReader(b.String()), tabular.Options{Delimiter: ','})
		for _, want := range rows {
			if strings.TrimSpace(strings.Join(want, "")) == "" {
				continue // a blank row is passed over
			}
			row, err := r.Read()
			if err != nil || !slices.Equal(row.Cells, want) {
				t.Fatalf("%q read as %q, %v", want, row.Cells, err)
			}
		}
		if _, err := r.Read(); err != io.EOF {
			t.Fatalf("more behind the end: %v", err)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "a,b\n", "\"a\nb\",c", "\"", "\xff\xfea\x00,\x00", "\xfe\xff", "a;\"b;", "\ufeff\"x\"\"\",y\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := tabular.NewReader(strings.NewReader(text), tabular.Options{MaxRow: 64})
		last := 0
		for {
			row, err := r.Read()
			var bad *tabular.RowError
			if errors.As(err, &bad) {
				row = bad.Row
			} else if err != nil {
				return
			}
			if row.Number <= last {
				t.Fatalf("row %d came after row %d", row.Number, last)
			}
			last = row.Number
		}
	})
}
