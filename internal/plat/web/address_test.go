package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func requestFrom(remote string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.RemoteAddr = remote
	return r
}

func TestAddressThatCannotBeReadIsOneAndTheSame(t *testing.T) {
	s := &Server{}
	if s.address(requestFrom("pipe")) != s.address(requestFrom("")) {
		t.Error("unreadable addresses each have a limit of their own")
	}
	if got := s.address(requestFrom("[fe80::1%eth0]:80")).String(); got != "fe80::/64" {
		t.Errorf("zoned address is %q", got)
	}
}
