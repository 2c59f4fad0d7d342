package document_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/document"
)

func report(rows int) document.Report {
	t := document.Table{Caption: "Figures", Columns: []document.TableColumn{{Title: "Figure", Share: 3}, {Title: "Now", Numeric: true}}}
	for range rows {
		t.Rows = append(t.Rows, []document.TableCell{{Text: strings.Repeat("a long name ", 9)}, {Text: "1,204"}})
	}
	return document.Report{
		Language: "en", Title: "Report", Under: "four weeks", Made: time.Date(2020, 7, 27, 9, 0, 0, 0, time.UTC),
		Sections: []document.Section{{Title: "In short", Says: []string{"All went well."}, Tables: []document.Table{t}, Charts: []document.Chart{{Caption: "Weeks", First: "Now", Second: "Before", Bars: []document.ChartBar{{"1 June", 4, 12}, {"8 June", 0, 1_204_000}}}}}},
	}
}

func TestAReportIsTheSameFileTwiceAndGrowsOverPages(t *testing.T) {
	one, err := report(5).PDF()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := report(5).PDF()
	if !bytes.Equal(one, again) {
		t.Error("the same report is two files")
	}
	long, err := report(90).PDF()
	if pages := bytes.Count(long, []byte("/Type /Page\n")); err != nil || pages < 3 || bytes.Count(one, []byte("/Type /Page\n")) != 1 {
		t.Errorf("%d pages, %v", pages, err)
	}
}

func TestAReportThatItsFontCannotShow(t *testing.T) {
	r := report(1)
	r.Sections[0].Says = []string{"نص"}
	if _, err := r.PDF(); fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v", err)
	}
}
