package splink

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"kith/algo/linkage"
)

// settings are the parts of a file that are read.
type settings struct {
	ID          string          `json:"unique_id_column_name"`
	Prior       float64         `json:"probability_two_random_records_match"`
	Comparisons []comparison    `json:"comparisons"`
	Rules       json.RawMessage `json:"blocking_rules_to_generate_predictions"`
}

type comparison struct {
	Column string  `json:"output_column_name"`
	Levels []level `json:"comparison_levels"`
}

type level struct {
	SQL   string  `json:"sql_condition"`
	Null  bool    `json:"is_null_level"`
	M     float64 `json:"m_probability"`
	U     float64 `json:"u_probability"`
	Label string  `json:"label_for_charts"`
}

// Read reads a settings file. The model is nil where the file has no chances, for Splink had
// not been trained; the schema can then be trained with. What is left out is told in words:
// a level that is left out counts among those that differ.
func Read(r io.Reader) (*linkage.Schema, *linkage.Model, []string, error) {
	var in settings
	if err := json.NewDecoder(r).Decode(&in); err != nil {
		return nil, nil, nil, fmt.Errorf("splink: the settings are no JSON object of this form: %w", err)
	}
	t := &translation{schema: &linkage.Schema{Name: "splink", ID: in.ID}, trained: in.Prior > 0 && in.Prior < 1}
	if t.schema.ID == "" {
		t.schema.ID = "unique_id"
	}
	for _, c := range in.Comparisons {
		t.compare(c)
	}
	if err := t.block(in.Rules); err != nil {
		return nil, nil, nil, err
	}
	if _, err := linkage.NewTable(t.schema); err != nil {
		return nil, nil, t.left, err
	}
	if !t.trained {
		return t.schema, nil, t.left, nil
	}
	return t.schema, &linkage.Model{Version: linkage.ModelVersion, Schema: t.schema, Prior: in.Prior, Columns: t.chances}, t.left, nil
}

// translation is what was read so far.
type translation struct {
	schema  *linkage.Schema
	chances []linkage.Chances
	trained bool
	left    []string
}

func (t *translation) leave(format string, a ...any) {
	t.left = append(t.left, fmt.Sprintf(format, a...))
}

// compare reads a comparison as a column of text.
func (t *translation) compare(c comparison) {
	column := linkage.Column{Name: c.Column, Kind: linkage.Text}
	var match, stranger []float64
	m, u := 0.0, 0.0 // of what differs
	for _, l := range c.Levels {
		if l.Null {
			continue
		}
		read, ok := translated(l.SQL, c.Column)
		if ok && (len(column.Levels) > 0 || read == "exact") {
			column.Levels = append(column.Levels, read)
			match, stranger = append(match, l.M), append(stranger, l.U)
			continue
		}
		if !isElse(l.SQL) {
			t.leave("column %s: the level %q is not known, and counts as different", c.Column, l.SQL)
		}
		m, u = m+l.M, u+l.U
	}
	if len(column.Levels) == 0 {
		t.leave("the comparison %s has no level for equal values, and is left out", c.Column)
		return
	}
	t.schema.Columns = append(t.schema.Columns, column)
	t.chances = append(t.chances, linkage.Chances{Match: whole(append(match, m)), Stranger: whole(append(stranger, u))})
	if match[0] == 0 || stranger[0] == 0 {
		t.trained = false
	}
}

// whole makes chances sum to 1, none of them 0.
func whole(chances []float64) []float64 {
	sum := 0.0
	for i := range chances {
		chances[i] = max(chances[i], 1e-9)
		sum += chances[i]
	}
	for i := range chances {
		chances[i] /= sum
	}
	return chances
}

func isElse(sql string) bool { return strings.EqualFold(strings.TrimSpace(sql), "else") }

var (
	spaces = regexp.MustCompile(`[\s"` + "`" + `]+`)
	jaro   = regexp.MustCompile(`^jaro_winkler_similarity\((\w+)_l,(\w+)_r\)>=([0-9.]+)$`)
	edits  = regexp.MustCompile(`^(?:damerau_)?levenshtein\((\w+)_l,(\w+)_r\)<=([0-9]+)$`)
	equal  = regexp.MustCompile(`^(\w+)_l=(\w+)_r$`)
	block  = regexp.MustCompile(`^l\.(\w+)=r\.(\w+)$`)
)

// translated is a condition of SQL as a level.
func translated(sql, column string) (linkage.Level, bool) {
	sql = spaces.ReplaceAllString(sql, "")
	if f := equal.FindStringSubmatch(sql); f != nil {
		return "exact", f[1] == column && f[2] == column
	}
	if f := jaro.FindStringSubmatch(sql); f != nil {
		return linkage.Level("jaro " + f[3]), f[1] == column && f[2] == column
	}
	if f := edits.FindStringSubmatch(sql); f != nil {
		return linkage.Level("edits " + f[3]), f[1] == column && f[2] == column
	}
	return "", false
}

// block reads blocking rules, which are texts or objects that hold one.
func (t *translation) block(raw json.RawMessage) error {
	if len(raw) == 0 {
		return nil
	}
	var rules []json.RawMessage
	if err := json.Unmarshal(raw, &rules); err != nil {
		return fmt.Errorf("splink: the blocking rules are no list: %w", err)
	}
	for _, one := range rules {
		var sql string
		var object struct {
			SQL string `json:"blocking_rule"`
		}
		if json.Unmarshal(one, &sql) != nil {
			if err := json.Unmarshal(one, &object); err != nil {
				return fmt.Errorf("splink: a blocking rule is neither a text nor an object: %s", strconv.Quote(string(one)))
			}
			sql = object.SQL
		}
		t.rule(sql)
	}
	return nil
}

var and = regexp.MustCompile(`(?i)\s+and\s+`)

func (t *translation) rule(sql string) {
	var parts []string
	for _, piece := range and.Split(strings.Trim(sql, "() "), -1) {
		f := block.FindStringSubmatch(spaces.ReplaceAllString(strings.Trim(piece, "() "), ""))
		if f == nil || f[1] != f[2] || !t.has(f[1]) {
			t.leave("the blocking rule %q is not known, and is left out", sql)
			return
		}
		parts = append(parts, f[1])
	}
	t.schema.Rules = append(t.schema.Rules, linkage.Rule(strings.Join(parts, " + ")))
}

func (t *translation) has(name string) bool {
	for _, c := range t.schema.Columns {
		if c.Name == name {
			return true
		}
	}
	return false
}
