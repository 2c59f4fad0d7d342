package lists

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"kith/algo/linkage"
)

// Links writes links by the ids of their records, with the header
// left,right,probability,weight,pattern; where the schema says who has died, and last deceased:
// left, right or both.
type Links struct {
	out         *csv.Writer
	left, right *linkage.Table
	deaths      bool
}

// NewLinks begins a file of links between two tables, or within one that is given twice.
func NewLinks(w io.Writer, left, right *linkage.Table) (*Links, error) {
	l := &Links{out: csv.NewWriter(w), left: left, right: right}
	header := []string{"left", "right", "probability", "weight", "pattern"}
	for _, c := range left.Schema().Columns {
		l.deaths = l.deaths || c.Kind == linkage.Deceased
	}
	if l.deaths {
		header = append(header, "deceased")
	}
	return l, l.out.Write(header)
}

// Write writes a link.
func (l *Links) Write(k linkage.Link) error {
	cells := []string{
		l.left.ID(k.Left), l.right.ID(k.Right),
		strconv.FormatFloat(k.Probability, 'f', 6, 64), strconv.FormatFloat(k.Weight, 'f', 3, 64), strconv.FormatUint(uint64(k.Pattern), 10),
	}
	if l.deaths {
		cells = append(cells, died[[2]bool{l.left.Deceased(k.Left), l.right.Deceased(k.Right)}])
	}
	return l.out.Write(cells)
}

// died says which of two records says that somebody has died.
var died = map[[2]bool]string{{true, false}: "left", {false, true}: "right", {true, true}: "both"}

// Close writes what is left to write. It does not close the file.
func (l *Links) Close() error {
	l.out.Flush()
	return l.out.Error()
}

// Clusters writes for each record the number of the person it is of, with the header
// id,cluster.
func Clusters(w io.Writer, t *linkage.Table, of []int) error {
	return rows(w, []string{"id", "cluster"}, len(of), func(row int) []string { return []string{t.ID(row), strconv.Itoa(of[row])} })
}

// People writes for each record the name of the person it is of, with the header id,cluster.
func People(w io.Writer, t *linkage.Table, of []int, names []string) error {
	return rows(w, []string{"id", "cluster"}, t.Len(), func(row int) []string { return []string{t.ID(row), names[of[row]]} })
}

// Events writes what became of people, with the header person,event,others.
func Events(w io.Writer, all []linkage.Event) error {
	return rows(w, []string{"person", "event", "others"}, len(all), func(i int) []string {
		return []string{all[i].Person, string(all[i].Kind), strings.Join(all[i].Others, " ")}
	})
}

// Errors writes errors by group, each share with its interval of 95 in 100, with the header
// group,true,missed,missed_share,missed_low,missed_high,made,false,false_share,false_low,false_high.
func Errors(w io.Writer, all []linkage.GroupErrors) error {
	header := []string{"group", "true", "missed", "missed_share", "missed_low", "missed_high", "made", "false", "false_share", "false_low", "false_high"}
	return rows(w, header, len(all), func(i int) []string {
		return append(append([]string{all[i].Group}, shareCells(all[i].Missed)...), shareCells(all[i].False)...)
	})
}

func shareCells(s linkage.Share) []string {
	cells := []string{strconv.Itoa(s.Whole), strconv.Itoa(s.Part)}
	for _, x := range []float64{s.Of(), s.Low, s.High} {
		cells = append(cells, strconv.FormatFloat(x, 'f', 4, 64))
	}
	return cells
}

func rows(w io.Writer, header []string, n int, row func(i int) []string) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range n {
		if err := out.Write(row(i)); err != nil {
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
