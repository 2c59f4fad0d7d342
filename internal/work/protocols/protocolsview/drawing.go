package protocolsview

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// The measures of a drawing, in pixels. A card and its first lanes fit a telephone 360
// pixels wide; the rest is scrolled to.
const (
	left, cardWidth   = 8, 312
	lineHeight        = 17
	padding           = 8
	between           = 22 // cards
	laneGap           = 11
	textAt, numberAt  = left + 34, left + 17
	perLine, perTitle = 40, 36 // characters
)

// lanes are the colours of the lines, told apart also by the numbers at both ends.
var laneColours = []string{"#1d70b8", "#00703c", "#912b88", "#b58840", "#28a197", "#d4351c", "#505a5f"}

// drawing is one protocol being drawn: a card for each step below the one before, and on
// its right a lane for each step that something leads to.
type drawing struct {
	out   strings.Builder
	o     Outline
	at    string // the step to be filled: where a run stands; "" is none
	cards []card
	lanes []lane
	end   int
}

type card struct {
	step      OutlineStep
	top, high int
	rows      []row
}

type row struct {
	lines  []string
	exit   OutlineExit
	top, y int
}

// lane is the line that gathers all ways to one step.
type lane struct {
	to           int // number of the step
	from, until  int // y
	x            int
	sources      []int // y
	target, slot int
}

// Draw draws a protocol as SVG, to stand by itself in a page or a document. The step at is
// filled: where a run stands; "" fills none. It holds no script and no style, and is drawn
// the same each time.
func Draw(o Outline, at string) string {
	d := &drawing{o: o, at: at}
	d.place()
	d.run()
	d.open()
	for _, l := range d.lanes {
		d.line(l)
	}
	for _, c := range d.cards {
		d.card(c)
	}
	d.out.WriteString("</svg>\n")
	return d.out.String()
}

// place says where each card and row stands.
func (d *drawing) place() {
	y := 8
	for _, s := range d.o.Steps {
		c := card{step: s, top: y}
		y += padding + lineHeight*(1+len(wrap(s.Title, perTitle))+d.factLines(s)) + padding
		for _, e := range s.Exits {
			r := row{exit: e, lines: append(wrap(e.When, perLine), wrap(e.leads(), perLine)...), top: y}
			r.y = y + lineHeight*len(r.lines)/2
			y += lineHeight*len(r.lines) + padding
			c.rows = append(c.rows, r)
		}
		c.high = y - c.top
		y += between
		d.cards = append(d.cards, c)
	}
	d.end = y
}

func (d *drawing) factLines(s OutlineStep) (n int) {
	for _, f := range s.Facts {
		n += len(wrap(f, perLine))
	}
	return n
}

// leads says where an exit leads, in words.
func (e OutlineExit) leads() string {
	said := e.Then
	switch {
	case e.To > 0:
		said = strings.TrimPrefix(fmt.Sprintf("%s, goes to %d", said, e.To), ", ")
	case e.End != "":
		said = strings.TrimPrefix(said+", ends: "+e.End, ", ")
	}
	return "→ " + said
}

// run lays the lanes, each in the first place to the right where it crosses no other.
func (d *drawing) run() {
	for _, c := range d.cards {
		l := lane{to: c.step.Number, target: c.top + 2*padding}
		l.from, l.until = l.target, l.target
		for _, source := range d.cards {
			for _, r := range source.rows {
				if r.exit.To == l.to {
					l.sources = append(l.sources, r.y)
					l.from, l.until = min(l.from, r.y), max(l.until, r.y)
				}
			}
		}
		if len(l.sources) > 0 {
			d.lanes = append(d.lanes, l)
		}
	}
	slices.SortStableFunc(d.lanes, func(a, b lane) int { return (a.until - a.from) - (b.until - b.from) })
	for i := range d.lanes {
		for d.taken(i) {
			d.lanes[i].slot++
		}
		d.lanes[i].x = left + cardWidth + 12 + d.lanes[i].slot*laneGap
	}
}

func (d *drawing) taken(i int) bool {
	l := d.lanes[i]
	return slices.ContainsFunc(d.lanes[:i], func(o lane) bool { return o.slot == l.slot && o.from <= l.until+4 && l.from <= o.until+4 })
}

