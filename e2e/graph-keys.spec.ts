/** The graph without eyes: one diagram, one Tab stop, and keys that go through its states and arcs, and back. */

import type { Page } from '@playwright/test';
import {
  button,
  chooseRules,
  current,
  expect,
  expectCurrent,
  fixture,
  getFocus,
  graph,
  inspector,
  open,
  review,
  state,
  status,
  steps,
  test,
} from './page.ts';

const V2 = '#v=1&rules=v2-7.2&flags=7&at=0';

const focused = (page: Page) => page.locator(':focus');

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Goes to the current state. The keys of the page are loaded after it is seen. */
async function enter(page: Page): Promise<void> {
  await expect(async () => {
    await press(page, 'g');
    await expect(current(page)).toBeFocused({ timeout: 1000 });
  }).toPass();
}

const expectSaid = (page: Page, name: string | RegExp) =>
  expect(focused(page)).toHaveAttribute('aria-label', name);

interface Read {
  readonly role: string;
  readonly name: string;
}

/** What a screen reader is given of the graph, in its order: what has a name, and what is a diagram, an image or an application. */
async function readTree(page: Page): Promise<readonly Read[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const list = (id: string): Read[] => {
    const node = byId.get(id);
    if (!node) return [];
    const [role, name] = [String(node.role?.value ?? ''), String(node.name?.value ?? '')];
    const isSaid = !node.ignored && !/StaticText|InlineTextBox|generic|code/.test(role);
    return [...(isSaid ? [{ role, name }] : []), ...(node.childIds ?? []).flatMap(list)];
  };
  const diagram = nodes.find(({ role }) => role?.value === 'graphics-document');
  return diagram ? list(diagram.nodeId) : [];
}

for (const [rules, hash] of [
  ['v2-7.2', V2],
  ['patch-2021-09', '#v=1&rules=patch-2021-09&at=0'],
])
  test(`[PAGE-370] the graph is one diagram: each state, and after it the arcs that leave it, each once: ${rules}`, async ({
    page,
  }) => {
    await open(page, hash);
    const drawn = await graph(page)
      .locator('g[data-arc]')
      .evaluateAll((arcs) => arcs.map((arc) => arc.getAttribute('aria-label') ?? ''));
    const [diagram, ...said] = await readTree(page);
    expect(diagram).toEqual({ role: 'graphics-document', name: 'States and arcs' });
    expect(new Set(said.map(({ role }) => role))).toEqual(new Set(['button']));
    const names = said.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('Arc ')).sort()).toEqual([...drawn].sort());
    expect(drawn.length).toBeGreaterThan(8);
    let at = '';
    for (const name of names) {
      if (name.startsWith('Arc ')) expect(name.startsWith(`Arc ${at} > `), name).toBe(true);
      else at = name.slice(0, name.lastIndexOf(' '));
    }
    await expect(graph(page).locator('[tabindex="0"]:is([data-value], [data-arc])')).toHaveCount(1);
  });

test('[PAGE-371] Tab enters the graph once and leaves it, and comes back to where the focus was', async ({
  page,
}) => {
  await open(page, V2);
  await enter(page);
  await press(page, 'Tab');
  await expect(page.getByRole('checkbox', { name: /Refused/ })).toBeFocused();
  await press(page, 'Shift+Tab', 'ArrowDown', 'a');
  await expectSaid(page, /^1 of 6 arcs, /);
  await press(page, 'Tab');
  await expect(page.getByRole('checkbox', { name: /Refused/ })).toBeFocused();
  await press(page, 'Shift+Tab');
  await expectSaid(page, /^1 of 6 arcs, /);
});

