// Talks to a running server as clients of streams do:
//
//   npm run --silent streams -- http://127.0.0.1:8080 DATA.yaml
//
// The server must watch the folder of the data file (serve --watch); a claim is added
// to it while subscriptions run.

import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createClient as createEventsClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { meros } from 'meros';
import http from 'node:http';
import { WebSocket } from 'ws';
import { check, expect, finish } from './check.mjs';

const url = new URL('/graphql', process.argv[2]).href;
const socketUrl = url.replace(/^http/, 'ws');
const file = resolve(process.env.INIT_CWD ?? '.', process.argv[3]);
const changes = 'subscription { graphChanged { generation claimsAdded } }';

const sockets = createSocketClient({ url: socketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
const eventsClient = createEventsClient({ url, retryAttempts: 0 });

/** Every way to subscribe, as an iterator of results. */
const ways = {
  'graphql-ws': () => sockets.iterate({ query: changes }),
  'graphql-sse': () => eventsClient.iterate({ query: changes }),
  'an EventSource, which can only GET': () => eventSource(`${url}?query=${encodeURIComponent(changes)}`),
};

async function* eventSource(address) {
  const response = await fetch(address, { headers: { Accept: 'text/event-stream' } });
  expect(response.headers.get('Content-Type') === 'text/event-stream', 'the answer is no stream of events');
  let text = '';
  for await (const chunk of response.body) {
    text += Buffer.from(chunk).toString();
    for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
      const data = /^data: ?(.*)$/m.exec(text.slice(0, end));
      if (data) yield JSON.parse(data[1]);
    }
  }
}

const running = Object.entries(ways).map(([name, subscribe]) => ({ name, results: subscribe()[Symbol.asyncIterator]() }));
for (const { name, results } of running) {
  await check(`${name}: the first event comes at once`, async () => {
    const { value } = await results.next();
    expect(value?.data?.graphChanged?.claimsAdded === 0, JSON.stringify(value));
  });
}
appendFileSync(file, '- {claim: place/jinan prioritises industry/chemicals, line: 3, stance: GROW, mentions: [chemicals]}\n');
for (const { name, results } of running) {
  await check(`${name}: the next one when the data change`, async () => {
    const { value } = await results.next();
    expect(value?.data?.graphChanged?.claimsAdded === 1, JSON.stringify(value));
  });
  await results.return?.();
}

await check('graphql-ws: a query', async () => {
  const { value } = await sockets.iterate({ query: '{ place(id: "place/jinan") { label } }' }).next();
  expect(value?.data?.place?.label === 'Jinan', JSON.stringify(value));
});

await check('graphql-ws: a request that does not validate', async () => {
  let refused;
  try {
    await sockets.iterate({ query: '{ nonsense }' }).next();
  } catch (errors) {
    refused = errors;
  }
  expect(refused?.[0]?.extensions?.code === 'GRAPHQL_VALIDATION_FAILED', JSON.stringify(refused));
});

await check('a page of another site opens no socket', async () => {
  const status = await new Promise(done => {
    const socket = new WebSocket(socketUrl, 'graphql-transport-ws', { origin: 'https://elsewhere.example' });
    socket.on('unexpected-response', (_, response) => done(response.statusCode));
    socket.on('open', () => done('open'));
    socket.on('error', () => {});
  });
  expect(status === 403 || status === 400, `it is answered with ${status}`);
});

await check('meros: deferred parts', async () => {
  const query = '{ place(id: "place/jinan") { label ... @defer(label: "later") { claims(first: 1) { totalCount } } } }';
  const response = await new Promise((done, fail) => {
    const request = http.request(url, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'multipart/mixed' } }, done);
    request.on('error', fail);
    request.end(JSON.stringify({ query }));
  });
  const parts = [];
  for await (const part of await meros(response)) parts.push(part.body);
  expect(parts[0].data.place.label === 'Jinan' && parts[0].hasNext === true, JSON.stringify(parts[0]));
  const later = parts.flatMap(part => part.incremental ?? []);
  expect(later.length === 1 && later[0].label === 'later' && later[0].path.join() === 'place', JSON.stringify(parts));
  expect(later[0].data.claims.totalCount > 0 && parts.at(-1).hasNext === false, JSON.stringify(parts));
});

await sockets.dispose();
eventsClient.dispose();
finish('all that clients of streams do is answered');
