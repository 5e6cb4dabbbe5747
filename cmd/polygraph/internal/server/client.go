package server

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
)

// client is who sent a request, as far as that is known: the address at once, the token when it
// has been looked at.
type client struct {
	address netip.Addr
	token   access.Token // without a name where none was sent
	holds   func() bool  // whether the token is still what it was; nil without a token
}

type clientKey struct{}

// clientOf is who sent a request; nobody in particular where no server set it.
func clientOf(ctx context.Context) client {
	if who, known := ctx.Value(clientKey{}).(*client); known {
		return *who
	}
	return client{}
}

// share is whom a request is counted for: the holder of a token, or an address. Of the
// addresses of version 6 a whole network counts as one, since it is given out as one.
func (c client) share() string {
	switch {
	case c.token.Name != "":
		return "token " + c.token.Name
	case c.address.Is6() && !c.address.Is4In6():
		network, _ := c.address.WithZone("").Prefix(64)
		return network.String()
	}
	return c.address.Unmap().String()
}

// queued is the same for a queue.
func queued(ctx context.Context) turns.Client {
	who := turns.Client{Name: clientOf(ctx).share()}
	if one := connectionOf(ctx); one != nil {
		who.Connection = &one.turns
	}
	return who
}

// shownAddress is the address of who sent a request, as far as trusted proxies tell it.
func shownAddress(r *http.Request) string {
	if address := clientOf(r.Context()).address; address.IsValid() {
		return address.String()
	}
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return host
}

// tokenHolder is whose token a request has; empty where it has none.
func tokenHolder(r *http.Request) string { return clientOf(r.Context()).token.Name }

// known puts into each request whose it is. Proxies are those whose word about it is taken.
func known(proxies []netip.Prefix, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := &client{address: clientAddress(r, proxies)}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), clientKey{}, who)))
	})
}

// clientAddress follows X-Forwarded-For from its end, where the nearest proxy wrote, for as long
// as who wrote is trusted: what stands before is what anybody may have claimed.
func clientAddress(r *http.Request, proxies []netip.Prefix) netip.Addr {
	peer, _ := netip.ParseAddrPort(r.RemoteAddr)
	address := peer.Addr().Unmap().WithZone("")
	if len(proxies) == 0 {
		return address
	}
	trusted := func(a netip.Addr) bool {
		return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a) })
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && trusted(address); i-- {
		hop, err := readHop(hops[i])
		if err != nil {
			break
		}
		address = hop
	}
	return address
}

// readHop reads an address, with or without a port, as proxies write them.
func readHop(text string) (netip.Addr, error) {
	text = strings.TrimSpace(text)
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr().Unmap().WithZone(""), nil
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap().WithZone(""), err
}
