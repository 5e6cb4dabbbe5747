// Package postgres keeps the commits of a graph in PostgreSQL, for any number of servers.
//
// A term has a number, a quad is the numbers of its terms with the generation that added it and
// the one that removed it. So each generation that is remembered can be read, and what each
// changed. Whoever commits locks one row, and there is one transaction per commit.
//
// The SQL is what PostgreSQL shares with CockroachDB and YugabyteDB.
package postgres

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/polygraph-kg/polygraph/graph"
)

// Journal keeps commits in a database.
type Journal struct {
	url    string // without a password
	create bool   // whether the tables may not be there yet
	pool   *pgxpool.Pool
	tells  func(status func(string) string) bool // whether the database tells who listens of commits
	seen   atomic.Uint64                         // the generation that was the newest when it was looked at last
}

var _ graph.Journal = (*Journal)(nil)

// Open is the journal in the database that a URL names, as libpq has it: several hosts, TLS
// and target_session_attrs among its parameters. Nothing is connected yet. Where its tables are not
// there, that is an error of whatever is asked; to be created, it is a journal without commits,
// and the first one makes them.
func Open(address string, create bool) (*Journal, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		message := redacted(address) + " is no address of a database; write postgres://USER@HOST/DATABASE, with % and two hexadecimal digits for what is no letter or digit in a name, and the password in PGPASSWORD"
		if u, bad := url.Parse(address); bad == nil && u.Opaque == "" && errors.Unwrap(err) != nil { // else what is wrong may be a part of the password
			message += ": " + errors.Unwrap(err).Error()
		}
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: message}
	}
	config.ConnConfig.RuntimeParams["application_name"] = "polygraph"
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: redacted(address) + " cannot be used", Cause: err}
	}
	return &Journal{url: redacted(address), create: create, pool: pool, tells: tells}, nil
}

// redacted is an address without the password in it. One that is not as it should be is not
// repeated at all: nobody knows what in it is the password.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") || u.Opaque != "" || strings.Contains(u.Path, "@") || strings.Contains(u.Host, "@") || u.Fragment != "" {
		return "the address of the store"
	}
	if names, _, _ := strings.Cut(address, "?"); strings.Contains(names, "=") { // a parameter, with & in place of the ?
		return "the address of the store"
	}
	query := u.Query()
	for name, values := range query {
		if strings.Contains(strings.ToLower(name+strings.Join(values, "")), "pass") {
			query.Set(name, "xxxxx")
		}
	}
	u.RawQuery = query.Encode()
	return u.Redacted()
}

// String is the URL without a password.
func (j *Journal) String() string { return j.url }

// Close ends the connections.
func (j *Journal) Close() error {
	j.pool.Close()
	return nil
}

const commitColumns = `generation, at, by_whom, what, quads_added, quads_removed, quads, claims_added, claims_changed, claims_removed`

func scanCommit(row pgx.Row) (c graph.Commit, err error) {
	var by, what []byte
	err = row.Scan(&c.Generation, &c.At, &by, &what, &c.QuadsAdded, &c.QuadsRemoved, &c.Quads, &c.ClaimsAdded, &c.ClaimsChanged, &c.ClaimsRemoved)
	c.At, c.By, c.What = c.At.UTC(), string(by), string(what)
	return c, err
}

// Newest is the newest commit.
func (j *Journal) Newest(ctx context.Context) (newest graph.Commit, err error) {
	err = j.read(ctx, func(tx pgx.Tx) error {
		newest, err = newestIn(ctx, tx)
		return err
	})
	return newest, err
}

func newestIn(ctx context.Context, tx pgx.Tx) (graph.Commit, error) {
	newest, err := scanCommit(tx.QueryRow(ctx, `SELECT `+commitColumns+` FROM polygraph_commits ORDER BY generation DESC LIMIT 1`))
	if errors.Is(err, pgx.ErrNoRows) {
		return graph.Commit{}, nil
	}
	return newest, err
}

// Commits are those that are remembered.
func (j *Journal) Commits(ctx context.Context) (list []graph.Commit, err error) {
	err = j.read(ctx, func(tx pgx.Tx) error {
		list, err = commitsSince(ctx, tx, 0)
		return err
	})
	return list, err
}

