package server

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// Administration is what holders of tokens may have done over HTTP. Its methods may be called
// from any number of goroutines.
type Administration interface {
	// Check loads data as Load does, and forgets them. Faulty data are loader.Faults.
	Check(ctx context.Context, name string, files fs.FS) (*loader.Report, error)
	// Load makes the graph hold what it is served from and what the files say.
	Load(ctx context.Context, by, name string, files fs.FS) (*loader.Report, error)
	// Reload reads the folders that are watched anew, now.
	Reload(ctx context.Context) error
	// Backup writes the generation that is served.
	Backup(ctx context.Context, w io.Writer) error
	// Fsck tells what is wrong with what is kept.
	Fsck(ctx context.Context) ([]graph.Problem, error)
}

// adminTime bounds how long what is asked for may take, and uploadTime how long data may be on
// their way.
const (
	adminTime  = 10 * time.Minute
	uploadTime = 2 * time.Minute
)

// admin answers /admin/…, to holders of tokens alone. One thing is done at a time.
type admin struct {
	does   Administration
	status func() DataStatus
	limits loader.ArchiveLimits
	busy   chan struct{}
	log    *slog.Logger

	uploadTime time.Duration // uploadTime, but in tests
}

// administered is nothing where nobody has a token.
func administered(options Options, status func() DataStatus, log *slog.Logger) http.Handler {
	if options.Tokens == nil || options.Administration == nil {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			refuse(w, r, &refusal{status: http.StatusForbidden, code: "ADMIN_DISABLED", message: "this server is administered from where it runs; who serves can allow it to holders of tokens with --tokens"})
		})
	}
	a := &admin{does: options.Administration, status: status, limits: loader.DefaultArchiveLimits(), busy: make(chan struct{}, 1), log: log, uploadTime: uploadTime}
	mux := http.NewServeMux()
	for _, route := range []struct {
		pattern string
		role    access.Role
		answer  func(w http.ResponseWriter, r *http.Request) error
	}{
		{"POST /admin/check", access.Loader, a.check},
		{"POST /admin/load", access.Loader, a.load},
		{"POST /admin/reload", access.Loader, a.reload},
		{"GET /admin/backup", access.Admin, a.backup},
		{"GET /admin/fsck", access.Admin, a.fsck},
	} {
		mux.Handle(route.pattern, needs(route.role, a.alone(route.answer)))
	}
	mux.Handle("/admin/", needs(access.Loader, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, &refusal{status: http.StatusNotFound, code: string(graph.CodeNotFound), message: "there are POST /admin/check, /admin/load and /admin/reload, GET /admin/backup and /admin/fsck"})
	})))
	return mux
}

// alone answers when nothing else is being done, and tells what was done and for whom.
func (a *admin) alone(answer func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), adminTime)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		control := http.NewResponseController(w)
		// Where nothing is on its way, net/http waits for the client to leave, and takes the end of a
		// deadline for that. Once a body has been read it clears the deadline itself.
		if r.ContentLength != 0 {
			_ = control.SetReadDeadline(time.Now().Add(a.uploadTime))
		}
		_ = control.SetWriteDeadline(time.Now().Add(uploadTime + adminTime))
		select {
		case a.busy <- struct{}{}:
			defer func() { <-a.busy }()
		default:
			refuse(w, r, &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: "something else is being done at the moment; try again", retry: 5})
			return
		}
		begun := time.Now()
		err := answer(w, r.WithContext(ctx))
		done := []any{"what", strings.TrimPrefix(r.URL.Path, "/admin/"), "by", clientOf(ctx).token.Name, "name", r.URL.Query().Get("name"), "generation", w.Header().Get(generationHeader), "took", time.Since(begun).Round(time.Millisecond).String()}
		if err == nil {
			a.log.InfoContext(ctx, "administration", done...)
			return
		}
		a.log.WarnContext(ctx, "administration failed", append(done, "error", err)...)
		a.refuse(ctx, w, r, err)
	})
}

