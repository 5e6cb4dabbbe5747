// The server that the tests ask: POLYGRAPH is its address, such as http://127.0.0.1:8080.
if (!process.env.POLYGRAPH) throw new Error('POLYGRAPH must name a running server, such as http://127.0.0.1:8080');

export const graphql = new URL('/graphql', process.env.POLYGRAPH).href;

// ask answers { data, errors } as they come.
export async function ask(query, variables = {}) {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

// get answers the data, and fails where there are errors.
export async function get(query, variables) {
  const { data, errors } = await ask(query, variables);
  if (errors) throw new Error(`${JSON.stringify(errors)}\n${query}`);
  return data;
}
