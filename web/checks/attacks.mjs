// Sends a running server what hostile clients send:
//
//   npm run --silent attacks -- http://127.0.0.1:8080
//
// Each must be refused with a code and few words, or answered in few, within seconds,
// while an ordinary client goes on being served.

import net from 'node:net';
import { gzipSync } from 'node:zlib';

const base = process.argv[2];
const url = new URL('/graphql', base).href;
const HANG_MS = 5_000; // generous: what is meant takes milliseconds
const ANSWER_BYTES = 50_000;

const post = (body, headers = {}) => ({ method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });
const query = (text, variables) => post(JSON.stringify({ query: text, variables }));
const times = (n, make) => Array.from({ length: n }, (_, i) => make(i)).join(' ');

const doubling = (n, on, spread, leaf) =>
  `${spread} ${times(n, i => `fragment f${i} on ${on} { ...f${i + 1} ...f${i + 1} }`)} fragment f${n} on ${on} { ${leaf} }`;
const nest = (n, open, core, close) => open.repeat(n) + core + close.repeat(n);
const filters = (n, core) => Array.from({ length: n }).reduce(inner => ({ related: [{ to: inner }] }), core);

const typesDeep = nest(8, '{ type { fields ', '{ name }', ' } }');
// Same-named fields with selections, three levels: what the rule of overlapping fields compares pair by pair.
const overlapping = n => `{ ${times(n, () => `place(id: "place/jinan") { ${times(n, () => `hasPart { ${times(n, () => 'totalCount')} }`)} }`)} }`;
const twice = n =>
  `{ place(id: "place/jinan") { ...g0 } } ${times(n, i => `fragment g${i} on Thing { relations { nodes { ...g${i + 1} } } relations { nodes { ...g${i + 1} } } }`)} fragment g${n} on Thing { id }`;

const attacks = {
  'nested 400 deep': query(nest(400, '{ node(id: "place/jinan") { ... on Place { hasPart { nodes ', '{ id }', ' } } }')),
  '101 aliases': query(`{ ${times(101, i => `a${i}: __typename`)} }`),
  'fragments that double 26 times': query(doubling(26, 'Query', '{ ...f0 }', '__typename')),
  'fragments that double 26 times below a field': query(doubling(26, 'Place', '{ place(id: "x") { ...f0 } }', 'id')),
  'fragments in a circle': query('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'),
  '1000 fragments in a row': query(`{ ...f0 } ${times(1000, i => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f1000 on Query { __typename }`),
  'the same field 8000 times': query(`{ ${'__typename '.repeat(8000)} }`),
  'the same field 1900 times': query(`{ place(id: "place/jinan") { ${'id '.repeat(1900)} } }`),
  'overlapping fields, 12 x 12 x 12': query(overlapping(12)),
  'overlapping fields, 9 x 9 x 9': query(overlapping(9)),
  'overlapping fragments, 9 deep': query(twice(9)),
  'overlapping fragments, 30 deep': query(twice(30)),
  '400000 unknown fields': query(`{ ${'x '.repeat(400_000)} }`),
  '10000 directives': query(`{ __typename ${'@aa '.repeat(10_000)} }`),
  '120 x __schema': query(`{ ${times(120, i => `s${i}: __schema { types { name } }`)} }`),
  '30 x the whole schema': query(`{ ${times(30, i => `s${i}: __schema { types { fields { args { name } type { name } } } }`)} }`),
  'a circle through the schema': query(`{ __schema { types { fields ${typesDeep} } } }`),
  'a batch of 10': post(JSON.stringify(Array(10).fill({ query: '{ __typename }' }))),
  'a batch of batches': post(nest(5000, '[', '{"query":"{ __typename }"}', ']')),
  'a body of 30 MB': query(' '.repeat(30_000_000)),
  'a literal of 900 KB': query(`{ search(text: "${'x'.repeat(900_000)}") { totalCount } }`),
  'JSON that does not end, 200 KB': post(`{"query": "${'secret '.repeat(28_000)}`),
  'variables nested 100000 deep': post(`{"query":"query($f: ThingFilter) { things(filter: $f) { totalCount } }","variables":{"f":${nest(100_000, '[', '', ']')}}}`),
  'a filter of 10000 conditions': query('query($f: ThingFilter) { things(filter: $f) { totalCount } }', { f: { or: Array(10_000).fill({ kind: ['PLACE'] }) } }),
  'a filter nested 90 deep': query('query($f: ThingFilter) { things(filter: $f) { totalCount } }', { f: filters(90, { id: [] }) }),
  'a page of a billion': query('{ places(first: 1000000000) { nodes { hasPart(first: 1000000000) { nodes { id } } } } }'),
  'pages in pages in pages': query('{ things(first: 100) { nodes { relations(first: 100) { nodes { relations(first: 100) { nodes { id } } } } } } }'),
  'a cursor of 900 KB': query('query($c: String) { places(after: $c) { totalCount } }', { c: 'A'.repeat(900_000) }),
  'an ID of 900 KB': query('query($i: ID!) { place(id: $i) { id } }', { i: 'a'.repeat(900_000) }),
  'a form': post('query=%7B__typename%7D', { 'Content-Type': 'application/x-www-form-urlencoded' }),
  'a plain text': post('{"query":"{ __typename }"}', { 'Content-Type': 'text/plain' }),
  'a compressed bomb': post(gzipSync(Buffer.alloc(50_000_000, 32)), { 'Content-Encoding': 'gzip' }),
  'a mutation by GET': { method: 'GET', query: 'mutation { x }' },
  'a NUL': query('{ \u0000 }'),
  'an order of 100 keys': query('query($o: [OrderBy!]) { places(orderBy: $o) { totalCount } }', { o: Array(100).fill({ by: 'LABEL' }) }),
  'a drawing of everything, 30 times': query(`{ ${times(30, i => `n${i}: neighbourhood(of: "place/shandong", depth: 5, maxNodes: 1000, maxEdges: 5000) { omittedNodes }`)} }`),
};

