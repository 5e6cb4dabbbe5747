package mcp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/bounds"
)

// Messages are looked at before the SDK sees them, and its errors before clients do: it reads
// JSON of any depth, in a time that grows with the square of it, and batches of any length; and
// its errors repeat what was sent, and name types of Go.

// longestMessage is how many bytes one may have.
const longestMessage = 256 << 10

// mostRepeated is how many characters of a message an answer may repeat.
const mostRepeated = 200

// refusal is why a message is not answered.
type refusal struct {
	id      json.RawMessage // of the message; null where it has none that can be told
	code    int64
	message string
}

// inJSON is the refusal as JSON-RPC has it.
func (r *refusal) inJSON() []byte {
	text, _ := encode(map[string]any{"jsonrpc": "2.0", "id": r.id, "error": jsonrpc.Error{Code: r.code, Message: r.message}}) // texts and numbers cannot fail
	return text
}

// request is all of a message that means something in the protocol. Nothing is asked of clients,
// so none of their messages are responses.
type request struct {
	Version string                     `json:"jsonrpc"`
	ID      json.RawMessage            `json:"id,omitempty"`
	Method  string                     `json:"method"`
	Params  map[string]json.RawMessage `json:"params,omitempty"`
}

// accepted is a message as the SDK may see it: written anew, so that it holds nothing that was
// not looked at.
func accepted(text []byte) ([]byte, *refusal) {
	var sent struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Method  string          `json:"method"`
		Params  json.RawMessage `json:"params"`
	}
	err := json.Unmarshal(text, &sent)
	_, malformed := errors.AsType[*json.SyntaxError](err)
	id := json.RawMessage("null")
	if isID(sent.ID) {
		id = sent.ID
	}
	refuse := func(code int64, format string, args ...any) ([]byte, *refusal) {
		return nil, &refusal{id, code, fmt.Sprintf(format, args...)}
	}
	switch {
	case bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")):
		return refuse(jsonrpc.CodeInvalidRequest, "send one message at a time; the protocol has no batches any more")
	case bounds.Check(text) != nil:
		return refuse(jsonrpc.CodeInvalidRequest, "a message may nest %d levels, and hold %d values", bounds.Deepest, bounds.MostValues)
	case malformed || !utf8.Valid(text):
		return refuse(jsonrpc.CodeParseError, "the message is no JSON in UTF-8")
	case err != nil || sent.Version != "2.0" || sent.Method == "" || utf8.RuneCountInString(sent.Method) > mostRepeated:
		return refuse(jsonrpc.CodeInvalidRequest, `the message is no request of JSON-RPC: {"jsonrpc": "2.0", "id": 1, "method": "…", "params": {…}}`)
	case !isID(sent.ID) && !absent(sent.ID):
		return refuse(jsonrpc.CodeInvalidRequest, "id must be a text of %d characters at most, or a whole number of 15 digits at most", mostRepeated)
	}
	asked := request{Version: sent.Version, Method: sent.Method}
	if !absent(sent.ID) {
		asked.ID = sent.ID
	}
	if !absent(sent.Params) && json.Unmarshal(sent.Params, &asked.Params) != nil {
		return refuse(jsonrpc.CodeInvalidParams, "params must be an object")
	}
	if cursor := asked.Params["cursor"]; strings.HasSuffix(asked.Method, "/list") && !absent(cursor) && string(cursor) != `""` {
		return refuse(jsonrpc.CodeInvalidParams, "lists have one page, and no cursor leads to another") // the SDK would read it by a decoder that trusts its input
	}
	var uri string
	if json.Unmarshal(asked.Params["uri"], &uri) == nil && !canBeRepeated(uri) {
		return refuse(sdk.CodeResourceNotFound, "there is no such resource")
	}
	message, err := encode(asked)
	if err != nil {
		return refuse(jsonrpc.CodeParseError, "the message is no JSON in UTF-8")
	}
	return message, nil
}

func absent(value json.RawMessage) bool { return len(value) == 0 || string(value) == "null" }

// isID tells whether an answer may repeat it as its id.
func isID(value json.RawMessage) bool {
	var text string
	if !absent(value) && json.Unmarshal(value, &text) == nil {
		return utf8.RuneCountInString(text) <= mostRepeated
	}
	return wholeNumber.Match(value)
}

// wholeNumber is one that the SDK repeats as it was.
var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,14})$`)

// canBeRepeated tells whether an answer may hold the address of a resource, which the SDK quotes
// as Go does, and not as JSON does.
func canBeRepeated(uri string) bool {
	return utf8.RuneCountInString(uri) <= mostRepeated && json.Valid([]byte(strconv.Quote(uri)))
}

// headBytes is within how many bytes of an answer it is told whether it is an error: before that
// there is nothing but its id.
const headBytes = 1000 + 12*mostRepeated

// told is an answer of the SDK as clients may see it.
func told(text []byte) []byte {
	var answer struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   *jsonrpc.Error  `json:"error"`
	}
	if !bytes.Contains(text[:min(len(text), headBytes)], []byte(`"error":`)) || json.Unmarshal(text, &answer) != nil || answer.Error == nil {
		return text
	}
	if message := answer.Error.Message; strings.Contains(message, "unmarshal") || strings.Contains(message, "invalid ID type") {
		answer.Error = &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: "params are not what the method takes"}
	}
	answer.Error.Message = beginning(answer.Error.Message, mostRepeated)
	short, err := encode(answer)
	if err != nil {
		return text
	}
	return append(short, text[len(bytes.TrimRight(text, "\n")):]...)
}
