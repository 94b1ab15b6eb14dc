/** Two logs side by side as text: what both did, and where each device parts. */

import { getClient } from '../../../protocol/clients/client-table.ts';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import { formatParagraph } from '../../../protocol/words/paragraph.ts';
import type { ReplayFinding, ReplayResult } from '../log-replay.ts';
import { formatStepLine } from '../replay-report.ts';
import type { Both } from './parting.ts';
import type { LogComparison, PairedBy, PairedRun } from './run-parting.ts';

const PAIRED: Readonly<Record<PairedBy, string>> = {
  name: 'the same name',
  alone: 'the only one left in each',
  order: 'paired by their order in the logs',
};

/** `names` are what the two logs are called. */
export function formatComparison(
  logs: Both<ReplayResult>,
  comparison: LogComparison,
  names: Both<string>,
  hasColour: boolean,
): string {
  const { runs, first, unpaired, causes } = comparison;
  const heads = logs.map(({ summary }, side) => formatHead(summary, names[side] ?? ''));
  const alone = unpaired.flatMap((devices, side) =>
    devices.map((device) =>
      formatParagraph(`${formatVisibleLine(device)} is in ${names[side] ?? ''} alone: it is not compared.`),
    ),
  );
  const told = causes.flatMap((list, side) =>
    list.map(({ line, id, text }) =>
      formatParagraph(`${names[side] ?? ''}, line ${line}: ${id}: ${text}`, '  '),
    ),
  );
  return [
    heads.join('\n'),
    ...(runs.length === 0 ? ['No device is in both logs.'] : []),
    ...runs.map((run) => formatRun(run, run === first && runs.length > 1, names, hasColour)),
    ...alone,
    ...(told.length === 0 ? [] : [['Causes that one log alone names', ...told].join('\n')]),
  ].join('\n\n');
}

function formatHead({ formats, client }: ReplayResult['summary'], name: string): string {
  const who = client === null ? 'client not known' : getClient(client.id).title;
  return formatParagraph(`${formats.join(', ') || 'no known format'}; ${who}`, `${name}: `);
}

function formatRun(run: PairedRun, isFirst: boolean, names: Both<string>, hasColour: boolean): string {
  const { by, before, agreed, parting } = run;
  const [left, right] = run.names.map(formatVisibleLine);
  const title = left === right ? `${left}` : `${left} and ${right} (${PAIRED[by]})`;
  const earlier = before.flatMap((count, side) =>
    count > 0 ? [`${names[side] ?? ''} begins ${count} step${count > 1 ? 's' : ''} earlier.`] : [],
  );
  const same = `${agreed} step${agreed === 1 ? ' is' : 's are'} the same.`;
  if (!parting)
    return [formatParagraph(`${title}: both logs do the same. ${[...earlier, same].join(' ')}`)].join('\n');
  const rows = parting.steps.flatMap((judged, side) =>
    judged ? [`${side === 0 ? '-' : '+'} ${formatStepLine(judged, 0, hasColour)}`] : [],
  );
  return [
    formatParagraph(`${title}: ${[...earlier, same].join(' ')}${isFirst ? ' It parts first.' : ''}`),
    ...rows,
    formatParagraph(parting.text, '  '),
    formatParagraph(parting.why, '  '),
    ...parting.follows.flatMap((list, side) => formatFollows(list, names[side] ?? '')),
  ].join('\n');
}

/** The findings that a parting leads to, by their lines. */
function formatFollows(findings: readonly ReplayFinding[], name: string): readonly string[] {
  if (findings.length === 0) return [];
  const list = findings.map(({ id, line }) => `${id} (line ${line})`).join(', ');
  return [formatParagraph(`From there on in ${name}: ${list}.`, '  ')];
}
