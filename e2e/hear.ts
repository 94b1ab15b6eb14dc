/** Listens to every live region of the page, as a screen reader does: what is added to one, and what changes in it. */
import type { Page } from '@playwright/test';
import { expect } from './page.ts';

/** Runs in the page, before any script of its own. */
function listen(): void {
  const heard: string[] = [];
  Object.assign(window, { heard });
  const REGIONS = '[aria-live], [role="status"], [role="alert"], [role="log"], output';
  const isLive = (region: Element | null | undefined) =>
    region && (region.getAttribute('aria-live') ?? 'polite') !== 'off';
  const hear = (node: Node) => {
    const text = node.textContent?.replaceAll(/\s+/g, ' ').trim();
    if (text) heard.push(text);
  };
  const take = (node: Node) => {
    const element = node instanceof Element ? node : node.parentElement;
    if (isLive(element?.closest(REGIONS))) return hear(node);
    if (node instanceof Element)
      for (const region of node.querySelectorAll(REGIONS)) if (isLive(region)) hear(region);
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      for (const node of type === 'characterData' ? [target] : addedNodes) take(node);
  });
  const observe = (root: Node) =>
    observer.observe(root, { childList: true, characterData: true, subtree: true });
  observe(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function attach(options) {
    const root = attachShadow.call(this, options);
    observe(root);
    return root;
  };
}

/** Starts listening; call it before the page is opened. */
export async function startHearing(page: Page): Promise<void> {
  await page.addInitScript(listen);
}

const read = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard);

/** Forgets what was heard so far, also what is still on its way. */
export async function forget(page: Page): Promise<void> {
  await settle(page);
  await page.evaluate(() => {
    (window as unknown as { heard: string[] }).heard.length = 0;
  });
}

/** What is said is said two frames after it is painted: waits for eight, and for what was put off until after each second. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let turn = 0; turn < 4; turn += 1)
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  });
}

/** Expects exactly these sentences, in this order, since `forget`; returns them. */
export async function expectHeard(
  page: Page,
  what: string,
  ...sentences: readonly RegExp[]
): Promise<readonly string[]> {
  await expect
    .poll(async () => (await read(page)).length, `${what} is heard`)
    .toBeGreaterThanOrEqual(sentences.length);
  await settle(page);
  const heard = await read(page);
  expect(heard, what).toHaveLength(sentences.length);
  for (const [index, sentence] of sentences.entries()) expect(heard[index], what).toMatch(sentence);
  return heard;
}

/** What was heard since `forget`. */
export async function readHeard(page: Page): Promise<readonly string[]> {
  await settle(page);
  return read(page);
}
