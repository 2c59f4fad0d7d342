package picture

import (
	"bufio"
	"fmt"
	"io"
	"math"

	"kith/algo/phase"
)

// Place is an area on a map.
type Place struct {
	Name    string
	P       float64 // that it is in an epidemic phase; NaN where nothing can be said
	Hatched bool    // its figures are old, held back or hidden
	// Rings bound it: of each, points east and south of some common point, in any unit. The
	// first point is not repeated.
	Rings [][][2]float64
}

// TileAt is the ring of a square tile, in tiles from the left and the top.
func TileAt(column, row int) [][][2]float64 {
	x, y := float64(column), float64(row)
	return [][][2]float64{{{x, y}, {x + .96, y}, {x + .96, y + .96}, {x, y + .96}}}
}

// band is a range of P with its colours and its word: the word stands on the map too, for
// colours alone tell nothing in black and white.
type band struct {
	over       float64
	fill, text string
	word       string
}

var bands = []band{
	{phase.VeryLikely, "#0f2d52", "#ffffff", "very likely"},
	{phase.Likely, "#4f86c6", "#0b0c0c", "likely"},
	{phase.Unlikely, "#c4d9ef", "#0b0c0c", "uncertain"},
	{-1, "#ffffff", "#0b0c0c", "unlikely"},
}

var unknown = band{word: "no figures", fill: "#ffffff", text: ink}

func bandOf(pl Place) band {
	if math.IsNaN(pl.P) {
		return unknown
	}
	for _, b := range bands {
		if pl.P > b.over || b.over == phase.Unlikely && pl.P == b.over {
			return b
		}
	}
	return bands[len(bands)-1]
}

// Measures of a map, in pixels.
const (
	mapWide = 560
	mapHead = 96
	mapTall = 620 // at most
)

