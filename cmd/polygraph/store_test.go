package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// storeRun calls the program, and tells the test when it ends otherwise than it should.
func storeRun(t *testing.T, status int, args ...string) string {
	t.Helper()
	got, out, errOut := call(t, "", args...)
	if got != status {
		t.Fatalf("%s: status %d, want %d:\n%s%s", strings.Join(args, " "), got, status, out, errOut)
	}
	return out + errOut
}

func says(t *testing.T, got, pattern string) {
	t.Helper()
	if !regexp.MustCompile(pattern).MatchString(got) {
		t.Errorf("%q is not like %s", got, pattern)
	}
}

// From the first load to a restored backup.
func TestAStoreKeepsWhatIsLoaded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, other, backup := "bbolt:"+filepath.Join(dir, "graph.db"), "bbolt:"+filepath.Join(dir, "other.db"), filepath.Join(dir, "my.backup")
	data := tiny(t)
	load := func(status int) string {
		return storeRun(t, status, "load", "--no-embedded", "--store", store, "--by", "ann", data)
	}
	says(t, load(0), `is now generation 1: \d claims added, 0 changed, 0 kept, 0 removed; \d+ quads added, 0 removed\. No faults\.`)
	says(t, load(0), `has all of that already, in generation 1\. No faults, and nothing was changed\.`)
	before := storeRun(t, 0, "claims", "--store", store)

	// A fault changes nothing.
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(data, "mine.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(tinyThings + tinyDocument + strings.Replace(tinyClaims, "industry/lenses", "industry/lense", 1))
	says(t, load(1), `nothing was loaded`)
	if after := storeRun(t, 0, "claims", "--store", store); after != before {
		t.Errorf("the claims are now\n%s", after)
	}

	write(tinyThings + tinyDocument + strings.Replace(tinyClaims, "NURTURE", "GROW", 1))
	says(t, load(0), `is now generation 2: 0 claims added, 1 changed, \d kept, 0 removed`)
	says(t, storeRun(t, 0, "diff", "1", "2", "--store", store), `(?s)^< .*lenses.*NURTURE.*\n> .*lenses.*GROW[^\n]*\n$`)
	says(t, storeRun(t, 0, "diff", "2", "1", "--store", store, "--json"), `^\{"change":"before",.*GROW.*\n\{"change":"changed",.*NURTURE`)
	if same := storeRun(t, 0, "diff", "2", "2", "--store", store); same != "" {
		t.Errorf("a generation differs from itself: %s", same)
	}
	says(t, storeRun(t, 0, "generations", "--store", store), `(?m)\A1 .* ann .*\n2  \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  claims \+0 -0, 1 changed  quads \+1 -1 .* ann  `)
	var listed struct{ Generations []struct{ Generation int } }
	if err := json.Unmarshal([]byte(storeRun(t, 0, "generations", "--store", store, "--json")), &listed); err != nil || len(listed.Generations) != 2 {
		t.Errorf("%+v, %v", listed, err)
	}

	says(t, storeRun(t, 0, "backup", backup, "--store", store), `holds generation 2 of `)
	says(t, storeRun(t, 0, "restore", backup, "--store", other), `is now generation 1: \d+ quads`)
	says(t, storeRun(t, 0, "restore", backup, "--store", other), `holds all of that already`)
	if a, b := storeRun(t, 0, "stats", "--store", store), storeRun(t, 0, "stats", "--store", other); a != b {
		t.Errorf("before\n%s\nafter\n%s", a, b)
	}
	says(t, storeRun(t, 0, "load", "--quads", backup, "--store", other), `has all of that already`)
	for _, url := range []string{store, other} {
		says(t, storeRun(t, 0, "fsck", "--store", url), `is clean: generation \d, \d+ quads, \d claims\.\n$`)
	}

	// One generation is kept.
	says(t, storeRun(t, 0, "load", "--no-embedded", "--store", store, "--keep", "1", tiny(t)), `is now generation 3`)
	says(t, storeRun(t, 1, "diff", "1", "3", "--store", store), `generation 1 cannot be had: the store has generations 3 to 3: not among the generations that are kept\n`)
	says(t, storeRun(t, 0, "fsck", "--store", store), `is clean: generation 3`)
}

func TestFsckTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	store := "bbolt:" + filepath.Join(t.TempDir(), "graph.db")
	says(t, storeRun(t, 0, "load", "--quads", writeFile(t, "all.nq", twoTowns), "--store", store), `is now generation 1`)
	out := storeRun(t, 1, "fsck", "--store", store)
	says(t, out, `(?m)^UNSTATED_QUAD: <place/a> .*prioritises> <industry/steel> <document/d>: `)
	says(t, out, `(?m)^UNSTATED_EDGE: place/a prioritises industry/steel: `)
	says(t, out, `(?m)^2 problems\.$`)
	var report struct {
		Clean    bool
		Problems []struct{ Kind, Where, What string }
	}
	if err := json.Unmarshal([]byte(storeRun(t, 1, "fsck", "--store", store, "--json")), &report); err != nil || report.Clean || len(report.Problems) != 2 {
		t.Errorf("%+v, %v", report, err)
	}
	file := strings.TrimPrefix(store, "bbolt:")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, storeRun(t, 1, "fsck", "--store", store, "--json"), `(?s)"clean": false,.*"kind": "DAMAGED_STORE"`)
	says(t, storeRun(t, 1, "restore", writeBackup(t), "--store", store), `move it away, and bring the store back from a backup with polygraph restore`)
	says(t, storeRun(t, 1, "fsck", "--store", store), `graph\.db is cut off: it has \d+ bytes in place of \d+; move it away, and bring the store back from a backup with polygraph restore`)
}

// writeBackup is a backup of a small graph.
func writeBackup(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	file, store := filepath.Join(dir, "graph.backup"), "bbolt:"+filepath.Join(dir, "graph.db")
	storeRun(t, 0, "load", "--no-embedded", "--store", store, tiny(t))
	storeRun(t, 0, "backup", file, "--store", store)
	return file
}

func TestStoresThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	away := "bbolt:" + filepath.Join(t.TempDir(), "none.db")
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{1, `there is no store .*none\.db; polygraph load --store makes it`, []string{"stats", "--store", away}},
		{1, `there is no store`, []string{"generations", "--store", away}},
		{1, `there is no store`, []string{"fsck", "--store", away}},
		{1, `there is no store`, []string{"backup", "-", "--store", away}},
		{1, `there is no store`, []string{"serve", "--listen", "127.0.0.1:0", "--store", away}},
		{2, `"bolt:x" names no store; give memory:, bbolt:FILE or postgres://USER@HOST/DATABASE`, []string{"stats", "--store", "bolt:x"}},
		{2, `"bbolt:" names no store`, []string{"load", "--store", "bbolt:"}},
		{2, `--data would replace what is in the store at each start`, []string{"serve", "--store", away, "--data", "."}},
		{2, `--by and --keep are of a store`, []string{"load", "--keep", "3"}},
		{2, `"…" names no store`, []string{"load", "--store", "host=h user=ann password=secret"}},
		{2, `the address of the store is no address of a database`, []string{"load", "--store", "postgres:/ann:secret@h/d"}},
		{2, `the address of the store is no address of a database`, []string{"load", "--store", "postgres:ann:secret@h/d"}},
		{2, `the address of the store is no address of a database`, []string{"load", "--store", "postgres://ann:se/cret@h:99999999/d"}},
		{2, `"bbolt:…" names no store`, []string{"load", "--store", "bbolt:postgres://ann:secret@h/d"}},
		{1, `nobody listens there; is the database running\?`, []string{"load", "--store", "postgres://127.0.0.1:1/d?PASSWORD=secret&sslpassword=secret"}},
		{2, `postgres://ann:xxxxx@h/d\?sslmode=none is no address of a database.*: .*sslmode is invalid`, []string{"stats", "--store", "postgres://ann:secret@h/d?sslmode=none"}},
		{1, `the store postgres://ann:xxxxx@127\.0\.0\.1:1/d cannot be used: nobody listens there`, []string{"stats", "--store", "postgres://ann:secret@127.0.0.1:1/d"}},
		{2, `is read as it is; bring data into it with polygraph load --store`, []string{"stats", "--store", away, "--data", "."}},
		{2, `is read as it is; bring data into it with polygraph load --store`, []string{"stats", "--store", away, "--no-embedded"}},
		{2, `"" names no store`, []string{"load", "--store", ""}},
		{2, `"bolt:…" names no store`, []string{"load", "--store", "bolt://ann:secret@h"}},
		{1, `none\.db cannot be made: there is no folder .*/away`, []string{"load", "--store", "bbolt:" + filepath.Join(t.TempDir(), "away", "none.db")}},
		{2, `holds no quad; the store would lose all that it has`, []string{"load", "--store", away, "--quads", writeFile(t, "empty.nq", "")}},
		{2, `--quads would replace what is in the store at each start`, []string{"serve", "--store", away, "--quads", "x"}},
		{2, `--keep must be 1 at least`, []string{"restore", "x", "--store", away, "--keep", "-1"}},
		{2, `--by must be one line of printable text`, []string{"load", "--store", away, "--by", "a\nb"}},
		{2, `--by must be one line of printable text, of 200 bytes at most`, []string{"load", "--store", away, "--by", strings.Repeat("a", 201)}},
		{2, `the name of the backup is empty`, []string{"backup", "", "--store", away}},
		{2, `--keep must be 1 at least`, []string{"load", "--store", away, "--keep", "0"}},
		{2, `name one, such as --store bbolt:graph\.db`, []string{"generations", "--store", "memory:"}},
		{2, `a backup is restored into a store; name one`, []string{"restore", "x", "--store", "memory:"}},
		{2, `"x" is no generation`, []string{"diff", "1", "x", "--store", away}},
		{2, `what is asked for is a store; name one`, []string{"generations"}},
		{2, `no such file`, []string{"restore", filepath.Join(t.TempDir(), "none"), "--store", away}},
	} {
		got := storeRun(t, c.status, c.args...)
		says(t, got, c.says)
		if strings.Contains(got, "secret") {
			t.Errorf("a password is told: %s", got)
		}
	}
	if _, err := os.Stat(strings.TrimPrefix(away, "bbolt:")); err == nil {
		t.Error("one of them made the store")
	}
}

