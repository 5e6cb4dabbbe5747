package server

import "net/http"

// longestHeader is how long a header may be that is read bit by bit, in bytes.
const longestHeader = 4 << 10

// headersRead are those.
var headersRead = []string{"Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "If-None-Match", "Origin", "X-Forwarded-For"}

// shortHeaders refuses requests with headers that take long to read.
func shortHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, name := range headersRead {
			length := 0
			for _, value := range r.Header[name] {
				length += len(value) + 1
			}
			if length > longestHeader {
				delete(r.Header, name) // what is refused is not read either
				refuse(w, r, &refusal{
					status: http.StatusRequestHeaderFieldsTooLarge, code: "HEADER_TOO_LARGE", message: "the header " + name + " is too long",
					details: map[string]any{"limit": longestHeader, "asked": length},
				})
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
