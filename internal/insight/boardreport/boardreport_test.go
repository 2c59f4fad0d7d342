package boardreport_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kith/internal/insight/boardreport"
	"kith/internal/insight/measures"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/document"
)

func service(b *measurestest.Borough) *boardreport.Service {
	return boardreport.New(b.Measures, priorities.New(b.DB, b.Measures), b.Reports, b.Blueprints, b.Reads)
}

func cells(r document.Report) map[string]string {
	all := map[string]string{}
	for _, s := range r.Sections {
		for _, t := range s.Tables {
			for _, row := range t.Rows {
				if len(row) > 1 {
					all[t.Caption+"/"+row[0].Text] = row[1].Text
				}
			}
		}
	}
	return all
}

// The page, the PDF and the workbook are made from one report, whose figures are those of the
// catalogue, protected.
func TestTheReportTellsWhatTheCatalogueTells(t *testing.T) {
	each(t, func(t *testing.T, b *measurestest.Borough) {
		b.Fill(90)
		b.Count()
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		m, err := service(b).Report(analyst, day.Date{})
		if err != nil || m.Until != day.New(2020, 3, 30) || !m.Counts {
			t.Fatal(m.Until, err)
		}
		told, err := b.Measures.Told(analyst, measures.Stretch{Span: measures.Four, From: day.New(2020, 3, 2)})
		if err != nil {
			t.Fatal(err)
		}
		got := cells(m.Report)
		for _, f := range told.Catalogue.Figures {
			if want := told.In(f.ID, ""); f.Group == measures.Given && got["Given/"+f.Name] != want.Short() {
				t.Errorf("%s is %q, and told as %q", f.Name, got["Given/"+f.Name], want.Short())
			}
		}
		file, err := boardreport.Book(m.Report)
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, _ := book.GetRows("Given", excelize.Options{RawCellValue: true})
		for _, row := range rows[1:] {
			if want := strings.ReplaceAll(got["Given/"+row[0]], ",", ""); row[1] != want {
				t.Errorf("the workbook has %s for %s, the page %s", row[1], row[0], want)
			}
		}
		pdf, err := m.PDF()
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("%d bytes, %v", len(pdf), err)
		}
	})
}

// Sentences stand before tables, the demand says what it lacks, and what is missing is asked
// about.
func TestTheReportSaysWhatCannotBeTold(t *testing.T) {
	b := measurestest.On(t, db.SQLite, priorities.Static())
	b.Count()
	m, err := service(b).Report(b.As(reportstest.Somebody(access.Manager, "")), day.Date{})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, s := range m.Sections {
		said[s.Title] = strings.Join(s.Says, " ")
		if len(s.Tables) > 0 && len(s.Says) == 0 && s.Title != "Definitions" {
			t.Errorf("%s begins with a table", s.Title)
		}
	}
	for title, want := range map[string]string{
		"Reduction in demand": "was not handed in yet", "Check and challenge": "Nobody has typed this figure in yet", "How to read this report": "Counted at",
	} {
		if !strings.Contains(strings.ToLower(said[title]), strings.ToLower(want)) {
			t.Errorf("%s: %s", title, said[title])
		}
	}
}

func TestWhoMakesTheReportAndOfWhichWeeks(t *testing.T) {
	b := measurestest.On(t, db.SQLite, priorities.Static())
	s := service(b)
	for name, who := range map[string]access.Principal{
		"a coordinator": reportstest.Somebody(access.Coordinator, "hapi"), "a member": reportstest.Somebody(access.Member, ""), "a manager of a hub": reportstest.Somebody(access.Manager, "hapi"),
	} {
		if _, err := s.Report(b.As(who), day.Date{}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	analyst := b.As(reportstest.Somebody(access.Analyst, ""))
	for _, on := range []day.Date{day.New(2020, 3, 23), day.New(2020, 4, 27), day.New(2020, 3, 31), day.New(1990, 1, 1)} {
		if _, err := s.Report(analyst, on); fault.KindOf(err) != fault.NotFound {
			t.Errorf("until %s: %v", on, err)
		}
	}
}

// each runs a test on both engines.
func each(t *testing.T, test func(t *testing.T, b *measurestest.Borough)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) { test(t, measurestest.On(t, engine, priorities.Static())) })
	}
}
