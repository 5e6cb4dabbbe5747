package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// asProgram in the environment makes this test binary the program itself.
const asProgram = "POLYGRAPH_TEST_AS_PROGRAM"

// program is this program with arguments, as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// questions are the ten of the tour, and what their answers must have.
var questions = []struct{ tool, arguments, want string }{
	{"shared_priorities", `{"industries": ["steel"]}`, `[document/shandong-17-mayors, line 98: "Reform and upgrade" … "iron and steel production"; UPGRADE]`},
	{"anchors", `{"place": "鋼城"}`, "Jinlei Wind Power (enterprise/jinlei-wind-power) anchors"},
	{"alike", `{"place": "Gangcheng", "limit": 2}`, "Only the place asked about: "},
	{"office_holders", `{"at": "place/laiwu", "asOf": "2018-03"}`, "Mei Jianhua (official/mei-jianhua): Mayor"},
	{"promises", `{"due": {"to": "2025"}, "place": "Changchun"}`, "No later document reports a figure"},
	{"formula", `{"formula": "2+4"}`, "Number 2, which says 4:"},
	{"path", `{"from": "Shandong Heavy Industry", "to": "Jinan"}`, "cooperates with Gangcheng District"},
	{"conflicts", `{}`, "MEMBERS of Gangcheng 2+4"},
	{"profile", `{"place": "日照"}`, `place "日照" as Rizhao (place/rizhao)`},
	{"search", `{"text": "mayor of Jinan"}`, "Wang Zhonglin"},
	{"claims", `{"about": ["hydrogen"], "limit": 5}`, "prioritises hydrogen (industry/hydrogen)"},
	{"compare", `{"places": ["Jinan", "Binzhou"]}`, "Jinan and Binzhou: alike by"},
}

// askAll asks a server all questions, over whatever leads to it.
func askAll(t *testing.T, transport sdk.Transport) {
	t.Helper()
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := session.Close(); err != nil {
			t.Error(err)
		}
	}()
	listed, err := session.ListTools(t.Context(), nil)
	if err != nil || len(listed.Tools) != len(questions) {
		t.Fatalf("%d tools are listed, want %d: %v", len(listed.Tools), len(questions), err)
	}
	for _, q := range questions {
		result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: q.tool, Arguments: json.RawMessage(q.arguments)})
		if err != nil {
			t.Errorf("%s: %v", q.tool, err)
			continue
		}
		if text := result.Content[0].(*sdk.TextContent).Text; result.IsError || !strings.Contains(text, q.want) {
			t.Errorf("%s %s has no %q:\n%s", q.tool, q.arguments, q.want, text)
		}
	}
}

func TestMCPAnswersOnStandardInput(t *testing.T) {
	var logged bytes.Buffer
	child := program(t, "mcp")
	child.Stderr = &logged
	askAll(t, &sdk.CommandTransport{Command: child})
	if child.ProcessState == nil || !child.ProcessState.Success() {
		t.Errorf("it ended with %v\n%s", child.ProcessState, logged.String())
	}
	if !strings.Contains(logged.String(), "claims=") {
		t.Errorf("it logged %q", logged.String())
	}
}

