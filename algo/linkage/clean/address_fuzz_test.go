package clean_test

import (
	"testing"

	"kith/algo/linkage/clean"
)

// An address in its one form is in that form already.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"", "Flat 2, 14 High St.", "The Old Vicarage", "12a–14 Łódź Road", "\xff'; --", "st st. street"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := clean.Address(s)
		if twice := clean.Address(once); twice != once {
			t.Errorf("%q becomes %q and then %q", s, once, twice)
		}
	})
}
