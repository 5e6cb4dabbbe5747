package bbolt

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/polygraph-kg/polygraph/graph"
)

// read looks at the file, which others may do meanwhile.
func (j *Journal) read(ctx context.Context, look func(*bolt.Tx) error) error {
	return j.with(ctx, true, func(db *bolt.DB) error { return db.View(look) })
}

// write changes the file, and returns when the disk has it.
func (j *Journal) write(ctx context.Context, change func(*bolt.Tx) error) error {
	_, err := os.Stat(j.file)
	if errors.Is(err, fs.ErrNotExist) && j.create {
		if err = j.createWith(ctx, change); !errors.Is(err, fs.ErrExist) {
			return err
		} // another process was quicker
	}
	// bbolt reads the list of free pages of a file that it may write to: one that is shorter
	// than it should be is found out before.
	if err := j.with(ctx, true, func(*bolt.DB) error { return nil }); err != nil {
		return err
	}
	return j.with(ctx, false, update(ctx, change))
}

// update makes a change that is on the disk when it returns.
func update(ctx context.Context, change func(*bolt.Tx) error) func(*bolt.DB) error {
	return func(db *bolt.DB) error {
		return db.Update(func(tx *bolt.Tx) error {
			if err := layOut(tx); err != nil {
				return err
			}
			if err := change(tx); err != nil {
				return err
			}
			return given(ctx)
		})
	}
}

// createWith makes the file with its first change, beside its place, so that there is never
// half a file. It returns fs.ErrExist where another process has made one meanwhile.
func (j *Journal) createWith(ctx context.Context, change func(*bolt.Tx) error) error {
	folder := filepath.Dir(j.file)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("the store %s cannot be made: there is no folder %s", j.name, folder)}
	}
	j.sweep(folder)
	beside, err := os.MkdirTemp(folder, "."+filepath.Base(j.file)+"-*")
	if err != nil {
		return j.unusable(err)
	}
	defer func() { _ = os.RemoveAll(beside) }()
	made := &Journal{file: filepath.Join(beside, "new"), name: j.file, wait: j.wait}
	if err := made.with(ctx, false, update(ctx, change)); err != nil {
		return err
	}
	if err := os.Link(made.file, j.file); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return err
		}
		return j.unusable(err)
	}
	return j.syncFolder(folder)
}

// leftAlone is how long what another process makes is left alone.
const leftAlone = time.Hour

// sweep removes what was left beside by processes that were ended while they made the file.
func (j *Journal) sweep(folder string) {
	left, _ := filepath.Glob(filepath.Join(folder, "."+filepath.Base(j.file)+"-*"))
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && info.IsDir() && time.Since(info.ModTime()) > leftAlone {
			_ = os.RemoveAll(name)
		}
	}
}

// with opens the file, waits for others, and closes it.
func (j *Journal) with(ctx context.Context, readOnly bool, use func(*bolt.DB) error) (err error) {
	// In a damaged file bbolt follows references to where nothing is: it panics, or the
	// system says that there is no such page.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if panicked := recover(); panicked != nil {
			err = &graph.Error{Code: graph.CodeInternal, Message: fmt.Sprintf("%s is damaged; %s", j.name, remedy), Cause: fmt.Errorf("%v", panicked)}
		}
	}()
	db, err := j.open(ctx, readOnly)
	if err != nil {
		return err
	}
	defer func() {
		if closed := db.Close(); err == nil && closed != nil {
			err = j.unusable(closed)
		}
	}()
	if err := db.View(func(tx *bolt.Tx) error { return j.check(tx, readOnly) }); err != nil {
		return err
	}
	if err := use(db); err != nil {
		return j.unusable(err)
	}
	return nil
}

// open waits for others, who have the file for as long as they commit.
func (j *Journal) open(ctx context.Context, readOnly bool) (*bolt.DB, error) {
	if info, err := os.Stat(j.file); err == nil && info.Size() == 0 { // bbolt would take it for a new one
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: j.name + " is empty, and no store of polygraph; remove it, or name another file"}
	}
	leave, err := j.pass(ctx, readOnly)
	if err != nil {
		return nil, err
	}
	defer leave()
	for begun := time.Now(); ; {
		if err := given(ctx); err != nil {
			return nil, err
		}
		db, err := bolt.Open(j.file, 0o644, &bolt.Options{ReadOnly: readOnly, Timeout: 100 * time.Millisecond})
		switch {
		case err == nil:
			return db, nil
		case !errors.Is(err, bolterrors.ErrTimeout):
			return nil, j.unusable(err)
		case time.Since(begun) > j.wait:
			return nil, j.busy()
		}
	}
}

