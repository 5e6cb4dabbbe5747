package mcp

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/bounds"
)

// long is more than any answer may repeat.
var long = strings.Repeat("z", 100_000)

func nested(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }

// hostile are messages that are answered by an error, and in few words.
var hostile = []struct {
	name, message string
	says          string // its error
}{
	{"an id nested deeply", `{"jsonrpc":"2.0","id":` + nested(120_000) + `,"method":"ping"}`, "may nest 200 levels"},
	{"an id that nests", `{"jsonrpc":"2.0","id":` + nested(20) + `,"method":"ping"}`, "id must be"},
	{"an id that is an object, and then one", `{"jsonrpc":"2.0","id":{"a":1},"Id":1,"method":5}`, "no request"},
	{"a long id", `{"jsonrpc":"2.0","id":"` + long + `","method":"ping"}`, "id must be"},
	{"an id with an exponent", `{"jsonrpc":"2.0","id":1e999999,"method":"ping"}`, "id must be"},
	{"an id that is a fraction", `{"jsonrpc":"2.0","id":1.5,"method":"ping"}`, "id must be"},
	{"a batch", `[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]`, "one message at a time"},
	{"an empty batch", ` []`, "one message at a time"},
	{"many values", `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":[0` + strings.Repeat(",0", bounds.MostValues) + `]}}`, "hold 5000 values"},
	{"no JSON", `{"jsonrpc":"2.0","id":1,"method":"` + long, "no JSON"},
	{"no UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"\xff\"}}", "no JSON"},
	{"a number in place of a message", `5`, "no request"},
	{"nothing in place of a message", `null`, "no request"},
	{"another version", `{"jsonrpc":"` + long + `","id":1,"method":"ping"}`, "no request"},
	{"a response", `{"jsonrpc":"2.0","id":1,"result":{}}`, "no request"},
	{"an error that is a text", `{"jsonrpc":"2.0","id":1,"error":"` + long + `"}`, "no request"},
	{"a long method", `{"jsonrpc":"2.0","id":1,"method":"` + long + `"}`, "no request"},
	{"an unknown method", `{"jsonrpc":"2.0","id":1,"method":"tools/delete"}`, "tools/delete"},
	{"a method that is a number", `{"jsonrpc":"2.0","id":1,"method":5}`, "no request"},
	{"params that are a list", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":["` + long + `"]}`, "params must be an object"},
	{"params that are a text", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":"` + long + `"}`, "params must be an object"},
	{"no params", `{"jsonrpc":"2.0","id":1,"method":"tools/call"}`, "params"},
	{"a tool with a long name", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"` + long + `"}}`, "unknown tool"},
	{"a tool whose name is an object", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":{"a":"` + long + `"}}}`, "params are not what"},
	{"what is said beside params", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","_meta":"` + long + `"}}`, "params are not what"},
	{"who asks is a text", `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"clientInfo":"` + long + `"}}`, "params are not what"},
	{"a prompt with a long name", `{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"` + long + `"}}`, "unknown prompt"},
	{"a long address", `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"polygraph://` + long + `"}}`, "no such resource"},
	{"an address with a control character", `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"polygraph://\u0007"}}`, "no such resource"},
	{"an address with half a character", `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"polygraph://\ud800"}}`, "not found"},
	{"an address that there is not", `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"polygraph://place/nowhere"}}`, "not found"},
	{"a cursor of a list", `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"` + long + `"}}`, "one page"},
	{"a level that there is not", `{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":{"a":"` + long + `"}}}`, "params are not what"},
	{"a completion", `{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"ref":{"type":"` + long + `"}}}`, ""},
	{"a call that is cancelled by an object", `{"jsonrpc":"2.0","id":1,"method":"notifications/cancelled","params":{"requestId":{"a":"` + long + `"}}}`, ""},
}

// typesOfGo are what no answer may name.
var typesOfGo = regexp.MustCompile(`\*mcp\.|jsonrpc2\.|interface \{|map\[string|Go (struct|value)|unmarshal`)

func inspect(t *testing.T, name, answer, says string) {
	t.Helper()
	if strings.Contains(answer, long[:mostRepeated+1]) || len(answer) > 1000 || typesOfGo.MatchString(answer) || !strings.Contains(answer, says) {
		t.Errorf("%s, which wants %q: %d bytes: %.500s", name, says, len(answer), answer)
	}
}

func TestHostileMessagesOverHTTP(t *testing.T) {
	server := serving(t, DefaultOptions())
	post := func(message string) (status int, answer string) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(message))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		request.Header.Set("Mcp-Session-Id", long[:1000])
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if told := response.Header.Get("Mcp-Session-Id"); told != "" {
			t.Errorf("a session is called %.100s", told)
		}
		return response.StatusCode, string(text)
	}
	for _, row := range hostile {
		status, answer := post(row.message)
		if status >= http.StatusInternalServerError || status == http.StatusOK && !strings.Contains(answer, `"error"`) {
			t.Errorf("%s: status %d: %.300s", row.name, status, answer)
		}
		inspect(t, row.name, answer, row.says)
	}
	if status, answer := post(hello); status != http.StatusOK || !strings.Contains(answer, `"result"`) {
		t.Errorf("status %d: %.300s", status, answer)
	}
}