async function send(request) {
  const address = request.method === 'GET' ? `${url}?query=${encodeURIComponent(request.query)}` : url;
  const begun = performance.now();
  const response = await fetch(address, { method: request.method, headers: request.headers, body: request.body, signal: AbortSignal.timeout(HANG_MS) });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - begun };
}

/** An ordinary client, all the while. */
let stop = false;
let served = 0;
let slowest = 0;
const ordinary = (async () => {
  while (!stop) {
    const { status, text, ms } = await send(query('{ place(id: "place/jinan") { label } }'));
    if (status !== 200 || !text.includes('Jinan')) throw new Error(`an ordinary client got ${status} ${text.slice(0, 200)}`);
    served++;
    slowest = Math.max(slowest, ms);
    await new Promise(done => setTimeout(done, 50));
  }
})();
ordinary.catch(() => {}); // told below

let failed = 0;
for (const [name, request] of Object.entries(attacks)) {
  try {
    const { status, text, ms } = await send(request);
    const code = /"code":"(\w+)"/.exec(text)?.[1] ?? '';
    const ill = [];
    if (text.length > ANSWER_BYTES) ill.push('a large answer');
    if (text.includes('secret') || /x{600}|A{600}|a{600}/.test(text)) ill.push('the answer repeats the request');
    if (status >= 500 && status !== 503) ill.push('the server failed');
    if (!code && !text.includes('"data"')) ill.push('no code');
    if (ill.length > 0) failed++;
    console.log(`${ill.length > 0 ? 'FAIL ' : 'ok   '} ${name.padEnd(46)} ${status} ${code.padEnd(26)} ${String(text.length).padStart(6)} bytes ${ms.toFixed(0).padStart(5)} ms  ${ill.join(', ')}`);
  } catch (error) {
    // A server may hang up on a body that is too large before it has all been sent.
    if (error.cause?.code === 'EPIPE' || error.cause?.code === 'ECONNRESET') {
      console.log(`ok    ${name.padEnd(46)} cut off`);
    } else {
      failed++;
      console.log(`FAIL  ${name}: ${error.message} ${error.cause ?? ''}`);
    }
  }
}

// Five hundred clients that say one letter and wait.
const { hostname, port } = new URL(base);
const slow = Array.from({ length: 500 }, () => {
  const socket = net.connect(Number(port), hostname, () => socket.write('P'));
  return socket.on('error', () => {});
});
await new Promise(done => setTimeout(done, 300));
const health = await fetch(new URL('/healthz', base), { signal: AbortSignal.timeout(HANG_MS) });
if (health.status !== 200) failed++;
console.log(`${health.status === 200 ? 'ok   ' : 'FAIL '} healthy beside 500 slow clients`);
for (const socket of slow) socket.destroy();

stop = true;
try {
  await ordinary;
  console.log(`an ordinary client was served ${served} times meanwhile, at worst within ${slowest.toFixed(0)} ms`);
} catch (error) {
  failed++;
  console.log(`FAIL  ${error.message}`);
}
process.exit(failed === 0 ? 0 : 1);
