package picture

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"kith/algo/phase"
)

// Measures that every picture has, in pixels.
const (
	foot     = 30 // months
	bars     = 54 // height of counts
	dotsAt   = 68 // dots, from the top of the bars
	strip    = 78 // hindsight, from the top of the bars
	notesAt  = 98 // numbers of marks, from the top of the bars
	ink      = "#0b0c0c"
	grey     = "#b1b4b6"
	blue     = "#1d4f91"
	fontSize = 14
)

// Options says what stands above and below a picture, and beside its days.
type Options struct {
	Title string
	Note  string // such as where the figures are from and as at which day
	// Narrow is a picture for a telephone: the name of an area stands above its days, and
	// letters stay readable at 360 pixels.
	Narrow bool
	// Marks are what was done, by area. A number stands under the day; the list that it leads
	// to is whoever's who draws.
	Marks map[string][]Mark
}

// Mark is something that was done from a day on.
type Mark struct {
	Day    phase.Day
	Number int
}

// Draw writes areas as an SVG image, those longest in a phase first. Rows have scales of their
// own: they are to be compared in time, not in height. It draws nothing of areas without days.
func Draw(w io.Writer, histories []phase.History, o Options) error {
	rows := sorted(histories)
	p := &pen{w: bufio.NewWriter(w), layout: laidOut(o)}
	p.frame(rows, o)
	for i, h := range rows {
		p.area(h, o.Marks[h.Area], float64(p.head+i*p.row))
	}
	if len(rows) > 0 {
		p.months(rows[0], float64(p.head+len(rows)*p.row))
	}
	p.printf("</svg>\n")
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// sorted are areas with days, those longest in a phase first, by name where they are equal.
func sorted(histories []phase.History) []phase.History {
	var rows []phase.History
	for _, h := range histories {
		if len(h.Days) > 0 {
			rows = append(rows, h)
		}
	}
	slices.SortStableFunc(rows, func(a, b phase.History) int {
		if c := cmp.Compare(b.Share(), a.Share()); c != 0 {
			return c
		}
		return strings.Compare(a.Area, b.Area)
	})
	return rows
}

// pen writes SVG and keeps the first error.
type pen struct {
	layout
	w   *bufio.Writer
	err error
}

func (p *pen) printf(format string, a ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, a...)
	}
}

func (p *pen) text(x, y float64, anchor, style, s string) {
	p.printf(`<text x="%.1f" y="%.1f" text-anchor="%s"%s>%s</text>`+"\n", x, y, anchor, style, escape(s))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes a text safe within SVG; what XML cannot hold is left out.
func escape(s string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD {
			return -1
		}
		return r
	}, s))
}

func (p *pen) dot(x, y, r float64) {
	p.printf(`<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s"/>`+"\n", x, y, r, blue)
}

func (p *pen) triangle(x, y float64) {
	p.printf(`<path d="M%.1f %.1fl3.5 6h-7z" fill="#fff" stroke="%s" stroke-width="1.2"/>`+"\n", x, y-3, ink)
}

// standing is how likely an area is in a phase, in a word.
func standing(d phase.Judged) string {
	switch p := d.P(); {
	case p > phase.VeryLikely:
		return "very likely"
	case p > phase.Likely:
		return "likely"
	case p >= phase.Unlikely:
		return "uncertain"
	}
	return "unlikely"
}

func shortened(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}

// highest is the count that a row is as high as.
func highest(h phase.History) float64 {
	most := 1
	for _, d := range h.Days {
		if d.Cases.Kind == phase.Known {
			most = max(most, d.Cases.N)
		}
	}
	return float64(most)
}

// tall is the height of a count: by its square root, for an outbreak begins among numbers that
// nobody would see beside its peak.
func tall(n, high float64) float64 { return bars * math.Sqrt(n/high) }

// unused hatches days whose figures are not used.
func (p *pen) unused(h phase.History, step float64) {
	for i := 0; i < len(h.Days); {
		n := 0
		for i+n < len(h.Days) && h.Days[i+n].Share == 0 {
			n++
		}
		if n > 0 {
			p.printf(`<rect x="%.1f" y="0" width="%.1f" height="%d" fill="url(#hatch)"/>`+"\n", p.left+float64(i)*step, float64(n)*step, bars)
		}
		i += n + 1
	}
}

func (p *pen) bars(h phase.History, step, high float64) {
	p.printf(`<path fill="%s" d="`, grey)
	for i, d := range h.Days {
		if d.Cases.Kind != phase.Known || d.Cases.N == 0 {
			continue
		}
		up := tall(float64(d.Cases.N), high)
		p.printf("M%.1f %.1fh%.1fv%.1fh-%.1fz", p.left+float64(i)*step, bars-up, step*0.8, up, step*0.8)
	}
	p.printf(`"/>` + "\n")
}

// mean is the line of seven days about each, where they are known.
func (p *pen) mean(h phase.History, step, high float64) {
	p.printf(`<path fill="none" stroke="%s" stroke-width="1.8" d="`, ink)
	pen := "M"
	for i := range h.Days {
		m := around(h, i)
		if math.IsNaN(m) {
			pen = "M"
			continue
		}
		p.printf("%s%.1f %.1f", pen, p.left+(float64(i)+0.4)*step, bars-tall(m, high))
		pen = "L"
	}
	p.printf(`"/>` + "\n")
}

// around is the mean of the seven days about a day; NaN where one is not known.
func around(h phase.History, i int) float64 {
	if i < 3 || i+3 >= len(h.Days) {
		return math.NaN()
	}
	sum := 0
	for _, d := range h.Days[i-3 : i+4] {
		if d.Cases.Kind != phase.Known {
			return math.NaN()
		}
		sum += d.Cases.N
	}
	return float64(sum) / 7
}

// marks are the dots, the strip of hindsight and the triangles, each kind in one path.
func (p *pen) marks(h phase.History, step, high float64) {
	p.each(h, fmt.Sprintf(`stroke="%s" stroke-width="%.1f" stroke-linecap="round" fill="none"`, blue, min(6, step*0.9)), func(i int, d phase.Judged) {
		if d.Dot() {
			p.printf("M%.1f %dh0", p.middle(i, step), dotsAt)
		}
	})
	p.each(h, fmt.Sprintf(`fill="%s"`, blue), func(i int, d phase.Judged) {
		if d.In() && (i == 0 || !h.Days[i-1].In()) {
			p.printf("M%.1f %dh%.1fv4h-%.1fz", p.left+float64(i)*step, strip, step*float64(spell(h, i)), step*float64(spell(h, i)))
		}
	})
	p.each(h, fmt.Sprintf(`fill="#fff" stroke="%s" stroke-width="1.2"`, ink), func(i int, d phase.Judged) {
		if d.Excess.Above {
			p.printf("M%.1f %.1fl3.5 6h-7z", p.middle(i, step), max(1, bars-tall(float64(d.Cases.N), high)-9))
		}
	})
}

// each draws one path of what is drawn for each day.
func (p *pen) each(h phase.History, style string, draw func(int, phase.Judged)) {
	p.printf(`<path %s d="`, style)
	for i, d := range h.Days {
		draw(i, d)
	}
	p.printf(`"/>` + "\n")
}

// middle is where the middle of a day's bar is.
func (p *pen) middle(i int, step float64) float64 { return p.left + (float64(i)+0.4)*step }

// spell is how many days from one on an area was likely in a phase in hindsight.
func spell(h phase.History, from int) (n int) {
	for from+n < len(h.Days) && h.Days[from+n].In() {
		n++
	}
	return n
}
