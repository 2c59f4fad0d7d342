package document

import "strings"

// Style is how a piece of text is set.
type Style struct {
	Size float64 // in points
	Bold bool
}

func (s Style) name() string {
	if s.Bold {
		return "B"
	}
	return ""
}

// Placed is a piece of text and where it stands on its page.
type Placed struct {
	Text     string
	Style    Style
	Box      Box
	Baseline float64 // millimetres from the top
}

// measure says how wide a text is in millimetres.
type measure func(text string, style Style) float64

// LayOut places everything but the foot: the pages, with their texts.
func (l Letter) LayOut() [][]Placed { return l.layOut(newPaper(l).width) }

func (l Letter) layOut(width measure) [][]Placed {
	s := &setter{width: width, pages: [][]Placed{nil}}
	s.column(l.Sender, senderLeft, 15, smallSize, smallLine, pageWidth-15-senderLeft)
	s.mark(l.Mark)
	window := l.Envelope.AddressBox()
	size, step := addressSize(window, len(l.Address))
	s.window(l.Address, window, size, step)
	s.y = bodyTop
	if l.Date != "" {
		s.block(Block{Paragraph, [][]Span{{{Text: l.Date}}}})
	}
	for i, block := range l.Body {
		s.block(block)
		if block.Kind == Bullet && i+1 < len(l.Body) && l.Body[i+1].Kind == Bullet {
			s.y -= gap / 2 // lists are closer together
		}
	}
	return s.pages
}

// addressSize sets as many lines as there are into the window, as large as they fit up to
// eleven points.
func addressSize(window Box, lines int) (size, step float64) {
	step = min(5, (window.Bottom-window.Top)/float64(max(lines, 1)))
	return min(11, step/point/1.08), step
}

// setter places texts from the top down.
type setter struct {
	width measure
	pages [][]Placed
	y     float64
}

func (s *setter) put(text string, style Style, left, top, height float64) {
	page := &s.pages[len(s.pages)-1]
	*page = append(*page, Placed{
		Text: text, Style: style, Baseline: top + height/2 + style.Size*point*0.35,
		Box: Box{left, top, left + s.width(text, style), top + height},
	})
}

// column places lines below each other, the first bold; too long ones go on below.
func (s *setter) column(lines []string, left, top, size, step, room float64) {
	for i, line := range lines {
		style := Style{size, i == 0}
		for _, piece := range s.wrap([]Span{{line, style.Bold}}, size, room) {
			s.put(join(piece), style, left, top, step)
			top += step
		}
	}
}

// window places the address. A line too wide for the window is set smaller, not cut: the
// postman needs all of it.
func (s *setter) window(lines []string, window Box, size, step float64) {
	for _, line := range lines {
		if w := s.width(line, Style{Size: size}); w > window.Right-window.Left {
			size *= (window.Right - window.Left) / w * 0.99
		}
	}
	for i, line := range lines {
		s.put(line, Style{Size: size}, window.Left, window.Top+float64(i)*step, step)
	}
}

// block places a block. One that does not fit goes to the next page whole, unless it is
// longer than half a page.
func (s *setter) block(b Block) {
	left, room := marginLeft, pageWidth-marginLeft-marginRight
	if b.Kind == Bullet {
		left, room = left+indent, room-indent
	}
	var lines [][]Span
	for _, line := range b.Lines {
		lines = append(lines, s.wrap(embolden(line, b.Kind == Heading), bodySize, room)...)
	}
	if height := float64(len(lines)) * bodyLine; s.y+height > bodyBottom && height < (bodyBottom-nextTop)/2 {
		s.next()
	}
	for i, line := range lines {
		if s.y+bodyLine > bodyBottom {
			s.next()
		}
		if b.Kind == Bullet && i == 0 {
			s.put("•", Style{Size: bodySize}, marginLeft+1, s.y, bodyLine)
		}
		s.line(line, left)
		s.y += bodyLine
	}
	s.y += gap
}

func (s *setter) next() { s.pages, s.y = append(s.pages, nil), nextTop }

func (s *setter) line(line []Span, left float64) {
	for _, span := range line {
		style := Style{bodySize, span.Bold}
		s.put(span.Text, style, left, s.y, bodyLine)
		left += s.width(span.Text, style)
	}
}

func embolden(line []Span, all bool) []Span {
	if !all {
		return line
	}
	return []Span{{Text: join(line), Bold: true}}
}

func join(line []Span) string {
	var b strings.Builder
	for _, span := range line {
		b.WriteString(span.Text)
	}
	return b.String()
}

// wrap cuts a line into lines that fit the room, between words; a word that is too long by
// itself is cut where it must be.
func (s *setter) wrap(line []Span, size, room float64) [][]Span {
	var lines [][]Span
	var now []Span
	used := 0.0
	for _, word := range s.words(line, size, room) {
		w := s.width(word.Text, Style{size, word.Bold})
		if used > 0 && used+s.width(strings.TrimRight(word.Text, " "), Style{size, word.Bold}) > room {
			lines, now, used = append(lines, now), nil, 0
		}
		if n := len(now); n > 0 && now[n-1].Bold == word.Bold {
			now[n-1].Text += word.Text
		} else {
			now = append(now, word)
		}
		used += w
	}
	return append(lines, now)
}

// words cuts a line after its spaces.
func (s *setter) words(line []Span, size, room float64) []Span {
	var words []Span
	for _, span := range line {
		for word := range strings.SplitAfterSeq(span.Text, " ") {
			for word != "" {
				n := s.fits(word, Style{size, span.Bold}, room)
				words = append(words, Span{word[:n], span.Bold})
				word = word[n:]
			}
		}
	}
	return words
}

// fits is how many bytes of a word fit the room: all of them but for monsters, and at least
// one letter.
func (s *setter) fits(word string, style Style, room float64) int {
	if s.width(strings.TrimRight(word, " "), style) <= room {
		return len(word)
	}
	fit := 0
	for i := range word {
		if i > 0 && s.width(word[:i], style) > room {
			break
		}
		fit = i
	}
	return max(fit, 1)
}
