package lists

import (
	"encoding/csv"
	"io"
	"strconv"

	"kith/algo/linkage"
)

// Links writes links by the ids of their records, with the header
// left,right,probability,weight,pattern.
type Links struct {
	out         *csv.Writer
	left, right *linkage.Table
}

// NewLinks begins a file of links between two tables, or within one that is given twice.
func NewLinks(w io.Writer, left, right *linkage.Table) (*Links, error) {
	l := &Links{out: csv.NewWriter(w), left: left, right: right}
	return l, l.out.Write([]string{"left", "right", "probability", "weight", "pattern"})
}

// Write writes a link.
func (l *Links) Write(k linkage.Link) error {
	return l.out.Write([]string{
		l.left.ID(k.Left), l.right.ID(k.Right),
		strconv.FormatFloat(k.Probability, 'f', 6, 64), strconv.FormatFloat(k.Weight, 'f', 3, 64), strconv.FormatUint(uint64(k.Pattern), 10),
	})
}

// Close writes what is left to write. It does not close the file.
func (l *Links) Close() error {
	l.out.Flush()
	return l.out.Error()
}

// Clusters writes for each record the number of the person it is of, with the header
// id,cluster.
func Clusters(w io.Writer, t *linkage.Table, of []int) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"id", "cluster"}); err != nil {
		return err
	}
	for row, cluster := range of {
		if err := out.Write([]string{t.ID(row), strconv.Itoa(cluster)}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Prepared writes the records of a table as [linkage.Model.WriteSQL] reads them.
func Prepared(w io.Writer, t *linkage.Table) error {
	out := csv.NewWriter(w)
	for row := -1; row < t.Len(); row++ {
		if err := t.Prepared(row, out.Write); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
