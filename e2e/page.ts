/**
 * The tiny language of the browser tests: `open(page, '#v=1…')`, `ask(page, '_STOP 000b')`, `status(page)`. It finds
 * things by role and name, as a screen reader does. `test` fails on any console error or warning, any page error, and
 * any request to an origin other than the page's own.
 */
import { readFileSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import type { RuleSet } from '../src/protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../src/protocol/rule-sets/rule-sets.ts';
import { formatDigits, formatState } from '../src/protocol/state/state.ts';
import { lendPage, takeBack } from './lent-page.ts';
import { clearKept, leave } from './origin.ts';

export { clearKept, expect, leave, RULE_SETS };

interface Fixtures {
  /** Somebody else's page: another browser profile with empty storage. */
  readonly visitor: Page;
}

/** A test with a page, a browser profile and a browser history of its own. */
export const ownTest = base.extend<Fixtures>({
  page: async ({ page, context, baseURL }, use) => {
    const complaints = watch(context, baseURL);
    await use(page);
    await checkPolicy(page);
    expect(complaints).toEqual([]);
  },
  visitor: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext();
    const complaints = watch(context, baseURL);
    await use(await context.newPage());
    expect(complaints).toEqual([]);
    await context.close();
  },
});

/** A test with a page on which nothing is kept; other tests may have had it before. */
export const test = ownTest.extend({
  context: async ({ page }, use) => {
    await use(page.context());
  },
  page: async ({ browser, baseURL, viewport }, use, { errors }) => {
    const { page, complaints } = await lendPage(browser, viewport, (context) => watch(context, baseURL));
    await use(page);
    await checkPolicy(page);
    const found = [...complaints];
    await takeBack(errors.length === 0 && found.length === 0);
    expect(found).toEqual([]);
  },
});

/** Collects what a page must not do. */
function watch(context: BrowserContext, baseURL: string | undefined): string[] {
  const home = new URL(baseURL ?? '').origin;
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`page error: ${error.error().message}`));
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== home && !['data:', 'about:'].includes(protocol))
      complaints.push(`asked for ${request.url()}`);
  });
  return complaints;
}

/** The built page's own policy says that it loads nothing from elsewhere. */
async function checkPolicy(page: Page): Promise<void> {
  if (!page.url().startsWith('http')) return;
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /default-src 'none'.*connect-src 'self'/);
}

/** Opens the page, at an address if one is given, and waits for its states, or for the start of an empty Review. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(current(page).or(begin(page))).toBeVisible();
}

/** What Review shows where it has no text. */
export const begin = (page: Page): Locator => page.getByRole('region', { name: 'Start a review' });

/** The rows that the browser's database holds for this page, with their texts, as JSON. The page may be any of its origin. */
export function readKept(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('vfio-migration-explorer');
        // Before the page made it: left unmade, or the page would find it without its store.
        opening.onupgradeneeded = () => {
          opening.transaction?.abort();
          resolve('[]');
        };
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const names = [...database.objectStoreNames];
          if (!names.includes('kept')) return resolve('[]');
          const transaction = database.transaction(names);
          const [rows, texts] = names.map((name) => transaction.objectStore(name).getAll());
          transaction.oncomplete = () => {
            const parts = new Map(texts?.result.map(({ id, text }) => [id, text]));
            const join = (part: string | { id: string }) =>
              typeof part === 'string' ? part : parts.get(part.id);
            const kept = rows?.result.map((row) =>
              row.parts ? { ...row, text: row.parts.map(join).join('') } : row,
            );
            resolve(JSON.stringify(kept));
          };
          database.close();
        };
      }),
  );
}

