import type { TypedDocumentString } from './gql/graphql.js';

/** An error of an answer. Code is stable and meant for programs, message for people. */
export class PolygraphError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Asks a server; the types of variables and data are those of the document. */
export async function ask<Data, Variables>(server: string, document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch(new URL('/graphql', server), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  }).catch(() => {
    throw new PolygraphError('UNREACHABLE', `nothing answers at ${server}`);
  });
  // Errors have a body of the same shape, whatever the status.
  const answer = (await response.json()) as Answer<Data>;
  const error = answer.errors?.[0];
  if (error) throw new PolygraphError(error.extensions?.code ?? 'UNKNOWN', error.message);
  if (!answer.data) throw new PolygraphError('UNKNOWN', `the server answered with status ${response.status}`);
  return answer.data;
}
