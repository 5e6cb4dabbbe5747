package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/klauspost/compress/gzip"
	"github.com/maypok86/otter/v2"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// answerCache keeps whole answers. None of them can be stale: a state of the graph never
// changes, so that state, the request, the language, the media type and how the server was
// started determine the bytes. It is asked before anything is parsed. Only answers without
// an error enter it, and none to a request that carries a secret: the token of a holder, which
// changes no answer, is taken off before.
type answerCache struct {
	views      resolvers.Views
	limits     Limits
	started    []byte // what of the server's options the bytes depend on, with its version
	control    string // the header Cache-Control of answers to GET
	answers    *otter.Cache[answerKey, *cachedAnswer]
	kept       atomic.Pointer[weak.Pointer[graph.View]] // of which the answers are
	hits       atomic.Uint64
	misses     atomic.Uint64
	notChanged atomic.Uint64 // answers that a client had already
	lent       lent
}

// answerKey is a hash of all that determines an answer.
type answerKey [sha256.Size]byte

// cachedAnswer is an answer in one piece, and, once a client has wanted that, packed.
type cachedAnswer struct {
	mediaType string
	body      []byte
	packing   sync.Once
	packed    []byte
	readers   int // clients that are being sent it, if it is long; see lent
}

// How much of an answer's weight is not its body, and from which length on it is packed.
const (
	answerOverhead = 300
	packedFrom     = 1024
)

// newAnswerCache makes a cache of so many bytes; without any it still answers clients that
// have an answer already.
func newAnswerCache(views resolvers.Views, options Options) *answerCache {
	c := &answerCache{
		views: views, limits: options.Limits, control: options.shared("no-cache"),
		started: fmt.Appendf(nil, "%+v %t %t %q %q %q %s", options.Limits, options.Introspection, options.Suggestions, options.Version, options.Base, options.Site, options.Trusted.digest()),
	}
	if options.MaxAge > 0 {
		c.control = options.shared(fmt.Sprintf("max-age=%d", int(options.MaxAge.Seconds())))
	}
	if options.AnswerCache > 0 {
		c.answers = otter.Must(&otter.Options[answerKey, *cachedAnswer]{
			MaximumWeight: uint64(options.AnswerCache),
			// Packed, an answer is a fifth of itself or so; it is reckoned from the beginning.
			Weigher: func(_ answerKey, a *cachedAnswer) uint32 { return uint32(len(a.body) + len(a.body)/4 + answerOverhead) },
		})
	}
	return c
}

// question is a request whose answer may be kept.
type question struct {
	cache *answerCache
	view  *graph.View
	key   answerKey
	tag   string // of answers to GET
}

type questionKey struct{}

