package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bytes"
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// callIn runs the program in an environment.
func callIn(t *testing.T, environment []string, args ...string) (status int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(context.Background(), args, environment, strings.NewReader(""), &o, &e)
	return status, o.String(), e.String()
}

func configFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "polygraph.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestOneSettingBeatsAnother(t *testing.T) {
	file := configFile(t, "listen: 127.0.0.1:1\nmax-cost: 100\ntrusted-proxies: [10.0.0.1, 10.0.0.2]\nwatch: false\nmax-age: 1m\n")
	for _, test := range []struct {
		name        string
		environment []string
		args        []string
		setting     string // with its value and its origin
	}{
		{"the default", nil, nil, "max-cost: 1000000 # default"},
		{"the file", nil, []string{"--config", file}, "max-cost: 100 # FILE:2"},
		{"the file, named by the environment", []string{"POLYGRAPH_CONFIG=" + file}, nil, "max-cost: 100 # FILE:2"},
		{"the environment beats the file", []string{"POLYGRAPH_MAX_COST=200"}, []string{"--config", file}, "max-cost: 200 # POLYGRAPH_MAX_COST"},
		{"the command line beats both", []string{"POLYGRAPH_MAX_COST=200"}, []string{"--config", file, "--max-cost", "300"}, "max-cost: 300 # --max-cost"},
		{"the command line names the file", []string{"POLYGRAPH_CONFIG=/nowhere"}, []string{"--config", file}, "max-cost: 100 # FILE:2"},
		{"a length of time", nil, []string{"--config", file}, "max-age: 1m0s # FILE:5"},
		{"a list of the file", nil, []string{"--config", file}, "trusted-proxies: [10.0.0.1, 10.0.0.2] # FILE:3"},
		{"a list of the environment, whole", []string{"POLYGRAPH_TRUSTED_PROXIES=10.0.0.3, 10.0.0.4"}, []string{"--config", file}, "trusted-proxies: [10.0.0.3, 10.0.0.4] # POLYGRAPH_TRUSTED_PROXIES"},
		{"a list of the environment, empty", []string{"POLYGRAPH_TRUSTED_PROXIES="}, []string{"--config", file}, "trusted-proxies: [] # POLYGRAPH_TRUSTED_PROXIES"},
		{"a list of the command line, whole", nil, []string{"--config", file, "--trusted-proxies", "10.0.0.5"}, "trusted-proxies: [10.0.0.5] # --trusted-proxies"},
		{"false, said by the file", nil, []string{"--config", file}, "watch: false # FILE:4"},
		{"what Kubernetes puts there", []string{"POLYGRAPH_PORT=tcp://10.0.0.1:80", "POLYGRAPH_PORT_80_TCP_ADDR=10.0.0.1", "POLYGRAPH_SERVICE_HOST=10.0.0.1"}, nil, "max-cost: 1000000 # default"},
		{"a password is left out", []string{"POLYGRAPH_STORE=postgres://u:secret@h/d"}, nil, "store: postgres://u:xxxxx@h/d # POLYGRAPH_STORE"},
		{"one among the parameters, too", []string{"POLYGRAPH_STORE=postgres://h/d?password=secret"}, nil, "store: postgres://h/d?password=xxxxx # POLYGRAPH_STORE"},
		{"one of a collector", []string{"POLYGRAPH_TRACE_ENDPOINT=http://u:secret@h:4318"}, nil, "trace-endpoint: http://u:xxxxx@h:4318 # POLYGRAPH_TRACE_ENDPOINT"},
	} {
		status, out, errOut := callIn(t, test.environment, append([]string{"config", "print"}, test.args...)...)
		if out = strings.ReplaceAll(strings.ReplaceAll(out, file, "FILE"), "'", ""); status != 0 || !strings.Contains(out, "\n"+test.setting+"\n") {
			t.Errorf("%s: status %d, no %q\n%s%.3000s", test.name, status, test.setting, errOut, out)
		}
		if strings.Contains(out, "secret") {
			t.Errorf("%s: a password is told", test.name)
		}
	}
}

