/** axe finds nothing in any view, in each theme, in forced colours, on a projector and at 320 px. */
import { expectAccessible } from './axe.ts';
import { open, test } from './page.ts';
import { WALKS } from './views.ts';

/** axe takes its time on a busy machine. */
test.slow();

for (const [where, { address, views }] of Object.entries(WALKS))
  test(`[PAGE-110] axe finds nothing in ${where}`, async ({ page }) => {
    await open(page, address);
    for (const { name, go, part } of views)
      await test.step(name, async () => {
        await go(page);
        await expectAccessible(page, name, part);
      });
  });
