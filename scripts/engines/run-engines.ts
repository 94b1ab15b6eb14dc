/**
 * `npm run test:engines`: the acts of each mode in the Firefox and the WebKit of this machine, on a fresh build. One that
 * is absent is skipped, and its absence is said. The last line is `N passed, N failed`.
 */
import { build, preview } from 'vite';
import { ACTS } from './engine-acts.ts';
import { findFirefox } from './firefox.ts';
import { findWebKit } from './webkit.ts';

const only = process.argv[2];
const ENGINES = [
  ['firefox', findFirefox],
  ['webkit', findWebKit],
] as const;
if (only && !ENGINES.some(([id]) => id === only)) {
  console.error(`${only} is not an engine. The engines are ${ENGINES.map(([id]) => id).join(' and ')}.`);
  process.exit(2);
}

const tally = { passed: 0, failed: 0, skipped: 0 };
await build({ logLevel: 'warn' });
const server = await preview({
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: 4340, strictPort: false },
});
try {
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('vite preview gave no address.');
  for (const [id, find] of ENGINES) if (!only || only === id) await runEngine(find, address);
} finally {
  await server.close();
}
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
process.exitCode = tally.failed > 0 ? 1 : 0;

async function runEngine(find: typeof findFirefox, address: string): Promise<void> {
  const found = find();
  if ('absent' in found) {
    console.log(`Skipped: ${found.absent}`);
    tally.skipped += ACTS.length;
    return;
  }
  const engine = await found.start();
  console.log(`${engine.name}: ${engine.version}`);
  try {
    for (const [what, act] of ACTS) {
      const failure = await act(engine, address).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      tally[failure === null ? 'passed' : 'failed'] += 1;
      console.log(`  ${failure === null ? '✓' : '✗'} ${what}`);
      if (failure !== null) console.log(failure.replace(/^/gm, '      '));
    }
  } finally {
    await engine.close();
  }
}
