package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/polygraph-kg/polygraph/graph"
)

// version is that of the layout. Databases of a later one are refused.
const version = 1

// layouts are the statements that lead from each version to the next. They are of the SQL that
// PostgreSQL, CockroachDB and YugabyteDB share, and may be run by several at once.
var layouts = [version][]string{{
	`CREATE TABLE IF NOT EXISTS polygraph_layout (
		version int8 PRIMARY KEY)`,
	// One row, which whoever commits locks first.
	`CREATE TABLE IF NOT EXISTS polygraph_head (
		one int8 PRIMARY KEY CHECK (one = 1),
		generation int8 NOT NULL,
		terms int8 NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS polygraph_commits (
		generation int8 PRIMARY KEY,
		token bytea NOT NULL,
		at timestamptz NOT NULL,
		by_whom bytea NOT NULL,
		what bytea NOT NULL,
		quads_added int8 NOT NULL,
		quads_removed int8 NOT NULL,
		quads int8 NOT NULL,
		claims_added int8 NOT NULL,
		claims_changed int8 NOT NULL,
		claims_removed int8 NOT NULL)`,
	// Values are bytes, since texts of PostgreSQL hold no NUL. They can be longer than an index
	// takes, so they are found by a hash of all that makes a term.
	`CREATE TABLE IF NOT EXISTS polygraph_terms (
		id int8 PRIMARY KEY,
		hash bytea NOT NULL UNIQUE,
		form int8 NOT NULL,
		tag bytea NOT NULL,
		value bytea NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS polygraph_quads (
		subject int8 NOT NULL,
		predicate int8 NOT NULL,
		object int8 NOT NULL,
		graph int8 NOT NULL,
		added int8 NOT NULL,
		removed int8 NOT NULL,
		PRIMARY KEY (subject, predicate, object, graph, added))`,
	`CREATE INDEX IF NOT EXISTS polygraph_quads_added ON polygraph_quads (added)`,
	`CREATE INDEX IF NOT EXISTS polygraph_quads_removed ON polygraph_quads (removed) WHERE removed < 9223372036854775807`,
	`INSERT INTO polygraph_head VALUES (1, 0, 0) ON CONFLICT DO NOTHING`,
	`INSERT INTO polygraph_layout VALUES (1) ON CONFLICT DO NOTHING`,
}}

// never is the generation in which a quad is removed that is still there.
const never = 1<<63 - 1

// layoutOf is the version of the database's layout; 0 where there is none.
func layoutOf(ctx context.Context, q querier) (int, error) {
	var found int
	err := q.QueryRow(ctx, `SELECT COALESCE(MAX(version), 0) FROM polygraph_layout`).Scan(&found)
	if why, is := errors.AsType[*pgconn.PgError](err); is && why.Code == undefinedTable {
		return 0, nil
	}
	return found, err
}

// layoutIn is the same in a transaction, which no error must end.
func layoutIn(ctx context.Context, tx pgx.Tx) (int, error) {
	var there bool
	err := tx.QueryRow(ctx, `SELECT count(*) > 0 FROM information_schema.tables WHERE table_name = 'polygraph_layout' AND table_schema = current_schema()`).Scan(&there)
	if err != nil || !there {
		return 0, err
	}
	return layoutOf(ctx, tx)
}

type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

func (j *Journal) checkLayout(found int) error {
	if found > version {
		return &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%s was written by a later polygraph: its layout is version %d, and this one knows %d; use that one", j, found, version)}
	}
	return nil
}

// layOut brings the database to the newest layout.
func (j *Journal) layOut(ctx context.Context) error {
	found, err := layoutOf(ctx, j.pool)
	if err != nil {
		return j.failed(err)
	}
	if err := j.checkLayout(found); err != nil {
		return err
	}
	for ; found < version; found++ {
		for _, statement := range layouts[found] {
			if err := j.again(ctx, func() error {
				_, err := j.pool.Exec(ctx, statement)
				return err
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// The codes of PostgreSQL that are acted on.
const (
	undefinedTable        = "42P01"
	duplicateTable        = "42P07" // this and the next two when several make the same table at once
	duplicateObject       = "42710"
	uniqueViolation       = "23505"
	serializationFailure  = "40001"
	deadlockDetected      = "40P01"
	diskFull              = "53100"
	operatorIntervention  = "57" // a class of codes
	readOnlyTransaction   = "25006"
	undefinedDatabase     = "3D000"
	invalidAuthorization  = "28" // a class of codes
	insufficientPrivilege = "42501"
)
