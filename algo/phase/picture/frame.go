package picture

import (
	"fmt"
	"math"

	"kith/algo/phase"
)

// layout is where things stand in a picture, in pixels.
type layout struct {
	narrow     bool
	left, plot float64 // where days begin, and how wide they are together
	right      int     // room for the scale
	head, row  int     // height of title and legend, and of an area
	barsAt     float64 // top of the bars, from the top of a row
	title      int     // size of the title's letters
}

// line is how far two lines of a narrow legend are apart.
const line = 19

func laidOut(o Options) layout {
	l := layout{left: 190, right: 70, plot: 760, head: 92, row: 96, title: 20}
	lines := 7
	if len(o.Marks) > 0 {
		lines++
		l.row += 20
		l.head += 22
	}
	if o.Narrow {
		l = layout{narrow: true, left: 8, right: 32, plot: 320, head: 44 + lines*line, row: l.row + 44, barsAt: 40, title: 17}
	}
	return l
}

// across is how wide the picture is.
func (l layout) across() int { return int(l.left+l.plot) + l.right }

// margin is where letters begin.
func (l layout) margin() float64 { return min(16, l.left) }

// frame is the page, its title and its legend.
func (p *pen) frame(rows []phase.History, o Options) {
	width, height := p.across(), p.head+len(rows)*p.row+foot
	if o.Note != "" {
		height += 24
	}
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d" font-family="Arial, Helvetica, sans-serif" font-size="%d" fill="%s">`+"\n", width, height, width, height, fontSize, ink)
	p.printf(`<title id="t">%s</title>`+"\n<desc id=\"d\">", escape(o.Title))
	for _, h := range rows {
		p.printf("%s ", escape(phase.Sentence(h)))
	}
	p.printf("</desc>\n")
	p.printf(`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="%s" stroke-width="1.5"/></pattern></defs>`+"\n", grey)
	p.printf(`<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	p.text(p.margin(), 28, "start", ` font-weight="bold"`+fmt.Sprintf(` font-size="%d"`, p.title), o.Title)
	p.legend(len(o.Marks) > 0)
	if o.Note != "" {
		p.text(p.margin(), float64(height-10), "start", ` font-size="12" fill="#505a5f"`, o.Note)
	}
}

// sign is a mark and what it means; at draws it with its middle at x, y.
type sign struct {
	x, y  float64 // where it stands in a wide legend
	means string
	at    func(x, y float64)
}

func (p *pen) signs(marked bool) []sign {
	all := []sign{
		{23, 47, "cases a day", func(x, y float64) {
			p.printf(`<rect x="%.1f" y="%.1f" width="5" height="10" fill="%s"/><rect x="%.1f" y="%.1f" width="5" height="6" fill="%s"/>`+"\n", x-6, y-5, grey, x, y-1, grey)
		}},
		{151, 47, "mean of 7 days", func(x, y float64) {
			p.printf(`<path d="M%.1f %.1fh22" stroke="%s" stroke-width="2" fill="none"/>`+"\n", x-11, y, ink)
		}},
		{302, 47, "day above what chance explains", p.triangle},
		{568, 47, "incomplete or no figure, not used", func(x, y float64) {
			p.printf(`<rect x="%.1f" y="%.1f" width="22" height="14" fill="url(#hatch)"/>`+"\n", x-11, y-7)
		}},
		{23, 69, "likely (over 75%) in a phase, as known on the day", func(x, y float64) { p.dot(x, y, 4) }},
		{452, 69, "the same in hindsight", func(x, y float64) {
			p.printf(`<rect x="%.1f" y="%.1f" width="22" height="4" fill="%s"/>`+"\n", x-11, y-2, blue)
		}},
		{0, 69, "heights by square root, a scale a row", nil},
	}
	if marked {
		all = append(all, sign{23, 91, "what was done: see the list below the picture", func(x, y float64) { p.number(x, y, 1) }})
	}
	return all
}

// legend says what the marks are: in lines one below the other where there is no room.
func (p *pen) legend(marked bool) {
	for i, s := range p.signs(marked) {
		x, y, gap := s.x, s.y, 17.0
		if p.narrow {
			x, y = 20, float64(46+i*line)
		}
		if s.at != nil {
			s.at(x, y)
		} else if x, gap = 20, 17; !p.narrow {
			x = 649
		}
		p.text(x+gap, y+5, "start", "", s.means)
	}
}

// number is a numbered mark.
func (p *pen) number(x, y float64, n int) {
	p.printf(`<rect x="%.1f" y="%.1f" width="18" height="16" rx="3" fill="#fff" stroke="%s"/>`+"\n", x-9, y-8, ink)
	p.text(x, y+4, "middle", smallLetters, fmt.Sprint(n))
}

const smallLetters = ` font-size="12"`

// area draws a row.
func (p *pen) area(h phase.History, marks []Mark, top float64) {
	p.printf(`<g transform="translate(0 %.1f)">`+"\n", top)
	p.named(h)
	p.printf(`<g transform="translate(0 %.1f)">`+"\n", p.barsAt)
	step := p.plot / float64(len(h.Days))
	high := highest(h)
	p.unused(h, step)
	p.bars(h, step, high)
	p.mean(h, step, high)
	p.marks(h, step, high)
	p.done(h, step, marks)
	p.printf(`<path d="M%.1f %dh%.1f" stroke="%s"/>`+"\n", p.left, bars, p.plot, grey)
	p.scale(high)
	p.printf("</g></g>\n")
}

// named says which area a row is of and how it stands.
func (p *pen) named(h phase.History) {
	in := fmt.Sprintf("in a phase %.0f%% of %d days", 100*h.Share(), len(h.Days))
	today := "today: " + standing(h.Days[len(h.Days)-1])
	if p.narrow {
		p.text(p.margin(), 16, "start", ` font-weight="bold"`, shortened(h.Area, 30))
		p.text(p.margin(), 33, "start", smallLetters, in+"; "+today)
		return
	}
	p.text(p.margin(), 26, "start", ` font-weight="bold"`, shortened(h.Area, 20))
	p.text(p.margin(), 44, "start", smallLetters, in)
	p.text(p.margin(), 60, "start", smallLetters, today)
}

// scale says what heights stand for.
func (p *pen) scale(high float64) {
	x := p.left + p.plot + 4
	p.text(x, 6, "start", smallLetters, fmt.Sprintf("%.0f", high))
	if q := math.Round(high / 4); q > 0 {
		p.text(x, bars-tall(q, high)+4, "start", smallLetters, fmt.Sprintf("%.0f", q))
	}
	p.text(x, bars+3, "start", smallLetters, "0")
}

// done draws the numbers of what was done under their days, each beside the one before where
// they would cover one another.
func (p *pen) done(h phase.History, step float64, marks []Mark) {
	free := 0.0
	for _, m := range marks {
		i := int(m.Day - h.Days[0].Day)
		if i < 0 || i >= len(h.Days) {
			continue
		}
		x := min(max(p.middle(i, step), free), p.left+p.plot)
		p.number(x, notesAt, m.Number)
		free = x + 20
	}
}

// months are the first days of months, below the rows.
func (p *pen) months(h phase.History, y float64) {
	step := p.plot / float64(len(h.Days))
	free := math.Inf(-1)
	for i, d := range h.Days {
		t := d.Day.Time()
		if t.Day() != 1 {
			continue
		}
		x := p.left + float64(i)*step
		p.printf(`<path d="M%.1f %dV%.1f" stroke="%s" stroke-width="0.7" stroke-dasharray="2 3" fill="none"/>`+"\n", x, p.head-6, y, grey)
		if x < free || x > p.left+p.plot-170 {
			continue
		}
		free = x + 90
		p.text(x, y+14, "start", ` font-size="12"`, t.Format("2 Jan 2006"))
	}
	last := h.Days[len(h.Days)-1].Day.Time()
	p.text(p.left+p.plot, y+14, "end", ` font-size="12"`, last.Format("2 Jan 2006"))
}
