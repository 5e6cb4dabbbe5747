// Package bbolt keeps the commits of a graph in one file, for the processes of one machine.
//
// Each opens the file, with go.etcd.io/bbolt, only for as long as it reads or commits: bbolt lets
// nobody read while one writes. What is in it:
//
//	polygraph  the version of this layout, and of which generation the base is
//	commits    of each generation, in order, its Commit as JSON behind a CRC-32C
//	changes    of each generation, the pages of quads that it added and removed
//	base       the pages of one whole generation
//
// The state of any generation that is kept is the base with the changes from there, forwards or
// back.
package bbolt

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/internal/pages"
)

// Journal keeps commits in a file.
type Journal struct {
	file   string
	name   string        // of the file, in messages
	create bool          // whether there may be no file yet
	wait   time.Duration // for other processes
}

var _ graph.Journal = (*Journal)(nil)

// patience is how long others are waited for.
const patience = 5 * time.Second

// Open is the journal in a file. Where there is no file, that is an error of whatever is asked;
// to be created, it is a journal without commits, and the first one makes the file.
func Open(file string, create bool) *Journal {
	return &Journal{file: file, name: file, create: create, wait: patience}
}

// orNew takes it for no error that a file to be created is not there.
func (j *Journal) orNew(err error) error {
	if j.create && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// The parts of the file.
var (
	about   = []byte("polygraph")
	commits = []byte("commits")
	changes = []byte("changes")
	base    = []byte("base")

	layout         = []byte("layout")
	baseGeneration = []byte("base")
)

// version is that of the layout. Files of a later one are refused.
const version = 1

// Newest is the newest commit.
func (j *Journal) Newest(ctx context.Context) (newest graph.Commit, err error) {
	err = j.read(ctx, func(tx *bolt.Tx) error {
		newest, err = newestIn(tx)
		return err
	})
	return newest, j.orNew(err)
}

func newestIn(tx *bolt.Tx) (graph.Commit, error) {
	key, value := tx.Bucket(commits).Cursor().Last()
	if key == nil {
		return graph.Commit{}, nil
	}
	return decodeCommit(key, value)
}

// Commits are those that are remembered.
func (j *Journal) Commits(ctx context.Context) (list []graph.Commit, err error) {
	err = j.read(ctx, func(tx *bolt.Tx) error {
		list, err = commitsFrom(tx, 1)
		return err
	})
	return list, j.orNew(err)
}

// commitsFrom are the commits from a generation on.
func commitsFrom(tx *bolt.Tx, generation uint64) ([]graph.Commit, error) {
	var list []graph.Commit
	c := tx.Bucket(commits).Cursor()
	for key, value := c.Seek(generationKey(generation)); key != nil; key, value = c.Next() {
		commit, err := decodeCommit(key, value)
		if err != nil {
			return nil, err
		}
		list = append(list, commit)
	}
	return list, nil
}

// Read adds the quads of a generation.
func (j *Journal) Read(ctx context.Context, generation uint64, into *graph.Builder) (of graph.Commit, err error) {
	err = j.read(ctx, func(tx *bolt.Tx) error {
		newest, err := newestIn(tx)
		if err != nil || newest.Generation == 0 && generation == 0 {
			return err
		}
		if generation == 0 {
			generation = newest.Generation
		}
		if of, err = commitIn(tx, generation); err != nil {
			return err
		}
		net, err := sinceBase(tx, generation)
		if err != nil {
			return err
		}
		without := map[graph.Quad]bool{}
		for _, q := range net.Remove {
			without[q] = true
		}
		c := tx.Bucket(base).Cursor()
		for key, page := c.First(); key != nil; key, page = c.Next() {
			if err := given(ctx); err != nil {
				return err
			}
			if _, err := pages.Into(into, page, without); err != nil {
				return damaged(err, "page %d of the base", binary.BigEndian.Uint32(key))
			}
		}
		for _, q := range net.Add {
			if err := into.AddAny(q); err != nil {
				return err
			}
		}
		return nil
	})
	return of, j.orNew(err)
}

// commitIn is that of a generation that is kept.
func commitIn(tx *bolt.Tx, generation uint64) (graph.Commit, error) {
	key := generationKey(generation)
	value := tx.Bucket(commits).Get(key)
	if value == nil {
		return graph.Commit{}, forgotten(generation)
	}
	return decodeCommit(key, value)
}

func forgotten(generation uint64) error {
	return &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("generation %d cannot be had", generation), Cause: graph.ErrForgotten}
}

