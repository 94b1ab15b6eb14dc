/** Texts and names from outside: nothing in them hides or turns around on the page, and a lesson stops nothing. */

import type { Page } from '@playwright/test';
import { ATTACKS, HIDDEN } from '../src/protocol/words/outside-text.fixture.ts';
import { REVIEWED } from '../src/reader/review-text.fixture.ts';
import { alert, ask, editor, expect, expectCurrent, found, lessonStart, open, status, test } from './page.ts';

const REVIEW = '#v=1&rules=patch-2021-09&mode=review&at=0';
const LEARN = '#v=1&rules=uapi-v1&mode=learn&at=0';

const ATTACK = [
  'right-to-left override',
  'Trojan source',
  'zero-width space',
  'byte order mark',
  'tags',
  'clear the screen',
  'clear the screen, 8 bits',
]
  .map((name) => ATTACKS[name] ?? '')
  .join('');

/** All that the page shows and names, the editor included. */
const readShown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const texts: string[] = [document.title];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (/^(?:SCRIPT|STYLE|TEXTAREA)$/.test(element.tagName)) continue;
        for (const { value } of element.attributes) texts.push(value);
        for (const node of element.childNodes)
          if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return texts.join('\n');
  });

const toFile = (name: string, text: string, mimeType = 'text/plain') => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});

async function openLesson(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel('Lesson file').setInputFiles(toFile(name, text, 'text/markdown'));
}

const FRONT = '---\nid: a\ntitle: A\nminutes: 5\nruleSet: v2-7.2\nsummary: S.\n---\n\n## One\n\n### Two\n\n';

/**
 * Does to the page what browsers do that translate it: each text becomes an element with other words, now and whenever
 * one is added. Here the other words are the same in capitals.
 */
function translate(): void {
  const change = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Node[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const words = text.textContent ?? '';
      const { parentElement } = text;
      if (!parentElement?.translate || parentElement.localName === 'font' || words.trim() === '') continue;
      const translated = document.createElement('font');
      translated.textContent = words.toUpperCase();
      parentElement.replaceChild(translated, text);
    }
  };
  change(document.body);
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) for (const node of [target, ...addedNodes]) change(node);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}

test('[PAGE-531] where the browser translates the page, only what a lesson tells is in other words, and all goes on', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(translate);
  await ask(page, '_STOP 000b', '_RESUMING 100b');
  await expect(status(page)).toHaveText(/^Accepted.*_STOP > _RESUMING/);
  await page.getByRole('tab', { name: 'Learn' }).click();
  await lessonStart(page).click();
  const lesson = page.getByRole('region', { name: 'device_state and its bits' });
  await expect(lesson).toContainText('A VM IS ABOUT TO MOVE');
  await expect(lesson.locator('code').first()).toHaveText('_RUNNING');
  await lesson.getByRole('button', { name: 'Skip' }).click();
  await expect(lesson).toContainText('IN PROTOCOL V1 A VFIO DEVICE');
  await expect(lesson.locator('code').first()).toHaveText('device_state');
  await lesson.getByRole('button', { name: 'Next' }).click();
  await expect(lesson).toContainText('ON THE CANVAS THE BITS ARE DIRECTIONS');
  await expect(lesson).not.toContainText('MIGRATION REGION');
});

test('[PAGE-360] what does not show in a text or in the name of a file is spelled out, in the editor too', async ({
  page,
}) => {
  await open(page, REVIEW);
  const text = REVIEWED['a patch with headers']?.(ATTACK) ?? '';
  await page.getByLabel('Files to open').setInputFiles(toFile('gpj.\u202eexe.patch', text));
  await expect(found(page)).toContainText('vfio_from_state_table');
  await expect(editor(page)).toContainText('\\u202e');
  const shown = await readShown(page);
  expect(shown).toContain('gpj.\\u202eexe.patch');
  expect(HIDDEN.exec(shown)).toBeNull();
});

test('[PAGE-361] a lesson that is nested too deep is refused with its place, and one with hidden signs shows them', async ({
  page,
}) => {
  await open(page, LEARN);
  await expect(page.getByRole('button', { name: /^Start/ }).first()).toBeVisible();
  const list = Array.from({ length: 126 }, (_, index) => `${'  '.repeat(index)}- item\n`).join('');
  await openLesson(page, 'deep\u202e.md', `${FRONT}${list}`);
  await expect(page.locator('[data-alert]').filter({ hasText: 'nested more than 20 levels' })).toContainText(
    'line 33, column 41',
  );
  expect(HIDDEN.exec(await readShown(page))).toBeNull();
  await openLesson(page, 'a.md', `${FRONT}Told \u202eof.\n`);
  await expect(page.getByText('Told \\u202eof.')).toBeVisible();
  expect(HIDDEN.exec(await readShown(page))).toBeNull();
});

test('[PAGE-362] a lesson that takes too long is stopped after its time limit, and the page works meanwhile', async ({
  page,
}) => {
  await page.route('**/lesson-worker*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'addEventListener("message", () => { for (;;); });',
    }),
  );
  await open(page, LEARN);
  await openLesson(page, 'slow.md', `${FRONT}Told.\n`);
  await ask(page, '_STOP 000b');
  await expectCurrent(page, '_STOP 000b');
  await expect(alert(page)).toContainText('slow.md was not opened. Reading it was stopped after 10 seconds', {
    timeout: 20_000,
  });
});
