package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/bounds"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
)

// refusal is why a request gets no GraphQL answer.
type refusal struct {
	status  int
	code    string
	message string
	details map[string]any // beside the code
	retry   int            // seconds after which it may be otherwise; 0 where it will not
}

func (r *refusal) Error() string { return r.message }

// list is it as the errors of a GraphQL response.
func (r *refusal) list() gqlerror.List {
	extensions := map[string]any{"code": r.code}
	maps.Copy(extensions, r.details)
	return gqlerror.List{{Message: r.message, Extensions: extensions}}
}

func badRequest(format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, code: "BAD_REQUEST", message: fmt.Sprintf(format, args...)}
}

// refuse answers in the form of a GraphQL response; at /gizmo with what Cayley's clients expect,
// too.
func refuse(w http.ResponseWriter, r *http.Request, why *refusal) {
	refusing(w, r, why)
	response, mediaType := why.response(), responseType(r)
	if r.URL.Path == gizmoPath {
		response["error"], mediaType = why.message, typeJSON
	}
	writeJSON(w, mediaType, why.status, response)
}

// refusing prepares the answer to a refused request, in whatever form it has, and notes it.
func refusing(w http.ResponseWriter, r *http.Request, why *refusal) {
	for _, name := range []string{"ETag", "Link"} { // of the answer that there is none of
		w.Header().Del(name)
	}
	if why.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(why.retry))
	}
	if w.Header().Get("Cache-Control") != "" {
		w.Header().Set("Cache-Control", "no-store")
	}
	observe.Refused(r.Context(), why.code)
}

// response is the refusal in the form of a GraphQL response.
func (r *refusal) response() map[string]any { return map[string]any{"errors": r.list()} }

// writeJSON writes an answer in one piece; one that no media type was agreed on for
// is application/json.
func writeJSON(w http.ResponseWriter, mediaType string, status int, answer any) {
	writeBody(w, mediaType, status, append(inJSON(answer), '\n'))
}

func writeBody(w http.ResponseWriter, mediaType string, status int, body []byte) {
	if mediaType == "" {
		mediaType = typeJSON
	}
	w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body))) // so that it travels in one piece
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// parameters are those of one request, as GraphQL over HTTP names them. Each may be
// null, as if it were absent.
type parameters struct {
	Query         string         `json:"query,omitempty"`
	DocumentID    string         `json:"documentId,omitempty"`
	OperationName string         `json:"operationName,omitempty"`
	Variables     map[string]any `json:"variables,omitempty"`
	Extensions    map[string]any `json:"extensions,omitempty"`
}

// check tells whether there is anything to run.
func (p parameters) check() error {
	if _, persisted := p.Extensions["persistedQuery"]; p.Query == "" && p.DocumentID == "" && !persisted {
		return badRequest(`the request holds no document; send {"query": "…", "variables": {…}}, or a documentId`)
	}
	return nil
}

// raw is what the executor takes. The ID of a trusted document travels among the
// extensions, where trusted finds it.
func (p parameters) raw(header http.Header) *graphql.RawParams {
	if p.DocumentID != "" {
		extensions := map[string]any{documentIDKey: p.DocumentID}
		for name, value := range p.Extensions {
			extensions[name] = value
		}
		p.Extensions = extensions
	}
	return &graphql.RawParams{Query: p.Query, OperationName: p.OperationName, Variables: p.Variables, Extensions: p.Extensions, Headers: header}
}

// readRequest reads one request, or the several of a batch, and never repeats what
// it cannot read.
func (l Limits) readRequest(r *http.Request) (list []parameters, batch bool, err error) {
	if r.Method == http.MethodGet {
		one, err := readAddress(r)
		return []parameters{one}, false, err
	}
	if r.Header.Get("Content-Type") == typeJSON { // as most clients say it
	} else if mediaType, values, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); mediaType != typeJSON {
		return nil, false, &refusal{status: http.StatusUnsupportedMediaType, code: "UNSUPPORTED_MEDIA_TYPE", message: "send the request as JSON, with the header Content-Type: application/json"}
	} else if charset := values["charset"]; charset != "" && charset != "utf-8" && charset != "UTF-8" {
		return nil, false, &refusal{status: http.StatusUnsupportedMediaType, code: "UNSUPPORTED_MEDIA_TYPE", message: "send the request in UTF-8"}
	}
	body, err := l.readBody(r)
	if err != nil {
		return nil, false, err
	}
	if body = bytes.TrimLeft(body, " \t\r\n"); len(body) > 0 && body[0] == '[' {
		list, err := l.readBatch(body)
		return list, true, err
	}
	var one parameters
	if err := decode(body, &one); err != nil {
		return nil, false, unread(err, `the body is no GraphQL request; send {"query": "…", "variables": {…}}`)
	}
	return []parameters{one}, false, one.check()
}

