package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever stands on a list: no record is split, nothing leaves its page, nothing but the foot
// is smaller than 12 points, and every line is there once.
func TestARecordIsNeverSplitOverPages(t *testing.T) {
	pdf := newFile("en", "Today", time.Time{})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "records")
		part := Part{Heading: "To ring", Says: []string{"The most pressing first."}}
		for i := range n {
			lines := rapid.IntRange(0, 12).Draw(t, "lines")
			e := Entry{Head: fmt.Sprintf("head-%d.", i), Framed: true, Ticks: []string{fmt.Sprintf("tick-%d.", i)}, Blanks: []string{"At:"}}
			for j := range lines {
				e.Lines = append(e.Lines, fmt.Sprintf("line-%d-%d. %s", i, j, strings.Repeat("word ", rapid.IntRange(0, 25).Draw(t, "words"))))
			}
			part.Records = append(part.Records, e)
		}
		pages := Sheets{Parts: []Part{part, part}}.layOut(pdf)
		seen := map[string]int{}
		for p, page := range pages {
			for _, text := range page.texts {
				if text.Style.Size < 12 {
					t.Fatalf("%q is set in %v points", text.Text, text.Style.Size)
				}
				if text.Box.Bottom > sheetBottom+0.01 || text.Box.Right > sheetRight+0.01 {
					t.Fatalf("%q stands outside its page: %+v", text.Text, text.Box)
				}
				for _, word := range strings.Fields(text.Text) {
					if strings.Contains(word, "-") && strings.HasSuffix(word, ".") {
						seen[word]++
						record := strings.SplitN(strings.TrimSuffix(word, "."), "-", 3)[1]
						if at, ok := seen["page of "+record]; ok && seen["half "+record] == seen[word] && at != p {
							t.Fatalf("record %s is split over pages", record)
						}
						seen["page of "+record], seen["half "+record] = p, seen[word]
					}
				}
			}
		}
		for i := range n {
			if seen[fmt.Sprintf("head-%d.", i)] != 2 || seen[fmt.Sprintf("tick-%d.", i)] != 2 {
				t.Fatalf("record %d stands there %d times", i, seen[fmt.Sprintf("head-%d.", i)])
			}
		}
	})
}

func TestSheetsAreTheSameFileAgainAndSurviveAnyName(t *testing.T) {
	s := Sheets{
		Language: "en", Title: "Paper pack", Made: time.Date(2020, 4, 7, 5, 0, 0, 0, time.UTC),
		Page:  func(page, of int) string { return fmt.Sprintf("Page %d of %d", page, of) },
		Parts: []Part{{Heading: "To ring", Records: []Entry{{Head: "أمينة خ.", Rules: 3}}}, {Heading: "Form", OwnPage: true}},
	}
	one, pages, err := s.PDF()
	if err != nil || pages != 2 {
		t.Fatalf("%d pages, %v", pages, err)
	}
	if again, _, err := s.PDF(); err != nil || !bytes.Equal(one, again) {
		t.Errorf("the same sheets are another file, %v", err)
	}
	if bytes.Contains(one, []byte(" rg\n")) {
		t.Error("something is printed in a colour")
	}
}
