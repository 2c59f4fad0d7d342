package lists_test

import (
	"strings"
	"testing"

	"kith/algo/linkage/lists"
)

// What has nothing in it is said so, in words and not as the end of a file.
func TestAFileWithNothingInIt(t *testing.T) {
	for _, empty := range []string{"", "\n\n", "\ufeff"} {
		_, err := lists.Pairs(strings.NewReader(empty), "left", "right")
		if err == nil || !strings.Contains(err.Error(), "the file is empty: choose another") || strings.Contains(err.Error(), "EOF") {
			t.Errorf("of %q it says %v", empty, err)
		}
	}
}
