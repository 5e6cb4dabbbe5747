package main

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

// The files for those who run a server, and what tells of them.
const (
	dashboardFile  = "../../examples/observability/grafana-dashboard.json"
	alertsFile     = "../../examples/observability/alerts.yaml"
	observingGuide = "../../docs/observing.md"
)

// observed runs the server with Gizmo, and has asked it something of each kind, so that all series
// are there.
func observed(t *testing.T) (base string) {
	t.Helper()
	base = started(t, http.DefaultClient, "--gizmo")
	use(t, http.DefaultClient, base)
	return base
}

// started runs the server, to which the client can speak.
func started(t *testing.T, client *http.Client, args ...string) (base string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	var log lockedBuffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), nil, strings.NewReader(""), io.Discard, &log)
	}()
	t.Cleanup(func() {
		stop()
		if status := <-ended; status != 0 {
			t.Errorf("the server ends with %d:\n%s", status, log.String())
		}
	})
	open := regexp.MustCompile(`polygraph is ready" open=(https?://[0-9.:]+)/`)
	for base == "" {
		select {
		case status := <-ended:
			ended <- status
			t.Fatalf("no server:\n%s", log.String())
		case <-time.After(10 * time.Millisecond):
		}
		if found := open.FindStringSubmatch(log.String()); found != nil {
			base = found[1]
		}
	}
	return base
}