// serving starts a server, and tells where it is.
func serving(t *testing.T, args ...string) (base string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	logged, log := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), nil, strings.NewReader(""), io.Discard, log)
		_ = log.Close()
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	line := make([]byte, 1000)
	n, err := logged.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, logged) }()
	found := ready.FindStringSubmatch(string(line[:n]))
	if found == nil {
		t.Fatalf("no address in %q", line[:n])
	}
	return found[1]
}

// get is what a server answers to GET.
func get(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// await waits until an answer has something in it. It takes a fifth of a second or so.
func await(t *testing.T, address, wanted string) {
	t.Helper()
	for begun := time.Now(); !strings.Contains(get(t, address), wanted); time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > 20*time.Second {
			t.Fatalf("still %s", get(t, address))
		}
	}
}

const stances = "/graphql?query=" + "%7Bplace(id:%22place/linghe%22)%7Bprioritises%7Bedges%7Bstances%7D%7D%7D%7D"

// A server answers of what another process loads, and goes on while the store is away.
func TestAServerFollowsItsStore(t *testing.T) {
	t.Parallel()
	store := "bbolt:" + filepath.Join(t.TempDir(), "graph.db")
	data := tiny(t)
	storeRun(t, 0, "load", "--no-embedded", "--store", store, data)
	base := serving(t, "--store", store)
	await(t, base+stances, "NURTURE")
	changed := tinyThings + tinyDocument + strings.Replace(tinyClaims, "NURTURE", "LIMIT", 1)
	if err := os.WriteFile(filepath.Join(data, "mine.yaml"), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	storeRun(t, 0, "load", "--no-embedded", "--store", store, data)
	await(t, base+stances, "LIMIT")
	await(t, base+"/readyz", `{"generation":2,"status":"ok"}`)

	file := strings.TrimPrefix(store, "bbolt:")
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	await(t, base+"/readyz", `"status":"degraded"`)
	await(t, base+"/healthz?verbose", `"store":{"url":"`+store+`","state":"away","since":"`)
	if got := get(t, base+stances); !strings.Contains(got, "LIMIT") {
		t.Errorf("meanwhile %s", got)
	}
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
	await(t, base+"/readyz", `"status":"ok"`)
}

// A server that watches a folder loads it into its store.
func TestAServerLoadsIntoItsStore(t *testing.T) {
	t.Parallel()
	store := "bbolt:" + filepath.Join(t.TempDir(), "graph.db")
	data := tiny(t)
	base := serving(t, "--store", store, "--no-embedded", "--data", data, "--watch", "--by", "ann")
	await(t, base+stances, "NURTURE")
	changed := tinyThings + tinyDocument + strings.Replace(tinyClaims, "NURTURE", "LIMIT", 1)
	if err := os.WriteFile(filepath.Join(data, "mine.yaml"), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	await(t, base+stances, "LIMIT")
	says(t, storeRun(t, 0, "generations", "--store", store), `(?m)\A1 .* ann .*\n2 .* ann .*\n\z`)
}
