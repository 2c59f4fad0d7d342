package notify_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
)

var noon = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func TestKeysAreReadFromTheEnd(t *testing.T) {
	// A name may hold dashes, and even look like a part of an id.
	const ids = "26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
	for _, name := range []string{"live-", "my-test_key-", "26785a09-ab16-4eb0-8407-a37497a57500-"} {
		key, err := notify.ParseKey(" " + name + ids + "\n")
		if err != nil || key.Service() != "26785a09-ab16-4eb0-8407-a37497a57506" {
			t.Errorf("%s: read as %q, %v", name, key.Service(), err)
		}
		if strings.Contains(key.String(), "3d844edf") {
			t.Error("the secret can be printed")
		}
	}
	for _, wrong := range []string{"", ids, "x" + ids[:70], "live-" + strings.ToUpper(ids), "live-" + ids[:40] + "z" + ids[41:]} {
		_, err := notify.ParseKey(wrong)
		if fault.KindOf(err) != fault.Invalid || wrong != "" && strings.Contains(err.Error(), wrong) {
			t.Errorf("%q gave %v", wrong, err)
		}
	}
}

func TestTokens(t *testing.T) {
	key, err := notify.ParseKey("live-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0")
	if err != nil {
		t.Fatal(err)
	}
	// Reckoned with another program: HMAC-SHA256 of header and claims, base64url without padding.
	const want = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiIyNjc4NWEwOS1hYjE2LTRlYjAtODQwNy1hMzc0OTdhNTc1MDYiLCJpYXQiOjE1Njg4MTg1Nzh9.YT_aQYNif0l3HaPwy62Cj9g0qsYzjnj1K5pLwkELiFw"
	got := key.Token(time.Unix(1568818578, 0))
	if got != want {
		t.Errorf("token is\n%s, not\n%s", got, want)
	}
	for off, good := range map[time.Duration]bool{0: true, 30 * time.Second: true, -30 * time.Second: true, 31 * time.Second: false, -31 * time.Second: false} {
		if key.Verify(key.Token(noon), noon.Add(off)) != good {
			t.Errorf("a token %v old is let in: %v", off, !good)
		}
	}
	other, _ := notify.ParseKey(postbox.LiveKey)
	for _, bad := range []string{"", "a.b", "a.b.c", got + "x", other.Token(noon), strings.Replace(key.Token(noon), ".", "..", 1)} {
		if key.Verify(bad, noon) {
			t.Errorf("let in with %q", bad)
		}
	}
}
