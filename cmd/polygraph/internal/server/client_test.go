package server

import (
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
)

func TestWhoAsksIsWhatTrustedProxiesSay(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for _, test := range []struct {
		name, peer string
		forwarded  []string
		proxies    []netip.Prefix
		want       string
	}{
		{"no proxy", "192.0.2.1:999", nil, nil, "192.0.2.1"},
		{"a claim that nobody is trusted with", "192.0.2.1:999", []string{"1.2.3.4"}, nil, "192.0.2.1"},
		{"a claim of somebody else", "192.0.2.1:999", []string{"1.2.3.4"}, proxies, "192.0.2.1"},
		{"a proxy", "10.0.0.1:999", []string{"1.2.3.4"}, proxies, "1.2.3.4"},
		{"a claim before what the proxy wrote", "10.0.0.1:999", []string{"9.9.9.9, 1.2.3.4"}, proxies, "1.2.3.4"},
		{"two proxies", "10.0.0.1:999", []string{"9.9.9.9, 1.2.3.4, 10.0.0.2"}, proxies, "1.2.3.4"},
		{"in two headers", "10.0.0.1:999", []string{"9.9.9.9, 1.2.3.4", "10.0.0.2"}, proxies, "1.2.3.4"},
		{"with a port", "10.0.0.1:999", []string{"1.2.3.4:567"}, proxies, "1.2.3.4"},
		{"of version 6, in brackets", "[::1]:999", []string{"[2001:db8::5]"}, proxies, "2001:db8::5"},
		{"of version 6, with a port", "[::1]:999", []string{"[2001:db8::5]:567"}, proxies, "2001:db8::5"},
		{"what is no address", "10.0.0.1:999", []string{"1.2.3.4, unknown"}, proxies, "10.0.0.1"},
		{"a header of nothing", "10.0.0.1:999", []string{""}, proxies, "10.0.0.1"},
		{"a proxy that says nothing", "10.0.0.1:999", nil, proxies, "10.0.0.1"},
		{"version 4 in version 6", "[::ffff:192.0.2.1]:999", nil, proxies, "192.0.2.1"},
	} {
		request := httptest.NewRequest("GET", "/", nil)
		request.RemoteAddr = test.peer
		for _, value := range test.forwarded {
			request.Header.Add("X-Forwarded-For", value)
		}
		if got := clientAddress(request, test.proxies); got.String() != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestAClientIsATokenAnAddressOrANetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "2001:db8::1": "2001:db8::/64", "2001:db8::ffff:1": "2001:db8::/64", "::ffff:192.0.2.1": "192.0.2.1",
	} {
		if got := (client{address: netip.MustParseAddr(address)}).share(); got != want {
			t.Errorf("%s counts as %s", address, got)
		}
	}
	if got := (client{address: netip.MustParseAddr("192.0.2.1"), token: access.Token{Name: "desk"}}).share(); got != "token desk" {
		t.Errorf("a token counts as %s", got)
	}
}

func FuzzClientAddress(f *testing.F) {
	f.Add("1.2.3.4, 10.0.0.1")
	f.Add("[::1%eth0]:1,,")
	f.Fuzz(func(t *testing.T, header string) {
		request := httptest.NewRequest("GET", "/", nil)
		request.RemoteAddr = "10.0.0.1:999"
		request.Header["X-Forwarded-For"] = []string{header}
		everybody := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
		if got := clientAddress(request, everybody); !got.IsValid() || got.Zone() != "" {
			t.Errorf("%q is %v", header, got)
		}
		if got := clientAddress(request, nil); got.String() != "10.0.0.1" {
			t.Errorf("nobody is trusted, and %q is %v", header, got)
		}
	})
}