// sinceBase is how a generation differs from the base.
func sinceBase(tx *bolt.Tx, generation uint64) (graph.Changeset, error) {
	var net graph.Net
	from := binary.BigEndian.Uint64(tx.Bucket(about).Get(baseGeneration))
	for from < generation {
		from++
		change, err := changeOf(tx, from)
		if err != nil {
			return graph.Changeset{}, err
		}
		net.Add(change)
	}
	for from > generation {
		change, err := changeOf(tx, from)
		if err != nil {
			return graph.Changeset{}, err
		}
		net.Undo(change)
		from--
	}
	return net.Changeset(), nil
}

// Since hands over the commits behind a generation.
func (j *Journal) Since(ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
	err := j.read(ctx, func(tx *bolt.Tx) error {
		newest, err := newestIn(tx)
		if err != nil {
			return err
		}
		list, err := commitsFrom(tx, generation+1)
		if err != nil {
			return err
		}
		if generation > newest.Generation || uint64(len(list)) != newest.Generation-generation || !changesKept(tx, generation) {
			return forgotten(generation)
		}
		for _, commit := range list {
			if err := given(ctx); err != nil {
				return err
			}
			change, err := changeOf(tx, commit.Generation)
			if err != nil {
				return err
			}
			if err := each(commit, change); err != nil {
				return err
			}
		}
		return nil
	})
	if generation == 0 {
		return j.orNew(err)
	}
	return err
}

// changesKept tells whether the changes behind a generation are kept. Those of the first
// generation are the base, until there is another one.
func changesKept(tx *bolt.Tx, generation uint64) bool {
	return generation > 0 || binary.BigEndian.Uint64(tx.Bucket(about).Get(baseGeneration)) <= 1
}

// changeOf is what a commit changed.
func changeOf(tx *bolt.Tx, generation uint64) (change graph.Changeset, err error) {
	if generation == 1 { // the first one is the base, which is asked for where it still is
		change.Add, err = unpack(tx.Bucket(base), nil)
		return change, err
	}
	if change.Add, err = unpack(tx.Bucket(changes), changeKey(generation, added)); err != nil {
		return change, err
	}
	change.Remove, err = unpack(tx.Bucket(changes), changeKey(generation, removed))
	return change, err
}

// unpack are the quads of the pages whose keys begin so.
func unpack(bucket *bolt.Bucket, beginning []byte) ([]graph.Quad, error) {
	var list []graph.Quad
	c := bucket.Cursor()
	for key, page := c.Seek(beginning); key != nil && hasPrefix(key, beginning); key, page = c.Next() {
		quads, err := pages.Unpack(page)
		if err != nil {
			return nil, damaged(err, "page %x", key)
		}
		list = append(list, quads...)
	}
	return list, nil
}

// Commit makes a changeset the next generation.
func (j *Journal) Commit(ctx context.Context, follows uint64, change graph.Changeset, commit graph.Commit) (graph.Commit, error) {
	// Packing takes time in which others may read.
	plus, minus := slices.Collect(pages.Pack(slices.Values(change.Add))), slices.Collect(pages.Pack(slices.Values(change.Remove)))
	err := j.write(ctx, func(tx *bolt.Tx) error {
		newest, err := newestIn(tx)
		if err != nil {
			return err
		}
		if newest.Generation != follows {
			return &graph.Error{Code: graph.CodeConflict, Message: fmt.Sprintf("the commit follows generation %d, and the newest is %d", follows, newest.Generation), Cause: graph.ErrBehind}
		}
		commit.Generation = follows + 1
		commit.QuadsAdded, commit.QuadsRemoved = len(change.Add), len(change.Remove)
		commit.Quads = newest.Quads + commit.QuadsAdded - commit.QuadsRemoved
		if commit.Generation == 1 {
			if err := putBase(tx, 1, plus); err != nil {
				return err
			}
		} else if err := cmp.Or(putPages(tx.Bucket(changes), changeKey(commit.Generation, added), plus), putPages(tx.Bucket(changes), changeKey(commit.Generation, removed), minus)); err != nil {
			return err
		}
		return putCommit(tx, commit)
	})
	return commit, err
}

// Compact forgets old commits, and makes the newest generation the base where much has
// changed since the last one.
func (j *Journal) Compact(ctx context.Context, view *graph.View, keep int) error {
	var rebase bool
	var forget uint64
	err := j.read(ctx, func(tx *bolt.Tx) error {
		list, err := commitsFrom(tx, 1)
		if err != nil || len(list) == 0 || list[len(list)-1].Generation != view.Generation() {
			return err
		}
		if len(list) > keep {
			forget = list[len(list)-keep-1].Generation
		}
		from := binary.BigEndian.Uint64(tx.Bucket(about).Get(baseGeneration))
		changed := 0
		for _, commit := range list {
			if commit.Generation > from {
				changed += commit.QuadsAdded + commit.QuadsRemoved
			}
		}
		rebase = changed > max(view.Size()/4, smallest) || from < forget
		return nil
	})
	if err != nil || !rebase && forget == 0 {
		return err
	}
	var whole [][]byte
	if rebase {
		whole = slices.Collect(pages.Pack(view.Quads()))
	}
	return j.write(ctx, func(tx *bolt.Tx) error {
		newest, err := newestIn(tx)
		if err != nil || newest.Generation != view.Generation() {
			return err
		}
		if rebase {
			if err := putBase(tx, newest.Generation, whole); err != nil {
				return err
			}
		}
		return forgetUpTo(tx, forget)
	})
}

