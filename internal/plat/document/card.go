package document

import (
	"bytes"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"kith/internal/kernel/fault"
)

// Card is what somebody carries in a wallet: a sheet of A4 with its two sides beside each
// other, each as large as a bank card, to cut out and fold.
type Card struct {
	Language string // code of the language it is in
	Title    string // what a screen reader calls the file
	// The front:
	Issuer string   // who gives it
	Role   string   // what whoever carries it is
	Name   string   // whose it is
	Facts  []string // lines such as the number, and until when it holds
	Photo  Photo    // nil keeps no room for one
	// The back:
	Code    Code   // to scan; the zero Code keeps no room
	Says    string // how to check it
	May     []string
	MayLead string // stands before them
	// Fold says how to cut and fold, above the card.
	Fold string
	Made time.Time // kept in the file, so that the same card is the same file
}

// Photo is a picture as JPEG.
type Photo []byte

// A bank card, and where its two sides stand on the sheet, in millimetres.
const (
	CardWidth, CardHeight = 85.6, 54.0

	cardLeft, cardTop = 19.4, 50.0
	cardMargin        = 4.0
	cutMark           = 4.0

	photoWidth, photoHeight = 20, 26
	cardCode                = 27.0

	nameSize, factSize, fineSize = 13.0, 9.0, 8.0
)

// Sides are the boxes of the front and the back.
func (Card) Sides() (front, back Box) {
	front = Box{cardLeft, cardTop, cardLeft + CardWidth, cardTop + CardHeight}
	back = Box{front.Right, cardTop, front.Right + CardWidth, cardTop + CardHeight}
	return front, back
}

// PDF prints the card. It is a fault of kind Invalid when its font lacks a sign ([CanPrint]),
// or something does not fit.
func (c Card) PDF() (file []byte, err error) {
	defer fault.Wrap(&err, "print a card")
	if !CanPrint(c.text()) {
		return nil, fault.New(fault.Invalid, "document.font", "This card cannot be made into a PDF: its font does not show every character.")
	}
	pdf := newFile(c.Language, c.Title, c.Made)
	pdf.AddPage()
	placed := c.LayOut()
	if !c.fits(placed) {
		return nil, fault.New(fault.Invalid, "document.card", "Not all of it fits on a card: shorten the name, or say less of what they may do.")
	}
	c.cuts(pdf)
	for _, t := range placed {
		pdf.SetFont("body", t.Style.name(), t.Style.Size)
		pdf.Text(t.Box.Left, t.Baseline, t.Text)
	}
	c.pictures(pdf)
	var out bytes.Buffer
	err = pdf.Output(&out)
	return out.Bytes(), err
}

// newFile is an empty A4 file with the letters' font.
func newFile(language, title string, made time.Time) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("body", "", regular)
	pdf.AddUTF8FontFromBytes("body", "B", bold)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(made.UTC())
	pdf.SetModificationDate(made.UTC())
	pdf.SetTitle(title, true)
	pdf.SetLang(language)
	pdf.SetProducer("Kith", true)
	return pdf
}

func (c Card) text() string {
	return strings.Join([]string{c.Issuer, c.Role, c.Name, c.Says, c.MayLead, c.Fold, strings.Join(c.Facts, ""), strings.Join(c.May, "")}, "")
}

// LayOut places the texts of both sides, and how to fold.
func (c Card) LayOut() []Placed {
	pdf := newFile(c.Language, c.Title, c.Made)
	s := &setter{pages: [][]Placed{nil}, width: func(text string, style Style) float64 {
		pdf.SetFont("body", style.name(), style.Size)
		return pdf.GetStringWidth(text)
	}}
	front, back := c.Sides()
	s.lines(c.Fold, Style{Size: 11}, cardLeft, 25, 2*CardWidth)
	room := CardWidth - 2*cardMargin
	if len(c.Photo) > 0 {
		room -= photoWidth + cardMargin
	}
	y := s.lines(c.Issuer, Style{Size: factSize, Bold: true}, front.Left+cardMargin, front.Top+cardMargin, room)
	y = s.lines(c.Role, Style{Size: factSize}, front.Left+cardMargin, y, room)
	y = s.lines(c.Name, s.whole(c.Name, Style{Size: nameSize, Bold: true}, room), front.Left+cardMargin, y+3, room)
	y += 2
	for _, fact := range c.Facts {
		y = s.lines(fact, Style{Size: factSize}, front.Left+cardMargin, y, room)
	}
	s.back(c, back)
	return s.pages[0]
}