func commitsSince(ctx context.Context, tx pgx.Tx, generation uint64) ([]graph.Commit, error) {
	rows, err := tx.Query(ctx, `SELECT `+commitColumns+` FROM polygraph_commits WHERE generation > $1 ORDER BY generation`, int64(generation))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (graph.Commit, error) { return scanCommit(row) })
}

// Read adds the quads of a generation.
func (j *Journal) Read(ctx context.Context, generation uint64, into *graph.Builder) (of graph.Commit, err error) {
	err = j.read(ctx, func(tx pgx.Tx) error {
		newest, err := newestIn(ctx, tx)
		if err != nil || newest.Generation == 0 && generation == 0 {
			return err
		}
		if generation == 0 {
			generation = newest.Generation
		}
		of, err = scanCommit(tx.QueryRow(ctx, `SELECT `+commitColumns+` FROM polygraph_commits WHERE generation = $1`, int64(min(generation, never))))
		if errors.Is(err, pgx.ErrNoRows) {
			return forgotten(generation)
		}
		if err != nil {
			return err
		}
		terms, err := readTerms(ctx, tx)
		if err != nil {
			return err
		}
		return readQuads(ctx, tx, generation, terms, into)
	})
	return of, err
}

func forgotten(generation uint64) error {
	return &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("generation %d cannot be had", generation), Cause: graph.ErrForgotten}
}

// terms are all terms of the database by their numbers. Those that no quad of a generation has
// are not in its graph.
type terms struct {
	rows   []uint32 // by number, which of those below it is, from 1; 0 for none
	text   []byte   // the values, one behind the other
	ends   []uint64 // where each ends
	forms  []graph.Term
	sorts  []uint32 // what each is beside its value: a place in forms
	number map[graph.Term]uint32
}

