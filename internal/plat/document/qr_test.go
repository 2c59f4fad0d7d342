package document_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/plat/document"
)

const verify = "https://help.example.gov.uk/verify/7K3D-9M2"

// read is what a telephone reads off a picture.
func read(t *testing.T, picture image.Image, hints ...gozxing.DecodeHintType) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	how := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, hint := range hints {
		how[hint] = true
	}
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, how)
	if err != nil {
		t.Fatalf("no code is read: %v", err)
	}
	return found.GetText()
}

func TestACodeIsRead(t *testing.T) {
	code, err := document.QR(verify)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, code.Image(4), gozxing.DecodeHintType_PURE_BARCODE); got != verify {
		t.Errorf("it reads %q", got)
	}
	rapid.Check(t, func(r *rapid.T) {
		text := "https://" + rapid.StringMatching(`[a-z]{1,40}\.example\.org/verify/[2-9A-Z]{4}-[2-9A-Z]{3}`).Draw(r, "address")
		code, err := document.QR(text)
		if err != nil {
			r.Fatal(err)
		}
		if got := read(t, code.Image(3), gozxing.DecodeHintType_PURE_BARCODE); got != text {
			r.Fatalf("it reads %q", got)
		}
	})
	if _, err := document.QR(strings.Repeat("x", 5000)); fault.KindOf(err) != fault.Invalid {
		t.Errorf("too long a text: %v", err)
	}
}

// The squares of the code as the file itself draws them, on a sheet of six dots a millimetre.
func TestTheCodeOfALetterIsReadOffTheFile(t *testing.T) {
	code, err := document.QR(verify)
	if err != nil {
		t.Fatal(err)
	}
	l := letter()
	l.Address, l.Mark = nil, document.Mark{Code: code, Says: "Scan this to check the letter, or go to help.example.gov.uk/verify"}
	file, err := l.PDF()
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "KITH_KEEP_MARKED", file)
	if got := read(t, rectangles(t, file)); got != verify {
		t.Errorf("it reads %q", got)
	}
}

func card(t *testing.T, photo document.Photo) document.Card {
	code, err := document.QR(verify)
	if err != nil {
		t.Fatal(err)
	}
	return document.Card{
		Language: "en", Title: "A volunteer's card", Issuer: "Wigan Council", Role: "Registered volunteer", Name: "Bartholomew Featherstonehaugh-Cholmondeley",
		Facts: []string{"Number 7K3D-9M2", "Until 29 November 2027"}, Photo: photo, Code: code,
		Says:    "Scan to check this card, or go to help.example.gov.uk/verify or ring 01632 960100. Hand nothing over if it is not valid.",
		MayLead: "May:", May: []string{"collect a prescription", "fetch shopping and parcels", "ring people for a chat", "walk a dog"},
		Fold: "Cut along the outer line and fold along the dashed one.", Made: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC),
	}
}

func TestACardIsRead(t *testing.T) {
	for name, photo := range map[string]document.Photo{"with a photo": face(t), "without": nil} {
		c := card(t, photo)
		file, err := c.PDF()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keep(t, "KITH_KEEP_CARD", file)
		if got := read(t, rectangles(t, file)); got != verify {
			t.Errorf("%s: it reads %q", name, got)
		}
		if has := bytes.Contains(file, []byte("/Subtype /Image")); has != (photo != nil) {
			t.Errorf("%s: a picture in it: %v", name, has)
		}
		if again, err := card(t, photo).PDF(); err != nil || !bytes.Equal(file, again) {
			t.Errorf("%s: the same card is another file, %v", name, err)
		}
	}
}

func TestNothingLeavesTheCard(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := card(t, nil)
		c.Name = strings.TrimSpace(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Jo", "Bartholomew", "Featherstonehaugh-Cholmondeley"}), 1, 9).Draw(r, "name"), " "))
		c.May = rapid.SliceOfN(rapid.SampledFrom([]string{"collect a prescription at a pharmacy", "walk a dog"}), 0, 30).Draw(r, "may")
		file, err := c.PDF()
		front, back := c.Sides()
		placed := c.LayOut()
		for i, a := range placed {
			if err == nil && a.Box.Top > 40 && !front.Holds(a.Box) && !back.Holds(a.Box) {
				r.Fatalf("%q stands at %+v", a.Text, a.Box)
			}
			for _, b := range placed[i+1:] {
				inner := document.Box{Left: b.Box.Left + 0.01, Top: b.Box.Top + 0.01, Right: b.Box.Right - 0.01, Bottom: b.Box.Bottom - 0.01}
				if a.Box.Meets(inner) {
					r.Fatalf("%q at %+v lies on %q at %+v", a.Text, a.Box, b.Text, b.Box)
				}
			}
		}
		if err != nil && fault.KindOf(err) != fault.Invalid || err == nil && len(file) == 0 {
			r.Fatal(err)
		}
	})
}

func face(t *testing.T) document.Photo {
	picture := image.NewRGBA(image.Rect(0, 0, 200, 260))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{90, 120, 160, 255}), image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// keep writes a file where somebody wants to look at it.
func keep(t *testing.T, where string, file []byte) {
	if path := os.Getenv(where); path != "" {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	filled  = regexp.MustCompile(`([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re f`)
)

// rectangles paints the filled rectangles of a file's first page.
func rectangles(t *testing.T, file []byte) image.Image {
	t.Helper()
	const dots, points = 6.0, 72 / 25.4
	sheet := image.NewGray(image.Rect(0, 0, 1260, 1782))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	for _, stream := range streams.FindAllSubmatch(file, -1) {
		inflate, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(inflate)
		for _, found := range filled.FindAllSubmatch(text, -1) {
			var x, y, w, h float64
			if _, err := fmt.Sscan(string(bytes.Join(found[1:], []byte(" "))), &x, &y, &w, &h); err != nil {
				t.Fatal(err)
			}
			at := func(v float64) int { return int(v/points*dots + 0.5) }
			box := image.Rect(at(x), 1782-at(y), at(x+w), 1782-at(y+h))
			draw.Draw(sheet, box.Canon(), image.Black, image.Point{}, draw.Src)
		}
	}
	return sheet
}
