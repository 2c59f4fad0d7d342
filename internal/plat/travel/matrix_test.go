package travel_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kith/internal/kernel/fault"
	"kith/internal/plat/travel"
)

const handedIn = `seconds,Hub,WN1 1AA,Bury food bank
Hub,0,120,900
WN1 1AA,130,0,-
Bury food bank,910,-,0

metres,WN1 1AA,Hub,Bury food bank
Hub,1000,0,9000
Bury food bank,-,9100,0
WN1 1AA,0,1100,-
`

func named(names ...string) []travel.Place {
	places := make([]travel.Place, len(names))
	for i, name := range names {
		places[i] = at(float64(i)*500, 0)
		places[i].Name = name
	}
	return places
}

func matrix(t *testing.T, file string) *travel.Matrix {
	t.Helper()
	m, err := travel.ReadMatrix("ways.csv", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return travel.NewMatrix("ways.csv", m, travel.Usual())
}

func TestAMatrixKnowsPlacesByName(t *testing.T) {
	w := table(t, matrix(t, handedIn), travel.Van, named("bury  FOOD bank", "Hub", "WN1 1AA")...)
	want := [][][2]int32{{{0, 0}, {91_000, 910}, {-1, -1}}, {{90_000, 900}, {0, 0}, {10_000, 120}}, {{-1, -1}, {11_000, 130}, {0, 0}}}
	for i := range want {
		for j := range want[i] {
			if d, s := w.Travel.Between(i, j); d != want[i][j][0] || s != want[i][j][1] {
				t.Errorf("%d to %d is %d dm, %d s, want %v", i, j, d, s, want[i][j])
			}
		}
	}
	if w.Source != "Distances from the table ways.csv" || len(w.Estimated) != 0 {
		t.Errorf("source is %q, estimated %v", w.Source, w.Estimated)
	}
}

func TestAMatrixEstimatesWhatItDoesNotHold(t *testing.T) {
	places := named("Hub", "a new door", "WN1 1AA", "")
	places[2].Withheld = true
	w := table(t, matrix(t, handedIn), travel.Van, places...)
	if fmt.Sprint(w.Estimated) != "[1 2 3]" || !strings.HasSuffix(w.Source, "does not hold: a new door, a place whose address is withheld, place 4") {
		t.Errorf("estimated %v, source %q", w.Estimated, w.Source)
	}
	if d, _ := w.Travel.Between(0, 2); d == 10_000 {
		t.Error("a withheld place was looked up by its name")
	}
	if w := table(t, matrix(t, handedIn), travel.Van, named("x", "y")...); !strings.HasPrefix(w.Source, "Straight line") || !strings.HasSuffix(w.Source, "; ways.csv holds none of the places") {
		t.Errorf("source is %q", w.Source)
	}
}

func TestAMatrixAsAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for i, line := range strings.Split(handedIn, "\n") {
		for j, cell := range strings.Split(line, ",") {
			name, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if err := book.SetCellStr("Sheet1", name, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	m, err := travel.ReadMatrix("ways.xlsx", file.Bytes())
	if err != nil || len(m.Names) != 3 || m.Metres[1] != 1000 || m.Seconds[1] != 120 {
		t.Errorf("read %+v, %v", m, err)
	}
}

func TestMatricesThatMakeNoSense(t *testing.T) {
	with := func(old, by string) string { return strings.Replace(handedIn, old, by, 1) }
	tests := map[string]struct{ file, says string }{
		"empty":              {"", "no table of"},
		"no measure":         {"x,a\na,0\n", "The first cell is “x”"},
		"no metres":          {"seconds,a\na,0\n", "no table of metres"},
		"missing":            {with("130,0,-", "130,,-"), "Row 3, from “WN1 1AA” to “WN1 1AA”: nothing is written"},
		"short row":          {with("130,0,-", "130,0"), "Row 3, from “WN1 1AA” to “Bury food bank”: nothing"},
		"negative":           {with("910", "-910"), "Row 4, from “Bury food bank” to “Hub”: -910 is below 0"},
		"no number":          {with("910", "15 min"), "“15 min” is no number"},
		"not a number":       {with("910", "NaN"), "“NaN” is no number"},
		"endless":            {with("910", "1e300"), "1e300 is too large"},
		"two columns":        {with("seconds,Hub,WN1 1AA", "seconds,Hub,hub"), "two columns are named “hub”"},
		"two rows":           {with("WN1 1AA,130", "Hub,130"), "Row 3: “Hub” has two rows of seconds"},
		"a row alone":        {with("WN1 1AA,130", "Elsewhere,130"), "Row 3: “Elsewhere” has a row of seconds and no column"},
		"a column alone":     {with("WN1 1AA,130,0,-\n", ""), "“WN1 1AA” has a column of seconds and no row"},
		"a column unnamed":   {with("seconds,Hub,", "seconds,,"), "column 2 has no name"},
		"a row unnamed":      {with("WN1 1AA,130", ",130"), "Row 3 of seconds has no name"},
		"too wide":           {with("130,0,-", "130,0,-,7"), "there is “7” in column 5"},
		"twice":              {handedIn + "seconds,a\na,0\n", "a second table of seconds"},
		"other places":       {strings.ReplaceAll(handedIn[:70], "Hub", "Base") + handedIn[70:], "“Base” is in the table of seconds and not in that of metres"},
		"a way in one alone": {with("WN1 1AA,130,0,-", "WN1 1AA,130,0,7"), "From “WN1 1AA” to “Bury food bank” there is no way in one table"},
		"a torn quote":       {with("WN1 1AA,130", "\"WN1 1AA,130"), "quotation mark"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := travel.ReadMatrix("ways.csv", []byte(tt.file))
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), tt.says) && name != "empty" {
				t.Errorf("error is %v", err)
			}
		})
	}
	bad := with("130,0,-", "-1,-2,x")
	if _, err := travel.ReadMatrix("ways.csv", []byte(bad)); strings.Count(fault.MessageOf(err), "Row 3") != 3 {
		t.Errorf("three mistakes are told as %v", err)
	}
}

func FuzzReadMatrix(f *testing.F) {
	f.Add([]byte(handedIn))
	f.Add([]byte("seconds,a\na,0\nmetres,a\na,0\n"))
	f.Add([]byte("metres;\"a\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := travel.ReadMatrix("ways.csv", file)
		if err != nil {
			return
		}
		if n := len(m.Names); n == 0 || len(m.Metres) != n*n || len(m.Seconds) != n*n {
			t.Fatalf("%d names, %d metres, %d seconds", n, len(m.Metres), len(m.Seconds))
		}
		table(t, travel.NewMatrix("x", m, travel.Usual()), travel.Van, named(m.Names...)...)
	})
}