// back places how the card is checked beside its code, and below what may be done.
func (s *setter) back(c Card, back Box) {
	left, room := back.Left+cardMargin, CardWidth-2*cardMargin
	if !c.Code.IsZero() {
		room -= cardCode + 1
	}
	y := s.lines(c.Says, Style{Size: fineSize}, left, back.Top+cardMargin, room)
	if !c.Code.IsZero() && c.may() != "" {
		y = max(y, back.Top+1+cardCode)
		room = CardWidth - 2*cardMargin
	}
	if c.may() != "" {
		s.lines(c.may(), Style{Size: fineSize}, left, y+1, room)
	}
}

func (c Card) may() string {
	if len(c.May) == 0 {
		return ""
	}
	return c.MayLead + " " + strings.Join(c.May, "; ") + "."
}

// whole makes a style small enough that no word of a text is cut.
func (s *setter) whole(text string, style Style, room float64) Style {
	for _, word := range strings.Fields(text) {
		if w := s.width(word, style); w > room {
			style.Size *= room / w * 0.99
		}
	}
	return style
}

// lines places a text between two edges and returns where the next may begin.
func (s *setter) lines(text string, style Style, left, top, room float64) float64 {
	step := style.Size * point * 1.2
	for _, piece := range s.wrap([]Span{{text, style.Bold}}, style.Size, room) {
		s.put(join(piece), style, left, top, step)
		top += step
	}
	return top
}

// fits reports whether every text stands inside its side.
func (c Card) fits(placed []Placed) bool {
	front, back := c.Sides()
	for _, t := range placed {
		if t.Box.Top >= cardTop && !front.Holds(t.Box) && !back.Holds(t.Box) {
			return false
		}
	}
	return true
}

// cuts draws where to cut, outside the corners, and where to fold.
func (c Card) cuts(pdf *fpdf.Fpdf) {
	front, back := c.Sides()
	pdf.SetLineWidth(0.2)
	for _, x := range []float64{front.Left, back.Right} {
		pdf.Line(x, front.Top-1-cutMark, x, front.Top-1)
		pdf.Line(x, front.Bottom+1, x, front.Bottom+1+cutMark)
	}
	for _, y := range []float64{front.Top, front.Bottom} {
		pdf.Line(front.Left-1-cutMark, y, front.Left-1, y)
		pdf.Line(back.Right+1, y, back.Right+1+cutMark, y)
	}
	pdf.SetDrawColor(160, 160, 160)
	pdf.Rect(front.Left, front.Top, 2*CardWidth, CardHeight, "D")
	pdf.SetDashPattern([]float64{1, 1}, 0)
	pdf.Line(back.Left, front.Top, back.Left, front.Bottom)
	pdf.SetDashPattern(nil, 0)
	pdf.SetDrawColor(0, 0, 0)
}

func (c Card) pictures(pdf *fpdf.Fpdf) {
	front, back := c.Sides()
	if len(c.Photo) > 0 {
		options := fpdf.ImageOptions{ImageType: "JPEG"}
		pdf.RegisterImageOptionsReader("photo", options, bytes.NewReader(c.Photo))
		pdf.ImageOptions("photo", front.Right-cardMargin-photoWidth, front.Top+cardMargin, photoWidth, photoHeight, false, options, 0, "")
	}
	c.Code.draw(pdf, back.Right-cardCode-1, back.Top+1, cardCode)
}
