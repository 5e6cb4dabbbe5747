package server

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// etag names the bytes of an answer: what the graph holds, not its generation, since
// another server may count its generations otherwise; and what else they depend on. It is
// a weak one, as the same answer may travel compressed, and as a drawing depends on
// the Graphviz and the fonts of the server.
func etag(view *graph.View, parts ...string) string {
	hash := sha256.New()
	for _, part := range append(parts, view.Fingerprint()) {
		_, _ = fmt.Fprintf(hash, "%d:%s", len(part), part)
	}
	return `W/"` + hex.EncodeToString(hash.Sum(nil)[:16]) + `"`
}

// unchanged tells whether the client has the answer of a tag already, as If-None-Match
// lists them; weak and strong tags compare alike. A * names none: whether there is an answer
// at all is known only when it is made.
func unchanged(r *http.Request, tag string) bool {
	strong := strings.TrimPrefix(tag, "W/")
	for one := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == strong {
			return true
		}
	}
	return false
}
