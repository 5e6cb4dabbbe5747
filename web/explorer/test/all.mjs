// Browser test of the explorer against a running server:
//
//   npm run --silent test -- http://127.0.0.1:8080 [--screenshots FOLDER] [--only TEXT]
//
// Opens each page as a first-time visitor without internet does, in both languages and both themes, at a
// desk and on a telephone; walks by keyboard; takes the server away. Exit status 1 if anything is not as
// it should be.

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: 'string' }, only: { type: 'string' } },
});
if (positionals.length !== 1 || !URL.canParse(positionals[0])) {
  console.error('usage: npm run --silent test -- BASE_URL [--screenshots FOLDER] [--only TEXT]');
  process.exit(2);
}
const origin = new URL(positionals[0]).origin;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = values.screenshots && resolve(process.env.INIT_CWD ?? '.', values.screenshots);
if (folder) mkdirSync(folder, { recursive: true });

/** The pictures of docs/explorer.md. */
const shown = new Set([
  'home en light',
  'graph en light',
  'matrix of all en light',
  'place en light',
  'compare zh-Hans light',
  'targets zh-Hans light',
  'clusters en dark',
]);

const STEP_MS = 20_000;
/** What the page may load before the canvas is opened, packed. */
const FIRST_LOAD_BYTES = 200_000;

let passed = 0;
let failed = 0;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
});

