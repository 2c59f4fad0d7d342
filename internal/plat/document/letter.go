package document

import (
	"bytes"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"kith/internal/kernel/fault"
)

// Letter is one letter on A4.
type Letter struct {
	Language string   // code of the language it is in, such as "cy"
	Title    string   // what a screen reader calls the file
	Sender   []string // who writes, in lines: the first is bold
	Address  []string // lines for the window, at most seven; empty when it is handed over
	Date     string   // as it is printed; may be empty
	Body     []Block
	Envelope Envelope
	Mark     Mark // to scan, beside the window
	// Page says "Page 1 of 2" in the letter's language.
	Page func(page, of int) string
	// Made is kept in the file, so that the same letter is the same file.
	Made time.Time
}

// Envelope says where the address must stand.
type Envelope int

// The envelopes.
const (
	// DL is the council's own: A4 folded twice, a window of 35 by 90 mm that stands 20 mm
	// from the left and 18 mm from the bottom.
	DL Envelope = iota
	// Notify is GOV.UK Notify's, which reads the address off the page, wants the rest below
	// it, and a margin of 15 mm.
	Notify
)

// Box is a rectangle on the page, in millimetres from its upper left corner.
type Box struct{ Left, Top, Right, Bottom float64 }

// Holds reports whether another box lies inside.
func (b Box) Holds(other Box) bool {
	return other.Left >= b.Left && other.Right <= b.Right && other.Top >= b.Top && other.Bottom <= b.Bottom
}

// Meets reports whether two boxes overlap.
func (b Box) Meets(other Box) bool {
	return b.Left < other.Right && other.Left < b.Right && b.Top < other.Bottom && other.Top < b.Bottom
}

// AddressBox is where the address must stand so that it is seen, however the sheet slides in
// the envelope: a DL envelope is 10 mm wider and 11 mm higher than the sheet inside.
func (e Envelope) AddressBox() Box {
	if e == Notify {
		return Box{24.6, 39.5, 120, 66.3}
	}
	return Box{marginLeft, 57, 100, 81}
}

// WindowBox is what may show through the window: nothing but the address may stand there.
func (e Envelope) WindowBox() Box {
	if e == Notify {
		return Box{15, 35, 120, 95} // Notify wants nothing else beside or below it
	}
	return Box{10, 46, 110, 92}
}

const (
	pageWidth, pageHeight = 210.0, 297.0
	marginLeft            = 25.0
	marginRight           = 20.0
	bodyTop               = 98.0  // of the first page, below any window
	nextTop               = 20.0  // of the others
	bodyBottom            = 275.0 // of every page
	footAt                = 285.0
	senderLeft            = 125.0

	bodySize, bodyLine   = 12.0, 5.6 // points, millimetres: large enough for most eyes
	smallSize, smallLine = 10.0, 4.6
	gap                  = 3.4 // between blocks
	indent               = 6.0 // of a list
	point                = 25.4 / 72
)

// maxPages keeps a mistake from filling a printer.
const maxPages = 20

// PDF prints the letter. It is a fault of kind Invalid when its font lacks a sign of the
// letter ([CanPrint]) or the address has more than seven lines; such a letter is printed
// from HTML, or put right.
func (l Letter) PDF() (file []byte, err error) {
	defer fault.Wrap(&err, "print a letter")
	if !CanPrint(l.text()) {
		return nil, fault.New(fault.Invalid, "document.font", "This language cannot be made into a PDF: print the letter from its page instead.")
	}
	if len(l.Address) > 7 {
		return nil, fault.New(fault.Invalid, "document.address", "The address has more than seven lines: shorten it.")
	}
	paper := newPaper(l)
	pages := l.layOut(paper.width)
	if len(pages) > maxPages {
		return nil, fault.New(fault.Invalid, "document.long", "The letter is longer than twenty pages.")
	}
	for i, page := range pages {
		paper.add(page, l.foot(i+1, len(pages)))
	}
	var out bytes.Buffer
	err = paper.pdf.Output(&out)
	return out.Bytes(), err
}

func (l Letter) foot(page, of int) string {
	if l.Page == nil {
		return ""
	}
	return l.Page(page, of)
}

// text is everything printed.
func (l Letter) text() string {
	return strings.Join([]string{strings.Join(l.Sender, ""), strings.Join(l.Address, ""), l.Date, l.Mark.Says, Plain(l.Body), l.foot(1, 1)}, "")
}

// paper is the PDF while it is written.
type paper struct {
	pdf    *fpdf.Fpdf
	letter Letter
}

func newPaper(l Letter) *paper {
	return &paper{pdf: newFile(l.Language, l.Title, l.Made), letter: l}
}

// width measures a text in millimetres.
func (p *paper) width(text string, style Style) float64 {
	p.pdf.SetFont("body", style.name(), style.Size)
	return p.pdf.GetStringWidth(text)
}

// add prints one page.
func (p *paper) add(placed []Placed, foot string) {
	p.pdf.AddPage()
	if p.letter.Envelope == DL && len(p.letter.Address) > 0 && p.pdf.PageNo() == 1 {
		for _, y := range []float64{pageHeight / 3, pageHeight * 2 / 3} { // where to fold
			p.pdf.SetLineWidth(0.1)
			p.pdf.Line(4, y, 8, y)
		}
	}
	if p.pdf.PageNo() == 1 {
		p.letter.Mark.Code.draw(p.pdf, markLeft, markTop, markSide)
	}
	for _, t := range placed {
		p.pdf.SetFont("body", t.Style.name(), t.Style.Size)
		p.pdf.Text(t.Box.Left, t.Baseline, t.Text)
	}
	if foot != "" {
		style := Style{Size: smallSize}
		at := (pageWidth - p.width(foot, style)) / 2
		p.pdf.Text(at, footAt, foot)
	}
}
