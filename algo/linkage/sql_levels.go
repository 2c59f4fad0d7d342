package linkage

import (
	"fmt"
	"strconv"
	"strings"
)

// macros are what DuckDB does not know: the parts of names, and edits in which no stretch is
// touched twice, where its own would also count a letter put in between two that are swapped.
const macros = `CREATE OR REPLACE TEMP MACRO is_part(a, b) AS a <> b AND CASE
  WHEN length(a) > length(b) THEN CASE WHEN length(b) = 1 THEN a[1:1] = b
    ELSE starts_with(a, b || ' ') OR ends_with(a, ' ' || b) OR contains(a, ' ' || b || ' ') OR replace(a, ' ', '') = replace(b, ' ', '') END
  ELSE CASE WHEN length(a) = 1 THEN b[1:1] = a
    ELSE starts_with(b, a || ' ') OR ends_with(b, ' ' || a) OR contains(b, ' ' || a || ' ') OR replace(a, ' ', '') = replace(b, ' ', '') END END;
CREATE OR REPLACE TEMP MACRO swapped_at(a, b, i, j) AS j >= 1 AND a[i:i] = b[j+1:j+1] AND a[i+1:i+1] = b[j:j] AND a[i:i] <> a[i+1:i+1] AND
  damerau_levenshtein(a[1:i-1], b[1:j-1]) + damerau_levenshtein(substring(a, i + 2), substring(b, j + 2)) <= 1;
CREATE OR REPLACE TEMP MACRO two_edits(a, b) AS damerau_levenshtein(a, b) <= 2 AND (levenshtein(a, b) <= 2 OR
  len(list_filter(range(1, length(a)), lambda i: swapped_at(a, b, i, i - 1) OR swapped_at(a, b, i, i) OR swapped_at(a, b, i, i + 1))) > 0);
CREATE OR REPLACE TEMP MACRO jaro_winkler(a, b) AS jaro_winkler_similarity(a, b);
CREATE OR REPLACE TEMP MACRO day_number(d) AS (d // 10000) * 365 + (d // 100 % 100) * 30 + d % 100;`

// levels says how each pair compares in each column.
func (e *emitter) levels() error {
	p := e.plan
	columns, owns := "", ""
	for i := range p.tests {
		own, err := e.own(i, side{"l", i}, side{"r", i})
		if err != nil {
			return err
		}
		if p.swapped != 0 && i == p.given {
			own = fmt.Sprintf("CASE WHEN swapped THEN %d ELSE %s END", p.swapped, own)
		}
		if p.swapped != 0 && i == p.surname {
			crossed, err := e.own(i, side{"x.xl", -1}, side{"x.xr", -1})
			if err != nil {
				return err
			}
			own = fmt.Sprintf("CASE WHEN swapped THEN %s ELSE %s END", crossed, own)
		}
		owns += fmt.Sprintf(",\n    %s AS own%d", own, i)
		columns += fmt.Sprintf(", %s AS k%d", e.within(i), i)
	}
	e.say("CREATE TEMP TABLE levels AS WITH %s,\n  owns AS (SELECT x.a, x.b, x.swapped%s\n    FROM crossed x JOIN l ON l.n = x.a JOIN r ON r.n = x.b)\n  SELECT *%s FROM owns;", e.crossed(), owns, columns)
	return nil
}

// crossed is the pairs, with whether their names are changed round and which two words are
// then left to be compared.
func (e *emitter) crossed() string {
	p := e.plan
	if p.swapped == 0 {
		return "crossed AS (SELECT a, b, false AS swapped FROM pairs)"
	}
	word := func(name, of string, when string, a, b string) string {
		return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END AS %s%s", when, a+of, b+of, name, of)
	}
	g, s := "c"+strconv.Itoa(p.given), "c"+strconv.Itoa(p.surname)
	first := fmt.Sprintf("coalesce(l.%s = r.%s, false)", g, s)
	either := fmt.Sprintf("(%s OR coalesce(l.%s = r.%s, false))", first, s, g)
	not := fmt.Sprintf("(l.%s IS NOT DISTINCT FROM r.%s OR coalesce(l.%s = r.%s, false))", g, g, s, s)
	words := []string{}
	for _, of := range []string{"", "s", "g"} {
		words = append(words, word("xl", of, first, "l."+s, "l."+g), word("xr", of, first, "r."+g, "r."+s))
	}
	return fmt.Sprintf(`likely AS (SELECT a, b, %s AND NOT %s AS likely, %s FROM pairs JOIN l ON l.n = a JOIN r ON r.n = b),
  crossed AS (SELECT *, likely AND (xl IS NULL OR xr IS NULL OR xl = xr OR jaro_winkler(xl, xr) >= %g) AS swapped FROM likely)`,
		either, not, strings.Join(words, ", "), nearEnough)
}