func readTerms(ctx context.Context, tx pgx.Tx) (*terms, error) {
	t := &terms{number: map[graph.Term]uint32{}}
	rows, err := tx.Query(ctx, `SELECT id, form, tag, value FROM polygraph_terms ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		raw := rows.RawValues()
		id := binary.BigEndian.Uint64(raw[0])
		if gap := id - uint64(len(t.rows)); gap > 0 { // numbers that are not used any more
			t.rows = append(t.rows, make([]uint32, gap)...)
		}
		form := termOf(binary.BigEndian.Uint64(raw[1]), string(raw[2]), "")
		sort, known := t.number[form]
		if !known {
			sort = uint32(len(t.forms))
			t.forms, t.number[form] = append(t.forms, form), sort
		}
		t.text = append(t.text, raw[3]...)
		t.ends, t.sorts = append(t.ends, uint64(len(t.text))), append(t.sorts, sort)
		t.rows = append(t.rows, uint32(len(t.ends)))
	}
	return t, rows.Err()
}

// value is that of a term.
func (t *terms) value(row uint32) []byte {
	start := uint64(0)
	if row > 0 {
		start = t.ends[row-1]
	}
	return t.text[start:t.ends[row]]
}

func readQuads(ctx context.Context, tx pgx.Tx, generation uint64, t *terms, into *graph.Builder) error {
	forms := make([]uint16, len(t.forms))
	for i, f := range t.forms {
		var err error
		if forms[i], err = into.Form(f); err != nil {
			return err
		}
	}
	places := make([]uint32, len(t.ends)) // in the Builder, + 1
	rows, err := tx.Query(ctx, `SELECT graph, subject, predicate, object FROM polygraph_quads WHERE added <= $1 AND removed > $1`, int64(generation))
	if err != nil {
		return err
	}
	defer rows.Close()
	var q [4]uint32
	for rows.Next() {
		for i, raw := range rows.RawValues() {
			id := binary.BigEndian.Uint64(raw)
			if id >= uint64(len(t.rows)) || t.rows[id] == 0 {
				return damaged("a quad has the term %d, which there is not", id)
			}
			row := t.rows[id] - 1
			if places[row] == 0 {
				places[row] = into.Term(t.value(row), forms[t.sorts[row]]) + 1
			}
			q[i] = places[row] - 1
		}
		if err := into.AddRow(q[1], q[2], q[3], q[0]); err != nil {
			return err
		}
	}
	return rows.Err()
}

func damaged(format string, args ...any) error {
	return &graph.Error{Code: graph.CodeInternal, Message: "the store is damaged: " + fmt.Sprintf(format, args...) + "; " + remedy}
}

// remedy is what to do about tables that are damaged.
const remedy = "drop its tables, whose names begin with polygraph_, and bring it back from a backup with polygraph restore"

// What a term is beside its value.
const (
	formIRI = iota
	formText
	formLanguage
	formDatatype
)

func formOf(t graph.Term) (form int64, tag string) {
	switch {
	case t.IRI:
		return formIRI, ""
	case t.Language != "":
		return formLanguage, t.Language
	case t.Datatype != "":
		return formDatatype, t.Datatype
	}
	return formText, ""
}

func termOf(form uint64, tag, value string) graph.Term {
	switch form {
	case formIRI:
		return graph.IRI(value)
	case formLanguage:
		return graph.LanguageText(value, tag)
	case formDatatype:
		return graph.Typed(value, tag)
	}
	return graph.Text(value)
}

// hashOf tells a term from all others.
func hashOf(t graph.Term) [16]byte {
	form, tag := formOf(t)
	text := binary.AppendUvarint([]byte{byte(form)}, uint64(len(tag)))
	sum := sha256.Sum256(append(append(text, tag...), t.Value...))
	return [16]byte(sum[:16])
}

// Since hands over the commits behind a generation.
func (j *Journal) Since(ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
	var commits []graph.Commit
	changes := map[uint64]*graph.Changeset{}
	err := j.read(ctx, func(tx pgx.Tx) error {
		newest, err := newestIn(ctx, tx)
		if err != nil {
			return err
		}
		if commits, err = commitsSince(ctx, tx, min(generation, never)); err != nil {
			return err
		}
		if generation > newest.Generation || uint64(len(commits)) != newest.Generation-generation {
			return forgotten(generation)
		}
		for _, c := range commits {
			changes[c.Generation] = &graph.Changeset{}
		}
		return readChanges(ctx, tx, generation, changes)
	})
	if err != nil {
		return err
	}
	for _, c := range commits {
		if err := given(ctx); err != nil {
			return err
		}
		if change := changes[c.Generation]; len(change.Add) != c.QuadsAdded || len(change.Remove) != c.QuadsRemoved {
			return damaged("generation %d added %d quads and removed %d, and %d and %d are kept", c.Generation, c.QuadsAdded, c.QuadsRemoved, len(change.Add), len(change.Remove))
		}
		if err := each(c, *changes[c.Generation]); err != nil {
			return err
		}
	}
	return nil
}

// readChanges reads what the generations behind one added and removed.
func readChanges(ctx context.Context, tx pgx.Tx, generation uint64, changes map[uint64]*graph.Changeset) error {
	if len(changes) == 0 {
		return nil
	}
	rows, err := tx.Query(ctx, `SELECT graph, subject, predicate, object, added, removed FROM polygraph_quads
		WHERE added > $1 OR (removed > $1 AND removed < 9223372036854775807)`, int64(generation))
	if err != nil {
		return err
	}
	changed, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r [6]int64, err error) {
		err = row.Scan(&r[0], &r[1], &r[2], &r[3], &r[4], &r[5])
		return r, err
	})
	if err != nil {
		return err
	}
	var ids []int64
	for _, r := range changed {
		ids = append(ids, r[:4]...)
	}
	slices.Sort(ids)
	terms, err := termsOf(ctx, tx, slices.Compact(ids))
	if err != nil {
		return err
	}
	for _, r := range changed {
		q := graph.Quad{Graph: terms[r[0]], Subject: terms[r[1]], Predicate: terms[r[2]], Object: terms[r[3]]}
		if c, wanted := changes[uint64(r[4])]; wanted {
			c.Add = append(c.Add, q)
		}
		if c, wanted := changes[uint64(r[5])]; wanted {
			c.Remove = append(c.Remove, q)
		}
	}
	return nil
}

// atOnce is how many values one statement takes.
const atOnce = 20_000

func termsOf(ctx context.Context, tx pgx.Tx, ids []int64) (map[int64]graph.Term, error) {
	found := make(map[int64]graph.Term, len(ids))
	for some := range slices.Chunk(ids, atOnce) {
		rows, err := tx.Query(ctx, `SELECT id, form, tag, value FROM polygraph_terms WHERE id = ANY($1)`, some)
		if err != nil {
			return nil, err
		}
		var id, form int64
		var tag, value []byte
		if _, err := pgx.ForEachRow(rows, []any{&id, &form, &tag, &value}, func() error {
			found[id] = termOf(uint64(form), string(tag), string(value))
			return nil
		}); err != nil {
			return nil, err
		}
	}
	if len(found) != len(ids) {
		return nil, damaged("%d terms of quads are not there", len(ids)-len(found))
	}
	return found, nil
}

// Commit makes a changeset the next generation.
func (j *Journal) Commit(ctx context.Context, follows uint64, change graph.Changeset, commit graph.Commit) (graph.Commit, error) {
	if err := given(ctx); err != nil {
		return commit, err
	}
	if !j.create {
		if found, err := layoutOf(ctx, j.pool); err != nil || found == 0 {
			return commit, j.failed(cmp.Or(err, errMissing))
		}
	}
	if err := j.layOut(ctx); err != nil {
		return commit, err
	}
	commit.Generation = follows + 1
	commit.At = commit.At.UTC().Truncate(time.Microsecond)
	commit.QuadsAdded, commit.QuadsRemoved = len(change.Add), len(change.Remove)
	token := make([]byte, 16)
	_, _ = rand.Read(token) // which never fails
	w := &writing{commit: commit, change: change, token: token, tells: j.tells}
	err := j.again(ctx, func() error {
		err := pgx.BeginFunc(ctx, j.pool, func(tx pgx.Tx) error { return w.write(ctx, tx) })
		// One who stops the server, or ends the connection, is no answer either.
		why, answered := errors.AsType[*pgconn.PgError](err)
		if err == nil || !w.ended || answered && !strings.HasPrefix(why.Code, operatorIntervention) {
			return err
		}
		return j.lookFor(ctx, token, err) // the answer was lost, and perhaps not the commit
	})
	if err == nil {
		j.seen.Store(w.commit.Generation)
	}
	return w.commit, err
}

// lookFor finds out whether a commit was made whose end was not answered: then there is no error.
func (j *Journal) lookFor(ctx context.Context, token []byte, lost error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookForTime)
	defer cancel()
	for {
		// Who commits has the row locked until that is done.
		var made bool
		err := pgx.BeginFunc(ctx, j.pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, `SELECT generation FROM polygraph_head WHERE one = 1 FOR UPDATE`); err != nil {
				return err
			}
			return tx.QueryRow(ctx, `SELECT count(*) > 0 FROM polygraph_commits WHERE token = $1`, token).Scan(&made)
		})
		switch {
		case err == nil && made:
			return nil
		case err == nil:
			return lost
		}
		select {
		case <-ctx.Done():
			return &graph.Error{Code: graph.CodeUnavailable, Message: fmt.Sprintf("the connection to %s was lost as the load ended, and it is not known whether it was made; polygraph generations tells, when the store is back", j), Cause: lost}
		case <-time.After(lookTime):
		}
	}
}

// lookForTime is how long it is tried to find out what became of a commit.
const lookForTime = 10 * time.Second

// writing is one try of a commit.
type writing struct {
	commit graph.Commit
	change graph.Changeset
	token  []byte
	tells  func(status func(string) string) bool
	ended  bool // whether all but the end of the transaction was done
}

func (w *writing) write(ctx context.Context, tx pgx.Tx) error {
	w.ended = false
	var newest, numbered int64
	if err := tx.QueryRow(ctx, `SELECT generation, terms FROM polygraph_head WHERE one = 1 FOR UPDATE`).Scan(&newest, &numbered); err != nil {
		return err
	}
	generation := int64(w.commit.Generation)
	if newest != generation-1 {
		return &graph.Error{Code: graph.CodeConflict, Message: fmt.Sprintf("the commit follows generation %d, and the newest is %d", generation-1, newest), Cause: graph.ErrBehind}
	}
	before, err := newestIn(ctx, tx)
	if err != nil {
		return err
	}
	w.commit.Quads = before.Quads + w.commit.QuadsAdded - w.commit.QuadsRemoved
	ids, numbered, err := w.number(ctx, tx, numbered)
	if err != nil {
		return err
	}
	row := 0
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"polygraph_quads"}, []string{"subject", "predicate", "object", "graph", "added", "removed"}, pgx.CopyFromFunc(func() ([]any, error) {
		if row == len(w.change.Add) {
			return nil, nil
		}
		q := w.change.Add[row]
		row++
		return []any{ids[q.Subject], ids[q.Predicate], ids[q.Object], ids[q.Graph], generation, int64(never)}, nil
	})); err != nil {
		return err
	}
	if err := w.remove(ctx, tx, ids); err != nil {
		return err
	}
	c := w.commit
	if _, err := tx.Exec(ctx, `INSERT INTO polygraph_commits (token, `+commitColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		w.token, generation, c.At, []byte(c.By), []byte(c.What), int64(c.QuadsAdded), int64(c.QuadsRemoved), int64(c.Quads), int64(c.ClaimsAdded), int64(c.ClaimsChanged), int64(c.ClaimsRemoved)); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE polygraph_head SET generation = $1, terms = $2 WHERE one = 1`, generation, numbered); err != nil {
		return err
	}
	if w.tells(tx.Conn().PgConn().ParameterStatus) {
		if _, err := tx.Exec(ctx, `NOTIFY polygraph`); err != nil {
			return err
		}
	}
	w.ended = true
	return nil
}

// number gives each term of the change its number, and those that are new one that comes next.
func (w *writing) number(ctx context.Context, tx pgx.Tx, numbered int64) (map[graph.Term]int64, int64, error) {
	ids := map[graph.Term]int64{}
	var all []graph.Term
	for _, list := range [][]graph.Quad{w.change.Add, w.change.Remove} {
		for _, q := range list {
			for _, t := range [...]graph.Term{q.Graph, q.Subject, q.Predicate, q.Object} {
				if _, met := ids[t]; !met {
					ids[t] = -1
					all = append(all, t)
				}
			}
		}
	}
	if numbered > 0 {
		if err := known(ctx, tx, all, ids); err != nil {
			return nil, 0, err
		}
	}
	at := 0
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"polygraph_terms"}, []string{"id", "hash", "form", "tag", "value"}, pgx.CopyFromFunc(func() ([]any, error) {
		for ; at < len(all); at++ {
			t := all[at]
			if ids[t] >= 0 {
				continue
			}
			ids[t] = numbered
			numbered++
			hash := hashOf(t)
			form, tag := formOf(t)
			at++
			return []any{ids[t], hash[:], form, []byte(tag), []byte(t.Value)}, nil
		}
		return nil, nil
	}))
	return ids, numbered, err
}

