/** The chooser of the rule set: titles first, by generation, and never cut. */
import { chooseMode, chooseRules, chooser, expect, open, RULE_SETS, showPart, test } from './page.ts';

test('[PAGE-440] each entry reads its title and then its id, under its generation; your own stand last', async ({
  page,
}) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=compare&with=uapi-v1&at=0');
  await showPart(page, 'Propose');
  await page.getByRole('button', { name: /^Begin a draft of/ }).click();
  await expect(chooser(page)).toHaveValue('draft-1');
  await chooseMode(page, 'Explore');
  const groups = await chooser(page).evaluate((select) =>
    [...select.querySelectorAll('optgroup')].map(({ label, children }) => ({
      label,
      entries: [...children].map((option) => option.textContent),
    })),
  );
  const entriesOf = (generation: string) =>
    RULE_SETS.filter((each) => each.generation === generation).map(({ title, id }) => `${title} · ${id}`);
  expect(groups).toEqual([
    { label: expect.stringMatching(/^Protocol v1/), entries: entriesOf('v1') },
    { label: expect.stringMatching(/^Protocol v2/), entries: entriesOf('v2') },
    { label: expect.stringMatching(/^Your own/), entries: ['Draft of patch-2021-09 · draft-1'] },
  ]);
  expect(groups[0]?.entries).toContain('The posted table, September 2021 · patch-2021-09');
});

test('[PAGE-441] the title of every rule set is whole at each size, and the header stays as tall as it is', async ({
  page,
}) => {
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [390, 844],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    await open(page, '#v=1&rules=uapi-v1&at=0');
    const heights = new Set<number>();
    for (const { id, title } of RULE_SETS) {
      await chooseRules(page, id);
      const shown = page.getByText(`${title} · ${id}`, { exact: true }).filter({ visible: true });
      await expect(shown, `${id} at ${width}`).toHaveCount(1);
      const box = await shown.evaluate((text) => ({
        isCut: text.scrollWidth > text.clientWidth || text.scrollHeight > text.clientHeight + 1,
        right: text.getBoundingClientRect().right,
        header: text.closest('header')?.offsetHeight ?? 0,
      }));
      expect([id, box.isCut], `${id} at ${width}`).toEqual([id, false]);
      expect(box.right, `${id} at ${width}`).toBeLessThanOrEqual(width);
      heights.add(box.header);
    }
    if (width > 320) expect([...heights], `at ${width}`).toHaveLength(1);
    await page.goto('about:blank');
  }
});
