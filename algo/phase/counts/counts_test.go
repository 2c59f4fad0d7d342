package counts_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"kith/algo/phase"
	"kith/algo/phase/counts"
)

func day(t testing.TB, s string) phase.Day {
	t.Helper()
	d, err := phase.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const head = "area,code,date,cases,population\n"

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, says string }{
		"nothing":           {"", "the file is empty"},
		"header alone":      {head, "a header and no counts"},
		"no cases":          {"area,date\nLeigh,2020-10-01\n", "no column cases; the file has area, date"},
		"header twice":      {"area,date,cases,Cases\n", `the header "cases" stands there twice`},
		"a date in words":   {head + "Leigh,E1,1 October,4,100\n", `line 2: "1 October" is not a date like 2020-10-18`},
		"a British date":    {head + "Leigh,E1,01/10/2020,4,100\n", "is not a date"},
		"half a case":       {head + "Leigh,E1,2020-10-01,4.5,100\n", `"4.5" is not a count`},
		"a word":            {head + "Leigh,E1,2020-10-01,many,100\n", `"many" is not a count`},
		"far too many":      {head + "Leigh,E1,2020-10-01,99999999,100\n", "more than an area has people"},
		"twice, otherwise":  {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-01,5,100\n", "line 3: Leigh on 2020-10-01 stands on line 2 with another count"},
		"nobody lives":      {head + "Leigh,E1,2020-10-01,4,0\n", "line 2: Leigh: a population of 0"},
		"no population":     {"area,date,cases\nLeigh,2020-10-01,4\n", "Leigh has no population; add a column"},
		"two populations":   {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-02,4,200\n", "100 people on earlier lines and 200"},
		"no name":           {head + ",E1,2020-10-01,4,100\n", "names no area"},
		"two names":         {head + "Leigh,E1,2020-10-01,4,100\nHindley,E1,2020-10-01,4,100\n", "E1 is Leigh on earlier lines and Hindley"},
		"two codes":         {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E2,2020-10-01,4,100\n", `Leigh has the code "E1" on earlier lines and "E2"`},
		"the future":        {head + "Leigh,E1,2020-12-01,4,100\n", "2020-12-01 is in the future; the last day that can be counted is 2020-11-30"},
		"known before":      {"as_of,area,date,cases,population\n2020-10-01,Leigh,2020-10-02,4,100\n", "a count of 2020-10-02 cannot be known on 2020-10-01"},
		"no as_of":          {"as_of,area,date,cases,population\n,Leigh,2020-10-02,4,100\n", "as_of: \"\" is not a date"},
		"a mistyped year":   {head + "Leigh,E1,1920-10-01,4,100\nLeigh,E1,2020-10-02,4,100\n", "a year may be mistyped"},
		"too few cells":     {head + "Leigh,E1,2020-10-01\n", "wrong number of fields"},
		"a population word": {head + "Leigh,E1,2020-10-01,4,some\n", `"some" is not a population`},
	} {
		f, err := counts.Read(strings.NewReader(c.file), counts.Options{Latest: day(t, "2020-11-30")})
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v %v, want an error that says %q", name, f, err, c.says)
		}
	}
}

func TestReadTakes(t *testing.T) {
	for name, c := range map[string]struct {
		file, obs string
		notes     []string
	}{
		"plain":                    {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-02,0,100\n", "[4 0]", nil},
		"a mark, spaces, any case": {"\ufeff Date , AREA,Cases,Population,other\n2020-10-01, Leigh ,4,100,x\n", "[4]", nil},
		"out of order":             {head + "Leigh,E1,2020-10-02,5,100\nLeigh,E1,2020-10-01,4,100\n", "[4 5]", nil},
		"a day without a row":      {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-03,5,100\n", "[4 - 5]", []string{"One day has no count, and is taken as missing."}},
		"empty and NA":             {head + "Leigh,E1,2020-10-01,,100\nLeigh,E1,2020-10-02,NA,100\n", "[- -]", []string{"2 days have no count"}},
		"a correction":             {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-02,-3,100\n", "[4 -]", []string{"One count is below zero, a correction"}},
		"twice the same":           {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-01,4,100\n", "[4]", []string{"One row stands there twice"}},
		"hidden":                   {head + "Leigh,E1,2020-10-01,*,100\nLeigh,E1,2020-10-02,<5,100\nLeigh,E1,2020-10-03,1–7,100\n", "[0..4 0..4 0..7]", []string{"3 counts are hidden"}},
		"whole, as a decimal":      {head + "Leigh,E1,2020-10-01,4.0,100\n", "[4]", nil},
		"one ends before":          {head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-02,4,100\nAtherton,E2,2020-10-01,1,90\n", "[4 4]", []string{"Atherton has counts up to 2020-10-01, others later ones."}},
	} {
		f, err := counts.Read(strings.NewReader(c.file), counts.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := spell(f.Vintages[0].Series[0]); got != c.obs {
			t.Errorf("%s: %s, want %s", name, got, c.obs)
		}
		if len(f.Notes) != len(c.notes) {
			t.Errorf("%s: notes %q", name, f.Notes)
			continue
		}
		for i, want := range c.notes {
			if !strings.Contains(f.Notes[i], want) {
				t.Errorf("%s: note %q, want %q", name, f.Notes[i], want)
			}
		}
	}
}

// spell writes a series shortly.
func spell(s phase.Series) string {
	var out []string
	for _, o := range s.Obs {
		switch o.Kind {
		case phase.Missing:
			out = append(out, "-")
		case phase.Censored:
			out = append(out, fmt.Sprintf("0..%d", o.Upper))
		default:
			out = append(out, fmt.Sprint(o.N))
		}
	}
	return "[" + strings.Join(out, " ") + "]"
}

const dated = `as_of,pool,area,date,cases
2020-10-03,w,Leigh,2020-10-02,5
2020-10-02,w,Leigh,2020-10-01,3
2020-10-02,w,Atherton,2020-10-01,1
2020-10-03,w,Leigh,2020-10-01,4
2020-10-03,b,Radcliffe,2020-10-01,2
`

func TestVintagesAndPools(t *testing.T) {
	people := map[string]int{"Leigh": 100, "Atherton": 90, "Radcliffe": 80}
	f, err := counts.Read(strings.NewReader(dated), counts.Options{Populations: people})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Vintages) != 2 || f.Vintages[0].AsOf != day(t, "2020-10-02") || spell(f.Vintages[1].Series[0]) != "[4 5]" {
		t.Errorf("%+v", f.Vintages)
	}
	if len(f.Notes) != 2 || !strings.Contains(f.Notes[0], "Atherton is not in the newest vintage, of 2020-10-03") {
		t.Errorf("%q", f.Notes)
	}
	feeds, err := f.Feeds(0)
	if err != nil || len(feeds) != 2 || feeds[0].Now[0].Area != "Radcliffe" || len(feeds[1].Now) != 1 {
		t.Fatalf("%+v %v", feeds, err)
	}
	if s := feeds[1].Now[0]; s.Last() != day(t, "2020-10-03") || spell(s) != "[- - -]" {
		t.Errorf("of %v: %s", s.From, spell(s))
	}
	if _, err := f.Feeds(day(t, "2020-10-01")); err == nil || !strings.Contains(err.Error(), "the first vintage of the file is of 2020-10-02") {
		t.Error(err)
	}
	delete(people, "Radcliffe")
	if _, err := counts.Read(strings.NewReader(dated), counts.Options{Populations: people}); err == nil || !strings.Contains(err.Error(), "line 6: Radcliffe is not among the areas whose population is known") {
		t.Error(err)
	}
}

func TestPopulations(t *testing.T) {
	got, err := counts.Populations(strings.NewReader("Area,Code,Population\nLeigh,E1,100\n"))
	if err != nil || got["Leigh"] != 100 || got["E1"] != 100 {
		t.Error(got, err)
	}
	for file, says := range map[string]string{
		"": "is empty", "area,people\nLeigh,1\n": "no column population", "population\n4\n": "none for area or code", "area,population\nLeigh,0\n": "line 2: a population of 0",
	} {
		if _, err := counts.Populations(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

func TestWriteLeavesEmptyWhatIsNotKnown(t *testing.T) {
	s := phase.Series{Area: "Leigh, west", Pop: 1000, From: day(t, "2020-10-01"), Obs: []phase.Obs{{N: 3}, {Kind: phase.Missing}}}
	histories, _, _, err := phase.Judge(t.Context(), phase.Feed{Now: []phase.Series{s}}, s.From, s.Last(), phase.Config{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := counts.Write(&out, histories); err != nil {
		t.Fatal(err)
	}
	want := "area,date,p,endemic,growing,shrinking,lo,hi,frozen,exceed,bound,rt,rt_lo,rt_hi\n\"Leigh, west\",2020-10-01,"
	if !strings.HasPrefix(out.String(), want) || !strings.Contains(out.String(), ",,,,,\n") {
		t.Error(out.String())
	}
}

// FuzzRead: whatever the file, it is refused with words or every series can be judged.
func FuzzRead(f *testing.F) {
	for _, s := range []string{head + "Leigh,E1,2020-10-01,4,100\nLeigh,E1,2020-10-03,<5,100\n", dated, head + "L,,2020-10-01,-1,7\n", "\ufeffarea,date,cases\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file, err := counts.Read(strings.NewReader(s), counts.Options{Populations: map[string]int{"Leigh": 100, "Atherton": 90, "Radcliffe": 80}})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("refused without a word")
			}
			return
		}
		for _, v := range file.Vintages {
			for _, series := range v.Series {
				if err := series.Check(); err != nil {
					t.Fatal(err)
				}
				if len(series.Obs) > 4000 {
					t.Fatalf("%d days", len(series.Obs))
				}
			}
		}
		if _, err := file.Feeds(0); err != nil {
			t.Fatal(err)
		}
	})
}