/** Keeps a history of so many steps between _RUNNING and _STOP, with a branch after the hundredth; the page must have been left. */
export function plantHistory(page: Page, count: number): Promise<void> {
  const step = (to: string) => ({ act: 'request', to, saw: 'accepted' });
  const nodes = Array.from({ length: count }, (_, parent) => ({
    parent,
    step: step(parent % 2 === 0 ? '_STOP' : '_RUNNING'),
  }));
  if (count > 100) nodes.push({ parent: 100, step: step('_SAVING|_RUNNING') });
  const follows = Object.fromEntries(nodes.slice(0, count).map(({ parent }) => [parent, parent + 1]));
  const fixed = { version: 1, ruleSet: 'patch-2021-09', flags: null, start: '_RUNNING' };
  const text = JSON.stringify({ ...fixed, nodes, cursor: count, follows });
  return page.evaluate(
    (kept) =>
      new Promise<void>((resolve, reject) => {
        localStorage.setItem('vfio-migration-explorer.kept', '1');
        // As version 1 kept it, where the database is new.
        const opening = indexedDB.open('vfio-migration-explorer');
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept', { keyPath: 'key' });
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('kept', 'readwrite');
          const row = { version: 1, key: 'history/planted', changed: Date.now(), by: 'planted' };
          writing.objectStore('kept').put({ ...row, text: kept });
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    text,
  );
}

/** How many steps each kept history has, the latest first. */
export async function readSteps(page: Page): Promise<readonly number[]> {
  const rows: { key: string; text: string; changed: number }[] = JSON.parse(await readKept(page));
  return rows
    .filter(({ key }) => key.startsWith('history/'))
    .sort((one, other) => other.changed - one.changed)
    .map(({ text }) => JSON.parse(text).nodes.length);
}

/** The rule set with that id; throws if there is none. */
export function rules(id: string): RuleSet {
  const found = getRuleSet(id);
  if (!found) throw new Error(`there is no rule set ${id}`);
  return found;
}

/** The rule sets whose pictures differ; each other one draws the same arcs as one of these. */
export const PICTURES = RULE_SETS.filter(
  ({ id }) => !['stop-default', 'control-bits', 'control-bits-v4'].includes(id),
);

/** The name that a state's button promises: `_RUNNING 001b`, `RUNNING 2`, or the bits and the role. */
export function stateName(ruleSet: RuleSet, value: number): string {
  const [name, digits] = [formatState(ruleSet.states, value), formatDigits(ruleSet.states, value)];
  return name === digits ? `${digits} invalid` : `${name} ${digits}`;
}

export const graph = (page: Page): Locator => page.getByRole('region', { name: 'State graph' });

export const state = (page: Page, name: string): Locator =>
  graph(page).getByRole('button', { name, exact: true });

/** The button of the state that the device is in. */
export const current = (page: Page): Locator => graph(page).locator('button[aria-current="true"]');

export const status = (page: Page): Locator => page.getByRole('status');

/** What failed, as the page shows it; the announcer says it. A start page has an empty place, for files that it cannot read. */
export const alert = (page: Page | Locator): Locator =>
  page.locator('[data-alert]').filter({ hasText: /\S/ });

export const matrix = (page: Page): Locator => page.getByRole('table', { name: 'Transition matrix' });

/** `cell(page, '_RUNNING to _RESUMING: refused')` */
export const cell = (page: Page, name: string): Locator =>
  matrix(page).getByRole('button', { name, exact: true });

/** The panel about one request. */
export const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Request' });

/** The chip of another rule set in the inspector, with its verdict on the same request. */
export const chip = (page: Page, id: string): Locator =>
  inspector(page).getByRole('button', { name: new RegExp(`^${id.replaceAll('.', '\\.')}\\s*:`) });

export const history = (page: Page): Locator => page.getByRole('list', { name: 'History' });

/** The steps of the history, one item each; the first says where the history began. */
export const steps = (page: Page): Locator => history(page).getByRole('listitem');

/** The last step that the device has made. */
export const cursor = (page: Page): Locator => history(page).locator('[aria-current="step"]');

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

export const reset = (page: Page): Locator => button(page, 'VFIO_DEVICE_RESET');

export const chooser = (page: Page): Locator => page.getByRole('combobox', { name: 'Rule set' });

export async function chooseRules(page: Page, id: string): Promise<void> {
  await chooser(page).selectOption(id);
  await expect(chooser(page)).toHaveValue(id);
  await paint(page);
}

/** Waits for two painted frames, so that there is something to measure. */
export async function paint(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
}

/** Clicks states, one after the other. */
export async function ask(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await state(page, name).click();
}

/** Expects the device to be in this state. */
export async function expectCurrent(page: Page, name: string): Promise<void> {
  await expect(state(page, name)).toHaveAttribute('aria-current', 'true');
  await expect(current(page)).toHaveCount(1);
}

/** The element with the focus, by tag; `BODY` when it is lost. */
export const getFocus = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.tagName ?? 'BODY');

/** Expects the focus to be on something that the user can continue from. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(() => getFocus(page), 'the focus is lost to the page').not.toBe('BODY');
}

/** A point on an arc where a click hits it, and how many pixels across belong to the arc. */
interface ArcPoint {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** For each drawn arc, the point on it that is easiest to hit with the mouse. */
export function findArcPoints(page: Page): Promise<Readonly<Record<string, ArcPoint>>> {
  return graph(page).evaluate((region) => {
    const found: Record<string, ArcPoint> = {};
    for (const arc of region.querySelectorAll<SVGGElement>('g[data-arc]')) {
      const path = arc.querySelector('path');
      const matrix = path?.getScreenCTM();
      if (!path || !matrix) continue;
      const at = (share: number) =>
        path.getPointAtLength(path.getTotalLength() * share).matrixTransform(matrix);
      const isHit = (x: number, y: number) => document.elementFromPoint(x, y)?.closest('g[data-arc]') === arc;
      let best: ArcPoint = { x: 0, y: 0, width: 0 };
      for (let share = 0.1; share <= 0.9; share += 0.05) {
        const [here, before, after] = [at(share), at(share - 0.02), at(share + 0.02)];
        if (best.width >= 18 || !isHit(here.x, here.y)) continue;
        const length = Math.hypot(after.x - before.x, after.y - before.y);
        const [nx, ny] = [(after.y - before.y) / length, (before.x - after.x) / length];
        let width = 1;
        for (const side of [1, -1])
          for (let off = 1; off < 20 && isHit(here.x + nx * off * side, here.y + ny * off * side); off += 1)
            width += 1;
        if (width > best.width) best = { x: here.x, y: here.y, width };
      }
      found[arc.dataset.arc ?? ''] = best;
    }
    return found;
  });
}

/** The point of one arc, once the graph has stopped moving. */
export async function findArcPoint(page: Page, id: string): Promise<ArcPoint> {
  // A page that has just become wide or narrow is laid out anew.
  await expect(() => graph(page).scrollIntoViewIfNeeded({ timeout: 1000 })).toPass();
  let [point, before] = [undefined as ArcPoint | undefined, ''];
  const isStill = async () => {
    point = (await findArcPoints(page))[id];
    const [now, then] = [JSON.stringify(point), before];
    before = now;
    return point !== undefined && now === then;
  };
  await expect.poll(isStill, `the arc ${id} is drawn, and lies still`).toBe(true);
  return point ?? { x: 0, y: 0, width: 0 };
}

/** Clicks an arc, given as `1>4`, with the mouse, at a point where no other arc lies. */
export async function clickArc(page: Page, id: string): Promise<ArcPoint> {
  const point = await findArcPoint(page, id);
  await page.mouse.click(point.x, point.y);
  return point;
}

/** The tab of a mode. */
export const mode = (page: Page, name: string): Locator =>
  page.getByRole('tablist', { name: 'Mode' }).getByRole('tab', { name, exact: true });

/** Goes to a mode by its tab, and waits for the states. */
export async function chooseMode(
  page: Page,
  name: 'Explore' | 'Compare' | 'Review' | 'Learn',
): Promise<void> {
  await mode(page, name).click();
  await expect(mode(page, name)).toHaveAttribute('aria-selected', 'true');
  await expect(current(page).or(begin(page))).toBeVisible();
}

/** The old side of a comparison. */
export const against = (page: Page): Locator => page.getByRole('combobox', { name: 'Compared with' });

/** Shows one of the panels that share a place, by its tab, and returns it. */
export async function showPart(page: Page, name: string | RegExp): Promise<Locator> {
  const tab = page.getByRole('main').getByRole('tab', { name });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  return page.locator(`[aria-labelledby="${await tab.getAttribute('id')}"]`);
}

/** A part with a heading of its own, by its name. */
export const part = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

/** The button that begins the lesson on device_state. */
export const lessonStart = (page: Page | Locator): Locator =>
  page
    .getByRole('listitem')
    .filter({ hasText: 'device_state and its bits' })
    .getByRole('button', { name: /^Start/ });

/** The text of Review. CodeMirror is in a shadow root, which locators look into. */
export const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Text to review' });

/** Goes to the text of Review, and waits until the editor has put its caret back where it was. */
export async function enterEditor(page: Page): Promise<void> {
  await editor(page).focus();
  await expect(page.locator('.cm-editor.cm-focused')).toBeVisible();
}

/** Pastes into the focused element as the browser does: one event with the text. */
export async function paste(page: Page, text: string): Promise<void> {
  await enterEditor(page);
  await editor(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  }, text);
}

/** One of the texts that Review is tested with. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../src/reader/fixtures/${name}`, import.meta.url), 'utf8');
}

/** Replaces the text under review by pasting, and waits until it has been read. */
export async function review(page: Page, text: string): Promise<void> {
  await enterEditor(page);
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, text);
  await expect(found(page)).toContainText(
    /^(?!.*Reading the text).*(?:Found|could not be read|Not read|Generation)/s,
  );
}

/** The list of what was found in the text, and of what was not. */
export const found = (page: Page): Locator => page.getByRole('region', { name: 'Found in the text' });

/** The number of the line with the caret. */
export const caretLine = (page: Page): Locator => page.locator('.cm-lineNumbers .cm-activeLineGutter');

/** The line of the text that the page points at. */
export const shownLine = (page: Page): Locator => page.locator('.cm-shown-line');
