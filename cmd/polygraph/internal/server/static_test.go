package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFilesArePackedOnce(t *testing.T) {
	long := strings.Repeat("let x = 1;", 1000)
	files := &static{files: fstest.MapFS{"a.js": {Data: []byte(long)}, "short.css": {Data: []byte("a{}")}, "folder/b.js": {Data: []byte("x")}}}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { files.serve(w, r, strings.TrimPrefix(r.URL.Path, "/")) })
	for _, test := range []struct {
		name, path, accepts, ranges string
		status                      int
		packed                      bool
		body                        string
	}{
		{"packed", "/a.js", "gzip", "", 200, true, long},
		{"as it is", "/a.js", "", "", 200, false, long},
		{"as it is, since gzip is not wanted", "/a.js", "gzip;q=0", "", 200, false, long},
		{"a range", "/a.js", "", "bytes=0-2", 206, false, "let"},
		{"no range of what is packed", "/a.js", "gzip", "bytes=0-2", 200, true, long},
		{"too short to pack", "/short.css", "gzip", "", 200, false, "a{}"},
		{"in a folder", "/folder/b.js", "gzip", "", 200, false, "x"},
	} {
		request := httptest.NewRequest("GET", test.path, nil)
		request.Header.Set("Accept-Encoding", test.accepts)
		if test.ranges != "" {
			request.Header.Set("Range", test.ranges)
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		body := io.Reader(recorder.Body)
		if packed := recorder.Header().Get("Content-Encoding") == "gzip"; packed != test.packed {
			t.Errorf("%s: packed %t", test.name, packed)
		} else if packed {
			unpacked, err := gzip.NewReader(body)
			if err != nil {
				t.Fatal(test.name, err)
			}
			body = unpacked
		}
		text, err := io.ReadAll(body)
		if recorder.Code != test.status || string(text) != test.body || err != nil {
			t.Errorf("%s: status %d, %d bytes, %v", test.name, recorder.Code, len(text), err)
		}
	}
	for name, want := range map[string]bool{"a.js": true, "folder/b.js": true, "folder": false, "": false, "../a.js": false, "none": false} {
		if got := files.has(name); got != want {
			t.Errorf("has %q: %t", name, got)
		}
	}
}