test('[PAGE-372] from a state to its arcs, among them clockwise, to their ends, back along the same arc, and back at all', async ({
  page,
}) => {
  await open(page, V2);
  await enter(page);
  await press(page, 'ArrowDown', 'a');
  const said: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    await expectSaid(page, new RegExp(`^${count + 1} of 6 arcs, (?:to|from) [A-Z_0-9]+, accepted, one arc$`));
    said.push((await focused(page).getAttribute('aria-label')) ?? '');
    await press(page, 'ArrowDown');
  }
  expect(new Set(said).size).toBe(6);
  await expectSaid(page, said[0] ?? '');
  await press(page, 'End');
  await expectSaid(page, said[5] ?? '');
  await press(page, 'ArrowUp', 'ArrowUp');
  await expectSaid(page, said[3] ?? '');
  const id = await focused(page).getAttribute('data-arc');
  const [from, to] = (id ?? '').split('>');
  await press(page, 'ArrowLeft');
  await expect(focused(page)).toHaveAttribute('data-value', from ?? '');
  await press(page, 'a');
  await expect(focused(page)).toHaveAttribute('data-arc', id ?? '');
  await press(page, 'ArrowRight');
  await expect(focused(page)).toHaveAttribute('data-value', to ?? '');
  for (let count = 0; count < 30; count += 1) await press(page, 'Backspace');
  await expect(state(page, 'RUNNING 2')).toBeFocused();
  await expect(steps(page)).toHaveCount(1);
});

test('[PAGE-373] capital letters find a state, Home and End the first and the last', async ({ page }) => {
  await open(page, V2);
  await enter(page);
  // One letter at a time: how soon the next one comes would count.
  await press(page, 'S', 'S');
  await expect(state(page, 'STOP 1')).toBeFocused();
  await press(page, 'S');
  await expect(state(page, 'STOP_COPY 3')).toBeFocused();
  await press(page, 'End');
  await expect(state(page, 'PRE_COPY_P2P 7')).toBeFocused();
  await press(page, 'Home');
  await expect(state(page, 'ERROR 0')).toBeFocused();
  await press(page, 'Backspace', 'Backspace');
  await expect(state(page, 'STOP_COPY 3')).toBeFocused();
});

test('[PAGE-374] Enter and Space on an arc ask for its end, or explain it where it begins elsewhere', async ({
  page,
}) => {
  await open(page, V2);
  await enter(page);
  await press(page, 'a');
  await expectSaid(page, /^1 of 4 arcs, /);
  const [from, to] = ((await focused(page).getAttribute('data-arc')) ?? '').split('>');
  await press(page, 'Enter');
  if (from === '2') await expect(status(page)).toHaveText(/^Accepted.*RUNNING > /);
  else await expect(inspector(page).getByRole('heading', { name: / > RUNNING$/ })).toBeVisible();
  await expect(focused(page)).toHaveAttribute('data-arc', `${from}>${to}`);
  await open(page, V2);
  await enter(page);
  await press(page, 'S', 'a');
  for (let count = 1; count <= 6; count += 1) {
    await expectSaid(page, new RegExp(`^${count} of \\d+ arcs, `));
    if ((await focused(page).getAttribute('data-arc')) === '1>3') break;
    await press(page, 'ArrowDown');
  }
  await press(page, ' ');
  await expect(inspector(page).getByRole('heading', { name: 'STOP > STOP_COPY' })).toBeVisible();
  await expectCurrent(page, 'RUNNING 2');
  await press(page, 'ArrowLeft', 'Enter');
  await expectCurrent(page, 'STOP 1');
  await press(page, 'a', ' ');
  await expectCurrent(page, 'STOP_COPY 3');
  await expect(focused(page)).toHaveAttribute('data-arc', '1>3');
});

test('[PAGE-375] a state says where it leads and what it refuses', async ({ page }) => {
  await open(page, V2);
  await expect(state(page, 'STOP_COPY 3')).toHaveAttribute(
    'aria-description',
    / Accepted, one arc: STOP\. Accepted, 2 arcs: RESUMING, RUNNING_P2P\. Accepted, 3 arcs: RUNNING\. Refused: PRE_COPY, PRE_COPY_P2P, ERROR\.$/,
  );
  await open(page, '#v=1&rules=v2-7.2&flags=1&at=0');
  await expect(state(page, 'STOP_COPY 3')).toHaveAttribute(
    'aria-description',
    / Accepted, one arc: STOP\. Accepted, 2 arcs: RUNNING, RESUMING\. Refused: .*RUNNING_P2P.*\.$/,
  );
});

