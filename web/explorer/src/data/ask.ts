import type { TypedDocumentString } from '../generated/graphql';

/** Why there is no answer: the server cannot be reached, it is busy, or it says what is wrong with the question. */
export type Reason = 'away' | 'busy' | 'missing' | 'refused';

export class NoAnswer extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

type Response<Data> = {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
};

/** Asks the server, in the language in which names are wanted. An answer with an error is none. */
export async function ask<Data, Variables>(
  question: TypedDocumentString<Data, Variables>,
  variables: Variables,
  language: string,
  signal?: AbortSignal,
): Promise<Data> {
  let response: globalThis.Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify({ query: question.toString(), variables }),
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NoAnswer('away', String(error));
  }
  let answer: Response<Data>;
  try {
    answer = (await response.json()) as Response<Data>;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NoAnswer('away', `${response.status} ${response.statusText}`);
  }
  const [first] = answer.errors ?? [];
  if (first) {
    const code = first.extensions?.code;
    throw new NoAnswer(reasonOf(response.status, code), first.message, code);
  }
  if (!answer.data) throw new NoAnswer('away', `${response.status} ${response.statusText}`);
  return answer.data;
}

function reasonOf(status: number, code?: string): Reason {
  if (code === 'NOT_FOUND') return 'missing';
  if (status === 503 || status === 429 || code === 'TIMEOUT' || code === 'OVERLOADED' || code === 'UNAVAILABLE') return 'busy';
  return status >= 500 ? 'away' : 'refused';
}
