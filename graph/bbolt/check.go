package bbolt

import (
	"context"
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/internal/pages"
)

// Check reads everything in the file, and tells what is wrong with it.
func (j *Journal) Check(ctx context.Context, tell func(graph.Problem)) error {
	return j.read(ctx, func(tx *bolt.Tx) error {
		found := func(where, format string, args ...any) {
			tell(graph.Problem{Kind: graph.DamagedStore, Where: where, What: fmt.Sprintf(format, args...)})
		}
		for err := range tx.Check() {
			found(j.file, "%v", err)
		}
		list := checkCommits(tx, found)
		if err := given(ctx); err != nil || len(list) == 0 {
			return err
		}
		return checkPages(ctx, tx, list, found)
	})
}

// checkCommits reads the commits, and makes sure that they agree.
func checkCommits(tx *bolt.Tx, found func(where, format string, args ...any)) (list []graph.Commit) {
	c := tx.Bucket(commits).Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		commit, err := decodeCommit(key, value)
		if err != nil {
			found("commits", "%v", err)
			continue
		}
		list = append(list, commit)
	}
	graph.AuditCommits(list, func(p graph.Problem) { found(p.Where, "%s", p.What) })
	return list
}

// checkPages makes sure that all pages are whole, and hold as many quads as the commits say.
func checkPages(ctx context.Context, tx *bolt.Tx, list []graph.Commit, found func(where, format string, args ...any)) error {
	count := func(bucket *bolt.Bucket, beginning []byte, where string) (quads int) {
		c := bucket.Cursor()
		for key, page := c.Seek(beginning); key != nil && hasPrefix(key, beginning); key, page = c.Next() {
			n, err := pages.Unpack(page)
			if err != nil {
				found(where, "page %x: %v", key, err)
			}
			quads += len(n)
		}
		return quads
	}
	from := binary.BigEndian.Uint64(tx.Bucket(about).Get(baseGeneration))
	if from < list[0].Generation-1 || from > list[len(list)-1].Generation {
		found("base", "it is of generation %d, and generations %d to %d are kept", from, list[0].Generation, list[len(list)-1].Generation)
	}
	quads := count(tx.Bucket(base), nil, "base")
	for _, commit := range list {
		if err := given(ctx); err != nil {
			return err
		}
		if commit.Generation == from && quads != commit.Quads {
			found("base", "it has %d quads, and generation %d has %d", quads, from, commit.Quads)
		}
		if commit.Generation == 1 {
			continue // it is, or was, the base
		}
		where := fmt.Sprintf("generation %d", commit.Generation)
		if n := count(tx.Bucket(changes), changeKey(commit.Generation, added), where); n != commit.QuadsAdded {
			found(where, "%d quads are kept that it added, and it added %d", n, commit.QuadsAdded)
		}
		if n := count(tx.Bucket(changes), changeKey(commit.Generation, removed), where); n != commit.QuadsRemoved {
			found(where, "%d quads are kept that it removed, and it removed %d", n, commit.QuadsRemoved)
		}
	}
	return nil
}
