package document

import (
	"bytes"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"kith/internal/kernel/fault"
)

// Sheets are lists and forms to work from by hand: A4, black on white, nothing smaller than
// 12 points but the foot. A record is never split over two pages.
type Sheets struct {
	Language string
	Title    string // stands in every foot, and is what a screen reader calls the file
	Foot     string // stands in every foot too, such as what becomes of the paper
	Parts    []Part
	// Page says "Page 1 of 2".
	Page func(page, of int) string
	Made time.Time
}

// Part is a list of records below a heading, or a form.
type Part struct {
	Heading string
	Says    []string // paragraphs below the heading
	Records []Entry
	OwnPage bool // it begins a page
}

// Entry is one record of a list, or one block of a form: it stays together.
type Entry struct {
	Head   string   // bold
	Lines  []string // below it
	Ticks  []string // each with a box to tick
	Blanks []string // labels, each with a rule behind it to write on
	Rules  int      // more rules to write on, across the page
	Framed bool
}

const (
	sheetLeft, sheetRight = 15.0, 195.0
	sheetTop, sheetBottom = 15.0, 278.0
	headSize, headLine    = 18.0, 8.4
	tickSide              = 4.0
	ruleStep              = 9.0
	tickColumns           = 2
	// maxSheets keeps a mistake from filling a printer.
	maxSheets = 400
)

// stroke is a line, or with Box a frame, in millimetres.
type stroke struct {
	Box
	frame bool
}

// sheet is one page as it is laid out.
type sheet struct {
	texts   []Placed
	strokes []stroke
}

// PDF prints the sheets and says how many there are. Signs its font lacks are printed as "?":
// a list must not fail because of one name.
func (s Sheets) PDF() (file []byte, pages int, err error) {
	defer fault.Wrap(&err, "print sheets")
	pdf := newFile(s.Language, s.Title, s.Made)
	all := s.layOut(pdf)
	if len(all) > maxSheets {
		return nil, 0, fault.New(fault.Invalid, "document.long", "The list is longer than four hundred pages.")
	}
	for i, page := range all {
		pdf.AddPage()
		pdf.SetLineWidth(0.25)
		page.draw(pdf)
		s.foot(pdf, i+1, len(all))
	}
	var out bytes.Buffer
	err = pdf.Output(&out)
	return out.Bytes(), len(all), err
}

func (p sheet) draw(pdf *fpdf.Fpdf) {
	for _, t := range p.texts {
		pdf.SetFont("body", t.Style.name(), t.Style.Size)
		pdf.Text(t.Box.Left, t.Baseline, t.Text)
	}
	for _, l := range p.strokes {
		if l.frame {
			pdf.Rect(l.Left, l.Top, l.Right-l.Left, l.Bottom-l.Top, "D")
		} else {
			pdf.Line(l.Left, l.Top, l.Right, l.Bottom)
		}
	}
}

// foot is the same on every page: what it is, what becomes of it, and which page of how many.
func (s Sheets) foot(pdf *fpdf.Fpdf, page, of int) {
	pdf.SetFont("body", "", smallSize)
	pdf.Text(sheetLeft, footAt, printable(s.Title))
	if s.Page != nil {
		n := s.Page(page, of)
		pdf.Text(sheetRight-pdf.GetStringWidth(n), footAt, n)
	}
	pdf.Text(sheetLeft, footAt+smallLine, printable(s.Foot))
}

// printable is a text with what the font lacks replaced.
func printable(text string) string {
	if CanPrint(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if CanPrint(string(r)) {
			return r
		}
		return '?'
	}, text)
}

func (s Sheets) layOut(pdf *fpdf.Fpdf) []sheet {
	l := &lister{width: func(text string, style Style) float64 {
		pdf.SetFont("body", style.name(), style.Size)
		return pdf.GetStringWidth(text)
	}}
	l.next()
	for _, part := range s.Parts {
		l.part(part)
	}
	return l.pages
}

// lister sets parts from the top down.
type lister struct {
	width measure
	pages []sheet
	y     float64
}

func (l *lister) next() { l.pages, l.y = append(l.pages, sheet{}), sheetTop }

