/** What happens to a tab rather than in it: reloads, storage that goes or is denied, and killed renderers. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Chance } from './chance.ts';
import { actAtRandom } from './soak-acts.ts';

/** The most that a killed tab may lose, in milliseconds. */
const LOST = 1000;

const EXPLORE = '#v=1&rules=patch-2021-09&at=0';
const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';

/** A tab that comes and goes. */
export interface Tab {
  page: Page;
  readonly context: BrowserContext;
  readonly address: string;
}

/** Returns what it did; throws where something was lost. */
export async function actHard(tab: Tab, chance: Chance): Promise<string> {
  const name = chance.pick(NAMES);
  await HARD[name](tab, chance);
  return name;
}

const HARD = {
  'reload in the midst of acts': async ({ page }: Tab, chance: Chance) => {
    await actSome(page, chance);
    await page.reload();
    await isShown(page);
  },
  'storage denied in mid-run': async (tab: Tab, chance: Chance) => {
    await tab.page.evaluate(denyStorage);
    await actSome(tab.page, chance);
    await open(tab);
  },
  'storage removed in mid-run': async (tab: Tab, chance: Chance) => {
    await actSome(tab.page, chance);
    const session = await tab.context.newCDPSession(tab.page);
    const { origin } = new URL(tab.address);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await session.detach();
    await actSome(tab.page, chance);
    await open(tab);
  },
  'killed while asking': async (tab: Tab, chance: Chance) => {
    await open(tab, EXPLORE);
    const states = tab.page.getByRole('region', { name: 'State graph' }).locator('button[data-value]');
    const count = await states.count();
    const done: number[] = [];
    for (let left = 3 + chance.below(10); left > 0; left -= 1) {
      await states.nth(chance.below(count)).click({ force: true });
      done.push(performance.now());
      await tab.page.waitForTimeout(chance.below(400));
    }
    const least = countOld(done, await kill(tab));
    await expectSoon(async () => {
      const [latest] = (await readRows(tab.page)).filter(({ key }) => key.startsWith('history/'));
      return latest ? JSON.parse(latest.text).nodes.length >= least : least === 0;
    }, `${least} of ${done.length} steps are kept`);
  },
  'killed while typing': async (tab: Tab, chance: Chance) => {
    await open(tab, REVIEW);
    const folded = tab.page.locator('[data-part="text"] h2 button[aria-expanded="false"]');
    const editor = tab.page.getByRole('textbox', { name: 'Text to review' });
    await folded.or(editor).first().waitFor();
    if (await folded.isVisible()) await folded.click();
    await editor.focus();
    // The editor puts its caret back where it was.
    await tab.page.locator('.cm-editor.cm-focused').waitFor();
    await tab.page.keyboard.press('Control+a');
    // Other texts are kept too: each begins with a word of its own.
    const word = `k${performance.now().toFixed(0)}`;
    await tab.page.keyboard.type(word);
    const done: number[] = [];
    for (let left = 10 + chance.below(30); left > 0; left -= 1) {
      await tab.page.keyboard.press('q');
      done.push(performance.now());
      await tab.page.waitForTimeout(chance.below(150));
    }
    const shown = (await editor.textContent()) ?? '';
    if (!shown.includes(word + 'q'.repeat(done.length)))
      throw new Error(`what is typed is not shown: ${word}, ${shown.slice(0, 80)}`);
    const least = countOld(done, await kill(tab, REVIEW));
    await expectSoon(
      async () =>
        least === 0 || (await readRows(tab.page)).some(({ text }) => text.includes(word + 'q'.repeat(least))),
      `${least} of ${done.length} letters are kept`,
    );
  },
} as const;

const NAMES = Object.keys(HARD) as (keyof typeof HARD)[];

async function actSome(page: Page, chance: Chance): Promise<void> {
  for (let left = 1 + chance.below(4); left > 0; left -= 1) await actAtRandom(page, chance);
}

/** Opens the page anew: another address of the same page would not load it again. */
async function open(tab: Tab, hash = ''): Promise<void> {
  await tab.page.goto('about:blank');
  await tab.page.goto(tab.address + hash);
  await isShown(tab.page);
}

/** Waits until the page stands there. */
export async function isShown(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button').first().waitFor({ timeout: 60_000 });
}

/** Runs in the page: from now on the browser refuses to keep anything. */
function denyStorage(): void {
  const deny = () => {
    throw new DOMException('denied', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.put = deny;
  Storage.prototype.setItem = deny;
}

/** Kills the renderer, as the system does where memory is short, and opens another tab; returns when it was killed. */
async function kill(tab: Tab, hash = ''): Promise<number> {
  const at = performance.now();
  const session = await tab.context.newCDPSession(tab.page);
  const crashed = tab.page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await tab.page.close();
  tab.page = await tab.context.newPage();
  await open(tab, hash);
  return at;
}

interface Row {
  readonly key: string;
  readonly text: string;
  readonly changed: number;
}

/** What the browser keeps, the latest first. */
async function readRows(page: Page): Promise<readonly Row[]> {
  const rows = await page.evaluate(
    () =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('vfio-migration-explorer');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const names = [...database.objectStoreNames];
          if (!names.includes('kept')) return resolve([]);
          const transaction = database.transaction(names);
          const [kept, texts] = names.map((name) => transaction.objectStore(name).getAll());
          transaction.oncomplete = () => {
            const parts = new Map(texts?.result.map(({ id, text }) => [id, text]));
            const join = (part: string | { id: string }) =>
              typeof part === 'string' ? part : parts.get(part.id);
            resolve(
              kept?.result.map((row) => (row.parts ? { ...row, text: row.parts.map(join).join('') } : row)) ??
                [],
            );
          };
          database.close();
        };
      }),
  );
  return rows.sort((one, other) => other.changed - one.changed);
}

const countOld = (done: readonly number[], killed: number) =>
  done.filter((time) => time <= killed - LOST).length;

async function expectSoon(isSo: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`not so, after a second and more before the kill: ${what}`);
}
