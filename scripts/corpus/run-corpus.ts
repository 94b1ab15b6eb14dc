/**
 * `npm run corpus -- DIR [--gcc]`: reads and judges every text in a folder, and prints what differs from its
 * `.expect.json`; with --gcc, what gcc accepts otherwise.
 */

import { runCorpus } from './corpus.ts';
import { findGcc, runGcc } from './gcc.ts';

const [folder, ...more] = process.argv.slice(2);
const isWithGcc = more.length === 1 && more[0] === '--gcc';
if (folder === undefined || folder.startsWith('-') || (more.length > 0 && !isWithGcc)) {
  console.error(
    'Usage: npm run corpus -- DIR [--gcc], a folder in which NAME.expect.json says what to expect of NAME.',
  );
  process.exit(2);
}
const { lines, exit } = runCorpus(folder);
for (const line of lines) (exit === 2 ? console.error : console.log)(line);
process.exitCode = exit;
if (isWithGcc && exit !== 2) {
  const second = runGcc(folder, findGcc());
  for (const line of second.lines) console.log(line);
  if (second.exit > 0) process.exitCode = second.exit;
}
