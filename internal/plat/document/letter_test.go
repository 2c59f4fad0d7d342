package document_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/plat/document"
)

func letter() document.Letter {
	return document.Letter{
		Language: "en", Title: "A letter",
		Sender:  []string{"Wigan Council", "Hindley hub", "Ring 01632 960100", "8am to 8pm, every day"},
		Address: []string{"Ada Bright", "Flat 2", "1 High Street", "Hindley", "Wigan", "WN2 3AA"},
		Date:    "29 November 2026",
		Body:    document.Parse("Dear Ada\n\nThank you for telling us what you need. Your reference is **7K3D-9M2**.\n\nWe will:\n- ring you\n- bring what you need\n\n# And then\n\nNothing.\n\nWigan Council"),
		Page:    func(page, of int) string { return fmt.Sprintf("Page %d of %d", page, of) },
		Made:    time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC),
	}
}

func TestALetterIsAFile(t *testing.T) {
	first, err := letter().PDF()
	if err != nil {
		t.Fatal(err)
	}
	again, err := letter().PDF()
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same letter is another file, %v", err)
	}
	if !bytes.HasPrefix(first, []byte("%PDF-")) || !bytes.Contains(first, []byte("/Lang (en)")) || len(first) > 200_000 {
		t.Errorf("a file of %d bytes", len(first))
	}
	if keep := os.Getenv("KITH_KEEP_PDF"); keep != "" { // to look at
		if err := os.WriteFile(keep, first, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The languages a letter can be printed in, each with its own letters, and those it cannot.
func TestWhichLanguagesThePDFCanShow(t *testing.T) {
	tests := map[string]bool{
		"Annwyl Ŵyn, tŷ, dŵr, Ŷ, ẁ ẃ ẅ ỳ ý â ê î ô û ï": true,
		"Zażółć gęślą jaźń, ĄĆĘŁŃÓŚŹŻ":                  true,
		"Ședința și țara, ăâî, ĂÂÎȘȚ, şţ":               true,
		"Não, ação, coração, às, ç, õ":                  true,
		"“Quotes” – dashes — £5 €5 • it’s …":            true,
		"Київ, Пловдив, Αθήνα":                          true,
		"شكرا لك":                                       false,
		"اردو میں خط":                                   false,
		"نامه به فارسی":                                 false,
		"سوپاس بۆ تۆ":                                   false,
		"ብትግርኛ":                                         false,
		"谢谢":                                            false,
		"A house 🏡":                                     false,
		"Line one\nLine two\tand more":                  true,
	}
	for text, want := range tests {
		if got := document.CanPrint(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
		l := letter()
		l.Body = document.Parse(text)
		_, err := l.PDF()
		if (err == nil) != want || !want && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: printed with %v", text, err)
		}
	}
}

// words are what a letter may be made of in the property: long ones, bold ones, lists.
var words = []string{"a", "help", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "**bold**", "\n\n", "\n- ", "\n\n# ", "Żółć", strings.Repeat("x", 200)}

func TestTheWindowShowsTheAddressAloneAndNothingLeavesThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := letter()
		l.Envelope = rapid.SampledFrom([]document.Envelope{document.DL, document.Notify}).Draw(t, "envelope")
		l.Address = rapid.SliceOfN(rapid.SampledFrom([]string{"Ada", "Bartholomew Featherstonehaugh-Cholmondeley of the Old Vicarage House", "WN2 3AA"}), 0, 7).Draw(t, "address")
		if rapid.Bool().Draw(t, "marked") {
			code, err := document.QR("https://help.example.gov.uk/verify/7K3D-9M2")
			if err != nil {
				t.Fatal(err)
			}
			l.Mark = document.Mark{Code: code, Says: "Scan this to check the letter, or go to help.example.gov.uk/verify and type the number."}
		}
		l.Body = document.Parse(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 400).Draw(t, "words"), " "))
		pages := l.LayOut()
		sheet := document.Box{Left: 15, Top: 5, Right: 195, Bottom: 280}
		inWindow := 0
		for i, page := range pages {
			for _, placed := range page {
				if !sheet.Holds(placed.Box) {
					t.Fatalf("page %d: %q stands at %+v", i+1, placed.Text, placed.Box)
				}
				if i > 0 || !l.Envelope.WindowBox().Meets(placed.Box) {
					continue
				}
				inWindow++
				if inWindow > len(l.Address) || placed.Text != l.Address[inWindow-1] || !l.Envelope.AddressBox().Holds(placed.Box) {
					t.Fatalf("the window shows %q at %+v", placed.Text, placed.Box)
				}
			}
		}
		if inWindow != len(l.Address) {
			t.Fatalf("the window shows %d of %d lines", inWindow, len(l.Address))
		}
		if got, want := squeeze(pages), strings.Join(strings.Fields(strings.NewReplacer("•", "").Replace(document.Plain(l.Body))), ""); !strings.HasSuffix(got, want) {
			t.Fatalf("the letter says\n%s, not\n%s", got, want)
		}
		noneOnTop(t, pages)
	})
}

// squeeze is what the pages say in order, without spaces and list marks.
func squeeze(pages [][]document.Placed) string {
	var b strings.Builder
	for _, page := range pages {
		for _, placed := range page {
			if placed.Text != "•" {
				b.WriteString(strings.Join(strings.Fields(placed.Text), ""))
			}
		}
	}
	return b.String()
}

func noneOnTop(t *rapid.T, pages [][]document.Placed) {
	for _, page := range pages {
		for i, a := range page {
			for _, b := range page[i+1:] {
				inner := document.Box{Left: b.Box.Left + 0.01, Top: b.Box.Top + 0.01, Right: b.Box.Right - 0.01, Bottom: b.Box.Bottom - 0.01}
				if strings.TrimSpace(a.Text) != "" && strings.TrimSpace(b.Text) != "" && a.Box.Meets(inner) {
					t.Fatalf("%q at %+v lies on %q at %+v", a.Text, a.Box, b.Text, b.Box)
				}
			}
		}
	}
}

func TestWhatALetterIsPrintedAtLeastAs(t *testing.T) {
	for _, placed := range letter().LayOut()[0] {
		if placed.Style.Size < 10 {
			t.Errorf("%q is set in %v points", placed.Text, placed.Style.Size)
		}
		if placed.Box.Top > 90 && placed.Style.Size < 12 {
			t.Errorf("%q of the letter itself is set in %v points", placed.Text, placed.Style.Size)
		}
	}
}

func TestLettersThatCannotBePrinted(t *testing.T) {
	eight := letter()
	eight.Address = strings.Split("a b c d e f g h", " ")
	long := letter()
	long.Body = document.Parse(strings.Repeat("And so on.\n\n", 1000))
	for name, l := range map[string]document.Letter{"an address of eight lines": eight, "a book": long} {
		if _, err := l.PDF(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
