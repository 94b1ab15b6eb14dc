/**
 * A step of the lab renders the lab and nothing around it. Even in the built page React reports each commit to the hook of
 * the developer tools; the test reads from it what was rendered.
 */

import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

/** The fields that the test reads of a React node. */
interface Fiber {
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly return: Fiber | null;
  readonly flags: number;
  readonly type: unknown;
  readonly stateNode: unknown;
}

interface Counted {
  rendered?: { inside: number; outside: number };
}

/** Counts the components that each commit renders, in the panel of the lab and outside it. */
const count = () => {
  /** React's flag for a node that did work: its component was called. */
  const WORKED = 1;
  const rendered = { inside: 0, outside: 0 };
  // A panel within that of the mode.
  const isInLab = (fiber: Fiber | null): boolean => {
    let at = fiber;
    while (at && !(at.stateNode instanceof Element)) at = at.return;
    return (
      at?.stateNode instanceof Element && at.stateNode.closest('[role="tabpanel"] [role="tabpanel"]') !== null
    );
  };
  const visit = (fiber: Fiber): void => {
    const before = fiber.alternate;
    const isComponent = typeof fiber.type !== 'string' && fiber.type !== null && fiber.flags & WORKED;
    if (isComponent) rendered[isInLab(fiber) ? 'inside' : 'outside'] += 1;
    if (before && before.child === fiber.child) return;
    for (let child = fiber.child; child; child = child.sibling) visit(child);
  };
  Object.assign(window, {
    rendered,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: (_id: number, root: { current: Fiber }) => visit(root.current),
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    },
  });
};

const read = (page: Page) => page.evaluate(() => (window as Counted).rendered);

const clear = (page: Page) =>
  page.evaluate(() => Object.assign((window as Counted).rendered ?? {}, { inside: 0, outside: 0 }));

test('[PAGE-250] a step of the lab, back, the end and a slider render the lab, and nothing around it', async ({
  page,
}) => {
  await page.addInitScript(count);
  await page.goto('./#v=1&rules=v2-7.2&flags=7&mode=learn&part=lab&at=0');
  const panel = page.getByRole('tabpanel', { name: 'Lab' });
  await expect(panel.getByText(/^step 0 of/)).toBeVisible();
  await expect(panel.getByRole('img', { name: /^Pending bytes over time/ })).toBeVisible();
  // The counter counts: the page around the lab was rendered when it came up.
  expect((await read(page))?.outside).toBeGreaterThan(3);
  const acts = [
    async () => panel.getByRole('button', { name: 'Step', exact: true }).click(),
    async () => panel.getByRole('button', { name: 'Back', exact: true }).click(),
    async () => panel.getByRole('button', { name: 'To the end' }).click(),
    async () => panel.getByRole('slider', { name: /limit/i }).press('ArrowLeft'),
  ];
  for (const act of acts) {
    const place = page.url();
    await clear(page);
    await act();
    await expect(page).not.toHaveURL(place);
    const { inside = 0, outside } = (await read(page)) ?? {};
    expect(inside).toBeGreaterThan(3);
    expect(outside).toBe(0);
  }
});