const hello = `{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`

// Each message has an answer, whatever came before it.
func TestHostileMessagesOnAStream(t *testing.T) {
	hereIn, thereOut := io.Pipe()
	thereIn, hereOut := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- ServeStream(t.Context(), New(dataset(), DefaultOptions(), quiet), thereIn, thereOut)
		_ = thereOut.Close()
	}()
	answers := json.NewDecoder(hereIn)
	say := func(message string) (answer struct{ ID, Result, Error json.RawMessage }) {
		if _, err := io.WriteString(hereOut, message+"\n"); err != nil {
			t.Fatal(err)
		}
		if err := answers.Decode(&answer); err != nil {
			t.Fatalf("%.100s: %v", message, err)
		}
		return answer
	}
	if answer := say(hello); answer.Result == nil {
		t.Errorf("%s", answer.Error)
	}
	if answer := say(strings.Repeat(long, 3)); !bytes.Contains(answer.Error, []byte("262144 bytes")) {
		t.Errorf("a message that is too long: %.300s", answer.Error)
	}
	for _, row := range hostile {
		if strings.Contains(row.message, "initialize") { // again
			continue
		}
		answer := say(row.message)
		if answer.Error == nil {
			t.Errorf("%s: %.300s", row.name, answer.Result)
		}
		inspect(t, row.name, string(answer.ID)+string(answer.Error), row.says)
	}
	if answer := say(`{"jsonrpc":"2.0","id":"last","method":"tools/list","params":{"cursor":""}}`); string(answer.ID) != `"last"` || answer.Result == nil {
		t.Errorf("%s: %s", answer.ID, answer.Error)
	}
	if err := hereOut.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// What is accepted means what it meant, and holds nothing else.
func TestAcceptedMessages(t *testing.T) {
	for name, row := range map[string]struct{ sent, seen string }{
		"a call":                {`{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search","arguments":{"text":"<>&"}}}`, `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"arguments":{"text":"<>&"},"name":"search"}}`},
		"without params":        {"{\"jsonrpc\": \"2.0\",\n\"id\": \"a\", \"method\": \"ping\", \"params\": null}", `{"jsonrpc":"2.0","id":"a","method":"ping"}`},
		"a notification":        {`{"jsonrpc":"2.0","method":"notifications/initialized"}`, `{"jsonrpc":"2.0","method":"notifications/initialized"}`},
		"an id of null":         {`{"jsonrpc":"2.0","id":null,"method":"ping"}`, `{"jsonrpc":"2.0","method":"ping"}`},
		"more than it must say": {`{"jsonrpc":"2.0","id":0,"method":"ping","error":"x","result":[1],"more":{}}`, `{"jsonrpc":"2.0","id":0,"method":"ping"}`},
		"said twice":            {`{"jsonrpc":"2.0","id":1,"id":2,"method":"a","method":"ping","params":{"a":1,"a":2}}`, `{"jsonrpc":"2.0","id":2,"method":"ping","params":{"a":2}}`},
	} {
		seen, why := accepted([]byte(row.sent))
		if why != nil || string(seen) != row.seen {
			t.Errorf("%s: %s %+v", name, seen, why)
		}
	}
}

