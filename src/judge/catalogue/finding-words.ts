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
  sources: 'Sources',
  thread: 'thread of September 2021',
  table: 'Findings of every rule set',
  ruleSet: 'rule set',
  none: 'nothing found',
};

/** `1 error`, `0 warnings`. */
export function formatSeverityCount(severity: Severity, count: number): string {
  const [one, many] = SEVERITY_WORDS[severity];
  return `${count} ${count === 1 ? one : many}`;
}
