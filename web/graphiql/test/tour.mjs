// Browser test of the tour against a running server:
//
//   npm run --silent tour -- http://127.0.0.1:8080 [--data FILE.yaml] [--screenshot FILE.png]
//
// Opens the page as a first-time visitor without internet does, runs every ready
// tab and looks at what came back. With the file of data that the server watches
// (serve --watch) it adds a claim to it while a subscription runs. Exit status 1 if
// anything is not as it should be.

import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'graphql';
import { chromium } from 'playwright-core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshot: { type: 'string' }, data: { type: 'string' } },
});
if (positionals.length !== 1 || !URL.canParse(positionals[0])) {
  console.error('usage: npm run --silent tour -- BASE_URL [--data FILE.yaml] [--screenshot FILE.png]');
  process.exit(2);
}
const origin = new URL(positionals[0]).origin;

const OVERALL_MS = 120_000;
const STEP_MS = 20_000;

let passed = 0;
let failed = 0;
function fail(what) {
  failed++;
  console.log(`FAIL  ${what}`);
}

let browser;
setTimeout(() => {
  fail(`not finished after ${OVERALL_MS / 1000} s`);
  finish();
}, OVERALL_MS);

try {
  await tour();
} catch (error) {
  fail(firstLine(error));
}
await browser?.close();
finish();

async function tour() {
  const examples = readExamples(new URL('../../../examples/', import.meta.url));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);

  const foreign = [];
  const complaints = new Set();
  await watch(context, page, foreign, complaints);
  try {
    await openPage(page);
    await runTabs(page, examples);
  } finally {
    // Also after a failure above, of which these are often the cause.
    if (foreign.length > 0) {
      fail(`${foreign.length} foreign requests: ${[...new Set(foreign)].join(' ')}`);
    }
    for (const text of complaints) fail(text);
    // npm changes the directory; a relative file belongs where the user stands.
    if (values.screenshot) {
      await page.screenshot({ path: resolve(process.env.INIT_CWD ?? '.', values.screenshot) });
    }
  }
}

async function openPage(page) {
  await page.goto(`${origin}/graphiql`);
  // A tab pressed before the editors exist is selected but never shown.
  const editor = page.locator('.graphiql-query-editor .view-line');
  await editor.first().waitFor().catch(() => {
    throw new Error("GraphiQL's editor does not appear");
  });
}

async function runTabs(page, examples) {
  const tabs = page.locator('.graphiql-tab-button');
  const wanted = examples.map(example => example.name).join(', ');
  const titles = async () => (await tabs.allTextContents()).join(', ');
  check(
    (await titles()) === wanted,
    `tabs are [${await titles()}], examples/ has [${wanted}]; is the build older than the examples?`,
  );

  for (const [index, example] of examples.entries()) {
    const label = `${index + 1}/${examples.length} ${example.name}`;
    try {
      const note = await runTab(page, tabs.nth(index), example);
      passed++;
      console.log(`ok    ${label} (${note})`);
    } catch (error) {
      fail(`${label}: ${firstLine(error)}`);
    }
  }

  check((await titles()) === wanted, `after the tour the tabs are [${await titles()}]`);
  await attempt('a deferred part is put in its place', () => runDeferred(page));
  check(page.workers().length > 0, "none of Monaco's workers is running");
}

async function attempt(label, run) {
  try {
    await run();
    passed++;
    console.log(`ok    ${label}`);
  } catch (error) {
    fail(`${label}: ${firstLine(error)}`);
  }
}

/** Of the response pane's text Monaco keeps only the lines in view: what a reader sees. */
function pane(page, text) {
  return page.locator('.graphiql-response .view-lines').filter({ visible: true, hasText: text });
}

/** The first event of a subscription comes at once; the next one when the data change. */
async function watchChanges(page) {
  await pane(page, '"generation"').waitFor();
  if (!values.data) return 'first event';
  const file = resolve(process.env.INIT_CWD ?? '.', values.data);
  appendFileSync(file, '- {claim: place/jinan prioritises industry/hydrogen, line: 2, stance: GROW, mentions: [hydrogen]}\n');
  await pane(page, /"claimsAdded":\s*1/).waitFor().catch(() => {
    throw new Error('the page is not told that the data have changed');
  });
  return 'first event, and the one after a change';
}

/** GraphiQL merges the parts of an answer; until then the deferred field is null. */
async function runDeferred(page) {
  const query = 'query Deferred { place(id: "place/jinan") { label ... @defer { claims(first: 1) { totalCount } } } }';
  await page.locator('.graphiql-tab-add').click();
  const editor = page.locator('.graphiql-query-editor .monaco-editor').first();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(query);
  await page.waitForFunction(text => localStorage.getItem('polygraph:graphiql:query')?.includes(text), 'Deferred');
  const answered = page.waitForResponse(isRun);
  answered.catch(() => {});
  await page.locator('.graphiql-execute-button').click();
  const type = (await answered).headers()['content-type'];
  check(type.startsWith('multipart/mixed'), `the answer is ${type}`);
  await pane(page, /"totalCount":\s*[1-9]/).waitFor();
}