// readBody reads what a request carries.
func (l Limits) readBody(r *http.Request) ([]byte, error) {
	if r.Header.Get("Content-Encoding") != "" {
		return nil, &refusal{status: http.StatusUnsupportedMediaType, code: "UNSUPPORTED_MEDIA_TYPE", message: "send the request as it is, without a Content-Encoding"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, int64(l.Body)))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, l.tooLong(r.ContentLength)
	}
	if err != nil {
		return nil, badRequest("the request was cut short")
	}
	return body, nil
}

// tooLong refuses a body, whose length may not be known.
func (l Limits) tooLong(length int64) *refusal {
	details := map[string]any{"limit": l.Body}
	if length > int64(l.Body) {
		details["asked"] = length
	}
	return &refusal{status: http.StatusRequestEntityTooLarge, code: "REQUEST_TOO_LARGE", message: fmt.Sprintf("a request may hold %d bytes at most", l.Body), details: details}
}

func (l Limits) readBatch(body []byte) ([]parameters, error) {
	if l.Batch == 0 {
		return nil, &refusal{status: http.StatusBadRequest, code: codeBatch, message: "this server answers one request at a time; send an object in place of a list", details: map[string]any{"limit": 0}}
	}
	entries, err := firstEntries(body, l.Batch+1)
	if err != nil || len(entries) == 0 {
		return nil, badRequest(`the body is no list of GraphQL requests; send [{"query": "…"}, …]`)
	}
	if len(entries) > l.Batch {
		return nil, &refusal{
			status: http.StatusBadRequest, code: codeBatch, message: fmt.Sprintf("a batch of more than %d requests is sent", l.Batch),
			details: map[string]any{"limit": l.Batch, "asked": len(entries)},
		}
	}
	list := make([]parameters, len(entries))
	for i, entry := range entries {
		if err := decode(entry, &list[i]); err != nil {
			return nil, unread(err, fmt.Sprintf("request %d of the batch is no GraphQL request", i+1))
		}
		if err := list[i].check(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// firstEntries are those of a list, as many as are wanted at most: the rest of a longer one is
// not read.
func firstEntries(list []byte, most int) (entries []json.RawMessage, err error) {
	decoder := json.NewDecoder(bytes.NewReader(list))
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	for decoder.More() {
		var entry json.RawMessage
		if err := decoder.Decode(&entry); err != nil {
			return nil, err
		}
		if entries = append(entries, entry); len(entries) == most {
			return entries, nil
		}
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more")
	}
	return entries, nil
}

const codeBatch = "BATCH_TOO_LARGE"

// readAddress reads a request from the query part of its address.
func readAddress(r *http.Request) (parameters, error) {
	values := r.URL.Query()
	one := parameters{Query: values.Get("query"), DocumentID: values.Get("documentId"), OperationName: values.Get("operationName")}
	for name, into := range map[string]*map[string]any{"variables": &one.Variables, "extensions": &one.Extensions} {
		text := values.Get(name)
		if text == "" {
			continue
		}
		if err := decode([]byte(text), into); err != nil {
			return one, unread(err, name+" in the address must be a JSON object")
		}
	}
	return one, one.check()
}

// unread is why JSON was not read: because of its size, or for another reason.
func unread(err error, otherwise string) *refusal {
	if errors.Is(err, bounds.ErrTooMuch) {
		otherwise = fmt.Sprintf("the JSON of a request may nest %d levels, and hold %d values; send it in several", bounds.Deepest, bounds.MostValues)
	}
	return badRequest("%s", otherwise)
}

// decode reads one JSON value and nothing behind it. Numbers stay as they are
// written, so that no large one is rounded.
func decode(text []byte, into any) error {
	if err := bounds.Check(text); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more")
	}
	return nil
}
