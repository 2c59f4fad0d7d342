package web

import (
	"net/http"
	"strings"
)

// securityHeaders are sent with every answer, errors and assets included.
func securityHeaders(secure bool, formTargets []string) http.Header {
	h := http.Header{}
	h.Set("Content-Security-Policy", contentPolicy(secure, formTargets))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	// Not "no-referrer": browsers then post with the Origin "null", and the
	// cross-origin check would refuse our own forms in older ones.
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
	// Public pages hold what somebody typed about themselves as well, and may
	// be opened on a library's computer: nothing is kept unless a route, as
	// the assets do, says otherwise.
	h.Set("Cache-Control", "no-store")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
	return h
}

func contentPolicy(secure bool, formTargets []string) string {
	policy := []string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"worker-src 'self'",
		"form-action " + strings.Join(append([]string{"'self'"}, formTargets...), " "),
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}
	if secure {
		policy = append(policy, "upgrade-insecure-requests")
	}
	return strings.Join(policy, "; ")
}
