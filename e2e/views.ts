/** Every view that looks like no other, in walks: each is reached from the one before it, on one page. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Part } from './axe.ts';
import {
  alert,
  ask,
  begin,
  button,
  chooseRules,
  clickArc,
  enterEditor,
  expect,
  fixture,
  found,
  lessonStart,
  paste,
  review,
  showPart,
  status,
} from './page.ts';

interface View {
  readonly name: string;
  readonly go: (page: Page) => Promise<unknown>;
  /** Where it differs from the views before it; the whole page where it is left out. */
  readonly part?: Part;
}

interface Walk {
  readonly address: string;
  readonly views: readonly View[];
}

const LOG = new URL('../src/reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url);

const PANEL = 'main [role="tabpanel"] [role="tabpanel"]';
const GRAPH = '[aria-label="State graph"]';
const DIALOG = '[role="dialog"]';
const LESSON = '[data-part="lesson"]';

/** What tells a verdict. */
const TOLD = ['[role="status"]', GRAPH, '[data-part$="request"]'];

const tab = (name: string | RegExp, view = String(name)): View => ({
  name: view,
  go: (page) => showPart(page, name),
  part: PANEL,
});

async function askUntil(page: Page, says: RegExp, ...states: string[]): Promise<void> {
  await ask(page, ...states);
  await expect(status(page)).toHaveText(says);
}

const dialog = (page: Page, name: string) => expect(page.getByRole('dialog', { name })).toBeVisible();

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

const EXPLORE: Walk = {
  address: '',
  views: [
    { name: 'a first visit', go: (page) => expect(button(page, 'Play a live migration')).toBeVisible() },
    {
      name: 'refused, by a way to begin',
      go: async (page) => {
        await button(page, 'Ask for something that is refused').click();
        await expect(status(page)).toHaveText(/^Refused/);
      },
      part: ['[data-part="first-words"]', ...TOLD],
    },
    {
      name: 'the palette',
      go: async (page) => {
        await page.keyboard.press('Control+k');
        await dialog(page, 'Commands');
      },
      part: DIALOG,
    },
    {
      name: 'the palette where nothing matches',
      go: (page) => page.keyboard.type('xyzzy'),
      part: DIALOG,
    },
    {
      name: 'help',
      go: async (page) => {
        await closeDialog(page);
        await button(page, 'Help').click();
        await dialog(page, 'Help');
      },
      part: DIALOG,
    },
    {
      name: 'a notice, a value that cannot be written, a branch, a fault',
      go: async (page) => {
        await closeDialog(page);
        await page.evaluate(() => {
          window.location.hash = '#v=1&rules=patch-2021-09&trace=PRE_COPY,_STOP,_RUNNING&at=2';
        });
        await page.reload();
        await ask(page, '_RESUMING 100b');
        await page
          .getByRole('combobox', { name: 'Next request' })
          .selectOption('the driver declines: an errno, state kept');
        await page.getByRole('textbox', { name: 'value' }).fill('abc');
        await button(page, 'write').click();
        await expect(alert(page)).not.toHaveCount(0);
      },
      part: [
        '#root > :not(header, main)',
        '[data-part="register"]',
        '[data-part="history"]',
        '[data-part="faults"]',
        GRAPH,
      ],
    },
    {
      name: 'unspecified, every kind of arc',
      go: async (page) => {
        await chooseRules(page, 'uapi-v1');
        await page.getByRole('checkbox', { name: /Unspecified/ }).check();
        await askUntil(page, /^Unspecified/, '_RESUMING 100b', '_SAVING 010b');
      },
      part: TOLD,
    },
  ],
};

const PROTOCOL_2: Walk = {
  address: '#v=1&rules=v2-7.2&flags=7&at=0',
  views: [
    {
      name: 'accepted by several arcs, and refused arcs',
      go: async (page) => {
        await page.getByRole('checkbox', { name: /Refused/ }).check();
        await askUntil(page, /^Accepted/, 'STOP_COPY 3');
      },
    },
    {
      name: 'never returns',
      go: async (page) => {
        await chooseRules(page, 'v2-6.2');
        await askUntil(page, /^Never returns/, 'PRE_COPY 6');
      },
      part: TOLD,
    },
    {
      name: 'the RFC with NDMA',
      go: (page) => chooseRules(page, 'ndma-rfc'),
      part: [GRAPH, '[data-part="matrix"]'],
    },
  ],
};

const draft = (rules: string, key: string): View => ({
  name: `a draft of ${rules}`,
  go: async (page) => {
    await chooseRules(page, rules);
    await showPart(page, 'Propose');
    await page.getByRole('button', { name: /^Begin a draft of/ }).click();
    const table = page.getByRole('table', { name: 'Proposed table' });
    await table
      .getByRole('button', { name: / to .*(?:refused|ERROR)/ })
      .first()
      .press(key);
    await expect(page.getByRole('list', { name: /^1 edit of/ })).toBeVisible();
  },
  part: PANEL,
});

const COMPARE: Walk = {
  address: '#v=1&rules=v2-6.2&mode=compare&with=v2-7.2&flags=7&at=0',
  views: [
    {
      name: 'differences, after a request that never returns',
      go: (page) => askUntil(page, /^Never returns/, 'STOP 1', 'STOP_COPY 3', 'PRE_COPY 6'),
    },
    {
      name: 'the flows of all clients, one of them in full',
      go: async (page) => {
        const panel = await showPart(page, 'Client flows');
        await panel.getByRole('combobox', { name: 'Client', exact: true }).selectOption('all');
        await panel.getByRole('button', { name: 'pause-and-cont-in-pre-copy', exact: true }).first().click();
      },
      part: PANEL,
    },
    tab('Flags'),
    tab('Every rule set'),
    tab('Propose', 'before a draft'),
    draft('v2-7.2', '1'),
    draft('patch-2021-09', '+'),
  ],
};

const REVIEW: Walk = {
  address: '#v=1&rules=patch-2021-09&mode=review&at=0',
  views: [
    { name: 'without a text', go: (page) => expect(begin(page)).toBeVisible() },
    {
      name: 'findings of a patch',
      go: async (page) => {
        await review(page, `${fixture('v1-mail.txt')}\n${fixture('v1-row.patch')}`);
        const chosen = page.getByRole('checkbox', { name: /^In the reply/ }).first();
        await chosen.check();
      },
    },
    tab('Differences'),
    tab('Client flows'),
    tab('Matrix'),
    tab('Request'),
    tab('History'),
    {
      name: 'notes',
      go: async (page) => {
        await showPart(page, /^Notes/);
        await page.getByRole('textbox', { name: 'New note' }).fill('A note.');
        await button(page, 'Add note').click();
      },
      part: PANEL,
    },
    {
      name: 'the answer',
      go: async (page) => {
        const answer = await showPart(page, 'Answer');
        await expect(answer.getByRole('region', { name: 'Reply, preview' })).toBeVisible();
      },
      part: PANEL,
    },
    {
      name: 'a remark on the text, and all of them',
      go: async (page) => {
        await enterEditor(page);
        await page.keyboard.press('F8');
        await expect(page.locator('.cm-remark')).toBeVisible();
        await button(page, 'Remarks').click();
        await expect(page.getByRole('listbox', { name: 'Remarks' })).toBeVisible();
      },
      part: '[data-part="text"]',
    },
    {
      name: 'a text that cannot be read',
      go: async (page) => {
        await review(page, fixture('bad-names.c'));
        await expect(found(page).getByRole('heading', { name: 'Not read' })).toBeVisible();
      },
      part: '[data-part="found"]',
    },
    {
      name: 'an arc of a patch of a driver',
      go: async (page) => {
        await review(page, fixture('driver.patch'));
        await clickArc(page, '4>2');
        await showPart(page, 'Arc');
      },
      part: ['header', '[data-part="found"]', '[aria-label="Driver on the canvas"]', GRAPH, PANEL],
    },
    tab('Matrix', 'the matrix of a driver'),
  ],
};

const LOGS: Walk = {
  address: '#v=1&rules=patch-2021-09&mode=review&at=0',
  views: [
    {
      name: 'the steps',
      go: async (page) => {
        await paste(page, readFileSync(LOG, 'utf8'));
        await expect(page.getByRole('list', { name: 'Steps', exact: true })).toBeVisible();
      },
    },
    tab(/^Log findings/),
    tab(/^Causes/),
    tab(/^Report/),
    {
      name: 'another log beside it',
      go: async (page) => {
        const other = await showPart(page, /^Other log/);
        await page.getByLabel('Log to compare with').setInputFiles(LOG.pathname);
        await expect(other.getByRole('listitem')).not.toHaveCount(0);
      },
      part: PANEL,
    },
  ],
};

const answer = async (page: Page, option: string): Promise<void> => {
  await page.getByRole('radio', { name: option }).check();
  await button(page, 'Check').click();
};

const LEARN: Walk = {
  address: '#v=1&rules=patch-2021-09&mode=learn&at=0',
  views: [
    { name: 'the course', go: (page) => expect(lessonStart(page)).toBeVisible() },
    {
      name: 'a question',
      go: async (page) => {
        await lessonStart(page).click();
        await expect(page.getByRole('heading', { name: 'What one write does' })).toBeVisible();
      },
      part: [LESSON, '[role="status"]', GRAPH],
    },
    {
      name: 'a wrong first try',
      go: async (page) => {
        await answer(page, 'By itself');
        await expect(page.getByRole('heading', { name: 'Not this: By itself' })).toBeVisible();
      },
      part: LESSON,
    },
    {
      name: 'the answer, and the reasons',
      go: async (page) => {
        await answer(page, 'Undefined');
        await button(page, 'Say why').click();
        await page.getByText('Why not the others').click();
        await expect(page.getByText(/Loading has a value of its own/)).toBeVisible();
      },
      part: LESSON,
    },
    {
      name: 'presenting, with notes',
      go: async (page) => {
        // A full screen has a size that no test can change: the presentation then takes the whole window.
        await page.evaluate(() => {
          Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('not allowed'));
        });
        await button(page, 'Present').click();
        await button(page, 'Notes').click();
        await expect(button(page, 'End')).toBeVisible();
      },
      part: '[data-presenting]',
    },
    {
      name: 'a blank screen',
      go: (page) => button(page, 'Blank').click(),
      part: '[data-presenting]',
    },
    {
      name: 'the debate',
      go: async (page) => {
        await page.keyboard.press('b');
        await button(page, 'End').click();
        const panel = await showPart(page, 'The debate');
        await panel.locator('[data-message="24"]').click();
      },
      part: [PANEL, GRAPH],
    },
    tab(/life/, 'the life of the protocol'),
    {
      name: 'the causes',
      go: async (page) => {
        await showPart(page, 'Causes');
        await page.getByLabel('Error line').fill('VFIO migration is not supported in kernel');
        await expect(page.getByRole('article')).toBeVisible();
      },
      part: PANEL,
    },
    {
      name: 'the lab, at the end of a run',
      go: async (page) => {
        await showPart(page, 'Lab');
        await button(page, 'To the end').click();
        await page.getByText('The same as a table').click();
      },
      part: PANEL,
    },
  ],
};

export const WALKS: Readonly<Record<string, Walk>> = {
  'Explore, protocol v1': EXPLORE,
  'Explore, protocol v2': PROTOCOL_2,
  Compare: COMPARE,
  Review: REVIEW,
  'Review of a log': LOGS,
  Learn: LEARN,
};
