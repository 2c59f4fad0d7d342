package tabular

import (
	"bytes"
	"strings"
)

// delimiters are what may stand between cells, the likeliest first.
const delimiters = ",;\t|"

// delimiterOf returns the delimiter there is most of in the first row, outside
// quotation marks.
func delimiterOf(line []byte) byte {
	var plain []byte
	for i, part := range bytes.Split(line, []byte{'"'}) {
		if i%2 == 0 {
			plain = append(plain, part...)
		}
	}
	best, most := byte(','), 0
	for i := range len(delimiters) {
		if n := bytes.Count(plain, []byte{delimiters[i]}); n > most {
			best, most = delimiters[i], n
		}
	}
	return best
}

// split cuts a row that has no quotation marks.
func split(cells []string, text string, delimiter byte) []string {
	for {
		i := strings.IndexByte(text, delimiter)
		if i < 0 {
			return append(cells, text)
		}
		cells = append(cells, text[:i])
		text = text[i+1:]
	}
}

// state is how far a row with quotation marks could be cut.
type state int

const (
	complete state = iota
	open           // a quoted cell goes on beyond the text
	broken         // there is text behind a quoted cell
)

// splitQuoted cuts a row in which cells may be quoted. A quotation mark counts
// only where a cell begins with it: 5" is a cell like any other.
func splitQuoted(cells []string, text string, delimiter byte) ([]string, state) {
	for {
		if text == "" || text[0] != '"' {
			i := strings.IndexByte(text, delimiter)
			if i < 0 {
				return append(cells, text), complete
			}
			cells, text = append(cells, text[:i]), text[i+1:]
			continue
		}
		cell, rest, closed := cutQuoted(text[1:])
		if !closed {
			return cells, open
		}
		cells = append(cells, cell)
		switch {
		case rest == "":
			return cells, complete
		case rest[0] != delimiter:
			return cells, broken
		}
		text = rest[1:]
	}
}

// cutQuoted returns a quoted cell, given the text behind its opening mark, and
// what follows the closing one. A doubled mark stands for one.
func cutQuoted(text string) (cell, rest string, closed bool) {
	from, doubled := 0, false
	for {
		i := strings.IndexByte(text[from:], '"')
		if i < 0 {
			return "", "", false
		}
		i += from
		if i+1 < len(text) && text[i+1] == '"' {
			from, doubled = i+2, true
			continue
		}
		cell = text[:i]
		if doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		return cell, text[i+1:], true
	}
}
