/** What a reply asks about each finding: the author may have a reason, so nothing is claimed to be wrong. */

import type { Finding, FindingId } from '../../protocol/trace/finding.ts';

/** Who wrote a text that does not say so. */
export const UNNAMED = 'The author wrote:';

const SELF = 'Should a request for the current state succeed?';
const REFUSE = 'Should it be refused?';
const INTENDED = 'Is that intended?';
const LOOP = 'How is it meant to end?';
const OTHER_WAY = 'Is there meant to be another way?';

/** Null where the sentence of the finding asks already. */
const QUESTIONS: Readonly<Record<FindingId, string | null>> = {
  'v1.flow-fails': 'How should QEMU do this instead?',
  'v1.flow-unspecified': 'May userspace rely on it?',
  'v1.charted-refused': INTENDED,
  'v1.no-way-back': OTHER_WAY,
  'v1.cannot-stop': OTHER_WAY,
  'v1.same-refused': SELF,
  'v1.error-requestable': REFUSE,
  'v1.invalid-requestable': REFUSE,
  'v1.error-left-without-reset': REFUSE,
  'v1.invalid-left-without-reset': 'Is the entry needed?',
  'v1.no-way-into-resuming': 'How does a destination load the device state?',
  'v1.initial-not-running': INTENDED,
  'v1.stop-and-copy-serializes-nothing': 'Where is the device state captured?',
  'v1.read-before-load': 'Is that the order that this driver needs?',
  'v2.flow-fails': 'How should QEMU do this instead?',
  'v2.never-returns': LOOP,
  'v2.same-broken': SELF,
  'v2.accepted-then-stuck': 'Is an entry missing?',
  'v2.passes-error': 'Should every entry of that row be ERROR?',
  'v2.longer-path': 'Is the longer path needed?',
  'v2.saving-group-interior': null,
  'v2.initial-not-running': INTENDED,
  'v2.new-driver-arc': 'Do all of these drivers implement it?',
  'v2.new-flags-arc': 'Is there a driver that will implement it?',
  'change.newly-refused': INTENDED,
  'change.newly-never-returns': LOOP,
  'change.session-changed': INTENDED,
  'change.initial-changed': INTENDED,
  'change.path-changed': 'Do the drivers expect the new path?',
  'change.refused-otherwise': INTENDED,
  'change.silence-refused': null,
  'change.no-longer-specified': 'Is it left to each driver?',
  'change.newly-accepted': 'Who will ask for it?',
  'change.never-returns-fixed': 'Should stable kernels have it too?',
  'table.arc-not-listed': null,
  'table.bound-lets-through': null,
  'table.bound-missing': null,
  'driver.arc-missing': 'Is it handled elsewhere?',
  'driver.flags-without-arcs': 'Are they handled elsewhere?',
  'driver.arc-never-asked': 'Is it needed?',
  'validity.refuses-valid': INTENDED,
  'validity.accepts-invalid': REFUSE,
  'validity.accepts-error': REFUSE,
  'validity.ignores-reserved-bits': null,
};

/** What is asked after a finding; undefined where its sentence asks already. */
export function getQuestion({ id, text }: Pick<Finding, 'id' | 'text'>): string | undefined {
  return text.endsWith('?') ? undefined : (QUESTIONS[id] ?? undefined);
}
