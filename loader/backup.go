package loader

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"

	"github.com/polygraph-kg/polygraph/graph"
)

// A backup is one generation of a graph as a file that belongs to no kind of store: canonical
// N-Quads behind graph.DefaultBase, packed by zstd in frames with checksums. Its first line is
// a comment that tells of which commit it is, its last line one with the number of quads and the
// SHA-256 of all lines before, so that whoever reads N-Quads reads a backup, and polygraph can
// tell whether it is whole.

// backupVersion is that of the format. Backups of a later one are refused.
const backupVersion = 1

type backupHead struct {
	Version int          `json:"polygraphBackup"`
	Commit  graph.Commit `json:"commit"`
}

type backupEnd struct {
	Quads  int    `json:"quads"`
	SHA256 string `json:"sha256"`
}

// frame is after how many bytes of N-Quads a frame of zstd ends: damage is found within it.
const frame = 4 << 20

// WriteBackup writes a View, and what is known of the commit that made it.
func WriteBackup(ctx context.Context, w io.Writer, view *graph.View, commit graph.Commit) error {
	packed, err := zstd.NewWriter(w, zstd.WithEncoderCRC(true))
	if err != nil {
		return err
	}
	defer func() { _ = packed.Close() }()
	sum := sha256.New()
	head, err := json.Marshal(backupHead{backupVersion, commit})
	if err != nil {
		return err
	}
	lines := append(append([]byte("# "), head...), '\n')
	flush := func() error {
		sum.Write(lines)
		if _, err := packed.Write(lines); err != nil {
			return err
		}
		if err := packed.Close(); err != nil {
			return err
		}
		packed.Reset(w)
		lines = lines[:0]
		return ctx.Err()
	}
	for q := range view.Quads() {
		if lines = graph.AppendNQuad(lines, q, graph.DefaultBase); len(lines) > frame {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	end, err := json.Marshal(backupEnd{view.Size(), hex.EncodeToString(sum.Sum(nil))})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(packed, "# %s\n", end); err != nil {
		return err
	}
	return packed.Close()
}

// ReadBackup reads a whole backup, and makes sure that it is as it was written. The name stands
// in errors.
func ReadBackup(ctx context.Context, name string, file io.Reader) (*graph.View, graph.Commit, error) {
	packed := &passed{Reader: file}
	decoder, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(widestFrame))
	if err != nil {
		return nil, graph.Commit{}, err
	}
	unpacked := &swelling{ReadCloser: decoder.IOReadCloser(), packed: packed}
	defer func() { _ = unpacked.Close() }()
	lines := &backupLines{from: unpacked, sum: sha256.New()}
	refuse := func(format string, args ...any) error {
		return &graph.Error{Code: graph.CodeInvalid, Message: name + " " + fmt.Sprintf(format, args...) + "; nothing was changed"}
	}
	head, err := lines.head()
	if err != nil {
		return nil, graph.Commit{}, refuse("is no backup of polygraph: %v", err)
	}
	if head.Version > backupVersion {
		return nil, head.Commit, refuse("was written by a later polygraph: it is of version %d, and this one knows %d", head.Version, backupVersion)
	}
	view, _, err := QuadFile{Name: name}.Read(ctx, lines)
	switch {
	case ctx.Err() != nil:
		return nil, head.Commit, &graph.Error{Code: graph.CodeUnavailable, Message: "reading the backup was given up; nothing was changed", Cause: ctx.Err()}
	case err != nil && packed.failed != nil:
		return nil, head.Commit, refuse("cannot be read behind byte %d: %v", packed.bytes, packed.failed)
	case err != nil:
		return nil, head.Commit, refuse("is damaged at byte %d or little before: %v", packed.bytes, errors.Join(lines.failed, err))
	}
	end, err := lines.end()
	switch {
	case err != nil:
		return nil, head.Commit, refuse("is cut off at byte %d: %v", packed.bytes, err)
	case end.Quads != view.Size() || end.SHA256 != hex.EncodeToString(lines.sum.Sum(nil)):
		return nil, head.Commit, refuse("is damaged somewhere in its %d bytes: they are not the %d quads that its last line tells of", packed.bytes, end.Quads)
	}
	return view, head.Commit, nil
}

// passed counts the bytes that went through.
type passed struct {
	io.Reader
	bytes  int64
	failed error
}

func (p *passed) Read(into []byte) (int, error) {
	n, err := p.Reader.Read(into)
	p.bytes += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		p.failed = err
	}
	return n, err
}

// backupLines are the lines of a backup between its first and its last, which it keeps back.
type backupLines struct {
	from   io.Reader
	sum    hash.Hash // of all lines but the last
	held   []byte    // read, and not handed on yet
	ended  bool
	failed error
}

// longestEnd is more than the first and the last line have, in bytes.
const longestEnd = 64 << 10

// fill reads until more is held than the last line can have, or the end is met.
func (b *backupLines) fill() {
	for !b.ended && len(b.held) <= longestEnd {
		chunk := make([]byte, longestEnd)
		n, err := b.from.Read(chunk)
		b.held = append(b.held, chunk[:n]...)
		if err != nil {
			b.ended = true
			if !errors.Is(err, io.EOF) {
				b.failed = err
			}
		}
	}
}

func (b *backupLines) head() (head backupHead, err error) {
	b.fill()
	if b.failed != nil {
		return head, b.failed
	}
	line, _, found := bytes.Cut(b.held, []byte{'\n'})
	text, comment := bytes.CutPrefix(line, []byte("# "))
	if !found || !comment {
		return head, errors.New("it does not begin as one")
	}
	if err := json.Unmarshal(text, &head); err != nil || head.Version == 0 {
		return head, errors.New("it does not begin as one")
	}
	return head, nil
}

func (b *backupLines) Read(into []byte) (int, error) {
	b.fill()
	if b.failed != nil {
		return 0, b.failed
	}
	ready := len(b.held) - longestEnd
	if b.ended { // up to the last line
		ready = bytes.LastIndexByte(bytes.TrimSuffix(b.held, []byte{'\n'}), '\n') + 1
	}
	if ready <= 0 {
		return 0, io.EOF
	}
	n := copy(into, b.held[:ready])
	b.sum.Write(into[:n])
	b.held = b.held[n:]
	return n, nil
}

func (b *backupLines) end() (end backupEnd, err error) {
	text, comment := bytes.CutPrefix(b.held, []byte("# "))
	if !comment || json.Unmarshal(text, &end) != nil || end.SHA256 == "" {
		return end, errors.New("its last line is missing")
	}
	return end, nil
}