// side is where a word is found: a column of a table, or with -1 what is left of names.
type side struct {
	of     string
	column int
}

func (s side) text() string {
	if s.column < 0 {
		return s.of
	}
	return s.of + ".c" + strconv.Itoa(s.column)
}

// own is the level of a column by itself.
func (e *emitter) own(column int, l, r side) (string, error) {
	a, b := l.text(), r.text()
	s := fmt.Sprintf("CASE WHEN %s IS NULL OR %s IS NULL THEN 0 WHEN %s = %s THEN 1", a, b, a, b)
	levels := e.plan.schema.Columns[column].levels()
	for k, level := range levels[1:] {
		cond, err := condition(level, a, b)
		if err != nil {
			return "", err
		}
		if cond != "" {
			s += fmt.Sprintf(" WHEN %s THEN %d", cond, k+2)
		}
	}
	return s + fmt.Sprintf(" ELSE %d END", len(levels)+1), nil
}

// condition is that two words, which are not equal, are alike by a level; "" where that is
// never seen of the words alone.
func condition(level Level, a, b string) (string, error) {
	name, figure, _ := strings.Cut(string(level), " ")
	as, bs, ag, bg := a+"s", b+"s", a+"g", b+"g"
	switch name {
	case "nickname", "district":
		return fmt.Sprintf("%s = %s", ag, bg), nil
	case "sound", "sector":
		return fmt.Sprintf("%s = %s", as, bs), nil
	case "honorific":
		return fmt.Sprintf("(coalesce(%s, 0) >= %d OR coalesce(%s, 0) >= %d)", ag, uint32(1<<31), bg, uint32(1<<31)), nil
	case "swapped":
		return "", nil
	case "part":
		return fmt.Sprintf("is_part(%s, %s)", a, b), nil
	case "jaro":
		return fmt.Sprintf("jaro_winkler(%s, %s) >= %s", a, b, figure), nil
	case "numbers":
		return fmt.Sprintf("%s = %s AND jaro_winkler(%s, %s) >= %s", as, bs, a, b, figure), nil
	case "edits":
		return edits(figure, a, b)
	case "days":
		return fmt.Sprintf("abs(day_number(%s::BIGINT) - day_number(%s::BIGINT)) <= %s", a, b, figure), nil
	case "day-month":
		return fmt.Sprintf("%s[1:4] = %s[1:4] AND %s[7:8] = %s[5:6] AND %s[7:8] = %s[5:6]", a, b, a, b, b, a), nil
	case "default":
		return fmt.Sprintf("%s[1:4] = %s[1:4] AND (%s[5:8] = '0101' OR %s[5:8] = '0101')", a, b, a, b), nil
	}
	return "", fmt.Errorf("linkage: the level %q cannot be written as SQL", level)
}

func edits(figure, a, b string) (string, error) {
	switch figure {
	case "1":
		return fmt.Sprintf("damerau_levenshtein(%s, %s) <= 1", a, b), nil
	case "2":
		return fmt.Sprintf("two_edits(%s, %s)", a, b), nil
	}
	return "", fmt.Errorf("linkage: the level \"edits %s\" cannot be written as SQL; edits 1 and edits 2 can", figure)
}

// within is a column's level in the case that the column makes which it depends on.
func (e *emitter) within(column int) string {
	parent := e.plan.parents[column]
	if parent < 0 {
		return fmt.Sprintf("own%d", column)
	}
	w := e.plan.width(column)
	return fmt.Sprintf("CASE WHEN own%d = 0 THEN 0 ELSE own%d + CASE own%d WHEN 0 THEN 0 WHEN %d THEN %d ELSE %d END END",
		column, column, parent, e.plan.width(parent), 2*w, w)
}