func (a *admin) refuse(ctx context.Context, w http.ResponseWriter, r *http.Request, err error) {
	faults, faulty := errors.AsType[loader.Faults](err)
	if !faulty {
		refuse(w, r, refusalOf(ctx, err, a.log))
		return
	}
	name := r.URL.Query().Get("name")
	faults = slices.Clone(faults)
	for i := range faults { // a file that is sent alone is no folder of its own name
		if faults[i].File == name+"/"+name {
			faults[i].File = name
		}
	}
	why := &refusal{status: http.StatusUnprocessableEntity, code: "FAULTY_DATA", message: "the data are faulty, and nothing was loaded"}
	if archive, is := errors.AsType[*loader.ArchiveError](err); is && archive.TooLarge {
		why = &refusal{status: http.StatusRequestEntityTooLarge, code: "REQUEST_TOO_LARGE", message: "the data are beyond a limit, and nothing was loaded"}
	}
	response := why.response()
	response["faults"] = faults
	writeJSON(w, typeJSON, why.status, response)
}

// upload reads what is sent: an archive or a single file, as its name says.
func (a *admin) upload(r *http.Request) (name string, files fs.FS, err error) {
	name = r.URL.Query().Get("name")
	if name == "" {
		return "", nil, badRequest("say what is sent, such as ?name=mydata.tar.gz or ?name=mine.yaml")
	}
	if r.Header.Get("Content-Encoding") != "" {
		return "", nil, &refusal{status: http.StatusUnsupportedMediaType, code: "UNSUPPORTED_MEDIA_TYPE", message: "send the file as it is, without a Content-Encoding; the name may end with .gz"}
	}
	files, err = loader.OpenArchive(r.Context(), r.Body, name, a.limits)
	if _, ofArchive := errors.AsType[*loader.ArchiveError](err); err != nil && !ofArchive {
		return "", nil, badRequest("what is sent was cut short")
	}
	return name, files, err
}

func (a *admin) check(w http.ResponseWriter, r *http.Request) error {
	name, files, err := a.upload(r)
	if err != nil {
		return err
	}
	report, err := a.does.Check(r.Context(), name, files)
	if err != nil {
		return err
	}
	writeJSON(w, typeJSON, http.StatusOK, report)
	return nil
}

func (a *admin) load(w http.ResponseWriter, r *http.Request) error {
	name, files, err := a.upload(r)
	if err != nil {
		return err
	}
	report, err := a.does.Load(r.Context(), clientOf(r.Context()).token.Name, name, files)
	if err != nil {
		return err
	}
	w.Header().Set(generationHeader, strconv.FormatUint(report.Generation, 10))
	writeJSON(w, typeJSON, http.StatusOK, report)
	return nil
}

func (a *admin) reload(w http.ResponseWriter, r *http.Request) error {
	if err := a.does.Reload(r.Context()); err != nil {
		return err
	}
	writeJSON(w, typeJSON, http.StatusOK, a.status())
	return nil
}

func (a *admin) backup(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "application/zstd")
	w.Header().Set("Content-Disposition", `attachment; filename="polygraph.backup"`)
	out := &file{steadyWriter: steadyWriter{w: w, deadline: http.NewResponseController(w).SetWriteDeadline, patience: headerTime + uploadTime}, begin: func() {}}
	err := a.does.Backup(r.Context(), out)
	if err != nil && out.begun {
		a.log.WarnContext(r.Context(), "a backup was cut off", "error", err)
		panic(http.ErrAbortHandler) // half a backup must not look like a whole one
	}
	if err != nil {
		w.Header().Del("Content-Disposition")
	}
	return err
}

func (a *admin) fsck(w http.ResponseWriter, r *http.Request) error {
	problems, err := a.does.Fsck(r.Context())
	if err != nil {
		return err
	}
	writeJSON(w, typeJSON, http.StatusOK, map[string]any{"clean": len(problems) == 0, "problems": append([]graph.Problem{}, problems...)})
	return nil
}