// use asks a server something of each kind.
func use(t *testing.T, client *http.Client, base string) {
	t.Helper()
	for _, one := range []struct{ path, body string }{
		{"/graphql", `{"query":"{ place(id: \"place/jinan\") { label } }"}`},
		{"/graphql", `{"query":"{ nonsense }"}`},
		{"/graphql", `{"query":"{ paths(from: \"place/jinan\", to: \"place/nowhere\") { length } }"}`},
		{"/gizmo", `g.V("<place/jinan>").all()`},
		{"/export/nquads", ""},
	} {
		method := http.MethodGet
		if one.body != "" {
			method = http.MethodPost
		}
		request, err := http.NewRequest(method, base+one.path, strings.NewReader(one.body))
		if err != nil {
			t.Fatal(err)
		}
		if one.path == "/graphql" {
			request.Header.Set("Content-Type", "application/json")
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
}

// metric is one of /metrics, or of the table of the guide.
type metric struct {
	kind, labels, help string
	maybe              bool // there only where the server has what it tells of
}

var (
	headLines  = regexp.MustCompile(`(?m)^# HELP ([a-z_]+) (.*)\n# TYPE [a-z_]+ ([a-z]+)$`)
	tableRow   = regexp.MustCompile("(?m)^\\| `(polygraph_[a-z_]+)`( †)? \\| ([a-z]+) \\| ([^|]*) \\| ([^|]+) \\|$")
	labelNames = regexp.MustCompile(`([a-z_]+)="`)
)

// metricsOf reads what a server tells, and checks its form with promtool, where that is installed.
func metricsOf(t *testing.T, client *http.Client, base string) map[string]metric {
	t.Helper()
	response, err := client.Get(base + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if promtool, err := exec.LookPath("promtool"); err == nil {
		lint := exec.Command(promtool, "check", "metrics")
		lint.Stdin = strings.NewReader(string(text))
		if out, err := lint.CombinedOutput(); err != nil {
			t.Errorf("promtool check metrics: %s", out)
		}
	}
	found := map[string]metric{}
	for _, row := range headLines.FindAllStringSubmatch(string(text), -1) {
		labels := map[string]bool{}
		series := regexp.MustCompile(`(?m)^` + row[1] + `(?:_bucket|_sum|_count)?\{(.*)\} `)
		for _, line := range series.FindAllStringSubmatch(string(text), -1) {
			for _, label := range labelNames.FindAllStringSubmatch(line[1], -1) {
				if label[1] != "le" {
					labels["`"+label[1]+"`"] = true
				}
			}
		}
		found[row[1]] = metric{kind: row[3], labels: cmp.Or(strings.Join(slices.Sorted(maps.Keys(labels)), ", "), "–"), help: row[2]}
	}
	return found
}

func documented(t *testing.T) map[string]metric {
	t.Helper()
	text, err := os.ReadFile(observingGuide)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]metric{}
	for _, row := range tableRow.FindAllStringSubmatch(string(text), -1) {
		found[row[1]] = metric{kind: row[3], labels: row[4], help: row[5], maybe: row[2] != ""}
	}
	return found
}

// The table of docs/observing.md and /metrics tell of the same in the same words, and the table
// marks what not every server tells.
func TestMetricsAreDocumented(t *testing.T) {
	client, flags := withCertificate(t)
	whole := started(t, client, append(flags, "--gizmo", "--rate", "1000")...)
	use(t, client, whole)
	bare := started(t, http.DefaultClient)
	use(t, http.DefaultClient, bare)
	told, always, listed := metricsOf(t, client, whole), metricsOf(t, http.DefaultClient, bare), documented(t)
	for name, is := range told {
		if !strings.HasPrefix(name, "polygraph_") {
			continue
		}
		_, everywhere := always[name]
		is.maybe = !everywhere
		if row := listed[name]; row != is {
			t.Errorf("the table has %+v of %s, and /metrics %+v", row, name, is)
		}
	}
	for name := range listed {
		if _, is := told[name]; !is {
			t.Errorf("the table has %s, which /metrics has not", name)
		}
	}
}

// withCertificate are the flags of a server with a certificate, and a client that believes it.
func withCertificate(t *testing.T) (client *http.Client, flags []string) {
	t.Helper()
	other := httptest.NewTLSServer(nil)
	t.Cleanup(other.Close)
	pair := other.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, block := range map[string]*pem.Block{"tls-certificate": {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, "tls-key": {Type: "PRIVATE KEY", Bytes: key}} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		flags = append(flags, "--"+name, file)
	}
	return other.Client(), flags
}

type dashboard struct {
	UID    string `json:"uid"`
	Title  string `json:"title"`
	Panels []struct {
		ID      int    `json:"id"`
		Type    string `json:"type"`
		Title   string `json:"title"`
		GridPos struct{ H, W, X, Y int }
		Targets []struct {
			RefID string `json:"refId"`
			Expr  string `json:"expr"`
		}
	}
	Templating struct{ List []struct{ Name string } }
}

func readDashboard(t *testing.T) dashboard {
	t.Helper()
	text, err := os.ReadFile(dashboardFile)
	if err != nil {
		t.Fatal(err)
	}
	var d dashboard
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// Each panel of the dashboard has a name, a place of its own and queries.
func TestTheDashboardIsSound(t *testing.T) {
	d := readDashboard(t)
	ids, taken := map[int]string{}, map[[2]int]string{}
	for _, p := range d.Panels {
		if other, twice := ids[p.ID]; twice {
			t.Errorf("%s and %s have the same id", p.Title, other)
		}
		ids[p.ID] = p.Title
		if p.Title == "" || p.Type != "row" && len(p.Targets) == 0 || p.GridPos.W < 1 || p.GridPos.X+p.GridPos.W > 24 {
			t.Errorf("panel %d %q shows nothing, or nowhere: %+v", p.ID, p.Title, p.GridPos)
		}
		for x := range p.GridPos.W {
			for y := range p.GridPos.H {
				at := [2]int{p.GridPos.X + x, p.GridPos.Y + y}
				if other, twice := taken[at]; twice {
					t.Fatalf("%s lies on %s", p.Title, other)
				}
				taken[at] = p.Title
			}
		}
		refs := map[string]bool{}
		for _, target := range p.Targets {
			if refs[target.RefID] || target.Expr == "" {
				t.Errorf("%s: query %q is empty, or there twice", p.Title, target.RefID)
			}
			refs[target.RefID] = true
		}
	}
	variables := []string{"datasource", "job", "instance"}
	for _, variable := range d.Templating.List {
		variables = slices.DeleteFunc(variables, func(name string) bool { return name == variable.Name })
	}
	if d.UID == "" || d.Title == "" || len(variables) > 0 {
		t.Errorf("%q %q lacks the variables %q", d.UID, d.Title, variables)
	}
}

// rule is an alert.
type rule struct {
	Alert       string
	Expr        string
	Annotations map[string]string
}

func readAlerts(t *testing.T) (rules []rule) {
	t.Helper()
	text, err := os.ReadFile(alertsFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Groups []struct{ Rules []rule } }
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for _, group := range file.Groups {
		rules = append(rules, group.Rules...)
	}
	return rules
}

var metricName = regexp.MustCompile(`\b(?:polygraph|go|process)_[a-z_]+\b`)

// Whatever the dashboard and the alerts look at is there.
func TestTheDashboardAndTheAlertsNameWhatThereIs(t *testing.T) {
	told, listed := metricsOf(t, http.DefaultClient, observed(t)), documented(t)
	queries := map[string]string{} // by where they stand
	for _, p := range readDashboard(t).Panels {
		for _, target := range p.Targets {
			queries["panel "+p.Title+" "+target.RefID] = target.Expr
		}
	}
	for _, alert := range readAlerts(t) {
		queries["alert "+alert.Alert] = alert.Expr
	}
	names := 0
	for where, query := range queries {
		for _, name := range metricName.FindAllString(query, -1) {
			names++
			family := regexp.MustCompile(`_(bucket|sum|count)$`).ReplaceAllString(name, "")
			_, is := told[name]
			_, isPart := told[family]
			if !is && !isPart && !listed[name].maybe {
				t.Errorf("%s looks at %s, which /metrics has not", where, name)
			}
		}
	}
	if names == 0 {
		t.Error("no query looks at anything")
	}
}

// Each alert has a section that says what to do.
func TestEachAlertHasARunbook(t *testing.T) {
	guide, err := os.ReadFile(observingGuide)
	if err != nil {
		t.Fatal(err)
	}
	alerts := readAlerts(t)
	for _, alert := range alerts {
		if want := "docs/observing.md#" + strings.ToLower(alert.Alert); alert.Annotations["runbook"] != want {
			t.Errorf("the runbook of %s is %q, want %s", alert.Alert, alert.Annotations["runbook"], want)
		}
		if !strings.Contains(string(guide), "\n### "+alert.Alert+"\n") {
			t.Errorf("the guide has no section %s", alert.Alert)
		}
	}
	if sections := strings.Count(string(guide), "\n### Polygraph"); sections != len(alerts) {
		t.Errorf("%d sections for %d alerts", sections, len(alerts))
	}
}

// A Prometheus that scrapes a server answers each query of the dashboard, and evaluates each alert.
// It takes some seconds: .ci/observability runs it.
func TestPrometheusAnswersTheDashboard(t *testing.T) {
	if os.Getenv("POLYGRAPH_PROMETHEUS") == "" {
		t.Skip("POLYGRAPH_PROMETHEUS is not set; .ci/observability sets it")
	}
	base := observed(t)
	prometheus := startPrometheus(t, strings.TrimPrefix(base, "http://"))
	ask := func(query string) (answer struct {
		Status, Error string
		Data          struct{ Result []json.RawMessage }
	}) {
		response, err := http.PostForm(prometheus+"/api/v1/query", map[string][]string{"query": {query}})
		if err != nil {
			answer.Error = err.Error() // it is not up yet
			return answer
		}
		defer func() { _ = response.Body.Close() }()
		_ = json.NewDecoder(response.Body).Decode(&answer)
		return answer
	}
	for len(ask(`rate(polygraph_errors_total[1m]) > 0`).Data.Result) == 0 { // two scrapes, with something in between
		if t.Context().Err() != nil {
			t.Fatal("nothing is scraped")
		}
		use(t, http.DefaultClient, base)
		time.Sleep(200 * time.Millisecond)
	}
	listed := documented(t)
	for _, p := range readDashboard(t).Panels {
		for _, target := range p.Targets {
			query := strings.NewReplacer("$__rate_interval", "1m", "$job", "polygraph", "$instance", ".*").Replace(target.Expr)
			answer := ask(query)
			if answer.Status != "success" {
				t.Errorf("%s: %s: %s", p.Title, answer.Error, query)
			}
			mayBeEmpty := strings.Contains(query, "OVERLOADED") // nothing was refused
			for _, name := range metricName.FindAllString(query, -1) {
				mayBeEmpty = mayBeEmpty || listed[name].maybe
			}
			if len(answer.Data.Result) == 0 && !mayBeEmpty {
				t.Errorf("%s shows nothing: %s", p.Title, query)
			}
		}
	}
	response, err := http.Get(prometheus + "/api/v1/rules")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	rules, _ := io.ReadAll(response.Body)
	if evaluated := strings.Count(string(rules), `"health":"ok"`); evaluated != len(readAlerts(t)) {
		t.Errorf("%d alerts were evaluated: %s", evaluated, rules)
	}
}

// startPrometheus scrapes a server every half second.
func startPrometheus(t *testing.T, target string) (base string) {
	t.Helper()
	program, err := exec.LookPath("prometheus")
	if err != nil {
		t.Skip("Prometheus is not installed (apt-get install prometheus)")
	}
	dir := t.TempDir()
	alerts, err := filepath.Abs(alertsFile)
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf("global: {scrape_interval: 500ms, evaluation_interval: 500ms}\nrule_files: [%q]\nscrape_configs:\n- job_name: polygraph\n  static_configs: [{targets: [%q]}]\n", alerts, target)
	if err := os.WriteFile(filepath.Join(dir, "prometheus.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listen := free.Addr().String()
	_ = free.Close()
	var log lockedBuffer
	server := exec.Command(program, "--config.file="+filepath.Join(dir, "prometheus.yaml"), "--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address="+listen)
	server.Stdout, server.Stderr = &log, &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	return "http://" + listen
}
