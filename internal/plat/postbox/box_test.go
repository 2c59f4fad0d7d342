package postbox_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/postbox"
)

func TestNobodyGetsInWithoutAToken(t *testing.T) {
	box := postbox.New(clock.System{})
	if err := box.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(box.NotifyURL+"/v2/notifications/sms", "application/json", strings.NewReader("{}"))
	if err != nil || response.StatusCode != http.StatusForbidden {
		t.Errorf("answered %v, %v", response, err)
	}
	for _, address := range []string{box.MailAddr, strings.TrimPrefix(box.NotifyURL, "http://")} {
		if host, _, err := net.SplitHostPort(address); err != nil || host != "127.0.0.1" {
			t.Errorf("listens on %s", address)
		}
	}
}

func TestTheBoxClosesWithTheProgram(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	box := postbox.New(clock.System{})
	if err := box.Start(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	for range 50 {
		connection, err := net.Dial("tcp", box.MailAddr)
		if err != nil {
			return
		}
		connection.Close()
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("it still listens")
}

func TestFaultsAreOverAfterTheirTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := postbox.New(clock.System{})
		box.BreakNotify(postbox.Fault{Status: 500, Times: 3})
		var all sync.WaitGroup
		codes := make([]int, 10)
		for i := range codes {
			all.Go(func() { codes[i] = post(box) })
		}
		all.Wait()
		failed := 0
		for _, code := range codes {
			if code == http.StatusInternalServerError {
				failed++
			}
		}
		if failed != 3 || len(box.Arrived()) != 7 {
			t.Errorf("%d failed and %d arrived", failed, len(box.Arrived()))
		}
	})
}

func TestOldArrivalsAreForgotten(t *testing.T) {
	box := postbox.New(clock.System{})
	for range 520 {
		post(box)
	}
	if got := len(box.Arrived()); got != 500 {
		t.Errorf("%d are kept", got)
	}
	if box.Empty(); len(box.Arrived()) != 0 {
		t.Error("it is not empty")
	}
}

var (
	number  = 0
	numbers sync.Mutex
)

// post sends a mail to Notify past its door.
func post(box *postbox.Box) int {
	numbers.Lock()
	number++
	to := fmt.Sprintf("p%d@example.org", number)
	numbers.Unlock()
	return postbox.Post(box, "email", `{"email_address":"`+to+`","template_id":"`+postbox.EmailTemplate+`"}`)
}
