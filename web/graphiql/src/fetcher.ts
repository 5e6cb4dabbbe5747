import type { GraphiQLProps } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { meros } from 'meros/browser';
import { events } from './events';

type Request = { query: string; operationName?: string | null };

/**
 * GraphQL over HTTP: one answer as JSON, a subscription as server-sent events, a
 * document with @defer in parts.
 *
 * Not createGraphiQLFetcher: that one wants a second address for subscriptions and
 * asks for parts with every request. The result is an observable and not a promise so
 * that the stop button, or a change of tab, really aborts the request; GraphiQL would
 * otherwise write a late answer into the tab which happens to be open by then.
 */
export const fetcher: GraphiQLProps['fetcher'] = (params, opts) => ({
  subscribe(observer: any) {
    const abort = new AbortController();
    answers(params as Request, opts?.headers, abort.signal, answer => {
      if (!abort.signal.aborted) observer.next(answer);
    }).then(
      () => {
        if (!abort.signal.aborted) observer.complete();
      },
      error => {
        if (!abort.signal.aborted) observer.error(error);
      },
    );
    return { unsubscribe: () => abort.abort() };
  },
});

async function answers(
  params: Request,
  headers: HeadersInit | undefined,
  signal: AbortSignal,
  next: (answer: any) => void,
) {
  const response = await fetch('/graphql', {
    method: 'POST',
    signal,
    headers: { 'Content-Type': 'application/json', Accept: accept(params), ...headers },
    body: JSON.stringify(params),
  });
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/event-stream')) {
    for await (const event of events(response.body!)) next(JSON.parse(event));
    return;
  }
  if (type.startsWith('multipart/mixed')) {
    const parts = await meros<any>(response);
    if (Symbol.asyncIterator in parts) {
      for await (const part of parts) next(part.body);
    }
    return;
  }
  const text = await response.text();
  try {
    next(JSON.parse(text));
  } catch {
    // A proxy or a rate limit may answer in plain text: show that, not a syntax error.
    throw new Error(`HTTP ${response.status} ${response.statusText}: ${text.slice(0, 500)}`);
  }
}

function accept({ query, operationName }: Request): string {
  try {
    const document = parse(query);
    if (getOperationAST(document, operationName)?.operation === 'subscription') return 'text/event-stream';
  } catch {
    // The server says what is wrong with the text.
  }
  const parts = query.includes('@defer') ? 'multipart/mixed, ' : '';
  return `${parts}application/graphql-response+json, application/json`;
}
