package linkage

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// SQL says what is to be read and written by the statements of [Model.WriteSQL].
type SQL struct {
	// Left and Right name files as package lists writes them with Prepared, or Right is empty
	// to find who is twice in Left. Out names the file for the links.
	Left, Right, Out string
	Least            float64 // the least probability of a link; 0 is a half
}

// WriteSQL writes the model as statements for DuckDB, which find the same links over records
// that were cleaned here ([Table.Prepared]): cleaning is a matter of one record, and finding and
// weighing pairs, which is not, can be done wherever the records lie. The links are written to a
// file with the header left,right,probability,weight,pattern. A level "edits N" with N above 2
// is an error.
func (m *Model) WriteSQL(w io.Writer, o SQL) error {
	if err := m.check(); err != nil {
		return err
	}
	p, err := compile(m.Schema)
	if err != nil {
		return err
	}
	e := &emitter{plan: p, model: m, scorer: newScorer(m, p), same: o.Right == ""}
	right := o.Right
	if e.same {
		right = o.Left
	}
	e.say("-- %s: links as kith finds them, by a model of version %d.", m.Schema.Name, m.Version)
	e.say("%s", macros)
	e.table("l", o.Left)
	e.table("r", right)
	e.counts()
	e.blocks()
	if err := e.levels(); err != nil {
		return err
	}
	e.weigh(Options{Least: o.Least}.least())
	e.say("COPY (SELECT l.id AS \"left\", r.id AS \"right\", round(1 / (1 + pow(2, -w.weight)), 6) AS probability, round(w.weight, 3) AS weight, w.pattern")
	e.say("  FROM weights w JOIN l ON l.n = w.a JOIN r ON r.n = w.b ORDER BY w.a, w.b) TO '%s' (HEADER);", quoted(o.Out))
	_, err = io.WriteString(w, e.text.String())
	return err
}

// Prepared calls f with the values of a record by which it is found and compared: first its
// number and id, then for each column its text, and what it shares with others of its sound,
// sector or numbers, and of its nickname or district; "" for nothing. With row -1 it gives what
// they are called.
func (t *Table) Prepared(row int, f func(values []string) error) error {
	if row < 0 {
		names := []string{"n", "id"}
		for i := range t.schema.Columns {
			c := "c" + strconv.Itoa(i)
			names = append(names, c, c+"s", c+"g")
		}
		return f(names)
	}
	values := []string{strconv.Itoa(row), t.ids[row]}
	for i, token := range t.row(row) {
		w := t.word(i, token)
		values = append(values, plainLetters(w.text), unsigned(w.sound), unsigned(w.group))
	}
	return f(values)
}

func unsigned(n uint32) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(n), 10)
}

// others stand for letters outside ASCII, each of which is one byte here and would be more in a
// database.
const others = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+-/:;<=>?[]^_{|}~"

func plainLetters(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			out := []byte(s)
			for j, c := range out {
				if c >= 0x80 {
					out[j] = others[int(c-0x80)%len(others)]
				}
			}
			return string(out)
		}
	}
	return s
}

// emitter puts statements together.
type emitter struct {
	plan   *plan
	model  *Model
	scorer *scorer
	same   bool
	text   strings.Builder
}

func (e *emitter) say(format string, args ...any) { fmt.Fprintf(&e.text, format+"\n", args...) }

func quoted(s string) string { return strings.ReplaceAll(s, "'", "''") }

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) + "::DOUBLE" }

// table reads a file of prepared records.
func (e *emitter) table(name, file string) {
	columns := []string{"n::BIGINT AS n", "id"}
	for i := range e.plan.tests {
		columns = append(columns, fmt.Sprintf("nullif(c%d, '') AS c%d, nullif(c%ds, '')::BIGINT AS c%ds, nullif(c%dg, '')::BIGINT AS c%dg", i, i, i, i, i, i))
	}
	e.say("CREATE TEMP TABLE %s AS SELECT %s FROM read_csv('%s', header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"');",
		name, strings.Join(columns, ", "), quoted(file))
}

// counts counts how common values are that count for more the rarer they are.
func (e *emitter) counts() {
	for i, c := range e.plan.schema.Columns {
		if !lends[c.Kind] {
			continue
		}
		both := fmt.Sprintf("SELECT c%d AS v FROM l", i)
		if !e.same {
			both += fmt.Sprintf(" UNION ALL SELECT c%d FROM r", i)
		}
		e.say("CREATE TEMP TABLE k%d AS SELECT v, (%s - log2(count(*)::DOUBLE / sum(count(*)) OVER ()))::FLOAT AS rarity FROM (%s) WHERE v IS NOT NULL GROUP BY v;",
			i, number(e.scorer.stranger[i][1]), both)
	}
}

