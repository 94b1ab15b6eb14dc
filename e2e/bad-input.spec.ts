/** A bad address or a bad stored history gets a sentence that says what is wrong and what is kept; the page goes on. */
import type { Page } from '@playwright/test';
import {
  alert,
  ask,
  button,
  chooser,
  clearKept,
  expect,
  expectCurrent,
  expectFocusKept,
  leave,
  open,
  readKept,
  reset,
  status,
  steps,
  test,
} from './page.ts';

const ADDRESSES = [
  ['#nonsense', /#nonsense.*is not a link of this explorer/],
  ['#v=2&rules=v2-7.2&flags=7&at=0', /of version 2, made by a newer explorer/],
  ['#rules=v2-7.2&at=0', /no version/],
  ['#v=1&at=0', /names no rule set/],
  ['#v=1&rules=patch-2021-90&at=0', /patch-2021-90.*not known here.*closest.*patch-2021-09/],
  ['#v=1&rules=v2-7.2&flags=0&at=0', /flags.*0.*lacks VFIO_MIGRATION_STOP_COPY.*flags 7 are kept/],
  ['#v=1&rules=v2-7.2&flags=2&at=0', /flags.*2.*lacks.*flags 7 are kept/],
  ['#v=1&rules=v2-7.2&flags=4&at=0', /flags.*4.*lacks.*flags 7 are kept/],
  ['#v=1&rules=v2-7.2&flags=6&at=0', /flags.*6.*lacks.*flags 7 are kept/],
  ['#v=1&rules=v2-5.18&flags=7&at=0', /flags.*7.*not defined in v2-5\.18.*flags 3 are kept/],
  ['#v=1&rules=patch-2021-09&flags=7&at=0', /protocol v1, which has no migration_flags/],
  [
    '#v=1&rules=v2-7.2&flags=7&trace=STOP:a,PRE:z&at=2',
    /Step 2 of the link.*cannot be read.*the step before it is kept/,
  ],
  [
    '#v=1&rules=v2-7.2&flags=7&look=STOP~STOPCOPY&at=0',
    /looks at.*no state.*STOPCOPY.*the closest is STOP_COPY/,
  ],
  ['#v=1&rules=v2-7.2&flags=7&trace=STOP:a', /may have been cut/],
] as const;

/** Expects the page to show a device that takes requests. */
async function expectAlive(page: Page): Promise<void> {
  const v2 = (await chooser(page).inputValue()).startsWith('v2');
  await reset(page).click();
  await ask(page, v2 ? 'STOP 1' : '_STOP 000b');
  await expect(status(page)).toHaveText(/^Accepted/);
  await expectCurrent(page, v2 ? 'STOP 1' : '_STOP 000b');
}

/** Leaves the page, so that it cannot overwrite what the test stores; it lies where earlier versions kept it. */
async function keepHistory(page: Page, text: string | null): Promise<void> {
  await leave(page);
  await clearKept(page);
  await page.evaluate((kept) => {
    if (kept !== null) localStorage.setItem('vfio-migration-explorer.session', kept);
  }, text);
}

test('[PAGE-90] each bad address gets its sentence, and the page works on', async ({ page }) => {
  for (const [hash, sentence] of ADDRESSES) {
    await keepHistory(page, null);
    await open(page, hash);
    await expect(alert(page), hash).toHaveText(sentence);
    await expectAlive(page);
  }
});

test('[PAGE-91] a notice can be dismissed without losing the focus', async ({ page }) => {
  await open(page, '#v=9&rules=v2-7.2');
  await expect(alert(page)).toHaveText(/version 9/);
  await button(page, 'Dismiss').focus();
  await page.keyboard.press('Enter');
  await expect(alert(page)).toHaveCount(0);
  await expectFocusKept(page);
});

const SESSIONS = [
  ['{"version":1,', /stored history.*is not JSON.*a new history is begun/],
  ['"text"', /stored history has no version/],
  ['{"version":2}', /stored history is of version 2, kept by a newer explorer/],
  ['{"version":1}', /stored history cannot be read.*is missing/],
  [
    '{"version":1,"ruleSet":"v3","flags":7,"start":"RUNNING","nodes":[],"cursor":0,"follows":{}}',
    /v3.*not known here/,
  ],
  [
    '{"version":1,"ruleSet":"v2-7.2","flags":6,"start":"RUNNING","nodes":[],"cursor":0,"follows":{}}',
    /flags 6.*lacks/,
  ],
  [
    '{"version":1,"ruleSet":"v2-7.2","flags":7,"start":"RUNNING","nodes":[],"cursor":4,"follows":{}}',
    /cursor at node 4/,
  ],
] as const;

test('[PAGE-92] each broken stored history gets its sentence, and the page starts afresh', async ({
  page,
}) => {
  for (const [text, sentence] of SESSIONS) {
    await keepHistory(page, text);
    await open(page);
    await expect(alert(page), text).toHaveText(sentence);
    await expect(alert(page)).toContainText('set aside and not overwritten');
    await expectCurrent(page, '_RUNNING 001b');
    await expectAlive(page);
    const rows: { key: string; text: string }[] = JSON.parse(await readKept(page));
    expect(rows.find(({ key }) => key.startsWith('aside/'))?.text).toBe(text);
  }
});

test('[PAGE-93] broken preferences fall back to defaults, and denied storage breaks nothing', async ({
  page,
}) => {
  await leave(page);
  await page.evaluate(() =>
    localStorage.setItem('vfio-migration-explorer.preferences', '{"theme":3,"folded":"x"'),
  );
  await open(page);
  await expectAlive(page);
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.reload();
  await expect(page.locator('[data-alert]')).toHaveCount(0);
  await expectAlive(page);
});

test('[PAGE-94] a bad address typed over a good one gets a sentence, and what is shown stays', async ({
  page,
}) => {
  await open(page);
  await ask(page, '_STOP 000b');
  await expect(page).toHaveURL(/_STOP:a/);
  await page.goto('./#v=1&rules=unheard-of&at=0');
  await expect(alert(page)).toHaveText(/unheard-of.*not known here/);
  await expectCurrent(page, '_STOP 000b');
  await expect(steps(page)).toHaveCount(2);
});
