package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"kith/internal/kernel/fault"
)

func TestWhatAnErrorTells(t *testing.T) {
	stale := fault.New(fault.Stale, "needs.stale", "Somebody else changed this need. Look at it again.")
	caused := &fault.Error{Kind: fault.Unavailable, Code: "notify.down", Message: "Texts cannot be sent now.", Err: io.ErrUnexpectedEOF}
	tests := []struct {
		name    string
		err     error
		kind    fault.Kind
		code    string
		message string
	}{
		{"nil", nil, fault.Internal, "", ""},
		{"foreign", io.EOF, fault.Internal, "", fault.UnknownMessage},
		{"plain", stale, fault.Stale, "needs.stale", stale.Message},
		{"under context", fmt.Errorf("save: %w", stale), fault.Stale, "needs.stale", stale.Message},
		{"beside another", errors.Join(io.EOF, caused), fault.Unavailable, "notify.down", caused.Message},
		{"outermost decides", &fault.Error{Kind: fault.Conflict, Code: "x.y", Message: "m", Err: stale}, fault.Conflict, "x.y", "m"},
		{"without words", &fault.Error{Kind: fault.NotFound}, fault.NotFound, "", fault.UnknownMessage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := fault.KindOf(tt.err); got != tt.kind {
				t.Errorf("KindOf = %v, want %v", got, tt.kind)
			}
			if got := fault.CodeOf(tt.err); got != tt.code {
				t.Errorf("CodeOf = %q, want %q", got, tt.code)
			}
			if got := fault.MessageOf(tt.err); got != tt.message {
				t.Errorf("MessageOf = %q, want %q", got, tt.message)
			}
		})
	}
}

func TestErrorIsForLogs(t *testing.T) {
	err := &fault.Error{Code: "notify.down", Message: "Texts cannot be sent now.", Err: io.ErrUnexpectedEOF}
	if got, want := err.Error(), "notify.down: Texts cannot be sent now.: unexpected EOF"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
}

func TestWrap(t *testing.T) {
	load := func(fail error) (err error) {
		defer fault.Wrap(&err, "load parcel %d", 7)
		return fail
	}
	if err := load(nil); err != nil {
		t.Errorf("success became %v", err)
	}
	err := load(fault.New(fault.NotFound, "food.parcel", "There is no such parcel."))
	if got, want := err.Error(), "load parcel 7: food.parcel: There is no such parcel."; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if fault.KindOf(err) != fault.NotFound {
		t.Error("context changed the kind")
	}
}

func TestEveryKindHasAName(t *testing.T) {
	seen := map[string]bool{}
	for kind := fault.Internal; kind <= fault.Unavailable; kind++ {
		name := kind.String()
		if name == "" || seen[name] {
			t.Errorf("kind %d is named %q", int(kind), name)
		}
		seen[name] = true
	}
	if got := fault.Kind(-1).String(); got != "kind -1" {
		t.Errorf("unknown kind is named %q", got)
	}
}