func (j *Journal) busy() error {
	return &graph.Error{Code: graph.CodeUnavailable, Message: fmt.Sprintf("%s is in use by %s, still after %s; try again later", j.name, holder(j.file), j.wait)}
}

// layOut makes the parts of a new file.
func layOut(tx *bolt.Tx) error {
	if tx.Bucket(about) != nil {
		return nil
	}
	for _, name := range [][]byte{about, commits, changes, base} {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	bucket := tx.Bucket(about)
	if err := bucket.Put(layout, binary.BigEndian.AppendUint64(nil, version)); err != nil {
		return err
	}
	return bucket.Put(baseGeneration, generationKey(0))
}

// check refuses a file that is no journal, or is cut off.
func (j *Journal) check(tx *bolt.Tx, readOnly bool) error {
	info, err := os.Stat(j.file)
	if err != nil {
		return j.unusable(err)
	}
	if info.Size() < tx.Size() {
		return &graph.Error{Code: graph.CodeInternal, Message: fmt.Sprintf("%s is cut off: it has %d bytes in place of %d; %s", j.name, info.Size(), tx.Size(), remedy)}
	}
	bucket := tx.Bucket(about)
	if bucket == nil {
		if key, _ := tx.Cursor().First(); key == nil && !readOnly { // new
			return nil
		}
		return j.notOurs()
	}
	value := bucket.Get(layout)
	switch {
	case len(value) != 8 || len(bucket.Get(baseGeneration)) != 8:
		return j.notOurs()
	case binary.BigEndian.Uint64(value) > version:
		return &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%s was written by a later polygraph: its layout is version %d, and this one knows %d; use that one", j.name, binary.BigEndian.Uint64(value), version)}
	}
	for _, name := range [][]byte{commits, changes, base} {
		if tx.Bucket(name) == nil {
			return &graph.Error{Code: graph.CodeInternal, Message: fmt.Sprintf("%s is damaged: a part of it is missing; %s", j.name, remedy)}
		}
	}
	return nil
}

// remedy is what to do about a file that is damaged.
const remedy = "move it away, and bring the store back from a backup with polygraph restore"

func (j *Journal) notOurs() error {
	return &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%s is no store of polygraph, or its begin is destroyed; name another file, or %s", j.name, remedy)}
}

// unusable gives what the system or bbolt says a code, and keeps one that it has.
func (j *Journal) unusable(err error) error {
	if known, is := errors.AsType[*graph.Error](err); is {
		if known.Code == graph.CodeInternal && !strings.Contains(known.Message, j.name) { // a part of the file, which does not know of what file
			return &graph.Error{Code: known.Code, Message: fmt.Sprintf("%s is damaged; %s", j.name, remedy), Cause: err}
		}
		return err
	}
	code, message := graph.CodeUnavailable, fmt.Sprintf("the store %s cannot be used", j.name)
	switch {
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return j.notOurs()
	case errors.Is(err, fs.ErrNotExist):
		code, message = graph.CodeNotFound, fmt.Sprintf("there is no store %s; polygraph load --store makes it", j.name)
	case errors.Is(err, syscall.EROFS):
		message = fmt.Sprintf("the store %s is on a disk that can only be read", j.name)
	case errors.Is(err, fs.ErrPermission):
		message = fmt.Sprintf("this user may not write, or not read, the store %s", j.name)
	case isFull(err):
		message = fmt.Sprintf("there is no room for the store %s; nothing was changed", j.name)
	}
	return &graph.Error{Code: code, Message: message, Cause: err}
}

// isFull tells whether a write failed for want of room. bbolt passes on only the words of some
// errors.
func isFull(err error) bool {
	return slices.ContainsFunc([]error{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT}, func(full error) bool {
		return errors.Is(err, full) || strings.HasSuffix(err.Error(), ": "+full.Error())
	})
}

// syncFolder makes sure that a new file is found again when the machine stops.
func (j *Journal) syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return j.unusable(err)
	}
	defer func() { _ = folder.Close() }()
	if err := folder.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) { // some file systems cannot
		return j.unusable(err)
	}
	return nil
}
