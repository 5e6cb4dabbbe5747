package server

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/resolvers"
)

// plain is the transport of requests that are answered in one piece, by GET and by
// POST, one at a time or in a batch. Its media types and statuses are those of
// GraphQL over HTTP; the executor's own transports repeat bodies that they cannot
// read, and know neither batches nor the statuses of answers without data.
type plain struct {
	limits  Limits
	answers onTheWay
}

var _ graphql.Transport = plain{}

func (plain) Supports(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodPost
}

func (p plain) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	mediaType := responseType(r)
	if mediaType == "" {
		refuse(w, r, &refusal{status: http.StatusNotAcceptable, code: "NOT_ACCEPTABLE", message: "answers are " + typeResponse + " or " + typeJSON})
		return
	}
	list, batch, err := p.limits.readRequest(r)
	if why, refused := err.(*refusal); refused {
		refuse(w, r, why)
		return
	}
	generation := w.Header().Get(generationHeader)
	if !batch {
		ctx, loan := resolvers.Lend(r.Context())
		defer loan.Return()
		response, status := answer(ctx, exec, r, list[0])
		if status != http.StatusOK { // and no data
			leaveRoom(r.Context())
			writeResponse(w, mediaType, status, response, generation)
			return
		}
		body, opened := loan.Opened(response.Data)
		if opened = opened && len(response.Errors) == 0; opened { // errors stand before the data
			body = closeResponse(body, response, generation)
		} else {
			body = appendResponse(nil, response, generation)
			loan.Return()
		}
		if body = append(body, '\n'); len(response.Errors) == 0 {
			keep(r.Context(), w, mediaType, body)
		}
		p.send(w, r, mediaType, body)
		return
	}
	// One answer for each request, in their order, whatever becomes of the others.
	ctx := resolvers.ShareCost(r.Context())
	body, faulty := []byte{'['}, false
	for i, one := range list {
		response, status := answer(ctx, exec, r, one)
		if i > 0 {
			body = append(body, ',')
		}
		body = appendResponse(body, response, generation)
		faulty = faulty || status != http.StatusOK || len(response.Errors) > 0
	}
	body = append(body, "]\n"...)
	if !faulty {
		keep(r.Context(), w, mediaType, body)
	}
	p.send(w, r, mediaType, body)
}

// send sends an answer. Those that are long are counted until the client has taken them, so that
// clients who take nothing keep no more than there is room for.
func (p plain) send(w http.ResponseWriter, r *http.Request, mediaType string, body []byte) {
	leaveRoom(r.Context())
	give, err := p.answers.sending(r.Context(), len(body), cap(body))
	if err != nil {
		refuse(w, r, err.(*refusal))
		return
	}
	defer give()
	writeBody(w, mediaType, http.StatusOK, body)
}

// appendResponse appends a response as the specification has it: no data where nothing was
// run. The data are written as they are, since the executor writes no byte too many.
func appendResponse(body []byte, r *graphql.Response, generation string) []byte {
	body = append(body, '{')
	if len(r.Errors) > 0 {
		body = appendMember(body, "errors", inJSON(r.Errors))
	}
	if len(r.Data) > 0 {
		body = appendMember(body, "data", r.Data)
	}
	return closeResponse(body, r, generation)
}

// closeResponse appends what stands behind the data: of which generation they are.
func closeResponse(body []byte, r *graphql.Response, generation string) []byte {
	switch {
	case generation == "": // it ran on nothing
	case len(r.Extensions) > 0:
		extensions := maps.Clone(r.Extensions)
		extensions["generation"] = json.Number(generation)
		body = appendMember(body, "extensions", inJSON(extensions))
	case len(r.Data) > 0:
		body = appendMember(body, "extensions", append(append([]byte(`{"generation":`), generation...), '}'))
	}
	return append(body, '}')
}

func appendMember(body []byte, name string, value []byte) []byte {
	if body[len(body)-1] != '{' {
		body = append(body, ',')
	}
	return append(append(append(append(body, '"'), name...), `":`...), value...)
}

func inJSON(value any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // texts, numbers, and maps of them cannot fail
	return bytes.TrimSuffix(text.Bytes(), []byte{'\n'})
}

// writeResponse writes the answer to one request, with the status that answer gave.
func writeResponse(w http.ResponseWriter, mediaType string, status int, response *graphql.Response, generation string) {
	switch {
	case status == http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case status == http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "1")
	case status == http.StatusBadRequest && mediaType == typeJSON:
		status = http.StatusOK // what clients of this type take for a GraphQL response
	}
	writeBody(w, mediaType, status, append(appendResponse(nil, response, generation), '\n'))
}

// answer runs one request. The status is what the media type GraphQL response would
// have: 400 for requests that do not run, 200 where there are data.
func answer(ctx context.Context, exec graphql.GraphExecutor, r *http.Request, request parameters) (*graphql.Response, int) {
	ctx = graphql.StartOperationTrace(ctx)
	operation, refused, status := prepare(ctx, exec, r, request)
	if refused != nil {
		return refused, status
	}
	respond, ctx := exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	if len(response.Data) == 0 && len(response.Errors) > 0 { // it ran out of time
		return response, http.StatusServiceUnavailable
	}
	return response, http.StatusOK
}

// prepare reads and checks an operation that is no subscription, or tells why it
// cannot run.
func prepare(ctx context.Context, exec graphql.GraphExecutor, r *http.Request, request parameters) (operation *graphql.OperationContext, refused *graphql.Response, status int) {
	operation, errs := exec.CreateOperationContext(ctx, request.raw(r.Header))
	ctx = graphql.WithOperationContext(ctx, operation)
	if len(errs) > 0 {
		return nil, exec.DispatchError(ctx, errs), http.StatusBadRequest
	}
	switch kind := operation.Operation.Operation; {
	case kind != ast.Query && r.Method == http.MethodGet:
		return nil, failed(exec, ctx, "METHOD_NOT_ALLOWED", "only queries may be sent by GET"), http.StatusMethodNotAllowed
	case kind == ast.Subscription:
		return nil, failed(exec, ctx, "SUBSCRIPTION_NEEDS_STREAM", "a subscription is answered as "+typeEvents+" or over a WebSocket"), http.StatusBadRequest
	}
	return operation, nil, 0
}

func failed(exec graphql.GraphExecutor, ctx context.Context, code, message string) *graphql.Response {
	return exec.DispatchError(ctx, gqlerror.List{{Message: message, Extensions: map[string]any{"code": code}}})
}

// vary tells caches which headers an answer depends on.
func vary(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept, Accept-Language, "+leastGenerationHeader)
		next.ServeHTTP(w, r)
	})
}
