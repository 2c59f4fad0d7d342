package journal

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

type kind string

// What is kept of an entry is, to the letter, what encoding/json makes of it.
func TestEntriesAreEncodedAsJSON(t *testing.T) {
	value := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Map(rapid.String(), func(s string) any { return kind(s) }),
		rapid.Map(rapid.Int(), func(n int) any { return n }),
		rapid.Map(rapid.Int64(), func(n int64) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }),
		rapid.Map(rapid.SliceOf(rapid.String()), func(s []string) any { return s }),
		rapid.Map(rapid.Int64Range(0, 1<<37), func(n int64) any { return time.Unix(n, 0).UTC() }),
		rapid.Map(rapid.Int32(), func(n int32) any { return time.Duration(n) }),
		rapid.SampledFrom([]any{nil, "", "a\u2028b", "</script>", "\xff", "Łódź", []byte("x"), map[string]int{"b": 1, "a": 2}}),
	)
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.OneOf(rapid.Just[map[string]any](nil), rapid.MapOfN(rapid.String(), value, 0, 20)).Draw(t, "data")
		objects := rapid.OneOf(rapid.Just[[]Object](nil), rapid.SliceOf(rapid.Custom(func(t *rapid.T) Object {
			return Object{Kind: rapid.String().Draw(t, "kind"), ID: rapid.String().Draw(t, "id")}
		}))).Draw(t, "objects")
		got, err := encodeData(data)
		want, _ := json.Marshal(data)
		if err != nil || string(got) != string(want) {
			t.Errorf("%v is kept as %s, %v, want %s", data, got, err, want)
		}
		got, err = encodeObjects(objects)
		want, _ = json.Marshal(objects)
		if err != nil || string(got) != string(want) {
			t.Errorf("%v are kept as %s, %v, want %s", objects, got, err, want)
		}
	})
	if _, err := encodeData(map[string]any{"x": make(chan int)}); err == nil {
		t.Error("what cannot be kept is no error")
	}
}
