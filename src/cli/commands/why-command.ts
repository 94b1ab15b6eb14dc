/**
 * `why`: what an error line means, and what to do about it; without a line, every cause that is known.
 */

import { type Cause, NOTHING_PRINTED } from '../../protocol/causes/cause.ts';
import { CAUSES } from '../../protocol/causes/cause-table.ts';
import { findCauses, findNearestCause } from '../../protocol/causes/find-causes.ts';
import { toAddress } from '../../protocol/words/citation.ts';
import { formatCitation } from '../../protocol/words/citation-words.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import { formatParagraph } from '../../protocol/words/paragraph.ts';
import type { Command, CommandAnswer, ReadFile } from '../cli-command.ts';

export const WHY_COMMAND: Command = {
  name: 'why',
  account: 'why a device does not migrate: the cause that an error line names; all of them without TEXT',
  takesText: true,
  options: ['json'],
  run: ({ json, text }, readFile) => {
    if (text === undefined) return answer(CAUSES, json);
    const given = text === '-' ? readInput(readFile) : text;
    const causes = findCauses(given);
    return causes.length > 0 ? answer(causes, json) : refuse(given, json);
  },
};

function readInput(readFile: ReadFile): string {
  const read = readFile('-');
  return read.ok ? new TextDecoder().decode(read.value) : '';
}

const answer = (causes: readonly Cause[], json: boolean): CommandAnswer => ({
  ok: true,
  value: { text: json ? formatJson(causes, null) : causes.map(formatCause).join('\n\n'), exit: 0 },
});

/** No cause is known: the nearest is named, and nothing is claimed. */
function refuse(text: string, json: boolean): CommandAnswer {
  const nearest = findNearestCause(text);
  const near = nearest ? `; the nearest is ${nearest.id}: ${nearest.title}` : '';
  return {
    ok: false,
    problem: `no known cause in ${formatLiteral(text)}${near}. Without TEXT all causes are listed`,
    ...(json && { document: formatJson([], nearest ?? null) }),
  };
}

function formatJson(causes: readonly Cause[], nearest: Cause | null): string {
  const toJson = ({ citations, ...cause }: Cause) => ({
    ...cause,
    sources: citations.map((citation) => ({ text: formatCitation(citation), address: toAddress(citation) })),
  });
  return JSON.stringify({ causes: causes.map(toJson), nearest: nearest?.id ?? null });
}

/** Wide enough for the longest word before a paragraph. */
const MARGIN = 9;

function formatCause({ id, title, texts, who, condition, meaning, todo, citations }: Cause): string {
  const row = (name: string, text: string) => formatParagraph(text, `  ${name.padEnd(MARGIN)}`);
  return [
    `${title} (${id})`,
    row('printed', texts.map((text) => `"${text}"`).join(' or ') || NOTHING_PRINTED),
    row('by', who),
    row('when', condition),
    row('meaning', meaning),
    row('to do', todo),
    ...citations.map((citation) => row('source', formatCitation(citation))),
  ].join('\n');
}