/** Presses a tab and the execute button; throws unless real data comes back and is shown. */
async function runTab(page, tab, { name, text, subscription }) {
  await tab.click();
  // GraphiQL reads the operation's name 100 ms after the text has changed, and stores
  // the text in the same moment. Executing earlier sends the previous tab's name.
  await page
    .waitForFunction(query => localStorage.getItem('polygraph:graphiql:query') === query, text)
    .catch(() => {
      throw new Error('the editor does not show the text of the example file');
    });

  const answered = page.waitForResponse(isRun);
  // If the click fails first, nobody awaits this any more.
  answered.catch(() => {});
  await page.locator('.graphiql-execute-button').click();
  const response = await answered.catch(() => {
    throw new Error(`no answer from /graphql within ${STEP_MS / 1000} s`);
  });

  const sent = response.request().postDataJSON();
  check(sent.operationName === name, `ran operation ${sent.operationName}`);
  check(sent.query === text, 'the query sent is not the text of the example file');
  if (subscription) {
    const note = await watchChanges(page);
    await page.locator('.graphiql-execute-button').click(); // stops it
    return note;
  }

  const body = await response.text();
  check(response.status() === 200, `HTTP ${response.status()}: ${body.slice(0, 300)}`);
  let result;
  try {
    result = JSON.parse(body);
  } catch {
    throw new Error(`the answer is not JSON: ${body.slice(0, 300)}`);
  }
  check(!result.errors, `errors: ${JSON.stringify(result.errors)?.slice(0, 500)}`);
  check(result.data, 'the answer has no data');
  const filled = Object.keys(result.data).filter(key => hasContent(result.data[key]));
  check(filled.length > 0, `nothing found: ${JSON.stringify(result.data).slice(0, 300)}`);

  // The pane was emptied at the click: it cannot be an older answer.
  await pane(page, '"data"').waitFor().catch(() => {
    throw new Error('the response pane does not show "data"');
  });
  check((await pane(page, '"errors"').count()) === 0, 'the response pane shows "errors"');

  return `${filled.join(', ')}; ${body.length} characters`;
}

/** Blocks whatever leaves the origin, and records everything that went wrong in the page. */
async function watch(context, page, foreign, complaints) {
  // data: and blob: addresses go nowhere; ws: counts as the http: it starts with.
  const isForeign = url => {
    const { protocol, origin: target } = new URL(String(url).replace(/^ws/, 'http'));
    return protocol.startsWith('http') && target !== origin;
  };
  await context.route('**/*', route => {
    const url = route.request().url();
    if (!isForeign(url)) return route.continue();
    foreign.push(url);
    return route.abort();
  });
  await context.routeWebSocket(isForeign, socket => {
    foreign.push(socket.url());
    socket.close();
  });

  // The console mentions a violated policy in words only; the event names the rule.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`CSP violation: ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  page.on('console', message => {
    // Without its workers Monaco only warns, and goes on slowly in the page's thread.
    if (message.type() === 'error' || /could not create web worker/i.test(message.text())) {
      complaints.add(`console: ${message.text()} ${message.location().url}`);
    }
  });
  page.on('pageerror', error => complaints.add(`page error: ${firstLine(error)}`));
  page.on('crash', () => complaints.add('the page crashed'));
}

/** GraphiQL asks for the schema at the same address, at moments of its own choosing. */
function isRun(response) {
  const request = response.request();
  return (
    response.url() === `${origin}/graphql` &&
    request.method() === 'POST' &&
    request.postDataJSON()?.operationName !== 'IntrospectionQuery'
  );
}

function readExamples(folder) {
  const files = readdirSync(folder).filter(file => file.endsWith('.graphql')).sort();
  if (files.length === 0) throw new Error(`no *.graphql in ${folder.pathname}`);
  return files.map(file => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const operations = parse(text).definitions.filter(d => d.kind === 'OperationDefinition');
    check(operations.length === 1 && operations[0].name, `${file}: wanted one named operation`);
    return { name: operations[0].name.value, text, subscription: operations[0].operation === 'subscription' };
  });
}

/** An empty list in three wrappers, or a count of 0, is nothing to show on a tour. */
function hasContent(value) {
  if (value === null || typeof value !== 'object') return Boolean(value);
  return Object.entries(value).some(([key, child]) => key !== '__typename' && hasContent(child));
}

function check(condition, message) {
  if (!condition) throw new Error(message);
}

function firstLine(error) {
  return String(error?.message ?? error).split('\n')[0];
}

/** Ends the process, and with it a browser that may hang. */
function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