func TestWhatIsNoSettingIsAnError(t *testing.T) {
	for _, test := range []struct {
		name        string
		environment []string
		file        string
		says        string
	}{
		{"a variable", []string{"POLYGRAPH_MAX_CSOT=1"}, "", `POLYGRAPH_MAX_CSOT in the environment is no setting; did you mean POLYGRAPH_MAX_COST? polygraph config print lists all`},
		{"a variable like nothing", []string{"POLYGRAPH_ZZZZZZZZZZZZ=1"}, "", `POLYGRAPH_ZZZZZZZZZZZZ in the environment is no setting; polygraph config print lists all`},
		{"a variable in small letters", []string{"POLYGRAPH_listen=:1"}, "", `POLYGRAPH_listen in the environment is no setting`},
		{"a value of a variable", []string{"POLYGRAPH_MAX_COST=many"}, "", `POLYGRAPH_MAX_COST: "many" is no value of max-cost; give a whole number, such as 1000000`},
		{"a key", nil, "max-cost: 1\nlistn: :1\n", `FILE:2: "listn" is no setting; did you mean listen? polygraph config print lists all`},
		{"a flag that is none", nil, "help: true\n", `FILE:1: "help" is no setting`},
		{"the file in itself", nil, "config: other.yaml\n", `FILE:1: "config" is no setting`},
		{"a value", nil, "\nmax-cost: many\n", `FILE:2: "many" is no value of max-cost; give a whole number, such as 1000000`},
		{"a key twice", nil, "max-cost: 1\nlisten: :1\nmax-cost: 2\n", `FILE:`},
		{"a mapping", nil, "max-cost: {a: 1}\n", `FILE:1: the value of max-cost must be a text, a number, true or false, or a list of them`},
		{"nothing", nil, "max-cost:\n", `FILE:1: the value of max-cost must be`},
		{"a list of one value", nil, "max-cost: [1]\n", `FILE:1: max-cost is one value; give no list`},
		{"a list", nil, "- listen\n", `FILE:1: settings are a mapping, such as listen: 127.0.0.1:8080`},
		{"no YAML", nil, "listen: [\n", `FILE:`},
		{"out of bounds", nil, "max-cost: 0\n", `--max-cost is out of bounds`},
		{"a size", nil, "answer-cache: much\n", `--answer-cache "much" is no size; give bytes, such as 64MiB, 1TiB at most, or 0 for none`},
		{"a size of memory", nil, "max-memory: much\n", `--max-memory "much" is no size; give bytes, such as 64MiB, 1TiB at most, or 0 for what an idle server takes, doubled, and 160MiB`},
		{"a format", nil, "log-format: xml\n", `log-format`},
		{"a port for all", nil, "debug-listen: 0.0.0.0:6060\n", `debug-listen`},
		{"a part", nil, "trace-sample: 2\n", `--trace-sample 2 is no part of the requests`},
		{"a collector", nil, "trace-endpoint: foo\n", `--trace-endpoint is no address of a collector`},
		{"a store", nil, "store: foo\n", `names no store`},
		{"a base", nil, "base: foo\n", `--base "foo" must end in /`},
		{"tokens that are not there", nil, "tokens: /nope\n", `--tokens: stat /nope`},
		{"a certificate that is not there", nil, "tls-certificate: /nope\ntls-key: /nope\n", `--tls-certificate, --tls-key: stat /nope`},
		{"data that are not there", nil, "data: [/nope]\n", `the data folder cannot be read: stat /nope`},
		{"nothing to read", nil, "no-embedded: true\n", `--no-embedded leaves nothing to read`},
		{"a folder", nil, "", `is no file of settings`},
		{"a file that is not there", []string{"POLYGRAPH_CONFIG=/nowhere.yaml"}, "", `POLYGRAPH_CONFIG: stat /nowhere.yaml: no such file or directory`},
	} {
		args, file := []string{"config", "print"}, ""
		switch {
		case test.file != "":
			file = configFile(t, test.file)
			args = append(args, "--config", file)
		case test.name == "a folder":
			args = append(args, "--config", t.TempDir())
		}
		status, out, errOut := callIn(t, test.environment, args...)
		if file != "" {
			errOut = strings.ReplaceAll(errOut, file, "FILE")
		}
		if status != exitUsage || out != "" || !strings.Contains(errOut, test.says) {
			t.Errorf("%s: status %d: %s%.300s", test.name, status, errOut, out)
		}
	}
}

