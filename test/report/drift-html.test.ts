import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { filesDrift } from '../../src/drift/files-drift.ts';
import { driftHtml } from '../../src/report/drift-html.ts';
import { CHROMIUM, inBrowser, startBrowser } from '../tools/browser.ts';
import { tempFolder } from '../tools/temp-folder.ts';
import { DRIFT_RESULT, HOSTILE } from './drift-result.ts';

const REPORT = driftHtml(DRIFT_RESULT);

describe('the HTML of drift', () => {
  it('names nothing outside of itself', () => {
    const attributes = [...REPORT.matchAll(/<[a-z][^>]*\s(?:href|src|action|data|srcset|poster)="([^"]*)"/g)];
    expect(attributes.map(([, value = '']) => value).filter((value) => !value.startsWith('#'))).toEqual([]);
    expect(REPORT).not.toMatch(/@import|url\(/);
  });

  it('is whole when there is nothing to say', () => {
    const empty = driftHtml([filesDrift([], [])]);
    expect(empty).toContain('<p>Nothing differs.</p>');
    expect(empty).toContain('<h2 id="w1">Files</h2>');
  });
});

describe.skipIf(CHROMIUM === undefined)(inBrowser('the HTML of drift in a browser'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  /** Opens a report and collects whatever it asked for, said or refused. */
  async function open(html: string, options: BrowserContextOptions = {}) {
    const file = join(tempFolder(), 'report.html');
    writeFileSync(file, html);
    const context = await browser.newContext({ offline: true, ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const heard: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('dialog', (dialog) => {
      heard.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => requests.push(request.url()));
    const url = pathToFileURL(file).href;
    await page.goto(url);
    return { page, heard, requests: requests.filter((each) => each !== url) };
  }

  async function shownObjects(page: Page): Promise<readonly string[]> {
    const texts = await page.locator('details[data-state]:visible > summary').allTextContents();
    return texts.map((text) => text.trim().replace(/\s+/g, ' '));
  }

  it('says nothing on the console and asks for nothing', async () => {
    const { heard, requests } = await open(REPORT);
    expect([heard, requests]).toEqual([[], []]);
  });

  it('runs no script of a cluster and shows its texts as they are', async () => {
    const { page, heard } = await open(REPORT);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, iframe, object, embed, link, base, form').count()).toBe(0);
    const handlers = await page.evaluate(`
      [...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames())
        .filter((name) => name.startsWith('on') || name === 'style')`);
    expect(handlers).toEqual([]);
    const names = await page.locator('details > summary > code').allTextContents();
    const shown = HOSTILE.replace('\u001b', '\\x1b').replace('\u202e', '\\u202e').replace('\n', '\\x0a');
    expect(names).toContain(`ConfigMap shop-prod/${shown}`);
    expect(heard).toEqual([]);
  });

  it('would let no script run even if one got in', async () => {
    const attack =
      '<script>document.title = "taken"</script><img src="https://evil.example/x" onerror="document.title = \'taken\'"><p style="color: red">';
    const { page, heard } = await open(REPORT.replace('<main id="main">', (main) => main + attack));
    expect(await page.title()).toBe('Drift report');
    expect(heard.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
  });

  it('filters by text and by state', async () => {
    const { page } = await open(REPORT);
    const all = await shownObjects(page);
    expect(all).toHaveLength(8);
    await page.getByLabel('Filter by text').fill('REPORTER');
    expect(await shownObjects(page)).toEqual(['ServiceAccount shop-prod/reporter missing in cluster']);
    expect(await page.locator('tr[data-state]:visible').count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe('1 of 8 objects shown');
    await page.getByLabel('Filter by text').press('Escape');
    expect(await shownObjects(page)).toEqual(all);
    await page.getByLabel('State').selectOption('orphan');
    expect(await shownObjects(page)).toEqual(['ConfigMap shop-prod/debug not in Git']);
  });

  it('shows everything without its script', async () => {
    const { page } = await open(REPORT, { javaScriptEnabled: false });
    expect(await page.locator('details[data-state]:visible').count()).toBe(8);
    expect(await page.locator('#filter').isVisible()).toBe(false);
  });

  it.each(['light', 'dark'] as const)('has no barrier that axe knows of, %s', async (colorScheme) => {
    const { page } = await open(REPORT, { colorScheme });
    await page.evaluate(axe.source);
    const found = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html).slice(0, 3)]))`);
    expect(found).toEqual([]);
  });

  it('is reached by keyboard, fits a narrow screen, and prints what is closed', async () => {
    const { page } = await open(REPORT, { viewport: { width: 320, height: 640 } });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the objects');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const closed = page.getByText('spec.replicas');
    expect(await closed.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await closed.isVisible()).toBe(true);
    expect(await page.locator('nav').isVisible()).toBe(false);
  });
});
