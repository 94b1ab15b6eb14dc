/** `npm run attacks`: the test of hostile texts with every attack in each text; `npm test` has a third of them. */
import { spawnSync } from 'node:child_process';

const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'src/cli/attacks.test.ts'];
const { status } = spawnSync(process.execPath, vitest, {
  stdio: 'inherit',
  env: { ...process.env, ATTACKS: 'all' },
});
process.exitCode = status ?? 1;
