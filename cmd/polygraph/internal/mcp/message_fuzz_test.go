package mcp

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
)

// Whatever is sent, the SDK can read what it is given, and no answer tells of types of Go.
func FuzzMessages(f *testing.F) {
	for _, row := range hostile {
		if len(row.message) < 1000 {
			f.Add(row.message)
		}
	}
	f.Add(hello)
	f.Add(ask)
	f.Add(`{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"claims","arguments":{"limit":1e3,"about":["place/jinan"]}}}`)
	f.Add(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","_meta":{"progressToken":[1e999999]},"arguments":"x"}}`)
	f.Add(`{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"cite","arguments":{"a":1}}}`)
	f.Add(`{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"\ud800\u2028😀"}}`)
	f.Add(`{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{},"progress":"a"}}`)
	handler := Handler(dataset(), DefaultOptions(), quiet)
	f.Fuzz(func(t *testing.T, sent string) {
		message, why := accepted([]byte(sent))
		if why != nil {
			if text := why.inJSON(); !json.Valid(text) || len(text) > 3000 {
				t.Errorf("it is refused by %.300s", text)
			}
			return
		}
		if read, err := jsonrpc.DecodeMessage(message); err != nil {
			t.Errorf("the SDK does not read %s: %v", message, err)
		} else if _, is := read.(*jsonrpc.Request); !is {
			t.Errorf("%s is no request", message)
		}
		if again, why := accepted(message); why != nil || string(again) != string(message) {
			t.Errorf("%s is accepted as %s, %+v", message, again, why)
		}
		request := httptest.NewRequest(http.MethodPost, Path, strings.NewReader(sent))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		answer := recorder.Body.String()
		if recorder.Code >= http.StatusInternalServerError || recorder.Code == http.StatusOK && !json.Valid([]byte(answer)) {
			t.Errorf("status %d: %.300s", recorder.Code, answer)
		}
		if !strings.Contains(answer, `"result":`) && typesOfGo.MatchString(answer) && !typesOfGo.MatchString(sent) {
			t.Errorf("%s", answer)
		}
	})
}
