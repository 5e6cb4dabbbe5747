package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/polygraph-kg/polygraph/graph"
)

// Check reads all tables, in one state of them, and tells what is wrong.
func (j *Journal) Check(ctx context.Context, tell func(graph.Problem)) error {
	return j.read(ctx, func(tx pgx.Tx) error {
		c := &check{ctx: ctx, tx: tx, tell: tell}
		for _, step := range []func() error{c.commits, c.terms, c.references, c.rows, c.counts} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// check is one look through the tables.
type check struct {
	ctx      context.Context
	tx       pgx.Tx
	tell     func(graph.Problem)
	list     []graph.Commit
	numbered int64 // how many numbers of terms have been given out
}

// mostAlike is how many problems of one sort are told; there may be millions.
const mostAlike = 20

func (c *check) found(where, format string, args ...any) {
	c.tell(graph.Problem{Kind: graph.DamagedStore, Where: where, What: fmt.Sprintf(format, args...)})
}

func (c *check) commits() (err error) {
	if c.list, err = commitsSince(c.ctx, c.tx, 0); err != nil {
		return err
	}
	graph.AuditCommits(c.list, c.tell)
	var generation int64
	if err := c.tx.QueryRow(c.ctx, `SELECT generation, terms FROM polygraph_head WHERE one = 1`).Scan(&generation, &c.numbered); err != nil {
		return err
	}
	newest := uint64(0)
	if len(c.list) > 0 {
		newest = c.list[len(c.list)-1].Generation
	}
	if newest != uint64(generation) {
		c.found("polygraph_head", "it says that generation %d is the newest, and that of the commits is %d", generation, newest)
	}
	return nil
}

// terms makes sure that each is what it was when it came: its hash is a checksum, too.
func (c *check) terms() error {
	rows, err := c.tx.Query(c.ctx, `SELECT id, hash, form, tag, value FROM polygraph_terms ORDER BY id`)
	if err != nil {
		return err
	}
	var id, form int64
	var hash, tag, value []byte
	damaged := 0
	_, err = pgx.ForEachRow(rows, []any{&id, &hash, &form, &tag, &value}, func() error {
		var wrong string
		switch {
		case string(hash) != string(hashed(form, tag, value)):
			wrong = "its value is not the one that came: the checksum does not agree"
		case id < 0 || id >= c.numbered:
			wrong = fmt.Sprintf("it has a number that was never given out; the next one is %d", c.numbered)
		default:
			return nil
		}
		if damaged++; damaged <= mostAlike {
			c.found(fmt.Sprintf("term %d", id), "%s", wrong)
		}
		return nil
	})
	return err
}

// references looks for quads with terms that there are not.
func (c *check) references() error {
	for _, column := range []string{"subject", "predicate", "object", "graph"} {
		rows, err := c.tx.Query(c.ctx, `SELECT DISTINCT q.`+column+` FROM polygraph_quads AS q LEFT JOIN polygraph_terms AS t ON t.id = q.`+column+`
			WHERE t.id IS NULL ORDER BY 1 LIMIT $1`, mostAlike)
		if err != nil {
			return err
		}
		var id int64
		if _, err := pgx.ForEachRow(rows, []any{&id}, func() error {
			c.found(fmt.Sprintf("term %d", id), "it is the %s of quads, and there is no such term", column)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// rows looks for quads that came when they were there already, or went before they came.
func (c *check) rows() error {
	rows, err := c.tx.Query(c.ctx, `SELECT subject, predicate, object, graph, added, removed, again FROM (
			SELECT q.*, lead(added) OVER (PARTITION BY subject, predicate, object, graph ORDER BY added) AS again FROM polygraph_quads AS q) AS q
		WHERE again < removed OR removed <= added ORDER BY subject, predicate, object, graph, added LIMIT $1`, mostAlike)
	if err != nil {
		return err
	}
	var quad [4]int64
	var added, removed int64
	var again *int64
	_, err = pgx.ForEachRow(rows, []any{&quad[0], &quad[1], &quad[2], &quad[3], &added, &removed, &again}, func() error {
		where := fmt.Sprintf("quad of terms %d", quad)
		if removed <= added {
			c.found(where, "generation %d added it, and %d removed it", added, removed)
			return nil
		}
		c.found(where, "generation %d added it, and %d added it again while it was there", added, *again)
		return nil
	})
	return err
}

// counts makes sure that each generation added and removed as many quads as its commit says, and
// that the oldest one has as many as it should.
func (c *check) counts() error {
	if len(c.list) == 0 {
		return nil
	}
	oldest := c.list[0]
	changed := map[int64][2]int{}
	for i, column := range []string{"added", "removed"} {
		rows, err := c.tx.Query(c.ctx, `SELECT `+column+`, count(*) FROM polygraph_quads WHERE `+column+` >= $1 AND `+column+` < $2 GROUP BY 1`, int64(oldest.Generation), int64(never))
		if err != nil {
			return err
		}
		var generation int64
		var quads int
		if _, err := pgx.ForEachRow(rows, []any{&generation, &quads}, func() error {
			counts := changed[generation]
			counts[i] = quads
			changed[generation] = counts
			return nil
		}); err != nil {
			return err
		}
	}
	for _, commit := range c.list {
		where, have := fmt.Sprintf("generation %d", commit.Generation), changed[int64(commit.Generation)]
		delete(changed, int64(commit.Generation))
		if have[0] != commit.QuadsAdded {
			c.found(where, "%d quads are kept that it added, and it added %d", have[0], commit.QuadsAdded)
		}
		if have[1] != commit.QuadsRemoved {
			c.found(where, "%d quads are kept that it removed, and it removed %d", have[1], commit.QuadsRemoved)
		}
	}
	for generation, have := range changed {
		c.found(fmt.Sprintf("generation %d", generation), "it added %d quads and removed %d, and there is no such commit", have[0], have[1])
	}
	var quads int
	if err := c.tx.QueryRow(c.ctx, `SELECT count(*) FROM polygraph_quads WHERE added <= $1 AND removed > $1`, int64(oldest.Generation)).Scan(&quads); err != nil {
		return err
	}
	if quads != oldest.Quads {
		c.found(fmt.Sprintf("generation %d", oldest.Generation), "%d quads are kept of it, and it has %d", quads, oldest.Quads)
	}
	return nil
}

// hashed is the hash of a term as the database has it.
func hashed(form int64, tag, value []byte) []byte {
	hash := hashOf(termOf(uint64(form), string(tag), string(value)))
	return hash[:]
}
