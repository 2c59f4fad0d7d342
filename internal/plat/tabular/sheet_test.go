package tabular_test

import (
	"strings"
	"testing"

	"kith/internal/plat/tabular"
)

func TestASheetSaysWhatItIsAndThatItIsWhole(t *testing.T) {
	var file strings.Builder
	s, err := tabular.NewSheet(&file, []tabular.About{{Name: "What", Text: "=cmd()"}}, []string{"Who", "Change"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add([][]string{{"Łukasz N.", "-5"}, {"@SUM(A1)", "+1, \"two\""}}); err != nil {
		t.Fatal(err)
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffWhat,'=cmd()\n\nWho,Change\nŁukasz N.,-5\n'@SUM(A1),\"'+1, \"\"two\"\"\"\nEnd of the list,Rows: 2\n"
	if file.String() != want {
		t.Errorf("the file is\n%q, want\n%q", file.String(), want)
	}
	file.Reset()
	if err := s.Break(); err != nil || !strings.HasPrefix(file.String(), "Not complete,") {
		t.Errorf("broken off it says %q, %v", file.String(), err)
	}
}
