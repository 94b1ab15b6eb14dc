/**
 * `npm run corpus -- DIR`: reads and judges every text in a folder, and prints what differs from its `.expect.json`.
 */

import { runCorpus } from './corpus.ts';

const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || folder.startsWith('-') || more.length > 0) {
  console.error(
    'Usage: npm run corpus -- DIR, a folder in which NAME.expect.json says what to expect of NAME.',
  );
  process.exit(2);
}
const { lines, exit } = runCorpus(folder);
for (const line of lines) (exit === 2 ? console.error : console.log)(line);
process.exitCode = exit;
