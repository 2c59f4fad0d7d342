package document

import (
	"html"
	"regexp"
	"strings"
)

// Block is a paragraph, a heading or a line of a list.
type Block struct {
	Kind  Kind
	Lines [][]Span // a paragraph's lines are kept apart, as in an address
}

// Kind is what a block is.
type Kind int

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading
	Bullet
)

// Span is a piece of a line in one style.
type Span struct {
	Text string
	Bold bool
}

// Parse reads the Markdown that letters are written in: paragraphs with an empty line
// between them, "# heading", "- list", and **bold**. Anything else is text.
func Parse(text string) []Block {
	var blocks []Block
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		blocks = append(blocks, parsePart(strings.Trim(part, "\n "))...)
	}
	return blocks
}

// parsePart reads what stands between two empty lines: a paragraph may be followed by a
// list without one.
func parsePart(part string) []Block {
	var blocks []Block
	open := false // whether the last block is a paragraph that goes on
	for line := range strings.SplitSeq(part, "\n") {
		line = strings.TrimSpace(line)
		bullet, isBullet := strings.CutPrefix(line, "- ")
		heading, isHeading := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		switch {
		case line == "":
		case isBullet:
			blocks, open = append(blocks, Block{Bullet, [][]Span{spans(bullet)}}), false
		case isHeading && strings.HasPrefix(line, "#"):
			blocks, open = append(blocks, Block{Heading, [][]Span{spans(heading)}}), false
		case open:
			last := &blocks[len(blocks)-1]
			last.Lines = append(last.Lines, spans(line))
		default:
			blocks, open = append(blocks, Block{Paragraph, [][]Span{spans(line)}}), true
		}
	}
	return blocks
}

// spans cuts a line at its **. A last ** without its partner is text.
func spans(line string) []Span {
	parts := strings.Split(line, "**")
	if len(parts)%2 == 0 {
		last := len(parts) - 1
		parts = append(parts[:last-1], parts[last-1]+"**"+parts[last])
	}
	var all []Span
	for i, part := range parts {
		if part != "" {
			all = append(all, Span{Text: part, Bold: i%2 == 1})
		}
	}
	return all
}

// Plain writes the blocks as plain text, as mail programs and phones show it.
func Plain(blocks []Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n")
			if block.Kind != Bullet || blocks[i-1].Kind != Bullet {
				b.WriteString("\n")
			}
		}
		if block.Kind == Bullet {
			b.WriteString("• ")
		}
		for j, line := range block.Lines {
			if j > 0 {
				b.WriteString("\n")
			}
			for _, span := range line {
				b.WriteString(span.Text)
			}
		}
	}
	return b.String()
}

// HTML writes the blocks as elements without a style: h2, p and ul. Everything in them is
// escaped; an address beginning with http is a link.
func HTML(blocks []Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if block.Kind == Bullet && (i == 0 || blocks[i-1].Kind != Bullet) {
			b.WriteString("<ul>\n")
		}
		tag := map[Kind]string{Paragraph: "p", Heading: "h2", Bullet: "li"}[block.Kind]
		b.WriteString("<" + tag + ">")
		for j, line := range block.Lines {
			if j > 0 {
				b.WriteString("<br>\n")
			}
			htmlLine(&b, line)
		}
		b.WriteString("</" + tag + ">\n")
		if block.Kind == Bullet && (i == len(blocks)-1 || blocks[i+1].Kind != Bullet) {
			b.WriteString("</ul>\n")
		}
	}
	return b.String()
}

var address = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?)]`)

func htmlLine(b *strings.Builder, line []Span) {
	for _, span := range line {
		text := address.ReplaceAllStringFunc(html.EscapeString(span.Text), func(found string) string {
			return `<a href="` + found + `">` + found + `</a>`
		})
		if span.Bold {
			text = "<strong>" + text + "</strong>"
		}
		b.WriteString(text)
	}
}
