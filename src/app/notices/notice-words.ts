/** The buttons of a notice, and what is said where a link was opened beside what was kept. */

import type { Way } from '../../page/shell.ts';
import { fill } from '../../protocol/words/fill.ts';

export const NOTICE_WORDS = {
  'copy-link': 'Copy the link',
  'save-kept': 'Save everything as a file',
  'open-kept': 'Kept histories…',
  label: 'Notices',
  dismiss: 'Dismiss',
  offer: 'Your own history',
  beside: 'This opened beside your own history, which is still kept.',
  stay: 'Stay here',
} as const satisfies Readonly<Record<Way | string, string>>;

const BACK = {
  one: 'Back to your own history, 1 step',
  many: 'Back to your own history, {steps} steps',
} as const;

export function toBackName(steps: number): string {
  return steps === 1 ? BACK.one : fill(BACK.many, { steps });
}
