package tabular

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// lines cuts a file into lines of bounded length.
type lines struct {
	source  io.Reader
	in      *bufio.Reader // nil until the first line is asked for
	limit   int
	pending [][]byte // given back, to be taken again first
}

// errLine is why a line cannot be taken, for people.
type errLine string

func (e errLine) Error() string { return string(e) }

func newLines(r io.Reader, limit int) *lines { return &lines{source: r, limit: limit} }

// buffer is how much is read at once.
const buffer = 256 << 10

// start passes over a byte order mark, and turns UTF-16, which spreadsheets
// call "Unicode text", into UTF-8. Other programs write it without the mark.
func (l *lines) start() error {
	in := bufio.NewReaderSize(l.source, max(buffer, l.limit+2))
	begins, err := in.Peek(64)
	if err != nil && err != io.EOF && len(begins) == 0 {
		return err // one behind something is met when that has been read
	}
	switch {
	case bytes.HasPrefix(begins, []byte{0xEF, 0xBB, 0xBF}):
		in.Discard(3) // cannot fail: it has been peeked at
	case bytes.HasPrefix(begins, []byte{0xFF, 0xFE}), zeroAtEvery(begins, 1):
		in = l.wide(in, unicode.LittleEndian)
	case bytes.HasPrefix(begins, []byte{0xFE, 0xFF}), zeroAtEvery(begins, 0):
		in = l.wide(in, unicode.BigEndian)
	}
	l.in = in
	return nil
}

// wide reads UTF-16.
func (l *lines) wide(in io.Reader, order unicode.Endianness) *bufio.Reader {
	return bufio.NewReaderSize(transform.NewReader(in, unicode.UTF16(order, unicode.UseBOM).NewDecoder()), max(buffer, l.limit+2))
}

// zeroAtEvery tells the names of columns in UTF-16, in which one byte of two is zero: the
// first of each two, or the second.
func zeroAtEvery(begins []byte, of int) bool {
	for i := 0; i+1 < len(begins); i += 2 {
		if begins[i+of] != 0 || begins[i+1-of] == 0 {
			return false
		}
	}
	return len(begins) > 1
}

// next returns the next line without its end. It is valid until the line after
// it is asked for.
func (l *lines) next() ([]byte, error) {
	if len(l.pending) > 0 {
		line := l.pending[0]
		l.pending = l.pending[1:]
		return line, nil
	}
	if l.in == nil {
		if err := l.start(); err != nil {
			return nil, err
		}
	}
	line, err := l.in.ReadSlice('\n')
	if err == io.EOF && len(line) > 0 {
		err = nil
	}
	if errors.Is(err, bufio.ErrBufferFull) || err == nil && len(line) > l.limit+2 {
		return nil, l.tooLong(err != nil)
	}
	if err != nil {
		return nil, err
	}
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// tooLong passes over what is left of a line that is too long.
func (l *lines) tooLong(more bool) error {
	for more {
		_, err := l.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) && err != io.EOF {
			return err
		}
		more = errors.Is(err, bufio.ErrBufferFull)
	}
	return errLine(fmt.Sprintf("The row is longer than %d kilobytes.", l.limit>>10))
}

// giveBack puts lines in front of those still to come.
func (l *lines) giveBack(taken [][]byte) {
	l.pending = append(taken, l.pending...)
}
