package server

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// recorded is an administration that remembers what it was asked for.
type recorded struct {
	loads []string // by whom, and what
	busy  chan struct{}
}

func (r *recorded) Check(context.Context, string, fs.FS) (*loader.Report, error) {
	return &loader.Report{}, nil
}

func (r *recorded) Load(ctx context.Context, by, name string, files fs.FS) (*loader.Report, error) {
	if r.busy != nil {
		r.busy <- struct{}{}
		<-r.busy
	}
	found, err := fs.Glob(files, "*")
	if err != nil {
		return nil, err
	}
	r.loads = append(r.loads, fmt.Sprint(by, " ", name, " ", found))
	text, _ := fs.ReadFile(files, found[0])
	if strings.Contains(string(text), "faulty") {
		return nil, loader.Faults{{Position: loader.Position{File: found[0], Line: 1, Column: 1}, Wrong: "it is faulty"}}
	}
	return &loader.Report{Generation: 7}, nil
}

func (r *recorded) Reload(context.Context) error {
	return nil
}

func (r *recorded) Backup(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, "a backup")
	return err
}

func (r *recorded) Fsck(context.Context) ([]graph.Problem, error) {
	return []graph.Problem{{Kind: graph.DamagedStore, Where: "here", What: "it is damaged"}}, nil
}

func administeredBy(t *testing.T, does Administration) (base, bearer string) {
	t.Helper()
	known, texts := holders()
	options := DefaultOptions()
	options.Tokens, options.Administration = known, does
	server, _ := serving(t, options)
	return server.URL, "Bearer " + texts["admin"]
}

