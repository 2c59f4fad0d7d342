package tabular

import (
	"io"
	"strconv"
)

// About is one line above the columns of a sheet: "As at", "2:20pm on 2 April 2020".
type About struct{ Name, Text string }

// Sheet is a table to be downloaded, with what it is above its columns and how many rows
// it has below them: whoever opens it next year knows what was counted and that none is
// missing.
type Sheet struct {
	out  *Writer
	rows int
}

// mark tells a spreadsheet that the file is in UTF-8; without it "Łukasz" is garbled.
const mark = "\ufeff"

// NewSheet writes what stands above the rows.
func NewSheet(w io.Writer, about []About, columns []string) (*Sheet, error) {
	if _, err := io.WriteString(w, mark); err != nil {
		return nil, err
	}
	s := &Sheet{out: NewWriter(w)}
	for _, a := range about {
		if err := s.out.Write(a.Name, a.Text); err != nil {
			return nil, err
		}
	}
	if err := s.out.Write(""); err != nil {
		return nil, err
	}
	return s, s.out.Write(columns...)
}

// Add writes rows and sends them on.
func (s *Sheet) Add(rows [][]string) error {
	for _, cells := range rows {
		if err := s.out.Write(cells...); err != nil {
			return err
		}
		s.rows++
	}
	return s.out.Flush()
}

// End says that the sheet is whole.
func (s *Sheet) End() error {
	if err := s.out.Write("End of the list", "Rows: "+strconv.Itoa(s.rows)); err != nil {
		return err
	}
	return s.out.Flush()
}

// Break says that rows are missing, to whoever holds the file.
func (s *Sheet) Break() error {
	if err := s.out.Write("Not complete", "The list could not be read to its end. Download it again."); err != nil {
		return err
	}
	return s.out.Flush()
}