// around answers what was answered before, and lets next answer the rest.
func (c *answerCache) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isSocket(r) { // of which each subscription sees what is newest when it begins
			next.ServeHTTP(w, r)
			return
		}
		view, err := look(w, r, c.views)
		if why, refused := err.(*refusal); refused {
			refuse(w, r, why)
			return
		}
		q, asked := c.question(r, view)
		if !asked {
			next.ServeHTTP(w, r.WithContext(resolvers.See(r.Context(), view)))
			return
		}
		if q.tag != "" && unchanged(r, q.tag) {
			c.notChanged.Add(1)
			q.head(w, "hit")
			w.Header().Add("Vary", "Accept-Encoding") // as the answer itself has it
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if a := c.find(q); a != nil && c.lent.lend(a) {
			defer c.lent.giveBack(a)
			q.head(w, "hit")
			a.write(w, r)
			return
		}
		// The request sees the state that its key tells of, even if another follows meanwhile.
		ctx := context.WithValue(resolvers.See(r.Context(), q.view), questionKey{}, q)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (c *answerCache) find(q *question) *cachedAnswer {
	if c.answers == nil {
		c.misses.Add(1)
		return nil
	}
	// What was answered of another state is of no use to anybody.
	if kept := c.kept.Load(); kept == nil || kept.Value() != q.view {
		of := weak.Make(q.view) // which does not keep a whole graph for the sake of this
		c.kept.Store(&of)
		c.answers.InvalidateAll()
	}
	if a, kept := c.answers.GetIfPresent(q.key); kept {
		c.hits.Add(1)
		return a
	}
	c.misses.Add(1)
	return nil
}

// question reads what determines the answer; false where it is not to be kept: answers in
// parts, requests that carry a secret, and those that cannot be read, which get a reason.
func (c *answerCache) question(r *http.Request, view *graph.View) (*question, bool) {
	h := r.Header
	if h.Get("Authorization") != "" || h.Get("Cookie") != "" || names(r, typeEvents) || names(r, typeParts) {
		return nil, false
	}
	mediaType := responseType(r)
	if mediaType == "" {
		return nil, false
	}
	q := &question{cache: c, view: view}
	hash := sha256.New()
	hash.Write(c.started)
	var text []byte
	switch {
	case r.Method == http.MethodGet && r.URL.RawQuery != "":
		text = []byte(r.URL.RawQuery)
	case r.Method == http.MethodPost && plainJSON(h):
		if c.answers == nil { // nor has such an answer a tag
			c.misses.Add(1)
			return nil, false
		}
		if r.ContentLength > longestKept {
			return nil, false
		}
		body, whole := c.read(r)
		if !whole || len(body) > longestKept {
			return nil, false
		}
		text = body
	default:
		return nil, false
	}
	addAll(hash, strconv.FormatUint(q.view.Generation(), 10), r.Method, mediaType, strings.Join(h.Values("Accept-Language"), ","), string(text))
	hash.Sum(q.key[:0])
	if r.Method == http.MethodGet {
		q.tag = q.key.tag(q.view)
	}
	return q, true
}

// tag tells the answer from all others, also those of a server that was started again: it
// counts its generations from one, so what the graph holds belongs to it too. It is weak,
// since the bytes may be packed.
func (k answerKey) tag(view *graph.View) string {
	whole := sha256.Sum256(append(k[:], view.Fingerprint()...))
	return `W/"` + hex.EncodeToString(whole[:16]) + `"`
}

// addAll hashes texts so that no two lists of them are hashed alike.
func addAll(h hash.Hash, texts ...string) {
	var line []byte
	for _, text := range texts {
		line = append(strconv.AppendInt(line[:0], int64(len(text)), 10), ':')
		h.Write(line)
		io.WriteString(h, text)
	}
}

// plainJSON tells bodies that are read as they are. Others are refused, or need more care.
func plainJSON(h http.Header) bool {
	switch h.Get("Content-Type") {
	case typeJSON, typeJSON + "; charset=utf-8", typeJSON + ";charset=utf-8", typeJSON + "; charset=UTF-8":
		return h.Get("Content-Encoding") == ""
	}
	return false
}

// longestKept is how long a request may be whose answer is kept, in bytes: to hash a long one
// takes time, and hardly anybody sends it twice.
const longestKept = 64 << 10

// bodyAtOnce is for how many bytes of a body there is room before any has come: who only says
// that he will send a long one takes no more.
const bodyAtOnce = 16 << 10

// read reads the body, and leaves it to be read again; false where it is too long.
func (c *answerCache) read(r *http.Request) (body []byte, whole bool) {
	buffer := bytes.NewBuffer(make([]byte, 0, min(max(r.ContentLength, 0), bodyAtOnce)+bytes.MinRead))
	_, err := buffer.ReadFrom(io.LimitReader(r.Body, int64(c.limits.Body)+1))
	r.Body = again{io.MultiReader(bytes.NewReader(buffer.Bytes()), r.Body), r.Body}
	return buffer.Bytes(), err == nil && buffer.Len() <= c.limits.Body
}

// again is a body that was read and can be read once more.
type again struct {
	io.Reader
	io.Closer
}

// head writes what stands before an answer that may be kept by others too. The header
// Cache-Status is that of RFC 9211.
func (q *question) head(w http.ResponseWriter, status string) {
	w.Header().Set("Cache-Status", "polygraph; "+status)
	if q.tag != "" {
		w.Header().Set("ETag", q.tag)
		w.Header().Set("Cache-Control", q.cache.control)
	}
}

// keptShare is of how many parts of the cache one answer may take one: an answer of many MB is
// seldom wanted twice, and takes the place of thousands.
const keptShare = 16

// keep keeps a copy of a whole answer without an error; the question is that of its request,
// if it has one.
func keep(ctx context.Context, w http.ResponseWriter, mediaType string, body []byte) {
	q, asked := ctx.Value(questionKey{}).(*question)
	if !asked {
		return
	}
	status := "fwd=miss"
	if c := q.cache; c.answers != nil && uint64(len(body))*keptShare < c.answers.GetMaximum() {
		status += "; stored"
		c.answers.Set(q.key, &cachedAnswer{mediaType: mediaType, body: bytes.Clone(body)})
	}
	q.head(w, status)
}

// write writes the answer, packed if the client wants that and it is worth it.
func (a *cachedAnswer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.mediaType+"; charset=utf-8")
	h.Add("Vary", "Accept-Encoding")
	body := a.body
	if len(body) >= packedFrom && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		a.packing.Do(a.pack)
		body = a.packed
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

// acceptsGzip tells whether a client wants answers packed by gzip.
func acceptsGzip(header string) bool {
	for one := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.ReplaceAll(one, " ", ""), ";")
		if strings.EqualFold(name, "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(quality, "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}

func (a *cachedAnswer) pack() {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(a.body)
	_ = writer.Close()
	a.packed = packed.Bytes()
}
