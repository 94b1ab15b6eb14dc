/**
 * `npm run mutation -- FOLDER [--most N] [--seed S] [--jobs N] [--near | --all]`: changes the code of a folder below src/, one
 * place at a time, and prints how many of the changes the tests of the same room notice, and which they miss. --near runs only
 * the tests of the same folder, --all runs every test.
 */

import { listSources, runMutation } from './mutation.ts';
import { parseWords } from './words.ts';

const options = parseWords(process.argv.slice(2));
if (!options.ok || !listSources(options.value.folder)) {
  console.error(options.ok ? `There is no ${options.value.folder} below src/.` : options.fault);
  process.exit(2);
}
for (const line of await runMutation(options.value)) console.log(line);