// smallest is how many quads may have changed since the base, however small that is.
const smallest = 10_000

// forgetUpTo forgets commits and what they changed.
func forgetUpTo(tx *bolt.Tx, generation uint64) error {
	if generation == 0 {
		return nil
	}
	c := tx.Bucket(commits).Cursor()
	for key, _ := c.First(); key != nil && binary.BigEndian.Uint64(key) <= generation; key, _ = c.First() {
		if err := c.Delete(); err != nil {
			return err
		}
	}
	c = tx.Bucket(changes).Cursor()
	for key, _ := c.First(); key != nil && binary.BigEndian.Uint64(key) <= generation; key, _ = c.First() {
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// Await looks at the file, whose time or size another commit changes.
func (j *Journal) Await(ctx context.Context, generation uint64) error {
	var seen os.FileInfo
	for {
		info, err := os.Stat(j.file)
		switch {
		case errors.Is(err, fs.ErrNotExist) && j.create && generation == 0:
		case err != nil:
			return j.unusable(err)
		case seen == nil || !os.SameFile(seen, info) || seen.Size() != info.Size() || !seen.ModTime().Equal(info.ModTime()):
			seen = info
			newest, err := j.Newest(ctx)
			if err != nil {
				return err
			}
			if newest.Generation != generation {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return given(ctx)
		case <-time.After(lookTime):
		}
	}
}

// lookTime is how often the file is looked at.
const lookTime = 200 * time.Millisecond

// Close has nothing to release: the file is open only while it is read or written.
func (j *Journal) Close() error { return nil }

// String is the URL of the journal.
func (j *Journal) String() string { return "bbolt:" + j.file }

// Keys are big-endian, so that bbolt keeps them in order.

// What a page of a change holds.
const (
	removed = 0
	added   = 1
)

func generationKey(generation uint64) []byte { return binary.BigEndian.AppendUint64(nil, generation) }

func changeKey(generation uint64, what byte) []byte { return append(generationKey(generation), what) }

func hasPrefix(key, beginning []byte) bool {
	return len(key) >= len(beginning) && string(key[:len(beginning)]) == string(beginning)
}

func putPages(bucket *bolt.Bucket, beginning []byte, list [][]byte) error {
	bucket.FillPercent = 1 // they come in order
	for i, page := range list {
		if err := bucket.Put(binary.BigEndian.AppendUint32(slices.Clone(beginning), uint32(i)), page); err != nil {
			return err
		}
	}
	return nil
}

// putBase makes a whole generation the base, in place of another one.
func putBase(tx *bolt.Tx, generation uint64, list [][]byte) error {
	if err := tx.DeleteBucket(base); err != nil {
		return err
	}
	bucket, err := tx.CreateBucket(base)
	if err != nil {
		return err
	}
	if err := putPages(bucket, nil, list); err != nil {
		return err
	}
	return tx.Bucket(about).Put(baseGeneration, generationKey(generation))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func putCommit(tx *bolt.Tx, commit graph.Commit) error {
	text, err := json.Marshal(commit)
	if err != nil {
		return err
	}
	value := binary.LittleEndian.AppendUint32(nil, crc32.Checksum(text, castagnoli))
	return tx.Bucket(commits).Put(generationKey(commit.Generation), append(value, text...))
}

func decodeCommit(key, value []byte) (commit graph.Commit, err error) {
	if len(key) != 8 || len(value) < 4 || crc32.Checksum(value[4:], castagnoli) != binary.LittleEndian.Uint32(value) {
		return commit, damaged(nil, "what is remembered of commit %x", key)
	}
	if err := json.Unmarshal(value[4:], &commit); err != nil {
		return commit, damaged(err, "what is remembered of commit %x", key)
	}
	if commit.Generation != binary.BigEndian.Uint64(key) {
		return commit, damaged(nil, "the number of commit %x", key)
	}
	return commit, nil
}

func damaged(cause error, format string, args ...any) error {
	return &graph.Error{Code: graph.CodeInternal, Message: fmt.Sprintf(format, args...) + " is damaged", Cause: cause}
}

func given(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &graph.Error{Code: graph.CodeUnavailable, Message: "reading the store was given up", Cause: err}
	}
	return nil
}