/** One visit: a fresh browser without internet, in which every complaint of the page is a failure. */
async function visit(name, options, what) {
  if (values.only && !name.includes(values.only)) return;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  const complaints = new Set();
  const allowed = [];
  await context.route('**', route => {
    const url = new URL(route.request().url());
    if (url.origin === origin) return route.continue();
    complaints.add(`a foreign request: ${url}`);
    return route.abort();
  });
  page.on('console', message => {
    if (message.text().includes('GPU stall due to ReadPixels')) return; // of WebGL without a graphics card
    if (['error', 'warning'].includes(message.type())) complaints.add(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', error => complaints.add(`error: ${error.message}`));
  try {
    const note = await what(page, { allow: pattern => allowed.push(pattern), context });
    const left = [...complaints].filter(text => !allowed.some(pattern => pattern.test(text)));
    if (left.length > 0) throw new Error(left.join('\n'));
    passed++;
    console.log(`ok    ${name}${note ? ` (${note})` : ''}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${String(error.message).slice(0, 1500)}`);
    if (folder) await page.screenshot({ path: `${folder}/failed-${failed}.png` }).catch(() => {});
  }
  await context.close();
}

function check(right, message) {
  if (!right) throw new Error(message);
}

/** Goes to a page and waits until its answers are there. */
async function open(page, path) {
  await page.goto(origin + path);
  await settled(page);
}

async function settled(page) {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.waiting').length === 0);
}

/** WCAG 2.2 AA as far as a program can tell, on everything that is shown. */
async function accessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  check(
    violations.length === 0,
    violations
      .map(
        ({ id, help, nodes }) =>
          `${id}: ${help}\n    ${nodes
            .slice(0, 3)
            .map(node => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`)
            .join('\n    ')}`,
      )
      .join('\n  '),
  );
}

const pages = {
  home: '/',
  search: '/search?text=steel',
  place: '/thing/place/gangcheng',
  industry: '/thing/industry/steel',
  target: await someThing('TARGET'),
  claim: await someClaim(),
  document: await someThing('DOCUMENT'),
  graph: '/graph?of=place/gangcheng',
  matrix: '/matrix?industry=industry/steel',
  'matrix of all': '/matrix',
  compare: '/compare?like=place/gangcheng',
  targets: '/targets?due=2025',
  clusters: '/clusters',
  formulas: '/formulas?formula=2%2B4',
  regions: '/regions?industry=industry/steel',
  conflicts: '/conflicts',
  holders: '/holders?asOf=2018',
};

async function ask(query) {
  const response = await fetch(`${origin}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await response.json()).data;
}

async function someThing(kind) {
  const { things } = await ask(`{ things(filter: { kind: [${kind}] }, first: 1) { nodes { id } } }`);
  return `/thing/${things.nodes[0].id}`;
}

async function someClaim() {
  const { claims } = await ask('{ claims(first: 1) { nodes { id } } }');
  return `/thing/${claims.nodes[0].id}`;
}

for (const [name, path] of Object.entries(pages)) {
  for (const locale of ['en-GB', 'zh-CN']) {
    for (const colorScheme of ['light', 'dark']) {
      await visit(`${name} in ${locale}, ${colorScheme}`, { locale, colorScheme }, async page => {
        await open(page, path);
        const language = locale === 'zh-CN' ? 'zh-Hans' : 'en';
        check((await page.evaluate(() => document.documentElement.lang)) === language, `the page is not in ${language}`);
        check((await page.locator('.failed').count()) === 0, await page.locator('.failed').allTextContents().then(String));
        check((await page.title()).includes('polygraph'), `the title is ${await page.title()}`);
        await accessible(page);
        if (folder && shown.has(`${name} ${language} ${colorScheme}`)) {
          await page.waitForFunction(() => !document.querySelector('.canvas') || document.querySelector('.canvas').dataset.laid === '1');
          await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}-${language}.png` });
        }
      });
    }
  }
  await visit(`${name} on a telephone`, { viewport: { width: 360, height: 640 } }, async page => {
    await open(page, path);
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    check(wide <= seen, `it is ${wide} pixels wide on a screen of ${seen}`);
    await accessible(page);
  });
}

await visit('the first load is small and quick', {}, async page => {
  const loads = [];
  page.on('response', response => {
    if (/\.(js|css|svg)$|\/$/.test(new URL(response.url()).pathname)) loads.push(response.body().then(body => gzipSync(body).length));
  });
  await open(page, '/');
  const bytes = (await Promise.all(loads)).reduce((sum, size) => sum + size, 0);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  check(bytes > 10_000 && bytes <= FIRST_LOAD_BYTES, `${bytes} bytes are loaded, ${FIRST_LOAD_BYTES} are allowed`);
  return `${Math.round(bytes / 1000)} kB packed, first paint after ${Math.round(paint)} ms`;
});

await visit('by keyboard from the first page to a place, and to what says so', {}, async page => {
  await open(page, '/');
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement.classList.contains('skip')), 'the first stop is not the link to the content');
  await page.keyboard.press('/');
  await page.keyboard.type('gangcheng');
  await page.locator('.found [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  check(await page.locator('[role=option][aria-selected=true]').count(), 'nothing is chosen by arrow');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/thing\//);
  await settled(page);
  check(await page.evaluate(() => document.activeElement.id === 'content'), 'reading does not go on at the content');
  // The first button with claims.
  for (let i = 0; i < 200 && !(await page.evaluate(() => document.activeElement.matches('.claims button'))); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.evidence:visible').first().waitFor();
  check(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none'), 'the focus is not to be seen');
});

await visit('a name in pinyin, and one that is nowhere', {}, async page => {
  await open(page, '/');
  await page.locator('input[role=combobox]').first().fill('gāngchéng');
  await page.locator('.found [role=option]').first().waitFor();
  await page.locator('input[role=combobox]').first().fill('xqzzvy');
  await page.getByText('Nothing is called').waitFor();
});

await visit('each question of the first page leads to an answer', {}, async page => {
  await open(page, '/');
  const links = await page.locator('.card h3 a').evaluateAll(list => list.map(link => link.getAttribute('href')));
  check(links.length === 10, `there are ${links.length} questions`);
  for (const link of links) {
    await open(page, link);
    check((await page.locator('.failed, .empty').count()) === 0, `${link}: ${await page.locator('.failed, .empty').allTextContents()}`);
  }
});

await visit('the language can be switched, and is kept', {}, async page => {
  await open(page, '/matrix');
  await page.getByLabel('Language').selectOption('zh-Hans');
  await page.getByRole('heading', { name: '产业重点' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '产业重点' }).waitFor();
});

await visit('the matrix shows what says so, sorts and filters', {}, async page => {
  await open(page, '/matrix?industry=industry/steel');
  await page.locator('button.cell').first().click();
  await page.locator('.popover .evidence').waitFor();
  await page.getByLabel('Order').selectOption('name');
  await page.waitForURL(/order=name/);
  await settled(page);
  await page.getByRole('checkbox', { name: 'Grow' }).check();
  await page.waitForURL(/stance=GROW/);
  await settled(page);
  check((await page.locator('.dot.stance-grow').count()) > 0, 'nothing grows');
});

await visit('the graph: pick, open, undo, redo, filter, table, files', {}, async page => {
  await open(page, '/graph?of=place/gangcheng');
  await page.locator('.canvas canvas').first().waitFor();
  const count = async () =>
    Number((await page.locator('main > p[role=status], main p[role=status]').first().textContent()).match(/\d[\d,]*/)[0].replaceAll(',', ''));
  const before = await count();
  await page.getByLabel('Among what is shown').fill('Jinan');
  await page.locator('.among button').first().click();
  await page.waitForURL(/sel=/);
  await page.locator('.openings button').first().click();
  await page.waitForURL(/opened=/);
  await settled(page);
  await page.waitForFunction(
    n =>
      Number(
        document
          .querySelector('main p[role=status]')
          .textContent.match(/\d[\d,]*/)[0]
          .replaceAll(',', ''),
      ) > n,
    before,
  );
  const opened = await count();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(
    n =>
      Number(
        document
          .querySelector('main p[role=status]')
          .textContent.match(/\d[\d,]*/)[0]
          .replaceAll(',', ''),
      ) === n,
    before,
  );
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.waitForFunction(
    n =>
      Number(
        document
          .querySelector('main p[role=status]')
          .textContent.match(/\d[\d,]*/)[0]
          .replaceAll(',', ''),
      ) === n,
    opened,
  );
  await page.locator('.kinds summary').click();
  await page.getByLabel(/^Programmes/).uncheck();
  await page.waitForURL(/hide=PROGRAMME/);
  await page.getByRole('button', { name: 'Table' }).click();
  await page.locator('.drawn table').waitFor();
  await page.locator('.files summary').click();
  await page.locator('.files a').first().waitFor();
  check((await page.locator('.files a').count()) === 19, 'what is picked cannot be had in every format');
  const address = await page.locator('.files a').first().getAttribute('href');
  check((await fetch(origin + address)).ok, `${address} is no file`);
  return `${before} things, ${opened} when one was opened`;
});

await visit('a way between two things', {}, async page => {
  await open(page, '/graph?from=place/gangcheng&to=industry/hydrogen');
  await page.locator('.canvas canvas').first().waitFor();
  await page.getByRole('button', { name: 'Table' }).click();
  check((await page.locator('.drawn tbody tr').count()) > 0, 'no relation is on the way');
});

await visit('hovering over a relation shows what says so', {}, async page => {
  await open(page, '/graph?from=place/gangcheng&to=industry/hydrogen');
  await page.waitForFunction(() => document.querySelector('.canvas')?.dataset.laid === '1');
  const { x, y, width, height } = await page.locator('.canvas').boundingBox();
  // The only relation runs through the middle of the picture.
  for (let i = 0; i < 30 && (await page.locator('.pointed').count()) === 0; i++)
    await page.mouse.move(x + width / 2 + (i % 3) - 1, y + height / 2 + (i % 5) - 2);
  await page.locator('.pointed').getByText('prioritises').waitFor();
  check(/line \d+/.test(await page.locator('.pointed').textContent()), await page.locator('.pointed').textContent());
});

await visit('two things are picked, and how they are connected is asked', {}, async page => {
  await open(page, '/graph?of=place/gangcheng&sel=place/gangcheng,industry/steel');
  await page.getByRole('button', { name: 'How are these two connected?' }).click();
  await page.waitForURL(/from=place%2Fgangcheng&to=industry%2Fsteel|from=place\/gangcheng&to=industry\/steel/);
  await page.getByRole('heading', { name: /shortest way/ }).waitFor();
  await page.locator('.ways li').first().waitFor();
});

await visit('the graph by region, by stance and by document', {}, async page => {
  const count = async () => Number((await page.locator('main p[role=status]').first().textContent()).match(/\d[\d,]*/)[0].replaceAll(',', ''));
  await open(page, '/graph');
  const all = await count();
  await page.getByLabel('Layout').selectOption('regions');
  await page.waitForURL(/layout=regions/);
  await page.locator('canvas.sigma-regions').waitFor({ state: 'attached' });
  await page.locator('.kinds summary').click();
  await page.getByRole('checkbox', { name: 'Limit' }).check();
  await page.waitForURL(/stance=LIMIT/);
  const limited = await count();
  await page.getByRole('checkbox', { name: 'Limit' }).uncheck();
  await page.locator('.kinds select').selectOption({ index: 1 });
  await page.waitForURL(/document=/);
  const said = await count();
  check(limited > 0 && said > limited && all > said, `${all} things, ${limited} by a stance, ${said} by a document`);
});

await visit('pictures are saved as files', {}, async page => {
  const saved = async button => {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return readFileSync(await download.path());
  };
  for (const path of ['/matrix?industry=industry/steel', '/clusters']) {
    await open(page, path);
    await page.locator('.files summary').click();
    const svg = (await saved(page.getByRole('button', { name: 'This picture, as SVG' }))).toString();
    const wrong = await page.evaluate(text => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent, svg);
    check(svg.startsWith('<svg') && /Gangcheng/.test(svg) && !wrong, `${path}: ${wrong ?? svg.slice(0, 200)}`);
  }
  await open(page, '/graph?of=place/gangcheng');
  await page.waitForFunction(() => document.querySelector('.canvas')?.dataset.laid === '1');
  const png = await saved(page.getByRole('button', { name: 'Save as PNG' }));
  check(png.subarray(1, 4).toString() === 'PNG' && png.length > 20_000, `${png.length} bytes, ${png.subarray(0, 8)}`);
});

await visit('a place as of a date, and a document at a line', {}, async page => {
  await open(page, '/thing/place/gangcheng');
  const relations = async () => Number((await page.getByRole('heading', { name: /^Relations/ }).textContent()).match(/\d+/)[0]);
  const ever = await relations();
  await open(page, '/thing/place/gangcheng?asOf=2019');
  check((await relations()) < ever, 'as many relations held in 2019 as ever');
  await open(page, '/thing/place/gangcheng');
  await page.locator('.claims button').first().click();
  await page.locator('.evidence .source a').first().click();
  await page.waitForURL(/\/thing\/document\/.*line=\d+/);
  await page.getByRole('heading', { name: /^What line \d+ says/ }).waitFor();
  await page.locator('.evidence li').first().waitFor();
});

await visit('nonsense in an address does no harm', {}, async (page, { allow }) => {
  allow(/404|400/);
  for (const path of [
    '/graph?of=place/jinan&depth=abc',
    '/graph?of=place/jinan&depth=99',
    '/graph?of=place/jinan&sel=no&stance=NONE&layout=x&show=y',
    '/matrix?cell=a~b&order=zzz&stance=',
    '/thing/place/jinan?line=-3',
  ]) {
    await open(page, path);
    check((await page.locator('.failed').count()) === 0, `${path}: ${await page.locator('.failed').allTextContents()}`);
  }
  for (const path of ['/thing/place/jinan?asOf=nonsense', '/matrix?stance=NONE', '/holders?asOf=9999999']) {
    await open(page, path);
    await page.locator('.failed .detail, .empty').first().waitFor();
  }
});

await visit('the whole graph is drawn', {}, async page => {
  await open(page, '/graph');
  await page.locator('.canvas canvas').first().waitFor();
  await page.waitForTimeout(3000);
  return page.locator('main p[role=status]').first().textContent();
});

await visit('where an answer comes from: GraphiQL has the question, and curl the same', {}, async (page, { allow }) => {
  allow(/./); // GraphiQL's own
  await open(page, '/formulas?formula=2%2B4');
  await page.locator('.provenance summary').last().click();
  await page.getByRole('button', { name: 'Copy as curl' }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  check(copied.startsWith('curl -s ') && copied.includes('FormulaBreakdown'), copied);
  await page.getByRole('link', { name: 'Open in GraphiQL' }).first().click();
  await page.waitForURL(/graphiql/);
  await page.locator('.graphiql-query-editor').getByText('FormulaBreakdown').first().waitFor();
  await page.getByRole('button', { name: /execute/i }).click();
  await page.locator('.result-window .view-line').filter({ hasText: 'totalCount' }).first().waitFor();
});

await visit('the server goes, and comes back', {}, async (page, { allow, context }) => {
  allow(/Failed to load resource|net::ERR/);
  await open(page, '/');
  await context.route('**/graphql', route => route.abort());
  await page.getByRole('link', { name: 'Formulas' }).click();
  await page.getByRole('alert').first().waitFor();
  check((await page.getByRole('alert').first().textContent()).includes('cannot be reached'), 'it does not say that the server is gone');
  await accessible(page);
  await context.unroute('**/graphql');
  for (const again = page.getByRole('button', { name: 'Try again' }); (await again.count()) > 0; await page.waitForTimeout(300)) await again.first().click();
  await page.locator('.broken').first().waitFor();
});

await visit('a part of the page cannot be fetched, and then it can', {}, async (page, { allow, context }) => {
  allow(/Failed to load resource|net::ERR|Failed to fetch/);
  await open(page, '/');
  await context.route('**/assets/Targets-*', route => route.abort());
  await page.getByRole('link', { name: 'Targets', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  await context.unroute('**/assets/Targets-*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('main table').first().waitFor();
});

await visit('undo takes back what was done on the page, and stays there', {}, async page => {
  await open(page, '/targets');
  await open(page, '/graph?of=industry/hydrogen');
  await page.locator('.among button').first().click();
  await page.waitForURL(/sel=/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => !location.search.includes('sel='));
  check(page.url().includes('/graph?of=industry/hydrogen'), `undo leads to ${page.url()}`);
  check(await page.getByRole('button', { name: 'Undo' }).isDisabled(), 'there is more to undo than was done');
});

await visit('odd addresses leave their filters to be mended', {}, async (page, { allow }) => {
  allow(/404/);
  for (const path of [
    '/matrix?industry=place/none',
    '/compare?places=x,y',
    '/graph?of=nothing/here',
    '/targets?due=abc',
    `/search?text=${'a'.repeat(300)}`,
    '/search?text=%3Cb%3E',
  ]) {
    await open(page, path);
    await page.locator('input[role=combobox]').first().waitFor();
    check((await page.locator('main input').count()) > 0, `${path}: nothing can be changed`);
  }
});

await visit('nothing matches', {}, async page => {
  await open(page, '/search?text=xqzzvy');
  await page.locator('.empty').waitFor();
  await accessible(page);
});

for (const path of ['/nowhere', '/thing/place/none-such']) {
  await visit(`no such page: ${path}`, {}, async (page, { allow }) => {
    allow(/404/);
    await open(page, path);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await accessible(page);
  });
}

await visit('as of a date', {}, async page => {
  await open(page, '/holders');
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/asOf=\d{4}/);
  await settled(page);
});

await visit('on paper', {}, async page => {
  await open(page, '/matrix?industry=industry/steel');
  await page.emulateMedia({ media: 'print' });
  check(!(await page.locator('header.shell').isVisible()), 'the navigation is printed');
  check(await page.locator('main table button.cell').first().isVisible(), 'the cells are not printed');
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
