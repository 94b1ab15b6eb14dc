/** Signs and sentences of the findings as the page shows them. */

import type { Severity } from '../../protocol/trace/finding.ts';

export const SEVERITY_WORDS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  question: ['question', 'questions'],
  note: ['note', 'notes'],
};

export const FINDING_WORDS = {
  filter: 'Severities shown',
  hidden: 'All findings are hidden. Show a severity above.',
  play: 'Play',
  inReply: 'In the reply',
  fewer: 'fewer',
  hits: 'The same cause',
  /** Before the requests at which flows fail. */
  at: 'at',
  sources: 'Sources',
  thread: 'thread of September 2021',
  table: 'Findings of every rule set',
  finding: 'finding',
  none: 'not found',
  /** In the cell of a finding that only the other protocol can have. */
  other: 'of the other protocol',
  protocols: { v1: 'Protocol v1', v2: 'Protocol v2' },
};

/** `1 error`, `0 warnings`. */
export function formatSeverityCount(severity: Severity, count: number): string {
  const [one, many] = SEVERITY_WORDS[severity];
  return `${count} ${count === 1 ? one : many}`;
}