test('[PAGE-376] arcs of a dense graph, which are not drawn, are drawn when the focus comes to them', async ({
  page,
}) => {
  await open(page, '#v=1&rules=fully-connected&at=0');
  await enter(page);
  await press(page, 'ArrowDown', 'a');
  await expectSaid(page, /^1 of \d+ arcs, /);
  const [, all = ''] = /of (\d+)/.exec((await focused(page).getAttribute('aria-label')) ?? '') ?? [];
  const seen = new Set<string>();
  for (let count = 1; count <= Number(all); count += 1) {
    await expectSaid(page, new RegExp(`^${count} of ${all} arcs, `));
    seen.add((await focused(page).getAttribute('data-arc')) ?? '');
    await press(page, 'ArrowDown');
  }
  await expectSaid(page, new RegExp(`^1 of ${all} arcs, `));
  expect(String(seen.size)).toBe(all);
  expect(seen.size).toBeGreaterThan(6);
});

test('[PAGE-377] the focus is not lost with an arc or a state that the next rules do not have', async ({
  page,
}) => {
  await open(page, '#v=1&rules=ndma-rfc&at=0');
  await enter(page);
  await press(page, 'End');
  await expect(focused(page)).toHaveAttribute('data-value');
  await press(page, 'a', 'ArrowDown', ']');
  await expect.poll(() => getFocus(page)).not.toBe('BODY');
  await chooseRules(page, 'ndma-rfc');
  await enter(page);
  await press(page, 'End', '[');
  await expect.poll(() => getFocus(page)).not.toBe('BODY');
  await expect(graph(page).locator(':focus')).toHaveCount(1);
});

test('[PAGE-378] what has the focus is seen where the graph is zoomed in', async ({ page }) => {
  await open(page, V2);
  for (let count = 0; count < 6; count += 1) await button(page, 'Zoom in').click();
  for (const key of ['R', 'S', 'P', 'E']) {
    await enter(page);
    await press(page, key);
    await expect
      .poll(async () => {
        const [frame, box] = [await graph(page).boundingBox(), await focused(page).boundingBox()];
        if (!frame || !box) return false;
        const [right, bottom] = [frame.x + frame.width - box.width, frame.y + frame.height - box.height];
        return box.x > frame.x - 1 && box.y > frame.y - 1 && box.x < right + 1 && box.y < bottom + 1;
      }, key)
      .toBe(true);
  }
});

test('[PAGE-379] the arcs of a driver are walked as well, and Enter shows the line', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=review&at=0');
  await review(page, fixture('driver-if.c'));
  await graph(page).getByRole('button', { name: 'STOP 1', exact: true }).focus();
  await press(page, 'a');
  await expectSaid(page, /^1 of \d+ arcs, (?:to|from) .*(?:implemented|missing|assumed)/);
  await expect(graph(page).getByRole('button', { name: 'STOP 1', exact: true })).toHaveAttribute(
    'aria-description',
    /(?:Implemented|Missing|Assumed).*: /,
  );
  await press(page, 'Enter');
  await expect(page.locator('.cm-shown-line')).toHaveCount(1);
});

test('[PAGE-389] the keys of the graph are commands of the palette, and stand in Help', async ({ page }) => {
  await open(page, V2);
  await enter(page);
  await press(page, '?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('row', { name: /next arc of the state, clockwise/ })).toContainText(
    'ArrowDown',
  );
  await press(page, 'Escape');
  for (const count of [1, 2]) {
    await press(page, 'Control+k');
    await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
    await page.keyboard.type('clockwise');
    await press(page, 'Enter');
    await expectSaid(page, new RegExp(`^${count} of 4 arcs, `));
  }
});
