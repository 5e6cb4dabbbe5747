// Loads N-Quads into Oxigraph and asks it, in this process, what a file names; prints what
// was found and how long it took.
//
//   node oxigraph.mjs GRAPH.nq DERIVED.nt QUESTIONS.json
import { openSync, readSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { Store } from "oxigraph";

const [graph, derived, questions] = process.argv.slice(2);

// A piece of lines at a time, as a text of JavaScript has a bound.
function* pieces(name, size = 64 << 20) {
  const file = openSync(name, "r");
  const buffer = Buffer.alloc(size);
  let kept = 0;
  for (;;) {
    const read = readSync(file, buffer, kept, size - kept, null);
    if (read === 0) break;
    const end = kept + read;
    const lines = buffer.lastIndexOf(10, end - 1) + 1;
    yield buffer.toString("utf8", 0, lines);
    kept = buffer.copy(buffer, 0, lines, end);
  }
}

const store = new Store();
const begun = performance.now();
for (const piece of pieces(graph)) store.load(piece, { format: "application/n-quads", lenient: true, no_transaction: true });
const loading = (performance.now() - begun) / 1000;
const quads = store.size;
for (const piece of pieces(derived)) store.load(piece, { format: "application/n-triples", lenient: true, no_transaction: true });

// The queries of a question are tried in turn until one finds anything.
function ask(queries) {
  let rows = [];
  for (const query of queries) {
    rows = store.query(query, { use_default_graph_as_union: true });
    if (rows.length > 0) break;
  }
  return rows;
}

const plain = (row) => Object.fromEntries([...row].map(([name, term]) => [name, term.termType === "Literal" && /#(double|decimal|integer|float)$/.test(term.datatype.value) ? Number(term.value) : term.value]));

const answers = JSON.parse(readFileSync(questions, "utf8")).map(({ name, asked, seconds }) => {
  const rows = asked.map((queries) => ask(queries).map(plain)); // these warm it, too
  const times = [];
  const until = performance.now() + 1000 * seconds;
  for (let i = 0; times.length < asked.length || performance.now() < until; i++) {
    if (times.length > 0 && performance.now() > until + 10_000 * seconds) break; // slow ones are not asked for ever
    const before = performance.now();
    ask(asked[i % asked.length]);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(part * times.length))] * 1000;
  return { name, rows, count: times.length, median: at(0.5), low: at(0.25), high: at(0.75) };
});
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024;
console.log(JSON.stringify({ quads, seconds: loading, peak, answers }));
