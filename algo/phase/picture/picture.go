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

// Measures of the picture, in pixels.
const (
	left     = 190 // names
	right    = 70  // scale
	plot     = 760 // days
	head     = 92  // title and legend
	foot     = 30  // months
	bars     = 54  // height of counts
	row      = 96  // height of an area
	dotsAt   = 68  // dots, from the top of a row
	strip    = 78  // hindsight, from the top of a row
	ink      = "#0b0c0c"
	grey     = "#b1b4b6"
	blue     = "#1d4f91"
	fontSize = 14
)

// Options says what stands above and below a picture.
type Options struct {
	Title string
	Note  string // such as where the figures are from and as at which day
}

// Draw writes areas as an SVG image, those longest in a phase first. Rows have scales of their
// own: they are to be compared in time, not in height. It draws nothing of areas without days.
func Draw(w io.Writer, histories []phase.History, o Options) error {
	rows := sorted(histories)
	p := &pen{w: bufio.NewWriter(w)}
	p.frame(rows, o)
	for i, h := range rows {
		p.area(h, float64(head+i*row))
	}
	if len(rows) > 0 {
		p.months(rows[0], float64(head+len(rows)*row))
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

// frame is the page, its title and its legend.
func (p *pen) frame(rows []phase.History, o Options) {
	width, height := left+plot+right, head+len(rows)*row+foot
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
	p.text(16, 28, "start", ` font-size="20" font-weight="bold"`, o.Title)
	p.legend()
	if o.Note != "" {
		p.text(16, float64(height-10), "start", ` font-size="12" fill="#505a5f"`, o.Note)
	}
}

// legend says what the marks are, in two lines.
func (p *pen) legend() {
	y := 52.0
	p.printf(`<rect x="18" y="%.1f" width="5" height="10" fill="%s"/><rect x="24" y="%.1f" width="5" height="6" fill="%s"/>`+"\n", y-10, grey, y-6, grey)
	p.text(36, y, "start", "", "cases a day")
	p.printf(`<path d="M140 %.1fh22" stroke="%s" stroke-width="2" fill="none"/>`+"\n", y-5, ink)
	p.text(168, y, "start", "", "mean of 7 days")
	p.triangle(302, y-5)
	p.text(314, y, "start", "", "day above what chance explains")
	p.printf(`<rect x="556" y="%.1f" width="24" height="14" fill="url(#hatch)"/>`+"\n", y-12)
	p.text(588, y, "start", "", "incomplete or no figure, not used")
	y += 22
	p.dot(23, y-5, 4)
	p.text(36, y, "start", "", "likely (over 75%) in an epidemic phase, as known on the day")
	p.printf(`<rect x="460" y="%.1f" width="22" height="4" fill="%s"/>`+"\n", y-7, blue)
	p.text(490, y, "start", "", "the same in hindsight")
	p.text(666, y, "start", "", "heights by square root, a scale a row")
}

func (p *pen) dot(x, y, r float64) {
	p.printf(`<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s"/>`+"\n", x, y, r, blue)
}

func (p *pen) triangle(x, y float64) {
	p.printf(`<path d="M%.1f %.1fl3.5 6h-7z" fill="#fff" stroke="%s" stroke-width="1.2"/>`+"\n", x, y-3, ink)
}

// area draws a row.
func (p *pen) area(h phase.History, top float64) {
	p.printf(`<g transform="translate(0 %.1f)">`+"\n", top)
	p.text(16, 26, "start", ` font-weight="bold"`, shortened(h.Area, 20))
	p.text(16, 44, "start", ` font-size="12"`, fmt.Sprintf("in phase %.0f%% of %d days", 100*h.Share(), len(h.Days)))
	p.text(16, 60, "start", ` font-size="12"`, fmt.Sprintf("today: %s", standing(h.Days[len(h.Days)-1])))
	step := plot / float64(len(h.Days))
	high := highest(h)
	p.unused(h, step)
	p.bars(h, step, high)
	p.mean(h, step, high)
	p.marks(h, step, high)
	p.printf(`<path d="M%d %dh%d" stroke="%s"/>`+"\n", left, bars, plot, grey)
	p.text(left+plot+8, 6, "start", ` font-size="12"`, fmt.Sprintf("%.0f", high))
	if q := math.Round(high / 4); q > 0 {
		p.text(left+plot+8, bars-tall(q, high)+4, "start", ` font-size="12"`, fmt.Sprintf("%.0f", q))
	}
	p.text(left+plot+8, bars+3, "start", ` font-size="12"`, "0")
	p.printf("</g>\n")
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
			p.printf(`<rect x="%.1f" y="0" width="%.1f" height="%d" fill="url(#hatch)"/>`+"\n", left+float64(i)*step, float64(n)*step, bars)
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
		p.printf("M%.1f %.1fh%.1fv%.1fh-%.1fz", left+float64(i)*step, bars-up, step*0.8, up, step*0.8)
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
		p.printf("%s%.1f %.1f", pen, left+(float64(i)+0.4)*step, bars-tall(m, high))
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
			p.printf("M%.1f %dh0", middle(i, step), dotsAt)
		}
	})
	p.each(h, fmt.Sprintf(`fill="%s"`, blue), func(i int, d phase.Judged) {
		if d.In() && (i == 0 || !h.Days[i-1].In()) {
			p.printf("M%.1f %dh%.1fv4h-%.1fz", left+float64(i)*step, strip, step*float64(spell(h, i)), step*float64(spell(h, i)))
		}
	})
	p.each(h, fmt.Sprintf(`fill="#fff" stroke="%s" stroke-width="1.2"`, ink), func(i int, d phase.Judged) {
		if d.Excess.Above {
			p.printf("M%.1f %.1fl3.5 6h-7z", middle(i, step), max(1, bars-tall(float64(d.Cases.N), high)-9))
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
func middle(i int, step float64) float64 { return left + (float64(i)+0.4)*step }

// spell is how many days from one on an area was likely in a phase in hindsight.
func spell(h phase.History, from int) (n int) {
	for from+n < len(h.Days) && h.Days[from+n].In() {
		n++
	}
	return n
}

// months are the first days of months, below the rows.
func (p *pen) months(h phase.History, y float64) {
	step := plot / float64(len(h.Days))
	free := math.Inf(-1)
	for i, d := range h.Days {
		t := d.Day.Time()
		if t.Day() != 1 {
			continue
		}
		x := left + float64(i)*step
		p.printf(`<path d="M%.1f %dV%.1f" stroke="%s" stroke-width="0.7" stroke-dasharray="2 3" fill="none"/>`+"\n", x, head-6, y, grey)
		if x < free || x > left+plot-170 {
			continue
		}
		free = x + 90
		p.text(x, y+14, "start", ` font-size="12"`, t.Format("2 Jan 2006"))
	}
	last := h.Days[len(h.Days)-1].Day.Time()
	p.text(left+plot, y+14, "end", ` font-size="12"`, last.Format("2 Jan 2006"))
}