func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, text := range files {
		file, err := archive.Create(name)
		if err == nil {
			_, err = io.WriteString(file, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// bomb is a tar of one file that unpacks to so many bytes.
func bomb(t *testing.T, bytesUnpacked int64) string {
	t.Helper()
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	archive := tar.NewWriter(packed)
	if err := archive.WriteHeader(&tar.Header{Name: "mine.yaml", Mode: 0o600, Size: bytesUnpacked}); err != nil {
		t.Fatal(err)
	}
	spaces := []byte(strings.Repeat(" ", 1<<20))
	for left := bytesUnpacked; left > 0; left -= int64(len(spaces)) {
		if _, err := archive.Write(spaces); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = archive.Close(), packed.Close()
	return out.String()
}

func TestDataAreUploaded(t *testing.T) {
	for _, test := range []struct {
		name, query, body string
		status            int
		says              string
		loads             string
	}{
		{"a file", "?name=mine.yaml", "entities: []", 200, `"generation":7`, "admin mine.yaml [mine.yaml]"},
		{"an archive", "?name=mine.zip", zipped(t, map[string]string{"a.yaml": "entities: []", "b.csv": "id"}), 200, `"generation":7`, "admin mine.zip [a.yaml b.csv]"},
		{"faulty data", "?name=mine.yaml", "faulty", 422, `"faults":[{`, "admin mine.yaml [mine.yaml]"},
		{"without a name", "", "entities: []", 400, "say what is sent", ""},
		{"of an unknown kind", "?name=mine.exe", "MZ", 422, `"faults":[{`, ""},
		{"that leaves its folder", "?name=mine.zip", zipped(t, map[string]string{"../../etc/cron.d/x.yaml": "entities: []"}), 422, `"faults":[{`, ""},
		{"a bomb", "?name=mine.tar.gz", bomb(t, 300<<20), 413, `"faults":[{`, ""},
		{"a damaged archive", "?name=mine.zip", "PK\x03\x04 and no more", 422, `"faults":[{`, ""},
		{"nothing", "?name=mine.zip", "", 422, `"faults":[{`, ""},
	} {
		does := &recorded{}
		base, bearer := administeredBy(t, does)
		response, text := exchange(t, "POST", base+"/admin/load"+test.query, test.body, "Authorization", bearer)
		if response.StatusCode != test.status || !strings.Contains(text, test.says) || strings.Join(does.loads, ";") != test.loads {
			t.Errorf("%s: status %d, loads %q: %.500s", test.name, response.StatusCode, does.loads, text)
		}
		if got := response.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", test.name, got)
		}
	}
}

func TestOneThingIsAdministeredAtATime(t *testing.T) {
	does := &recorded{busy: make(chan struct{})}
	base, bearer := administeredBy(t, does)
	first := make(chan int)
	go func() {
		response, _ := exchange(t, "POST", base+"/admin/load?name=a.yaml", "entities: []", "Authorization", bearer)
		first <- response.StatusCode
	}()
	<-does.busy
	response, text := exchange(t, "GET", base+"/admin/fsck", "", "Authorization", bearer)
	if response.StatusCode != 503 || response.Header.Get("Retry-After") == "" || !strings.Contains(text, "OVERLOADED") {
		t.Errorf("the second: status %d: %s", response.StatusCode, text)
	}
	does.busy <- struct{}{}
	if status := <-first; status != 200 {
		t.Errorf("the first: status %d", status)
	}
}

// thorough is an administration that takes its time, unless it is told that nobody waits any more.
type thorough struct{ recorded }

func (*thorough) wait(ctx context.Context) error {
	select {
	case <-time.After(500 * time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *thorough) Check(ctx context.Context, _ string, _ fs.FS) (*loader.Report, error) {
	return &loader.Report{}, t.wait(ctx)
}

func (t *thorough) Backup(ctx context.Context, w io.Writer) error {
	if _, err := io.WriteString(w, "a backup"); err != nil {
		return err
	}
	return t.wait(ctx)
}

// Only what is sent must come soon; what is then done may take longer.
func TestUploadsAreBoundedInTime(t *testing.T) {
	a := &admin{does: &thorough{}, busy: make(chan struct{}, 1), log: slog.New(slog.DiscardHandler), uploadTime: 100 * time.Millisecond}
	for _, test := range []struct {
		name, request string
		answer        func(http.ResponseWriter, *http.Request) error
		says          string
	}{
		{"a backup", "GET /?name=a.yaml HTTP/1.1\r\nHost: x\r\n\r\n", a.backup, "a backup"},
		{"a check", "POST /?name=a.yaml HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\nentities: []", a.check, "200 OK"},
		{"a check of data that do not come", "POST /?name=a.yaml HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\nentities", a.check, "what is sent was cut short"},
	} {
		server := httptest.NewUnstartedServer(a.alone(test.answer))
		server.Config.ReadTimeout = a.uploadTime // as one of other requests
		server.Start()
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(connection, strings.Replace(test.request, "Host: x", "Host: x\r\nConnection: close", 1))
		text, err := io.ReadAll(connection)
		_ = connection.Close()
		server.Close()
		if err != nil || !strings.Contains(string(text), test.says) || strings.Contains(string(text), "chunked") && !strings.HasSuffix(string(text), "\r\n0\r\n\r\n") {
			t.Errorf("%s: %v: %q", test.name, err, text)
		}
	}
}

func TestBackupAndFsckOverHTTP(t *testing.T) {
	base, bearer := administeredBy(t, &recorded{})
	response, text := exchange(t, "GET", base+"/admin/backup", "", "Authorization", bearer)
	if response.StatusCode != 200 || text != "a backup" || response.Header.Get("Content-Type") != "application/zstd" {
		t.Errorf("backup: status %d, %s: %q", response.StatusCode, response.Header.Get("Content-Type"), text)
	}
	if _, text := exchange(t, "GET", base+"/admin/fsck", "", "Authorization", bearer); !strings.Contains(text, `"clean":false`) || !strings.Contains(text, "it is damaged") {
		t.Errorf("fsck: %s", text)
	}
}

// No page of another site reaches administration, whatever it may ask elsewhere.
func TestAdministrationKnowsNoOrigins(t *testing.T) {
	known, texts := holders()
	options := DefaultOptions()
	options.Tokens, options.Administration, options.Origins = known, &recorded{}, Origins{"*"}
	server, _ := serving(t, options)
	preflight, _ := exchange(t, http.MethodOptions, server.URL+"/admin/load?name=a.yaml", "", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization")
	if got := preflight.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("a page of elsewhere may administer: %q", got)
	}
	response, _ := exchange(t, "POST", server.URL+"/admin/load?name=a.yaml", "entities: []", "Origin", "https://evil.example", "Authorization", "Bearer "+texts["admin"])
	if got := response.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("a page of elsewhere reads what came of it: %q", got)
	}
}
