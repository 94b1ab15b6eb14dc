/** The sign of each severity, in lists and beside the lines of a text alike: nothing depends on colour. */

import type { Severity } from '../protocol/trace/finding.ts';

export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = {
  error: '●',
  warning: '▲',
  question: '?',
  note: '○',
};