func (d *drawing) width() int {
	right := left + cardWidth
	for _, l := range d.lanes {
		right = max(right, l.x)
	}
	return right + 8
}

func (d *drawing) open() {
	fmt.Fprintf(&d.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="Arial, sans-serif" font-size="13">`,
		d.width(), d.end, d.width(), d.end)
	fmt.Fprintf(&d.out, "\n<title>%s</title>\n<desc>%s The list says the same in words.</desc>\n", html.EscapeString("The steps of: "+d.o.Name), html.EscapeString(d.o.About))
	fmt.Fprintf(&d.out, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", d.width(), d.end)
}

func (d *drawing) line(l lane) {
	colour := laneColours[(l.to-1)%len(laneColours)]
	edge := left + cardWidth
	fmt.Fprintf(&d.out, `<g stroke="%s" stroke-width="2" fill="none">`, colour)
	for _, y := range l.sources {
		fmt.Fprintf(&d.out, `<path d="M%d %dH%d"/>`, edge, y, l.x)
	}
	fmt.Fprintf(&d.out, `<path d="M%d %dV%d"/><path d="M%d %dH%d"/></g>`, l.x, l.from, l.until, l.x, l.target, edge+6)
	fmt.Fprintf(&d.out, `<path d="M%d %dl8 -5v10z" fill="%s"/>`+"\n", edge, l.target, colour)
}

func (d *drawing) card(c card) {
	fill, ink := "#f3f2f1", "#0b0c0c"
	if c.step.ID == d.at && d.at != "" {
		fill, ink = "#1d70b8", "#ffffff"
	}
	fmt.Fprintf(&d.out, `<rect x="%d" y="%d" width="%d" height="%d" fill="#ffffff" stroke="#505a5f"/>`, left, c.top, cardWidth, c.high)
	y := c.top + padding + lineHeight - 4
	head := padding + lineHeight*(1+len(wrap(c.step.Title, perTitle))+d.factLines(c.step)) + padding/2
	fmt.Fprintf(&d.out, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s" stroke="#505a5f"/>`+"\n", left, c.top, cardWidth, head, fill)
	d.text(numberAt, y, ink, fmt.Sprint(c.step.Number), `font-weight="bold" text-anchor="middle" font-size="15"`)
	d.text(textAt, y, ink, c.step.Kind, "")
	for _, line := range wrap(c.step.Title, perTitle) {
		y += lineHeight
		d.text(textAt, y, ink, line, `font-weight="bold"`)
	}
	for _, f := range c.step.Facts {
		for _, line := range wrap(f, perLine) {
			y += lineHeight
			d.text(textAt, y, ink, line, "")
		}
	}
	for _, r := range c.rows {
		d.row(r)
	}
}

func (d *drawing) row(r row) {
	when := len(wrap(r.exit.When, perLine))
	for i, line := range r.lines {
		ink, more := "#0b0c0c", ""
		if i >= when {
			if ink = "#505a5f"; r.exit.End != "" {
				ink, more = "#005a30", `font-weight="bold"`
			}
		}
		d.text(textAt, r.top+lineHeight*(i+1)-4, ink, line, more)
	}
	if r.exit.End != "" {
		fmt.Fprintf(&d.out, `<circle cx="%d" cy="%d" r="6" fill="#005a30"/>`+"\n", numberAt, r.y)
	}
	if r.exit.To > 0 {
		d.text(numberAt, r.y+4, laneColours[(r.exit.To-1)%len(laneColours)], fmt.Sprint(r.exit.To), `font-weight="bold" text-anchor="middle"`)
	}
}

func (d *drawing) text(x, y int, ink, words, more string) {
	if more != "" {
		more = " " + more
	}
	fmt.Fprintf(&d.out, `<text x="%d" y="%d" fill="%s"%s>%s</text>`+"\n", x, y, ink, more, html.EscapeString(words))
}

// wrap breaks words into lines of at most so many characters; a longer word stands alone.
func wrap(words string, most int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(words) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= most:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
