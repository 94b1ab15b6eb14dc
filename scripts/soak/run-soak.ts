/**
 * `npm run soak -- [--acts N] [--seed S]`: plays N random acts (2,000) in the built page, and fails where anything goes
 * wrong: an error in the console, a blank page, a step that was kept and is lost, growth without an end. A failure prints
 * the seed and the last acts; the same seed plays the same acts again.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { browserArguments, ensureBrowser } from '../browser.ts';
import { compareThirds, soak } from './soak.ts';

const SAMPLES = 30;
/** How much more there may be in the last third of the run than in the middle one. */
const GROWTH = 1.1;

const { values } = parseArgs({
  options: {
    acts: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    built: { type: 'boolean', default: false },
  },
});
const [acts, seed] = [Number(values.acts), Number(values.seed)];
if (!Number.isInteger(acts) || acts < 1 || !Number.isInteger(seed)) {
  console.error('--acts and --seed need a whole number.');
  process.exit(2);
}
if (!values.built) await build({ logLevel: 'error' });
const server = await preview({
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: 4340, strictPort: false },
});
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArguments() });
const address = server.resolvedUrls?.local[0] ?? '';
console.log(`${acts} acts, seed ${seed}`);
const start = Date.now();
const {
  faults,
  last,
  samples,
  looks,
  acts: played,
} = await soak(browser, address, {
  acts,
  seed,
  samples: SAMPLES,
  say: (line) => console.log(line),
});
await browser.close();
await server.close();

const growth = samples.length < SAMPLES ? null : compareThirds(samples);
const grown = Object.entries(growth ?? {}).filter(([, ratio]) => ratio > GROWTH);
console.log(
  `${played} acts in ${Math.round((Date.now() - start) / 1000)} s; looked ${looks} times whether the page is blank.`,
);
for (const [what, ratio] of Object.entries(growth ?? {}))
  console.log(`${what}: last third ${ratio.toFixed(3)} x the middle third`);
for (const fault of faults) console.log(`FAULT ${fault}`);
for (const [what] of grown) console.log(`FAULT ${what} grow without an end`);
if (faults.length > 0 || grown.length > 0) {
  console.log(`Play it again with --acts ${acts} --seed ${seed}. The last acts:\n  ${last.join('\n  ')}`);
  process.exit(1);
}
console.log('Nothing went wrong.');
process.exit(0);
