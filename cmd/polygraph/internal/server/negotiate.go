package server

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of GraphQL over HTTP. The first one tells by its status whether
// there is an answer; the second one is what clients expect who name none.
const (
	typeResponse = "application/graphql-response+json"
	typeJSON     = "application/json"
	typeEvents   = "text/event-stream"
	typeParts    = "multipart/mixed"
)

// accepts tells how much a client wants a media type: the quality that its header
// Accept gives to the most exact range that covers it, 0 when none does.
func accepts(header, mediaType string) float64 {
	if strings.TrimSpace(header) == "" {
		header = "*/*"
	}
	kind, _, _ := strings.Cut(mediaType, "/")
	exactness, quality := 0, 0.0
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		exact := map[string]int{"*/*": 1, kind + "/*": 2, mediaType: 3}[name]
		if exact <= exactness {
			continue
		}
		exactness, quality = exact, 1
		if wanted, given := parameters["q"]; given {
			if q, err := strconv.ParseFloat(wanted, 64); err == nil && q >= 0 { // which NaN is not
				quality = min(q, 1)
			}
		}
	}
	return quality
}

// responseType is the media type for an answer that is one piece of JSON; empty
// when the client takes neither.
func responseType(r *http.Request) string {
	header := strings.Join(r.Header.Values("Accept"), ",")
	switch header { // as most clients say it
	case "", "*/*", typeJSON:
		return typeJSON
	case typeResponse:
		return typeResponse
	}
	response, plain := accepts(header, typeResponse), accepts(header, typeJSON)
	switch {
	case response > plain, response == plain && strings.Contains(header, typeResponse):
		return typeResponse
	case plain > 0:
		return typeJSON
	}
	return ""
}

// names tells whether a client names a media type that nobody means by */*.
func names(r *http.Request, mediaType string) bool {
	header := strings.Join(r.Header.Values("Accept"), ",")
	return strings.Contains(header, mediaType) && accepts(header, mediaType) > 0
}
