// Measures how smoothly a graph is drawn, by a running server that has it:
//
//   npm run --silent frames -- http://127.0.0.1:8080 [PATH] [SECONDS]
//
// Opens the whole graph, waits until it is laid out, drags it about, and tells how many pictures a second
// the browser drew: without a graphics card, where it has none.

import { chromium } from 'playwright-core';

const [base, path = '/graph', seconds = '5'] = process.argv.slice(2);
if (!base || !URL.canParse(base)) {
  console.error('usage: npm run --silent frames -- BASE_URL [PATH] [SECONDS]');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(new URL(path, base).href);
await page.locator('.canvas canvas').first().waitFor({ timeout: 60_000 });
const begun = Date.now();
await page.waitForFunction(() => document.querySelector('.canvas')?.dataset.laid === '1', null, { timeout: 300_000 });
const laid = (Date.now() - begun) / 1000;
const shown = await page.locator('main p[role=status]').first().textContent();
const box = await page.locator('.canvas').boundingBox();
const [x, y] = [box.x + box.width / 2, box.y + 80];
await page.evaluate(() => {
  globalThis.frames = 0;
  const count = () => {
    globalThis.frames++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
});
await page.mouse.move(x, y);
await page.mouse.down();
const from = await page.evaluate(() => [performance.now(), (globalThis.frames = 0)][0]);
for (let i = 0, end = Date.now() + Number(seconds) * 1000; Date.now() < end; i++) await page.mouse.move(x + 60 * Math.sin(i / 10), y + 40 * Math.cos(i / 10));
const [to, frames] = await page.evaluate(() => [performance.now(), globalThis.frames]);
await page.mouse.up();
console.log(`${shown.trim()} Laid out after ${laid.toFixed(1)} s. Dragged: ${((frames * 1000) / (to - from)).toFixed(1)} pictures a second.`);
const told = await page.locator('.slow').allTextContents();
if (told.length) console.log(`The page says: ${told[0]}`);
await browser.close();
