package requests

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
)

// Dossier is everything that is held about one person, table by table.
type Dossier struct {
	Parts []Part `json:"parts"`
}

// Part is what one table holds.
type Part struct {
	Table string `json:"table"`
	Title string `json:"title"`
	Rows  []Line `json:"rows"`
}

// Line is one row of a table: what it says, in the order of its columns.
type Line []Value

// Value is one thing that is held.
type Value struct {
	Column string        `json:"column"`
	Label  string        `json:"label"`
	Class  datamap.Class `json:"kind"`
	Text   string        `json:"text"`
	// Mark names the value where somebody must decide whether it is handed out, "" elsewhere.
	Mark string `json:"-"`
}

// gather reads everything that the map ties to whom a request is about. Keys, hashes and
// what is empty are left out: they say nothing.
func gather(r db.Reader, live *datamap.Live, about datamap.About, ids []string) (d Dossier, err error) {
	for _, t := range live.OfAbout(about) {
		rows, err := live.Rows(r, t, ids)
		if err != nil {
			return d, err
		}
		part := Part{Table: t.Name, Title: title(t.Name)}
		for _, row := range rows {
			if line := lineOf(row); len(line) > 0 {
				part.Rows = append(part.Rows, line)
			}
		}
		if len(part.Rows) > 0 {
			d.Parts = append(d.Parts, part)
		}
	}
	return d, nil
}

func lineOf(row datamap.Row) (line Line) {
	for i, c := range row.Table.Columns {
		text := said(row.Values[i])
		sealed := row.Table.Name == "people_withheld_address" && c.Name == "sealed"
		if c.Class == datamap.ID || c.Class == datamap.Secret || c.Class == datamap.Setting || text == "" {
			continue
		}
		v := Value{Column: c.Name, Label: label(c.Name), Class: c.Class, Text: text}
		if sealed {
			v.Text = sealedWords
		}
		if c.Class.MayNameOthers() || c.Class == datamap.Safety {
			v.Mark = mark(row.Table.Name, c.Name, v.Text)
		}
		line = append(line, v)
	}
	return line
}

// sealedWords stand for an address that is withheld: it is read on the person's page, with a
// reason, and handed over by itself.
const sealedWords = "An address that is withheld from everybody. It is told to you by itself, in a way that is safe for you."

// mark names what stands in a column by what it says, so that a decision about it holds only
// for as long as it says that.
func mark(table, column, text string) string {
	sum := sha256.Sum256([]byte(table + "\x00" + column + "\x00" + text))
	return hex.EncodeToString(sum[:12])
}

// said is a value as people read it, "" for what says nothing.
func said(value any) string {
	switch v := value.(type) {
	case string:
		return readable(v)
	case bool:
		if v {
			return "Yes"
		}
		return ""
	case int64:
		if v == 0 {
			return ""
		}
		return fmt.Sprint(v)
	case float64:
		return fmt.Sprint(v)
	case time.Time:
		return v.In(day.London).Format("2 January 2006, 15:04")
	}
	return ""
}

// readable is text as it stands, and JSON without its brackets.
func readable(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || text == "null" || text == "{}" || text == "[]" {
		return ""
	}
	if text[0] != '{' && text[0] != '[' {
		return text
	}
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return text
	}
	return strings.Join(flat(value), "; ")
}

// flat is what stands in a JSON value, in the order of its names.
func flat(value any) (all []string) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range sortedKeys(v) {
			if inner := flat(v[name]); len(inner) > 0 {
				all = append(all, label(name)+": "+strings.Join(inner, ", "))
			}
		}
	case []any:
		for _, one := range v {
			all = append(all, flat(one)...)
		}
	case string:
		if v != "" {
			all = append(all, v)
		}
	case bool:
		all = append(all, map[bool]string{true: "yes", false: "no"}[v])
	case float64:
		all = append(all, fmt.Sprint(v))
	}
	return all
}

// Without is the copy as it is handed out: the values that were decided against are replaced,
// never dropped without a word.
func (d Dossier) without(left map[string]bool) (out Dossier, count int) {
	for _, part := range d.Parts {
		p := Part{Table: part.Table, Title: part.Title}
		for _, line := range part.Rows {
			kept := make(Line, len(line))
			for i, v := range line {
				if v.Mark != "" && left[v.Mark] {
					v.Text, count = leftOut, count+1
				}
				kept[i] = v
			}
			p.Rows = append(p.Rows, kept)
		}
		out.Parts = append(out.Parts, p)
	}
	return out, count
}

const leftOut = "Left out, because it tells of somebody else or would not be safe."

// Rows counts the rows.
func (d Dossier) Rows() (n int) {
	for _, p := range d.Parts {
		n += len(p.Rows)
	}
	return n
}
