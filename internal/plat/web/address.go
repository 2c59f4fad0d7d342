package web

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Network names the network a request came from, to count its failures by; ""
// outside a request.
func Network(ctx context.Context) string {
	v := visitOf(ctx)
	if v == nil || v.request == nil {
		return ""
	}
	return v.server.address(v.request).String()
}

// address returns the network a request came from, as a key for limits: an
// IPv4 address, or the /64 of an IPv6 one, which is what one household or one
// attacker holds.
func (s *Server) address(r *http.Request) netip.Prefix {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	client := at.Addr().Unmap()
	if s.trusted(client) {
		client = s.forwarded(r, client)
	}
	bits := 32
	if client.Is6() {
		bits = 64
	}
	network, _ := client.Prefix(bits) // bits always fit
	return network
}

// forwarded walks X-Forwarded-For from the nearest end, past our own proxies,
// to the first address that none of them vouches for. What lies beyond it the
// client may have made up.
func (s *Server) forwarded(r *http.Request, nearest netip.Addr) netip.Addr {
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return nearest
		}
		nearest = addr.Unmap().WithZone("")
		if !s.trusted(nearest) {
			return nearest
		}
	}
	return nearest
}

func (s *Server) trusted(a netip.Addr) bool {
	return slices.ContainsFunc(s.config.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(a) })
}
