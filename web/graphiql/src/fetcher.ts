import type { GraphiQLProps } from 'graphiql';

/**
 * Plain POST per the GraphQL-over-HTTP specification.
 *
 * Not createGraphiQLFetcher: that one asks for multipart/mixed, which the server
 * does not speak, and brings subscription code with it. The result is an
 * observable and not a promise so that the stop button, or a change of tab, really
 * aborts the request; GraphiQL would otherwise write a late answer into the tab
 * which happens to be open by then.
 */
export const fetcher: GraphiQLProps['fetcher'] = (params, opts) => ({
  subscribe(observer: any) {
    const abort = new AbortController();
    post(params, opts?.headers, abort.signal).then(
      result => {
        if (abort.signal.aborted) return;
        observer.next(result);
        observer.complete();
      },
      error => {
        if (!abort.signal.aborted) observer.error(error);
      },
    );
    return { unsubscribe: () => abort.abort() };
  },
});

async function post(params: unknown, headers: HeadersInit | undefined, signal: AbortSignal) {
  const response = await fetch('/graphql', {
    method: 'POST',
    signal,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
      ...headers,
    },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    // A proxy or a rate limit may answer in plain text: show that, not a syntax error.
    throw new Error(`HTTP ${response.status} ${response.statusText}: ${text.slice(0, 500)}`);
  }
}
