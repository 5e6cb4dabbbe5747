/// <reference lib="webworker" />
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

/** What is asked: things with where they begin, and relations as pairs of their places in that list. */
export type Asked = { run: number; ids: string[]; x: Float32Array; y: Float32Array; from: Uint32Array; to: Uint32Array };
/** What is told now and then: where they are, and whether that is the end of it. */
export type Told = { run: number; x: Float32Array; y: Float32Array; done: boolean };

let newest = 0;

onmessage = ({ data }: MessageEvent<Asked>) => {
  newest = data.run;
  void lay(data);
};

/** Runs in pieces, so that a newer question is heard between them. */
async function lay({ run, ids, x, y, from, to }: Asked) {
  const graph = new Graph({ multi: true, type: 'undirected' });
  ids.forEach((id, i) => graph.addNode(id, { x: x[i], y: y[i] }));
  from.forEach((source, i) => graph.addEdge(ids[source]!, ids[to[i]!]!));
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 0.6, scalingRatio: 12, barnesHutOptimize: ids.length > 400, adjustSizes: false };
  const rounds = ids.length > 2000 ? 200 : ids.length > 400 ? 400 : 600;
  const piece = ids.length > 2000 ? 5 : 25;
  for (let round = 0; round < rounds; round += piece) {
    if (run !== newest) return;
    forceAtlas2.assign(graph, { iterations: piece, settings });
    const told: Told = { run, x: new Float32Array(ids.length), y: new Float32Array(ids.length), done: round + piece >= rounds };
    ids.forEach((id, i) => {
      told.x[i] = graph.getNodeAttribute(id, 'x') as number;
      told.y[i] = graph.getNodeAttribute(id, 'y') as number;
    });
    postMessage(told, [told.x.buffer, told.y.buffer]);
    await new Promise(resolve => setTimeout(resolve));
  }
}
