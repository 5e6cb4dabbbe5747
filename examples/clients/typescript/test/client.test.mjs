// The app, built, against the running server that POLYGRAPH names.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';

const folder = path.join(import.meta.dirname, '..');
const server = process.env.POLYGRAPH;
if (!server) throw new Error('POLYGRAPH must name a running server, such as http://127.0.0.1:8080');

function run(command, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, out: stdout, err: stderr };
}

const codegen = (schema, config) => run('node_modules/.bin/graphql-codegen', ['--config', config], { POLYGRAPH_SCHEMA: schema });

function generated(name) {
  const list = path.join(folder, name);
  return Object.fromEntries(readdirSync(list).map((file) => [file, readFileSync(path.join(list, file), 'utf8')]));
}

before(() => {
  const build = run('npm', ['run', '--silent', 'build']);
  assert.equal(build.status, 0, build.out + build.err);
});

test('code from the snapshot and from introspection is the same, without a warning', () => {
  const snapshot = generated('src/gql');
  const { status, out, err } = codegen(`${server}/graphql`, 'codegen.ts');
  assert.equal(status, 0, out + err);
  assert.doesNotMatch(out + err, /warn|deprecat/i);
  assert.deepEqual(generated('src/gql'), snapshot);
});

test('the whole schema, and each example of the project, become types that compile', () => {
  const { status, out, err } = codegen(`${server}/graphql`, 'test/everything.ts');
  assert.equal(status, 0, out + err);
  assert.doesNotMatch(out + err, /warn|deprecat/i);
  const tsc = run('node_modules/.bin/tsc', ['--noEmit', '--strict', '--skipLibCheck', 'dist/schema.ts', 'dist/operations.ts']);
  assert.equal(tsc.status, 0, tsc.out);
});

test('who shares a priority in steel, in pages of one', () => {
  const { status, out, err } = run('node', ['dist/main.js', 'industry/steel', '1']);
  assert.equal(status, 0, err);
  assert.equal(run('node', ['dist/main.js', 'industry/steel']).out, out);
  assert.deepEqual(out.match(/^\S.*/gm), ['Gangcheng District', 'Laiwu', 'Rizhao']);
  assert.match(out, /^ {2}steel: UPGRADE$/m);
  assert.match(out, /, line 6: .*鋼鐵產業轉型升級/);
});

test('errors are told by their codes', () => {
  const missing = run('node', ['dist/main.js', 'industry/stel']);
  assert.equal(missing.status, 1);
  assert.match(missing.err, /no such industry: .*industry\/steel/);
  const large = run('node', ['dist/main.js', 'industry/steel', '101']);
  assert.equal(large.status, 1);
  assert.match(large.err, /^INVALID_ARGUMENT: /);
  assert.equal(run('node', ['dist/main.js']).status, 2);
  const away = run('node', ['dist/main.js', 'industry/steel'], { POLYGRAPH: 'http://127.0.0.1:9' });
  assert.equal(away.status, 1);
  assert.equal(away.err, 'UNREACHABLE: nothing answers at http://127.0.0.1:9\n');
});
