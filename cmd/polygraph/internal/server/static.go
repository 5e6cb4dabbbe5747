package server

import (
	"bytes"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// static serves files that never change while the server runs. Each is packed once, when a
// client first wants it so.
type static struct {
	files fs.FS
	known sync.Map // of names to *packedFile
}

type packedFile struct {
	once          sync.Once
	plain, packed []byte // packed is nil where that is not worth it
	err           error
}

func (p *packedFile) read(files fs.FS, name string) {
	p.plain, p.err = fs.ReadFile(files, name)
	if p.err != nil || len(p.plain) < packedFrom {
		return
	}
	var packed bytes.Buffer
	writer, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // which is a level
	_, _ = writer.Write(p.plain)
	_ = writer.Close()
	if packed.Len() < len(p.plain)/10*9 {
		p.packed = packed.Bytes()
	}
}

// has tells whether there is a file of a name, which no slash begins.
func (s *static) has(name string) bool {
	info, err := fs.Stat(s.files, name)
	return err == nil && info.Mode().IsRegular()
}

// serve answers with a file that is there.
func (s *static) serve(w http.ResponseWriter, r *http.Request, name string) {
	one, _ := s.known.LoadOrStore(name, new(packedFile))
	file := one.(*packedFile)
	file.once.Do(func() { file.read(s.files, name) })
	if file.err != nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	if mediaType := mime.TypeByExtension(path.Ext(name)); mediaType != "" {
		header.Set("Content-Type", mediaType)
	}
	var body io.ReadSeeker = bytes.NewReader(file.plain)
	if file.packed != nil {
		header.Add("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			header.Set("Content-Encoding", "gzip")
			r.Header.Del("Range") // of the packed bytes, which nobody means
			body = bytes.NewReader(file.packed)
		}
	}
	http.ServeContent(w, r, name, time.Time{}, body)
}
