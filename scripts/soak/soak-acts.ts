/** What is done at random: as a person does it, with mouse, keys, clipboard and files. Each says in a few words what it did. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Chance } from './chance.ts';

type Act = (page: Page, chance: Chance) => Promise<string>;

const fixture = (name: string) =>
  readFileSync(new URL(`../../src/reader/fixtures/${name}`, import.meta.url), 'utf8');

const TEXTS = ['v1-allowed.c', 'v1-mail.txt', 'v1-masks.c', 'v2-6.2.c'].map(fixture);

const KEYS = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789?/.,[]',
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['Tab', 'Tab', 'Shift+Tab', 'Enter', 'Enter', 'Space', 'Escape', 'Escape', 'Backspace', 'Delete'],
  ...['Control+z', 'Control+Shift+z', 'Control+k', 'Control+f', 'Control+a'],
];

const MODES = ['explore', 'compare', 'review', 'learn'];
const RULES = ['patch-2021-09', 'uapi-v1', 'v2-6.2&flags=7', 'v2-7.2&flags=1', 'v2-5.18&flags=3'];
const TRACES = [
  '',
  '&trace=STOP:a,RUNNING:a',
  '&trace=!reset',
  '&trace=_STOP:a,_RESUMING:a',
  '&trace=%00,STOP',
];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 600, height: 800 },
  { width: 320, height: 640 },
];

/** Whoever answers "no" has lost nothing. */
const NOTHING = 'nothing to do it with';

/** A click with the mouse into the middle of one of the elements that are in view. */
async function clickOne(page: Page, chance: Chance, selector: string): Promise<string> {
  const places = await page.evaluate(listPlaces, selector);
  if (places.length === 0) return NOTHING;
  const { x, y, name } = chance.pick(places);
  await page.mouse.click(x, y);
  return name;
}

/** Runs in the page. */
function listPlaces(selector: string): { x: number; y: number; name: string }[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (width === 0 || !element.contains(document.elementFromPoint(x, y))) return [];
    return [{ x, y, name: (element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 50) }];
  });
}

/** The name of the act, how often it is chosen, and the act. */
const ACTS: readonly (readonly [name: string, weight: number, act: Act])[] = [
  ['click a state', 20, (page, chance) => clickOne(page, chance, '[aria-label="State graph"] button')],
  ['click a button', 24, (page, chance) => clickOne(page, chance, 'button, [role="tab"], summary, label')],
  ['change the mode', 5, (page, chance) => clickOne(page, chance, '[aria-label="Mode"] [role="tab"]')],
  [
    'press a key',
    22,
    async (page, chance) => {
      const key = chance.pick(KEYS);
      await page.keyboard.press(key);
      return key;
    },
  ],
  [
    'type into a field',
    6,
    async (page, chance) => {
      const name = await clickOne(page, chance, 'input:not([type="file"]), textarea, [data-typing]');
      if (name === NOTHING) return name;
      await page.keyboard.type(chance.pick(['0x1', '_STOP', 'what ?', '}{', 'ÄΩ']));
      return name;
    },
  ],
  [
    'paste',
    5,
    async (page, chance) => {
      const text = chance.pick(TEXTS);
      const pasted = chance.below(2) === 0 ? text : text.slice(0, chance.below(text.length));
      await page.evaluate(pasteText, pasted);
      return `${pasted.length} characters`;
    },
  ],
  [
    'open a file',
    2,
    async (page, chance) => {
      const text = chance.pick([...TEXTS, '\u0000', '', '{"format":"vfio-migration-explorer"}']);
      const isOpened = await page.evaluate(openFile, { text, place: chance.below(1000) });
      return isOpened ? `${text.length} characters` : NOTHING;
    },
  ],
  [
    'choose from a list',
    6,
    async (page, chance) => {
      const select = page.locator('select:visible');
      const count = await select.count();
      if (count === 0) return NOTHING;
      const one = select.nth(chance.below(count));
      const options = await one.locator('option:not([disabled])').count();
      if (options === 0) return NOTHING;
      const index = chance.below(options);
      await one.selectOption({ index }, { timeout: 2000, force: true }).catch(() => undefined);
      return `option ${index}`;
    },
  ],
  [
    'type an address',
    4,
    async (page, chance) => {
      const hash = `#v=1&rules=${chance.pick(RULES)}&mode=${chance.pick(MODES)}${chance.pick(TRACES)}&at=0`;
      await page.evaluate((next) => {
        window.location.hash = next;
      }, hash);
      return hash;
    },
  ],
  [
    'resize',
    3,
    async (page, chance) => {
      const size = chance.pick(SIZES);
      await page.setViewportSize(size);
      return `${size.width} x ${size.height}`;
    },
  ],
];

/**
 * Runs in the page: gives a file to one of its inputs. Playwright's own act would keep a handle to the input, and so the
 * whole tree that it stood in, for as long as the page lives.
 */
function openFile({ text, place }: { text: string; place: number }): boolean {
  const inputs = document.querySelectorAll<HTMLInputElement>('input[type="file"]');
  const input = inputs[place % Math.max(1, inputs.length)];
  if (!input) return false;
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], 'x.patch', { type: 'text/plain' }));
  input.files = transfer.files;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/** Runs in the page: into what has the focus, or into the page. */
function pasteText(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const target = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement ?? document.body;
  target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
  );
}

const TOTAL = ACTS.reduce((sum, [, weight]) => sum + weight, 0);

/** Does one of them; returns what it was. */
export async function actAtRandom(page: Page, chance: Chance): Promise<string> {
  let left = chance.below(TOTAL);
  for (const [name, weight, act] of ACTS) {
    left -= weight;
    if (left < 0) return `${name}: ${await act(page, chance)}`;
  }
  throw new Error('the weights do not add up');
}