func (l *lister) page() *sheet { return &l.pages[len(l.pages)-1] }

// part sets a heading together with what stands below it and its first record.
func (l *lister) part(p Part) {
	if p.OwnPage && l.y > sheetTop {
		l.next()
	}
	head := l.trial(func(t *lister) { t.heading(p) })
	first := 0.0
	if len(p.Records) > 0 {
		first = l.trial(func(t *lister) { t.entry(p.Records[0]) })
	}
	if l.y+head+first > sheetBottom && l.y > sheetTop {
		l.next()
	}
	l.heading(p)
	for _, e := range p.Records {
		if l.y+l.trial(func(t *lister) { t.entry(e) }) > sheetBottom && l.y > sheetTop {
			l.next()
			l.text(p.Heading+", continued", Style{Size: bodySize, Bold: true}, sheetLeft, sheetRight)
			l.y += 2
		}
		l.entry(e)
	}
	l.y += 3
}

// trial is how high something is, without setting it.
func (l *lister) trial(set func(*lister)) float64 {
	t := &lister{width: l.width, pages: []sheet{{}}}
	set(t)
	return t.y
}

func (l *lister) heading(p Part) {
	l.text(p.Heading, Style{Size: headSize, Bold: true}, sheetLeft, sheetRight)
	for _, says := range p.Says {
		l.text(says, Style{Size: bodySize}, sheetLeft, sheetRight)
	}
	l.y += 2
}

// text sets a text between two edges, wrapped.
func (l *lister) text(text string, style Style, left, right float64) {
	s := &setter{width: l.width, pages: [][]Placed{nil}}
	step := bodyLine
	if style.Size > bodySize {
		step = headLine
	}
	for _, line := range s.wrap([]Span{{printable(text), style.Bold}}, style.Size, right-left) {
		s.put(join(line), style, left, l.y, step)
		l.y += step
	}
	l.page().texts = append(l.page().texts, s.pages[0]...)
}

func (l *lister) entry(e Entry) {
	top, left, right := l.y, sheetLeft, sheetRight
	if e.Framed {
		l.y, left, right = l.y+2, left+3, right-3
	}
	if e.Head != "" {
		l.text(e.Head, Style{Size: bodySize + 1, Bold: true}, left, right)
	}
	for _, line := range e.Lines {
		l.text(line, Style{Size: bodySize}, left, right)
	}
	l.ticks(e.Ticks, left, right)
	l.blanks(e.Blanks, left, right)
	for range e.Rules {
		l.y += ruleStep
		l.rule(left, right)
	}
	if e.Framed {
		l.y += 2.5
		l.page().strokes = append(l.page().strokes, stroke{Box{sheetLeft, top, sheetRight, l.y}, true})
	}
	l.y += 3
}

// ticks are boxes to tick, in two columns.
func (l *lister) ticks(all []string, left, right float64) {
	room := (right - left) / tickColumns
	for i := 0; i < len(all); i += tickColumns {
		top, bottom := l.y+1, l.y
		for column, words := range all[i:min(i+tickColumns, len(all))] {
			at := left + float64(column)*room
			l.y = top
			l.page().strokes = append(l.page().strokes, stroke{Box{at, top + 0.8, at + tickSide, top + 0.8 + tickSide}, true})
			l.text(words, Style{Size: bodySize}, at+tickSide+2, at+room-2)
			bottom = max(bottom, l.y)
		}
		l.y = bottom
	}
}

// blanks are labels with a rule behind them; a long one has its rule below.
func (l *lister) blanks(all []string, left, right float64) {
	for _, label := range all {
		l.y += ruleStep - bodyLine
		l.text(label, Style{Size: bodySize}, left, right)
		begin := left + l.width(printable(label), Style{Size: bodySize}) + 2
		if begin > right-50 {
			l.y, begin = l.y+ruleStep, left
		}
		l.rule(begin, right)
	}
}

func (l *lister) rule(left, right float64) {
	l.page().strokes = append(l.page().strokes, stroke{Box{left, l.y, right, l.y}, false})
}
