package observe

import (
	"context"
	"encoding/hex"
	"math/rand/v2"
)

// RequestIDHeader names a request, so that a client, a proxy and the log speak of the same
// one. It is taken over from the request where it is safe to repeat, and is in every answer.
const RequestIDHeader = "X-Request-ID"

// maxRequestID bounds IDs that are taken over, in bytes.
const maxRequestID = 64

// RequestID is the ID of the request that a context belongs to; empty outside of requests.
func RequestID(ctx context.Context) string {
	if e := exchangeOf(ctx); e != nil {
		return e.id
	}
	return ""
}

// idOf is the ID that the request came with, or a new one.
func idOf(asked string) string {
	if isSafeID(asked) {
		return asked
	}
	return newID()
}

// isSafeID tells IDs that can be repeated in headers, logs and answers as they are.
func isSafeID(id string) bool {
	if id == "" || len(id) > maxRequestID {
		return false
	}
	for i := range len(id) {
		switch c := id[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '-':
		default:
			return false
		}
	}
	return true
}

// newID is random, so that servers need not agree on IDs; nobody has to be kept from guessing it.
func newID() string {
	var bytes [8]byte
	number := rand.Uint64()
	for i := range bytes {
		bytes[i] = byte(number >> (8 * i))
	}
	return hex.EncodeToString(bytes[:])
}