func TestMCPAnswersOverHTTP(t *testing.T) {
	for name, args := range map[string][]string{
		"alone":        {"mcp", "--listen", "127.0.0.1:0"},
		"beside serve": {"serve", "--mcp", "--listen", "127.0.0.1:0"},
	} {
		t.Run(name, func(t *testing.T) {
			child := program(t, args...)
			logged, err := child.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			at := address(t, logged)
			askAll(t, &sdk.StreamableClientTransport{Endpoint: at + "/mcp"})
			if err := child.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if err := child.Wait(); err != nil {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

var listening = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// address is the one that a server logs, and reads on what it logs.
func address(t *testing.T, logged io.Reader) string {
	t.Helper()
	found := make(chan string, 1)
	go func() {
		var all []byte
		piece := make([]byte, 4096)
		for told := false; ; {
			n, err := logged.Read(piece)
			all = append(all, piece[:n]...)
			if at := listening.Find(all); at != nil && !told && bytes.Contains(all, []byte("ready")) {
				told = true
				found <- string(at)
			}
			if err != nil {
				close(found)
				return
			}
		}
	}()
	at, is := <-found
	if !is {
		t.Fatal("it ended before it was ready")
	}
	return at
}

// What begins is ended by a signal, and by the end of what the client says.
func TestMCPEnds(t *testing.T) {
	for _, how := range []string{"by a signal", "with its client"} {
		child := program(t, "mcp", "--no-embedded", "--data", tiny(t))
		in, err := child.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}` + "\n"
		if _, err := io.WriteString(in, hello); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		if how == "by a signal" {
			err = child.Process.Signal(syscall.SIGTERM)
		} else {
			err = in.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, out)
		if err := child.Wait(); err != nil {
			t.Errorf("%s it ended with %v", how, err)
		}
	}
}

// Nothing but messages is written to standard output, whatever is written to standard input.
func TestMCPWritesMessagesAlone(t *testing.T) {
	dir := tiny(t)
	for name, in := range map[string]string{
		"nothing":        "",
		"no JSON":        "hello\n",
		"no message":     "[1, 2]\n",
		"half a message": `{"jsonrpc":"2.0","id":1`,
		"too early":      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"conflicts"}}` + "\n",
		"nested deeply":  strings.Repeat("[", 200_000) + "\n",
	} {
		status, out, errOut := call(t, in, alone(dir, "mcp")...)
		for line := range strings.Lines(out) {
			var message struct{ JSONRPC string }
			if err := json.Unmarshal([]byte(line), &message); err != nil || message.JSONRPC != "2.0" {
				t.Errorf("%s: %.200q is written", name, line)
			}
		}
		if status > 1 || strings.Contains(errOut, "goroutine ") {
			t.Errorf("%s: status %d\n%.2000s", name, status, errOut)
		}
	}
}

// An assistant that goes on talking is answered of the newest generation.
func TestMCPFollowsTheStore(t *testing.T) {
	store := "bbolt:" + filepath.Join(t.TempDir(), "graph.db")
	dir := tiny(t)
	storeRun(t, 0, "load", "--no-embedded", "--store", store, dir)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	hereIn, thereOut := io.Pipe()
	thereIn, hereOut := io.Pipe()
	var ended sync.WaitGroup
	ended.Go(func() { run(ctx, []string{"mcp", "--store", store}, nil, thereIn, thereOut, io.Discard) })
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, &sdk.IOTransport{Reader: hereIn, Writer: hereOut}, nil)
	if err != nil {
		t.Fatal(err)
	}
	stanceIs := func(want string) bool {
		result, err := session.CallTool(ctx, &sdk.CallToolParams{Name: "shared_priorities", Arguments: json.RawMessage(`{"industries": ["lenses"]}`)})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(result.Content[0].(*sdk.TextContent).Text, want)
	}
	if !stanceIs("NURTURE") {
		t.Error("the first generation is not answered")
	}
	text := tinyThings + tinyDocument + strings.Replace(tinyClaims, "NURTURE", "LEAD", 1)
	if err := os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	storeRun(t, 0, "load", "--no-embedded", "--store", store, dir)
	for deadline := time.Now().Add(20 * time.Second); !stanceIs("LEAD"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the second generation is not answered")
		}
	}
	_ = session.Close()
	ended.Wait()
}

func TestMCPRefusesWhatItCannotDo(t *testing.T) {
	checkRuns(t, []programRun{
		{"an address", []string{"mcp", "--listen", "8081"}, "", 2, "", "write HOST:PORT"},
		{"a site", []string{"mcp", "--site", "graph"}, "", 2, "", "no absolute address"},
		{"a time", []string{"mcp", "--timeout", "0s"}, "", 2, "", "--timeout is out of bounds"},
		{"two uses of standard input", []string{"mcp", "--quads", "-"}, "", 2, "", "on which the client speaks"},
		{"an argument", []string{"mcp", "now"}, "", 2, "", "unknown command"},
	})
}