// Who is refused is told which of its messages it was, where that can be known.
func TestRefusalsNameTheMessage(t *testing.T) {
	for sent, id := range map[string]string{
		`{"jsonrpc":"2.0","id":"a","method":"ping","params":{"a":` + nested(300) + `}}`: `"a"`,
		`{"jsonrpc":"2.0","id":7,"method":"ping","params":[]}`:                          "7",
		`{"jsonrpc":"2.0","id":7.5,"method":"ping"}`:                                    "null",
		`{"jsonrpc":"2.0","id":7,`:                                                      "null",
		`[]`:                                                                            "null",
	} {
		_, why := accepted([]byte(sent))
		var answer struct {
			JSONRPC string
			ID      json.RawMessage
			Error   struct{ Code int }
		}
		if err := json.Unmarshal(why.inJSON(), &answer); err != nil || string(answer.ID) != id || answer.JSONRPC != "2.0" || answer.Error.Code == 0 {
			t.Errorf("%.60s: %s %v", sent, why.inJSON(), err)
		}
	}
}

// A number may stand for more digits than a computer has room for.
func TestNumbersThatAreTooLong(t *testing.T) {
	session := client(t, DefaultOptions())
	for number, says := range map[string]string{
		"1e1000000": "more than 3 in its exponent", "1E+999999999": "exponent", "-1e-999999999": "exponent", "123456789012345678901": "more than 20 digits",
		"1e999": "out of bounds", "2e0": "", "2.000000": "",
	} {
		answer := callTool(t, session, "claims", `{"limit": `+number+`}`)
		if answer.isError != (says != "") || !strings.Contains(answer.text, says) {
			t.Errorf("%s: %.200s", number, answer.text)
		}
	}
	if answer := callTool(t, session, "claims", `{"line": {"min": [1e1000000]}}`); !strings.Contains(answer.text, "exponent") {
		t.Errorf("%.200s", answer.text)
	}
}

// What the SDK answers is passed on as it is, but for errors.
func TestToldAnswers(t *testing.T) {
	for _, row := range []struct{ name, answer, told string }{
		{"a result", `{"jsonrpc":"2.0","id":1,"result":{"error":{"code":1,"message":"` + long + `"}}}` + "\n", `{"jsonrpc":"2.0","id":1,"result":{"error":{"code":1,"message":"` + long + `"}}}` + "\n"},
		{"a short error", `{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"unknown"}}` + "\n", `{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"unknown"}}` + "\n"},
		{"a long one", `{"jsonrpc":"2.0","id":"a","error":{"code":-32602,"message":"` + long + `"}}`, `{"jsonrpc":"2.0","id":"a","error":{"code":-32602,"message":"` + long[:mostRepeated] + `…"}}`},
		{"one of types", `{"jsonrpc":"2.0","id":1,"error":{"code":0,"message":"unmarshaling \"x\" into a *mcp.Params"}}`, `{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"params are not what the method takes"}}`},
		{"words", "Method Not Allowed\n", "Method Not Allowed\n"},
	} {
		if got := string(told([]byte(row.answer))); got != row.told {
			t.Errorf("%s: %.300s", row.name, got)
		}
	}
}

func TestASessionIsNotMade(t *testing.T) {
	server := serving(t, DefaultOptions())
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).
		Connect(t.Context(), &sdk.StreamableClientTransport{Endpoint: server.URL, DisableStandaloneSSE: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if id := session.ID(); id != "" {
		t.Errorf("it is called %s", id)
	}
	if err := session.Close(); err != nil {
		t.Error(err)
	}
}
