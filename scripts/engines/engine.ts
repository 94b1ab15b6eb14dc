/** A browser that is driven from outside: what the acts need of it, and the little that they share. */

export interface Engine {
  readonly name: string;
  readonly version: string;
  /** Where it saves files. */
  readonly downloads: string;
  readonly open: (address: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** The value of an expression in the page, as JSON has it. */
  readonly read: (expression: string) => Promise<unknown>;
  /** A real click, in CSS pixels of the window. */
  readonly clickAt: (x: number, y: number) => Promise<void>;
  /** A real key, with others held: `press('v', 'Control')`. Keys are named as in KeyboardEvent.key. */
  readonly press: (key: string, ...held: string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A browser of this machine, or the sentence why there is none. */
export type Found = { readonly start: () => Promise<Engine> } | { readonly absent: string };

const PATIENCE = 30_000;
const PAUSE = 100;

/** Waits until an expression in the page is true. Throws with what was waited for, and with what the page shows. */
export async function waitFor(engine: Engine, expression: string, what: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += PAUSE) {
    if ((await engine.read(`Boolean(${expression})`).catch(() => false)) === true) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  const seen = await engine.read('document.body.innerText.slice(0, 600)').catch(String);
  throw new Error(`${what} did not come. The page shows:\n${seen}`);
}

/** What has that role or tag and a name that begins so, and can be seen. */
const toFind = (
  tags: string,
  name: string,
) => `[...document.querySelectorAll(${JSON.stringify(tags)})].find((each) =>
  each.getClientRects().length > 0 && !each.closest('[inert]')
  && (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(${JSON.stringify(name)}))`;

const NAMED = 'button, [role="button"], [role="tab"], [role="option"], a, summary';

/** Clicks in the middle of what has that name, once it is there. */
export async function click(engine: Engine, name: string, tags: string = NAMED): Promise<void> {
  const found = toFind(tags, name);
  await waitFor(engine, found, `"${name}"`);
  const at = (await engine.read(`(() => {
    const each = ${found};
    each.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = each.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  })()`)) as [number, number];
  await engine.clickAt(...at);
}

/** Waits for the outcome of an act in the status of the page. */
export async function expectStatus(engine: Engine, begin: string): Promise<void> {
  const status = `[...document.querySelectorAll('[role="status"]')].some((each) => each.textContent.startsWith(${JSON.stringify(begin)}))`;
  await waitFor(engine, status, `the status "${begin}"`);
}

export async function expectText(engine: Engine, text: string): Promise<void> {
  await waitFor(engine, `document.body.innerText.includes(${JSON.stringify(text)})`, `the text "${text}"`);
}

/** Types letters, one key at a time. */
export async function type(engine: Engine, text: string): Promise<void> {
  for (const letter of text) await engine.press(letter);
}
