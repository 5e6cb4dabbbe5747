package server

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/gizmo"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

const gizmoPath = "/gizmo"

// scripts answers /gizmo as Cayley's own interface answers /api/v1/query/gizmo: the request is
// the text of a query, the answer {"result": […]}, or {"error": "…"} with what our other
// refusals have.
type scripts struct {
	views   resolvers.Views
	limits  Limits
	gate    *gate
	allowed bool
	base    string
	origins *http.CrossOriginProtection
	runs    *prometheus.CounterVec
	log     *slog.Logger
}

func newScripts(views resolvers.Views, options Options, g *gate, log *slog.Logger) *scripts {
	return &scripts{views, options.Limits, g, options.Gizmo, cmp.Or(options.Base, graph.DefaultBase), http.NewCrossOriginProtection(),
		options.Observe.Metrics.CounterVec("gizmo_runs_total", "Gizmo queries that were run, by outcome: ok, error where the query is at fault or beyond a limit, failed where the server is.", "outcome"), log}
}

func (s *scripts) handler() http.Handler {
	answering := s.limits.received(s.gate.bodies, s.limits.timed(s.gate.scripts.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, err := s.answer(w, r)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		writeJSON(w, typeJSON, http.StatusOK, answer)
	}))))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !s.allowed:
			s.refuse(w, r, &refusal{status: http.StatusForbidden, code: "GIZMO_DISABLED", message: "this server runs no Gizmo queries; who serves can allow them with --gizmo"})
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			s.refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, code: "METHOD_NOT_ALLOWED", message: "Gizmo answers POST"})
		case s.origins.Check(r) != nil: // text is a request that the pages of other sites can send unasked
			s.refuse(w, r, &refusal{status: http.StatusForbidden, code: "CROSS_ORIGIN", message: "the pages of other sites may not ask here"})
		default:
			answering.ServeHTTP(w, r)
		}
	})
}

func (s *scripts) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var why *refusal
	if failed, is := errors.AsType[*gizmo.Error](err); !is {
		why = refusalOf(r.Context(), err, s.log)
	} else {
		why = &refusal{status: http.StatusBadRequest, code: string(failed.Code), message: failed.Message}
		if failed.Limit > 0 {
			why.details = map[string]any{"limit": failed.Limit}
		}
		if failed.Code == gizmo.CodeTime {
			why.status = http.StatusServiceUnavailable
		}
	}
	refuse(w, r, why)
}

func (s *scripts) answer(w http.ResponseWriter, r *http.Request) (*gizmo.Answer, error) {
	query, err := s.read(r)
	if err != nil {
		return nil, err
	}
	limits := s.limits.Gizmo
	limits.Time = s.limits.Time
	if asked := r.URL.Query().Get("limit"); asked != "" {
		results, err := strconv.Atoi(asked)
		if err != nil {
			return nil, badRequest("limit must be a number of results")
		}
		if results > 0 { // as with Cayley, others mean no limit of the client's
			limits.Results = min(limits.Results, results)
		}
	}
	view, err := look(w, r, s.views)
	if err != nil {
		return nil, err
	}
	answer, err := gizmo.Ask(r.Context(), view, query, s.base, limits)
	s.runs.WithLabelValues(gizmoOutcome(err)).Inc()
	return answer, err
}

func gizmoOutcome(err error) string {
	_, ofQuery := errors.AsType[*gizmo.Error](err)
	switch {
	case err == nil:
		return "ok"
	case ofQuery || errors.Is(err, context.Canceled):
		return "error"
	}
	return "failed"
}

// read reads a query: the whole body, or in JSON.
func (s *scripts) read(r *http.Request) (string, error) {
	body, err := s.limits.readBody(r)
	if err != nil {
		return "", err
	}
	query := string(body)
	if mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); mediaType == typeJSON {
		var in struct{ Query string }
		if decode(body, &in) != nil {
			return "", badRequest(`the body is no JSON request; send {"query": "…"}, or the query itself as text`)
		}
		query = in.Query
	}
	switch {
	case strings.TrimSpace(query) == "":
		return "", badRequest("the request holds no query")
	case !utf8.ValidString(query):
		return "", badRequest("the query is not UTF-8")
	}
	return query, nil
}