// known finds the numbers of terms that have one.
func known(ctx context.Context, tx pgx.Tx, all []graph.Term, ids map[graph.Term]int64) error {
	for some := range slices.Chunk(all, atOnce) {
		hashes := make([][]byte, len(some))
		of := make(map[[16]byte]graph.Term, len(some))
		for i, t := range some {
			hash := hashOf(t)
			hashes[i], of[hash] = hash[:], t
		}
		rows, err := tx.Query(ctx, `SELECT id, hash FROM polygraph_terms WHERE hash = ANY($1)`, hashes)
		if err != nil {
			return err
		}
		var id int64
		var hash []byte
		if _, err := pgx.ForEachRow(rows, []any{&id, &hash}, func() error {
			ids[of[[16]byte(hash)]] = id
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// remove ends the quads that the change removes.
func (w *writing) remove(ctx context.Context, tx pgx.Tx, ids map[graph.Term]int64) error {
	for some := range slices.Chunk(w.change.Remove, atOnce) {
		var columns [4][]int64
		for _, q := range some {
			for i, t := range [...]graph.Term{q.Subject, q.Predicate, q.Object, q.Graph} {
				columns[i] = append(columns[i], ids[t])
			}
		}
		done, err := tx.Exec(ctx, `UPDATE polygraph_quads AS q SET removed = $1
			FROM unnest($2::int8[], $3::int8[], $4::int8[], $5::int8[]) AS r (subject, predicate, object, graph)
			WHERE q.subject = r.subject AND q.predicate = r.predicate AND q.object = r.object AND q.graph = r.graph AND q.removed = 9223372036854775807`,
			int64(w.commit.Generation), columns[0], columns[1], columns[2], columns[3])
		if err != nil {
			return err
		}
		if done.RowsAffected() != int64(len(some)) {
			return damaged("of %d quads to remove %d are there", len(some), done.RowsAffected())
		}
	}
	return nil
}

// Compact forgets old commits, and quads that only they had.
func (j *Journal) Compact(ctx context.Context, view *graph.View, keep int) error {
	return j.again(ctx, func() error {
		return pgx.BeginFunc(ctx, j.pool, func(tx pgx.Tx) error {
			var newest int64
			if err := tx.QueryRow(ctx, `SELECT generation FROM polygraph_head WHERE one = 1 FOR UPDATE`).Scan(&newest); err != nil {
				return err
			}
			oldest := newest - int64(keep) + 1
			if uint64(newest) != view.Generation() || oldest <= 1 {
				return nil
			}
			if _, err := tx.Exec(ctx, `DELETE FROM polygraph_commits WHERE generation < $1`, oldest); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `DELETE FROM polygraph_quads WHERE removed < $1`, oldest); err != nil || newest%int64(max(keep, turnover)) != 0 {
				return err
			}
			_, err := tx.Exec(ctx, `DELETE FROM polygraph_terms AS t WHERE
				NOT EXISTS (SELECT 1 FROM polygraph_quads AS q WHERE q.subject = t.id) AND NOT EXISTS (SELECT 1 FROM polygraph_quads AS q WHERE q.predicate = t.id) AND
				NOT EXISTS (SELECT 1 FROM polygraph_quads AS q WHERE q.object = t.id) AND NOT EXISTS (SELECT 1 FROM polygraph_quads AS q WHERE q.graph = t.id)`)
			return err
		})
	})
}

// turnover is after how many generations it is worth looking through all quads for terms that
// none has any more, be there ever so few to keep.
const turnover = 20

// Await listens for commits, where the database tells of them, and looks now and then.
func (j *Journal) Await(ctx context.Context, generation uint64) error {
	if err := given(ctx); err != nil {
		return err
	}
	conn, err := j.pool.Acquire(ctx)
	if err != nil {
		return j.failed(err)
	}
	defer conn.Release()
	listens := j.tells(conn.Conn().PgConn().ParameterStatus)
	if listens {
		if _, err := conn.Exec(ctx, `LISTEN polygraph`); err != nil {
			return j.failed(err)
		}
		defer func() { _, _ = conn.Exec(context.WithoutCancel(ctx), `UNLISTEN polygraph`) }()
	}
	for {
		newest, err := newestGeneration(ctx, conn)
		if err != nil {
			return j.failed(err)
		}
		if newest != generation {
			return nil
		}
		// Many servers look; they should not all do so at once.
		wait, cancel := context.WithTimeout(ctx, lookTime+mathrand.N(lookTime))
		if listens {
			_, err = conn.Conn().WaitForNotification(wait)
		} else {
			<-wait.Done()
		}
		cancel()
		if ctx.Err() != nil {
			return given(ctx)
		}
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return j.failed(err)
		}
	}
}

// tells knows those that speak PostgreSQL's protocol and have no NOTIFY by what they say of
// themselves as one connects: CockroachDB has a parameter of its own, YugabyteDB a version such as
// 15.2-YB-2.25.0.0-b0, and a server that follows another says so.
func tells(status func(parameter string) string) bool {
	return status("crdb_version") == "" && !strings.Contains(status("server_version"), "-YB-") && !follows(status)
}

// follows tells whether a server follows another one, and may lag behind it.
func follows(status func(parameter string) string) bool { return status("in_hot_standby") == "on" }

// notBehind keeps who has read from a server from going back where the next connection leads to
// one that lags behind that.
func (j *Journal) notBehind(ctx context.Context, tx pgx.Tx) error {
	newest, err := newestGeneration(ctx, tx)
	if err != nil {
		return err
	}
	if seen := j.seen.Load(); newest < seen && follows(tx.Conn().PgConn().ParameterStatus) {
		return &graph.Error{Code: graph.CodeUnavailable, Message: fmt.Sprintf("the server of %s that can be reached follows another one and lags behind: it is at generation %d, and %d was seen", j, newest, seen)}
	}
	j.seen.Store(newest)
	return nil
}

// lookTime is how often the database is asked, at most: half as often at least.
const lookTime = 400 * time.Millisecond

func newestGeneration(ctx context.Context, q querier) (uint64, error) {
	var newest int64
	err := q.QueryRow(ctx, `SELECT generation FROM polygraph_head WHERE one = 1`).Scan(&newest)
	if why, is := errors.AsType[*pgconn.PgError](err); is && why.Code == undefinedTable || errors.Is(err, pgx.ErrNoRows) { // or the tables are just being made
		return 0, nil
	}
	return uint64(newest), err
}

// read looks at one state of the database. Where there are no tables yet, it looks at nothing.
func (j *Journal) read(ctx context.Context, look func(pgx.Tx) error) error {
	if err := given(ctx); err != nil {
		return err
	}
	return j.again(ctx, func() error {
		return pgx.BeginTxFunc(ctx, j.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
			found, err := layoutIn(ctx, tx)
			switch {
			case err != nil:
				return err
			case found == 0 && j.create: // or somebody is just making the tables
				return nil
			case found == 0:
				return errMissing
			}
			if err := cmp.Or(j.checkLayout(found), j.notBehind(ctx, tx)); err != nil {
				return err
			}
			return look(tx)
		})
	})
}

var errMissing = errors.New("it has no tables of polygraph")

// again tries what another transaction was in the way of.
func (j *Journal) again(ctx context.Context, try func() error) error {
	for tries := 1; ; tries++ {
		err := try()
		why, is := errors.AsType[*pgconn.PgError](err)
		if !is || tries == mostTries || !slices.Contains([]string{serializationFailure, deadlockDetected, duplicateTable, duplicateObject, uniqueViolation}, why.Code) {
			return j.failed(err)
		}
		select {
		case <-ctx.Done():
			return given(ctx)
		case <-time.After(mathrand.N(time.Duration(tries) * 20 * time.Millisecond)):
		}
	}
}

const mostTries = 20

// failed gives what the database or the network says a code, and keeps one that it has.
func (j *Journal) failed(err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[*graph.Error](err); known {
		return err
	}
	code, message := graph.CodeUnavailable, fmt.Sprintf("the store %s cannot be used", j)
	why, _ := errors.AsType[*pgconn.PgError](err)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		message = "the store was given up"
	case why != nil && (strings.HasPrefix(why.Code, invalidAuthorization) || why.Code == undefinedDatabase):
		return &graph.Error{Code: code, Message: fmt.Sprintf("the store %s cannot be used: %s; is the address right, and the password in PGPASSWORD or ~/.pgpass?", j, why.Message)}
	case why != nil && why.Code == insufficientPrivilege:
		return &graph.Error{Code: code, Message: fmt.Sprintf("the store %s cannot be used: %s; its user must own the tables, or be given the right to them", j, why.Message)}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &graph.Error{Code: code, Message: fmt.Sprintf("the store %s cannot be used: nobody listens there; is the database running?", j)}
	case errors.Is(err, errMissing):
		code, message = graph.CodeNotFound, fmt.Sprintf("there is no store %s; polygraph load --store makes it", j)
	case why != nil && why.Code == diskFull:
		message = fmt.Sprintf("there is no room for the store %s; nothing was changed", j)
	case why != nil && why.Code == readOnlyTransaction:
		message = fmt.Sprintf("the store %s cannot be written, as it follows another; add target_session_attrs=read-write", j)
	}
	return &graph.Error{Code: code, Message: message, Cause: err}
}

func given(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &graph.Error{Code: graph.CodeUnavailable, Message: "the store was given up", Cause: err}
	}
	return nil
}
