package api

import (
	"net/http"
	"testing"
	"time"
)

// TestNothingEndsACallWhileItIsWorkedOn holds operations to leave the time for reading alone.
// The library's own five seconds begin when the body has been read already; what is still
// waited for then would be taken for a caller who has gone, and answered with nothing.
func TestNothingEndsACallWhileItIsWorkedOn(t *testing.T) {
	for _, tt := range []struct {
		body int64
		want time.Duration
	}{{0, -1}, {usualBody, -1}, {usualBody + 1, 10 * time.Minute}} {
		op := Operation{Method: http.MethodPost, Path: "/things", MaxBody: tt.body}.huma()
		if op.BodyReadTimeout != tt.want {
			t.Errorf("with %d bytes it is %v, want %v", tt.body, op.BodyReadTimeout, tt.want)
		}
	}
}
