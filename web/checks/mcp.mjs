// Asks as an assistant does, with the official TypeScript SDK of the Model Context Protocol,
// over standard input and output and over HTTP:
//
//   npm run --silent mcp -- http://127.0.0.1:8080 PROGRAM
//
// The server must be started with --mcp, and PROGRAM is the path of polygraph. What is asked are the examples of
// docs/mcp.md. Each structured answer must fit the schema that its tool declares.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { check, expect, finish } from './check.mjs';

const url = new URL('/mcp', process.argv[2]);
const command = resolve(process.env.INIT_CWD ?? '.', process.argv[3]);
const guide = readFileSync(new URL('../../docs/mcp.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/^```json (\w+)( error)?\n(.*?)^```$/gms)].map(([, name, fails, text]) => ({ name, fails: Boolean(fails), arguments: JSON.parse(text) }));
const ANSWER_BYTES = 110_000; // with what JSON-RPC puts around it

const ways = {
  'standard input and output': () => new StdioClientTransport({ command, args: ['mcp'], stderr: 'ignore' }),
  HTTP: () => new StreamableHTTPClientTransport(url),
};
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, validateFormats: false });
const texts = {};

for (const [way, transport] of Object.entries(ways)) {
  const client = new Client({ name: 'polygraph-checks', version: '1.0.0' });
  await check(`over ${way}: greets`, async () => {
    await client.connect(transport());
    expect(client.getServerVersion().name === 'polygraph', 'it has another name');
    expect(/Cite document and line/.test(client.getInstructions()), 'its instructions do not say how to cite');
  });
  let tools = [];
  await check(`over ${way}: lists tools, each with an example in the guide`, async () => {
    ({ tools } = await client.listTools());
    for (const tool of tools) {
      expect(tool.title && tool.description && tool.annotations.readOnlyHint === true, `${tool.name} is not described`);
      expect(examples.some(example => example.name === tool.name), `${tool.name} has no example`);
    }
    expect(tools.length > 10, `there are ${tools.length}`);
  });
  const schemas = Object.fromEntries(tools.map(tool => [tool.name, { input: ajv.compile(tool.inputSchema), output: ajv.compile(tool.outputSchema) }]));

  for (const example of examples) {
    await check(`over ${way}: ${example.name} ${JSON.stringify(example.arguments)}`, async () => {
      const { input, output } = schemas[example.name];
      expect(input(example.arguments) !== example.fails, `the arguments: ${ajv.errorsText(input.errors)}`);
      const answer = await client.callTool({ name: example.name, arguments: example.arguments });
      expect(Boolean(answer.isError) === example.fails, answer.content[0].text);
      expect(output(answer.structuredContent), `the answer: ${ajv.errorsText(output.errors)}`);
      expect(guide.includes(answer.content[0].text), `the guide has another answer:\n${answer.content[0].text}`);
      expect(JSON.stringify(answer).length < ANSWER_BYTES, `${JSON.stringify(answer).length} bytes`);
    });
  }
  await check(`over ${way}: what can be read`, async () => {
    const { resources } = await client.listResources();
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.length === 1, 'there is no template');
    for (const uri of [...resources.map(resource => resource.uri), 'polygraph://place/jinan', 'polygraph://document/shandong-17-mayors']) {
      const { contents } = await client.readResource({ uri });
      expect(contents[0].text.length > 100, `${uri} is ${contents[0].text}`);
    }
    const { messages } = await client.getPrompt({ name: 'cite' });
    expect(/cite/.test(messages[0].content.text), 'the prompt does not say how to cite');
  });
  await check(`over ${way}: what is hostile is refused in few words, and the next one is served`, async () => {
    const hostile = [
      { about: ['x'.repeat(200_000)] },
      { about: Array(10_000).fill('x') },
      { line: JSON.parse('{"a":'.repeat(1000) + '1' + '}'.repeat(1000)) },
      { document: ['\u0000\u001b[2J'] },
      { ['x'.repeat(100_000)]: 1 },
      { cursor: 'A'.repeat(1999) },
    ];
    // What is too deep, or too many, is no question that a tool answers.
    const answers = await Promise.all(hostile.map(args => client.callTool({ name: 'claims', arguments: args }).catch(error => ({ isError: true, refused: error.message }))));
    for (const [i, answer] of answers.entries()) {
      expect(answer.isError && JSON.stringify(answer).length < 3000, `${i}: ${JSON.stringify(answer).slice(0, 300)}`);
      expect(answer.refused?.includes('a message may nest') || schemas.claims.output(answer.structuredContent), `${i}: ${answer.refused ?? ajv.errorsText(schemas.claims.output.errors)}`);
    }
    const many = await Promise.all(Array.from({ length: 200 }, () => client.callTool({ name: 'search', arguments: { text: 'steel', limit: 1 } })));
    expect(many.every(answer => !answer.isError), 'of 200 calls at once some failed');
    texts[way] = many[0].content[0].text;
  });
  await check(`over ${way}: a tool that there is not is an error of the protocol`, async () => {
    await client.callTool({ name: 'delete_everything', arguments: {} }).then(
      () => expect(false, 'it was called'),
      error => expect(/unknown tool/.test(error.message), error.message),
    );
  });
  await check(`over ${way}: says goodbye`, () => client.close());
}

const post = (body, headers = {}) =>
  fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers }, body });
const refusals = {
  'a page of another site': [403, () => post('{}', { Origin: 'https://evil.example' })],
  'a stream': [405, () => fetch(url, { headers: { Accept: 'text/event-stream' } })],
  'a body of 30 MB': [413, () => post(' '.repeat(30_000_000))],
  'JSON nested 250000 deep': [400, () => post('['.repeat(250_000))],
  'a batch': [400, () => post('[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]')],
  'an unknown version': [400, () => post('{"jsonrpc":"2.0","id":1,"method":"tools/list"}', { 'Mcp-Protocol-Version': '1999-01-01' })],
};
for (const [what, [status, send]] of Object.entries(refusals)) {
  await check(`over HTTP: ${what} is refused`, async () => {
    const response = await send().catch(error => {
      if (status === 413) return { status, text: () => '' }; // cut off while it was sent
      throw error;
    });
    const text = await response.text();
    expect(response.status === status && text.length < 1000, `status ${response.status}: ${text.slice(0, 200)}`);
  });
}
await check('both ways answer alike', () => expect(texts.HTTP && texts.HTTP === texts['standard input and output'], JSON.stringify(texts)));

finish('all that an assistant does is answered');
