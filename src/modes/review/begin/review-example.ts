/** Texts that show what Review does, all our own. Patches are made from the page's own tables. */

import { setStopsOnError } from '../../../protocol/rule-sets/draft.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import EXAMPLE_LOG from '../../../reader/log/sample/qemu-10.1-two-devices.txt?raw';
import { formatPatch } from '../../../share/export/c-patch.ts';
import type { ExampleId } from './begin-words.ts';
import { REPLY_WORDS } from './begin-words.ts';
import { EXAMPLE_DRIVER } from './example-driver.ts';

export interface Example {
  readonly id: ExampleId;
  /** The name that its text has in Review. */
  readonly fileName: string;
  readonly create: () => string;
}

export const EXAMPLES: readonly Example[] = [
  { id: 'table', fileName: 'example-table.patch', create: formatTablePatch },
  {
    id: 'v2',
    fileName: 'example-v2.patch',
    create: () =>
      formatExample('v2-7.2', (fixed) => (fixed.generation === 'v2' ? setStopsOnError(fixed, false) : fixed)),
  },
  { id: 'driver', fileName: 'example-driver.c', create: () => EXAMPLE_DRIVER },
  { id: 'reply', fileName: 'example-reply.eml', create: formatReply },
  { id: 'log', fileName: 'example-qemu.log', create: () => EXAMPLE_LOG },
];

/** True for the text of an example as it was opened: it can be had again at any time. */
export const isExample = (text: string): boolean => EXAMPLES.some(({ create }) => create() === text);

function formatTablePatch(): string {
  return formatExample('patch-2021-09', (_, amended) => amended, 'patch-2021-09-amended');
}

/** The patch as a reply quotes it: the end of its hunk is cut away. */
function formatReply(): string {
  const lines = formatTablePatch().trimEnd().split('\n');
  const added = lines.findIndex((line) => /^\+\t/.test(line));
  const quoted = lines.slice(0, added + 1).map((line) => `> ${line}`);
  const { head, cut, question, end } = REPLY_WORDS;
  return [...head, ...quoted, '', ...question, '', cut, '', ...end, ''].join('\n');
}

function formatExample(
  source: string,
  edit: (source: RuleSet, other: RuleSet) => RuleSet,
  other = source,
): string {
  const [from, to] = [getRuleSet(source), getRuleSet(other)];
  if (!from || !to) throw new Error(`there is no rule set ${source} or ${other}`);
  return formatPatch(from, edit(from, to));
}
