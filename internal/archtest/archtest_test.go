package archtest

import (
	"os"
	"testing"
)

// TestTree holds the whole project to the rules.
func TestTree(t *testing.T) {
	problems, notes, err := Check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, note := range notes {
		t.Log(note)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
}
