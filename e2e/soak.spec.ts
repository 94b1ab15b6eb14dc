/** A sample of `npm run soak`: random acts, reloads, denied storage and killed tabs, always the same. */
import { soak } from '../scripts/soak/soak.ts';
import { expect, test } from './page.ts';

test('[PAGE-330] forty random acts print no error, show no blank page and lose nothing', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  // With this seed, five acts happen to the other tab: one of each kind.
  const { faults, acts, looks } = await soak(browser, baseURL ?? '', {
    acts: 40,
    seed: 8,
    samples: 1,
    hard: 15,
  });
  expect(faults).toEqual([]);
  expect(acts).toBe(40);
  expect(looks).toBeGreaterThan(20);
});