func TestAnEmptyListReplacesTheDefault(t *testing.T) {
	cmd := &cobra.Command{}
	settings(cmd, "Some", func(flags *pflag.FlagSet) { flags.StringSlice("some", []string{"a", "b"}, "") })
	_, err := readSettings(cmd, []string{"POLYGRAPH_SOME="})
	if got, wrong := cmd.Flags().GetStringSlice("some"); err != nil || wrong != nil || len(got) > 0 {
		t.Errorf("%q, %v, %v", got, err, wrong)
	}
}

// What config print prints is a file that sets the same.
func TestPrintedSettingsAreAFile(t *testing.T) {
	_, printed, _ := callIn(t, nil, "config", "print", "--max-cost", "123", "--cors-origins", "https://a.example,https://b.example", "--by", "some: #one")
	file := configFile(t, printed)
	status, again, errOut := callIn(t, nil, "config", "print", "--config", file)
	origin := regexp.MustCompile(` # \S+\n`)
	if strip := func(text string) string { return origin.ReplaceAllString(text, "\n") }; status != 0 || strip(again) != strip(printed) {
		t.Errorf("status %d: %s\n%s", status, errOut, again)
	}
	if strings.Contains(again, "# default") {
		t.Error("something printed was not read")
	}
}

// One environment serves all commands: each takes what it knows.
func TestAllCommandsKnowTheStore(t *testing.T) {
	store := "POLYGRAPH_STORE=bbolt:" + filepath.Join(t.TempDir(), "graph.db")
	if status, _, errOut := callIn(t, []string{store, "POLYGRAPH_MAX_COST=5"}, "load", tiny(t), "--no-embedded"); status != 0 {
		t.Fatal(errOut)
	}
	status, out, errOut := callIn(t, []string{store}, "generations")
	if status != 0 || !strings.Contains(out, "1") {
		t.Errorf("status %d: %s%s", status, out, errOut)
	}
}

// Every flag of serve is a setting, has a heading, and stands in its help under it.
func TestEveryFlagOfServeIsASetting(t *testing.T) {
	_, help, _ := callIn(t, nil, "serve", "--help")
	_, printed, _ := callIn(t, nil, "config", "print")
	for _, flag := range regexp.MustCompile(`(?m)^\s+(?:-\w, )?--([a-z-]+)`).FindAllStringSubmatch(help, -1) {
		if name := flag[1]; name != "help" && name != "config" && !strings.Contains(printed, "\n"+name+": ") {
			t.Errorf("--%s is no setting", name)
		}
	}
	for _, heading := range []string{"Data", "Answering", "Who may do what", "Limits", "Resources", "Observing"} {
		if !strings.Contains(help, "\n"+heading+":\n") || !strings.Contains(printed, "# ---- "+heading+"\n") {
			t.Errorf("there is no heading %q", heading)
		}
	}
}

func FuzzConfig(f *testing.F) {
	f.Add("listen: 127.0.0.1:8080\ndata: [a, b]\n")
	f.Add("a: &a [*a]")
	f.Add("{listen: x, listen: y}")
	known := knownSettings(newRoot(nil))
	f.Fuzz(func(t *testing.T, text string) {
		values, err := parseConfig([]byte(text), known)
		if err != nil && (len(err.Error()) > 600 || len(values) > 0) {
			t.Errorf("%d values, and an error of %d bytes", len(values), len(err.Error()))
		}
		for _, value := range values {
			if value.line < 1 || len(value.texts) == 0 && !value.list {
				t.Errorf("%+v", value)
			}
		}
	})
}
