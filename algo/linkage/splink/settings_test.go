package splink

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"kith/algo/linkage"
)

const trained = `{
  "link_type": "dedupe_only", "unique_id_column_name": "ref", "probability_two_random_records_match": 0.001,
  "blocking_rules_to_generate_predictions": [
    {"blocking_rule": "(l.\"surname\" = r.\"surname\") AND (l.\"dob\" = r.\"dob\")", "sql_dialect": "duckdb"},
    "l.surname = r.surname", "substr(l.dob, 1, 4) = substr(r.dob, 1, 4)"
  ],
  "comparisons": [
    {"output_column_name": "surname", "comparison_levels": [
      {"sql_condition": "\"surname_l\" IS NULL OR \"surname_r\" IS NULL", "is_null_level": true},
      {"sql_condition": "\"surname_l\" = \"surname_r\"", "m_probability": 0.8, "u_probability": 0.01},
      {"sql_condition": "jaro_winkler_similarity(\"surname_l\", \"surname_r\") >= 0.9", "m_probability": 0.1, "u_probability": 0.02},
      {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.97}]},
    {"output_column_name": "dob", "comparison_levels": [
      {"sql_condition": "\"dob_l\" = \"dob_r\"", "m_probability": 0.9, "u_probability": 0.001},
      {"sql_condition": "damerau_levenshtein(\"dob_l\", \"dob_r\") <= 1", "m_probability": 0.05, "u_probability": 0.009},
      {"sql_condition": "abs(epoch(dob_l) - epoch(dob_r)) <= 30", "m_probability": 0.02, "u_probability": 0.09},
      {"sql_condition": "ELSE", "m_probability": 0.03, "u_probability": 0.9}]}
  ]}`

func TestTrainedSettings(t *testing.T) {
	s, m, left, err := Read(strings.NewReader(trained))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Rules, []linkage.Rule{"surname + dob", "surname"}) || s.ID != "ref" {
		t.Errorf("the rules are %q", s.Rules)
	}
	if !slices.Equal(s.Columns[1].Levels, []linkage.Level{"exact", "edits 1"}) || math.Abs(m.Columns[1].Match[2]-0.05) > 1e-9 {
		t.Errorf("dates compare by %q, %v", s.Columns[1].Levels, m.Columns[1])
	}
	if len(left) != 2 {
		t.Errorf("it leaves out %q", left)
	}
	table, err := linkage.NewTable(s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 600 {
		table.Add("other", fmt.Sprintf("Other%c%c", 'a'+i%26, 'a'+i/26), fmt.Sprintf("%d-03-04", 1400+i))
	}
	table.Add("1", "Smith", "1950-01-02")
	table.Add("2", "Smith", "1950-01-02")
	table.Add("3", "Smith", "1990-07-09")
	found := 0
	if _, err := m.Dedupe(t.Context(), table, linkage.Options{}, func(l linkage.Link) bool { found++; return l.Left == 600 && l.Right == 601 }); err != nil || found != 1 {
		t.Errorf("%d links, %v", found, err)
	}
}

func TestUntrainedSettingsAreASchema(t *testing.T) {
	s, m, _, err := Read(strings.NewReader(`{"comparisons": [{"output_column_name": "dob", "comparison_levels": [{"sql_condition": "dob_l = dob_r"}, {"sql_condition": "ELSE"}]}]}`))
	if err != nil || m != nil || len(s.Columns) != 1 {
		t.Errorf("%v %v %v", s, m, err)
	}
	for _, wrong := range []string{`[]`, `{}`, `{"comparisons": [], "blocking_rules_to_generate_predictions": 3}`} {
		if _, _, _, err := Read(strings.NewReader(wrong)); err == nil {
			t.Errorf("%s is read", wrong)
		}
	}
}
