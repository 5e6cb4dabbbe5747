// What changes.mjs accepts and refuses, on schemas of a few lines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const script = path.join(import.meta.dirname, 'changes.mjs');
const old = 'type Query { a(x: Int): Int b: Int }';

function project({ now = old, breaking = '', last = '1.0.0' }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'changes-'));
  mkdirSync(path.join(folder, 'schema'));
  writeFileSync(path.join(folder, 'schema/released.graphql'), `# 1.0.0\n${old}`);
  writeFileSync(path.join(folder, 'schema/snapshot.graphql'), now);
  writeFileSync(path.join(folder, 'CHANGELOG.md'), `# Changelog\n\n## [Unreleased]\n${breaking && `\n### Breaking\n${breaking}\n`}\n## [${last}] - 2026-01-01\n`);
  return folder;
}

function run(folder, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });
  return { passes: status === 0, says: stdout + stderr };
}

for (const [name, changes, passes, says] of [
  ['nothing changed', {}, true, '0 changes'],
  ['a field was added', { now: 'type Query { a(x: Int): Int b: Int c: Int }' }, true, '0 changes'],
  ['a field is deprecated', { now: 'type Query { a(x: Int): Int b: Int @deprecated(reason: "Use a.") }' }, true, '0 changes'],
  ['a field was removed in silence', { now: 'type Query { a(x: Int): Int }' }, false, 'Query.b'],
  ['a field was removed as announced', { now: 'type Query { a(x: Int): Int }', breaking: '- `Query.b` is a.' }, true, '1 changes'],
  ['the field of an argument that went is announced', { now: 'type Query { a: Int b: Int }', breaking: '- `Query.a` takes no x.' }, true, '1 changes'],
  ['a pattern is announced', { now: 'type Query { a: Int }', breaking: '- `*.a`, `Que*.b` are others.' }, true, '2 changes'],
  ['half a name is announced', { now: 'type Query { bb: Int a(x: Int): Int }', breaking: '- `Query.bb` went.' }, false, 'Query.b:'],
  ['a coordinate is only mentioned', { now: 'type Query { a(x: Int): Int }', breaking: '- Gone: `Query.b`.' }, false, 'Query.b'],
  ['nothing of what is announced breaks', { breaking: '- `Query.b` is a.' }, false, 'nothing of it breaks'],
  ['the changelog has another release', { last: '1.1.0' }, false, 'make release-schema'],
]) {
  test(name, () => {
    const result = run(project(changes));
    assert.equal(result.passes, passes, result.says);
    assert.ok(result.says.includes(says), result.says);
  });
}

test('a release renews schema and changelog, and the next check begins with it', () => {
  const folder = project({ now: 'type Query { a(x: Int): Int }', breaking: '- `Query.b` is a.' });
  assert.ok(run(folder, 'release', '2.0.0').passes);
  assert.equal(readFileSync(path.join(folder, 'schema/released.graphql'), 'utf8'), '# 2.0.0\ntype Query { a(x: Int): Int }');
  assert.match(readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8'), /## \[Unreleased\]\n\n## \[2\.0\.0\] - \d{4}-\d\d-\d\d\n\n### Breaking\n/);
  assert.match(run(folder).says, /^0 changes since 2\.0\.0/);
});
