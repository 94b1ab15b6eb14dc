/** What a user does in each mode, with what must come of it. The same acts for every engine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { of } from '../../src/protocol/trace/walk.ts';
import { formatTable } from '../../src/share/export/c-table.ts';
import type { Engine } from './engine.ts';
import { click, expectStatus, expectText, type, waitFor } from './engine.ts';

export const ACTS: readonly (readonly [
  what: string,
  act: (engine: Engine, address: string) => Promise<void>,
])[] = [
  [
    'Explore: a state is asked for, refused and reset, by mouse and by keys',
    async (engine, address) => {
      await engine.open(address);
      await click(engine, '_STOP 000b');
      await expectStatus(engine, 'Accepted');
      await click(engine, '_SAVING 010b');
      await expectStatus(engine, 'Refused');
      await engine.press('1');
      await expectStatus(engine, 'Accepted');
      await click(engine, 'VFIO_DEVICE_RESET');
      await expectText(engine, 'VFIO_DEVICE_RESET');
    },
  ],
  [
    'Explore: the matrix, the register and the history do the same',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=patch-2021-09&at=0`);
      await click(engine, '_RUNNING to _SAVING: accepted');
      await expectStatus(engine, 'Accepted');
      await click(engine, 'Undo');
      await waitFor(engine, `document.querySelector('[aria-current="true"][data-value="1"]')`, '_RUNNING');
    },
  ],
  [
    'The address holds what was asked, a reload brings it back, and another address opens another view',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=patch-2021-09&at=0`);
      await click(engine, '_STOP 000b');
      await waitFor(engine, `location.hash.includes('_STOP')`, 'the act in the address');
      await engine.reload();
      await waitFor(engine, `document.querySelector('[aria-current="true"][data-value="0"]')`, '_STOP');
      await engine.read(`location.hash = '#v=1&rules=v2-6.2&flags=7&start=STOP_COPY&at=0'`);
      await waitFor(engine, `document.querySelector('[aria-current="true"][data-value="3"]')`, 'STOP_COPY');
      await click(engine, 'PRE_COPY 6');
      await expectStatus(engine, 'Never returns');
    },
  ],
  [
    'The palette finds a command by typing',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=patch-2021-09&at=0`);
      await waitFor(engine, `document.querySelector('[data-value]')`, 'the graph');
      await engine.press('k', 'Control');
      await waitFor(engine, `document.querySelector('[role="dialog"] input')`, 'the palette');
      await type(engine, 'reset');
      await engine.press('Enter');
      await waitFor(engine, `!document.querySelector('[role="dialog"]')`, 'the page without its palette');
      await expectText(engine, 'VFIO_DEVICE_RESET');
    },
  ],
  [
    'Compare: two rule sets, and the request that only one of them takes',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=uapi-v1&mode=compare&against=patch-2021-09&at=0`);
      await waitFor(engine, `document.querySelectorAll('[data-change]').length > 3`, 'the changes');
      await click(engine, 'Explore');
      await waitFor(engine, `!document.querySelector('[data-arc][data-change]')`, 'Explore');
    },
  ],
  [
    'Review: a text is pasted with real keys, and its finding is there',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=v2-7.2&mode=review&at=0`);
      await click(engine, 'Review');
      await copyText(engine, formatTable(of('v2-6.2')));
      await waitFor(engine, `document.querySelector('[data-typing]')`, 'the editor');
      await engine.read(`(() => {
        const host = document.querySelector('[data-typing]');
        (host.shadowRoot ?? host).querySelector('[contenteditable]').focus();
      })()`);
      await engine.press('v', 'Control');
      await expectText(engine, 'never returns');
      await engine.reload();
      await expectText(engine, 'never returns');
    },
  ],
  [
    'Learn: a lesson opens, and Next leads on',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=patch-2021-09&mode=learn&part=lesson.live-migration&at=0`);
      await click(engine, 'Next');
      await waitFor(
        engine,
        `location.hash.includes('part=lesson.live-migration.')`,
        'the step in the address',
      );
    },
  ],
  [
    'Everything kept is saved as a file',
    async (engine, address) => {
      await engine.open(`${address}#v=1&rules=patch-2021-09&at=0`);
      await click(engine, '_STOP 000b');
      await expectStatus(engine, 'Accepted');
      await engine.press('k');
      await click(engine, 'Save everything as a file');
      for (let waited = 0; waited < 150; waited += 1) {
        const [file] = readdirSync(engine.downloads).filter((name) => name.endsWith('.json'));
        if (file && readFileSync(join(engine.downloads, file), 'utf8').includes('_STOP')) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`No file came: ${readdirSync(engine.downloads).join(', ') || 'the folder is empty'}.`);
    },
  ],
];

/** Puts a text into the clipboard as a user does: it is selected in a field and copied with keys. */
async function copyText(engine: Engine, text: string): Promise<void> {
  await engine.read(`(() => {
    const field = document.body.appendChild(document.createElement('textarea'));
    field.id = 'copied';
    field.value = ${JSON.stringify(text)};
    field.focus();
    field.select();
  })()`);
  await engine.press('c', 'Control');
  await engine.read(`document.querySelector('#copied').remove()`);
}