// blocks makes the pairs that agree by some rule, each once.
func (e *emitter) blocks() {
	var parts []string
	for _, text := range e.plan.schema.Rules {
		var on []string
		for piece := range strings.SplitSeq(string(text), "+") {
			name, taken, _ := strings.Cut(strings.TrimSpace(piece), ":")
			i, _ := e.plan.schema.column(name)
			on = append(on, e.part(i, taken))
		}
		if e.same {
			on = append(on, "l.n < r.n")
		}
		parts = append(parts, "SELECT l.n AS a, r.n AS b FROM l JOIN r ON "+strings.Join(on, " AND "))
	}
	e.say("CREATE TEMP TABLE pairs AS\n  %s;", strings.Join(parts, "\n  UNION "))
}

// part is the condition that two records agree on what is taken of a column.
func (e *emitter) part(i int, taken string) string {
	both := func(of string) string {
		return strings.ReplaceAll(of, "@", "l.c"+strconv.Itoa(i)) + " = " + strings.ReplaceAll(of, "@", "r.c"+strconv.Itoa(i))
	}
	switch taken {
	case "names":
		g, s := e.plan.given, e.plan.surname
		return fmt.Sprintf("least(l.c%d, l.c%d) = least(r.c%d, r.c%d) AND greatest(l.c%d, l.c%d) = greatest(r.c%d, r.c%d) AND l.c%d IS NOT NULL AND l.c%d IS NOT NULL AND r.c%d IS NOT NULL AND r.c%d IS NOT NULL",
			g, s, g, s, g, s, g, s, g, s, g, s)
	case "sound", "sector", "numbers":
		return both("@s")
	case "district":
		return both("@g")
	case "nickname":
		return both("coalesce(@g::VARCHAR, '=' || @)")
	case "initial":
		return both("@[1:1]")
	case "start":
		return both("@[1:3]")
	case "end":
		return both("right(@, 4)")
	case "loose":
		return both("@[1:4]") + " AND " + both("least(@[5:6], @[7:8])") + " AND " + both("greatest(@[5:6], @[7:8])")
	case "year":
		return both("@[1:4]")
	case "year-month":
		return both("@[1:6]")
	case "day-month":
		return both("@[5:8]")
	}
	return both("@")
}

// weigh adds up the weights of the levels.
func (e *emitter) weigh(least float64) {
	match, stranger, family, pattern := number(e.scorer.prior), "0", number(0), "0"
	if !math.IsInf(e.scorer.household, -1) {
		family = number(e.scorer.household)
	}
	joins, lent := "", ""
	for i, c := range e.plan.schema.Columns {
		match += " + " + weightOf(i, e.scorer.match[i])
		stranger += " + " + weightOf(i, e.scorer.stranger[i])
		if len(e.scorer.family[i]) > 0 {
			family += " + " + weightOf(i, e.scorer.family[i])
		}
		pattern += fmt.Sprintf(" + k.k%d * %d", i, e.plan.strides[i])
		if lends[c.Kind] {
			counts := fmt.Sprintf("k.own%d = 1", i)
			if i == e.plan.surname && e.plan.swapped != 0 {
				counts += " AND NOT k.swapped"
			}
			joins += fmt.Sprintf("\n    LEFT JOIN k%d ON k%d.v = r.c%d", i, i, i)
			lent += fmt.Sprintf(", CASE WHEN %s THEN coalesce(k%d.rarity, 0)::DOUBLE ELSE 0 END AS lent%d", counts, i, i)
			stranger += fmt.Sprintf(" - lent%d", i)
			if !shared[c.Kind] {
				family += fmt.Sprintf(" - lent%d", i)
			}
		}
	}
	either := "s"
	if !math.IsInf(e.scorer.household, -1) {
		either = "greatest(s, f) + log2(1 + pow(2, least(s, f) - greatest(s, f)))"
	}
	e.say("CREATE TEMP TABLE weights AS WITH lent AS (SELECT k.*%s FROM levels k JOIN r ON r.n = k.b%s),", lent, joins)
	e.say("  sums AS (SELECT a, b, %s AS m, %s AS s, %s AS f, %s AS pattern FROM lent k)", match, stranger, family, pattern)
	e.say("  SELECT a, b, m - (%s) AS weight, pattern FROM sums WHERE m - (%s) >= %s;", either, either, number(least))
}

// weightOf is the logarithm of the chance of a column's level.
func weightOf(column int, logs []float64) string {
	var s strings.Builder
	fmt.Fprintf(&s, "CASE k.k%d WHEN 0 THEN 0", column)
	for k, x := range logs[1:] {
		fmt.Fprintf(&s, " WHEN %d THEN %s", k+1, number(x))
	}
	return s.String() + " END"
}