// Map writes areas as an SVG image, shaded in four bands of P. It draws nothing of places
// without rings.
func Map(w io.Writer, places []Place, o Options) error {
	p := &pen{w: bufio.NewWriter(w), layout: layout{title: 18, left: 16}}
	frame := framing(places)
	height := mapHead + int(math.Ceil(frame.tall)) + 16
	if o.Note != "" {
		height += 20
	}
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d" font-family="Arial, Helvetica, sans-serif" font-size="%d" fill="%s">`+"\n", mapWide, height, mapWide, height, fontSize, ink)
	p.printf(`<title id="t">%s</title>`+"\n<desc id=\"d\">", escape(o.Title))
	for _, pl := range places {
		p.printf("%s: %s. ", escape(pl.Name), said(pl))
	}
	p.printf("</desc>\n")
	p.printf(`<defs><pattern id="old" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" stroke="#505a5f" stroke-width="2"/></pattern></defs>` + "\n")
	p.printf(`<rect width="%d" height="%d" fill="#fff"/>`+"\n", mapWide, height)
	p.text(16, 26, "start", fmt.Sprintf(` font-size="%d" font-weight="bold"`, p.title), o.Title)
	p.mapLegend()
	for _, pl := range places {
		p.shape(pl, frame)
	}
	for _, pl := range places { // letters above all shapes
		p.label(pl, frame)
	}
	if o.Note != "" {
		p.text(16, float64(height-8), "start", ` font-size="12" fill="#505a5f"`, o.Note)
	}
	p.printf("</svg>\n")
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// said is how a place stands in words.
func said(pl Place) string {
	word := bandOf(pl).word
	if pl.Hatched && !math.IsNaN(pl.P) {
		return word + ", by figures that are old, held back or hidden"
	}
	return word
}

// mapLegend is the four bands, and the hatching, in two lines.
func (p *pen) mapLegend() {
	x := 16.0
	for i := len(bands) - 1; i >= 0; i-- {
		p.printf(`<rect x="%.1f" y="40" width="16" height="16" fill="%s" stroke="%s"/>`+"\n", x, bands[i].fill, ink)
		p.text(x+22, 53, "start", "", []string{"over 95%", "75 to 95%", "25 to 75%", "under 25%"}[i])
		x += 112
	}
	p.printf(`<rect x="16" y="64" width="16" height="16" fill="#fff" stroke="%s"/><rect x="16" y="64" width="16" height="16" fill="url(#old)"/>`+"\n", ink)
	p.text(38, 77, "start", "", "figures are old, held back or hidden")
}

// framed says how the coordinates of places become pixels.
type framed struct {
	x, y, scale, shift float64
	tall               float64
}

func (f framed) at(pt [2]float64) (x, y float64) {
	return f.shift + (pt[0]-f.x)*f.scale, mapHead + (pt[1]-f.y)*f.scale
}

// framing is the frame that all rings fit into.
func framing(places []Place) framed {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, pl := range places {
		for _, ring := range pl.Rings {
			for _, pt := range ring {
				for k := range pt {
					low[k], high[k] = min(low[k], pt[k]), max(high[k], pt[k])
				}
			}
		}
	}
	if math.IsInf(low[0], 1) || high[0] <= low[0] || high[1] <= low[1] {
		return framed{}
	}
	f := framed{x: low[0], y: low[1], scale: (mapWide - 32) / (high[0] - low[0])}
	f.scale = min(f.scale, mapTall/(high[1]-low[1]))
	f.tall = (high[1] - low[1]) * f.scale
	f.shift = (mapWide - (high[0]-low[0])*f.scale) / 2
	return f
}

func (p *pen) shape(pl Place, f framed) {
	if len(pl.Rings) == 0 {
		return
	}
	b := bandOf(pl)
	fills := []string{fmt.Sprintf(`fill="%s" stroke="%s"`, b.fill, ink)}
	if pl.Hatched || math.IsNaN(pl.P) {
		fills = append(fills, fmt.Sprintf(`fill="url(#old)" stroke="%s"`, ink))
	}
	for _, fill := range fills {
		p.printf(`<path fill-rule="evenodd" %s d="`, fill)
		for _, ring := range pl.Rings {
			to := "M"
			for _, pt := range ring {
				x, y := f.at(pt)
				p.printf("%s%.1f %.1f", to, x, y)
				to = "L"
			}
			p.printf("z")
		}
		p.printf(`"/>` + "\n")
	}
}

// label writes name and word in the middle of a place's largest ring. Letters on a hatched place
// have a ground of their own.
func (p *pen) label(pl Place, f framed) {
	x, y, ok := middleOf(pl, f)
	if !ok {
		return
	}
	b := bandOf(pl)
	if pl.Hatched || math.IsNaN(pl.P) {
		wide := float64(max(len([]rune(pl.Name)), len(b.word)))*7.6 + 10
		p.printf(`<rect x="%.1f" y="%.1f" width="%.1f" height="38" fill="%s"/>`+"\n", x-wide/2, y-19, wide, b.fill)
	}
	p.text(x, y-3, "middle", fmt.Sprintf(` font-weight="bold" fill="%s"`, b.text), shortened(pl.Name, 18))
	p.text(x, y+14, "middle", fmt.Sprintf(` fill="%s"`, b.text), b.word)
}

// middleOf is the centroid of a place's largest ring.
func middleOf(pl Place, f framed) (x, y float64, ok bool) {
	best := 0.0
	for _, ring := range pl.Rings {
		area, cx, cy := 0.0, 0.0, 0.0
		for i, pt := range ring {
			ax, ay := f.at(pt)
			bx, by := f.at(ring[(i+1)%len(ring)])
			cross := ax*by - bx*ay
			area, cx, cy = area+cross, cx+(ax+bx)*cross, cy+(ay+by)*cross
		}
		if math.Abs(area) > best {
			best, x, y, ok = math.Abs(area), cx/(3*area), cy/(3*area), true
		}
	}
	return x, y, ok
}
