package main

import (
	"strings"
	"testing"
)

const found = `{"Issues":[{"rule_id":"G304","file":"/kith/cmd/a.go","line":"7","details":"a file"},{"rule_id":"G115","file":"/kith/algo/x/b.go","line":"8"}],"Golang errors":{}}`

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct{ found, explained, want string }{
		"explained":      {found, "# why\nG304 cmd/*.go the operator names it\nG115 algo/... bounded where it is read", ""},
		"not explained":  {found, "G115 algo/... bounded where it is read", "cmd/a.go:7: G304: a file"},
		"another rule":   {found, "G304 cmd/... the operator names it\nG204 algo/... bounded where read", "algo/x/b.go:8: G115"},
		"another folder": {found, "G304 cmd/... the operator names it\nG115 internal/... bounded where read", "algo/x/b.go:8: G115"},
		"not needed":     {`{"Issues":[]}`, "G304 cmd/... the operator names it", "nothing needs G304 cmd/... any more"},
		"unread":         {`{"Golang errors":{"c.go":[]}}`, "", "c.go could not be read"},
		"no report":      {"gosec stopped", "", "-"},
		"no reason":      {`{"Issues":[]}`, "G304 cmd/... fine", "-"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			err := judge(strings.NewReader(c.found), "/kith", c.explained, &out)
			if (err == nil) != (c.want == "") || c.want != "-" && !strings.Contains(out.String(), c.want) {
				t.Errorf("%v: %s", err, out.String())
			}
		})
	}
}

// TestExplained reads the explanations as they stand.
func TestExplained(t *testing.T) {
	all, err := read(explained)
	if err != nil || len(all) == 0 {
		t.Errorf("%d explanations: %v", len(all), err)
	}
}
