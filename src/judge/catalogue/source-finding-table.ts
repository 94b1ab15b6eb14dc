/** The findings on source: tables as their file has them, drivers, checks of single values. */

import { UAPI_V1 } from '../../protocol/rule-sets/v1-rule-sets.ts';
import type { FindingId, Severity } from '../../protocol/trace/finding.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { NEXT_STATE, thread } from './finding-source.ts';

export interface FindingInfo {
  readonly severity: Severity;
  /** A few words, for lists and column heads. */
  readonly title: string;
  /** One or two sentences: what it means, and why it weighs what it does. */
  readonly account: string;
  readonly citations: readonly Citation[];
}

export const SOURCE_FINDINGS = {
  'table.arc-not-listed': {
    severity: 'warning',
    title: 'an arc the other table does not list',
    account:
      'One table in the file uses an arc that the other, which lists the allowed arcs, does not contain.',
    citations: [NEXT_STATE],
  },
  'table.bound-lets-through': {
    severity: 'warning',
    title: 'a bounds check lets too much through',
    account:
      'The check lets through the first value past the end of the table, so the function reads out of bounds.',
    citations: [NEXT_STATE, ...thread(12)],
  },
  'table.bound-missing': {
    severity: 'question',
    title: 'an unchecked index',
    account: 'The function reads the table at an index that it does not check. Does every caller check it?',
    citations: [NEXT_STATE],
  },
  'driver.arc-missing': {
    severity: 'error',
    title: 'a required arc is missing',
    account:
      'The core asks a driver with these migration_flags to take this arc, but the driver does not implement it.',
    citations: [NEXT_STATE],
  },
  'driver.flags-without-arcs': {
    severity: 'error',
    title: 'flags without their arcs',
    account: 'The driver claims a flag but implements none of the arcs that the flag requires.',
    citations: [NEXT_STATE],
  },
  'driver.arc-never-asked': {
    severity: 'note',
    title: 'an arc that is never requested',
    account:
      'The core never asks a driver with these migration_flags for this arc: the code is never reached.',
    citations: [NEXT_STATE],
  },
  'validity.refuses-valid': {
    severity: 'error',
    title: 'a valid value is refused',
    account: 'The check refuses a value that the header lists as valid: no request can reach it.',
    citations: [UAPI_V1],
  },
  'validity.accepts-invalid': {
    severity: 'error',
    title: 'an invalid value passes',
    account: 'The check accepts a value that has no meaning.',
    citations: [UAPI_V1, ...thread(12, 25, 26)],
  },
  'validity.accepts-error': {
    severity: 'error',
    title: '_ERROR passes',
    account: 'The check accepts 110b, which a device enters on a fault and userspace must not request.',
    citations: [UAPI_V1, ...thread(24, 25)],
  },
  'validity.ignores-reserved-bits': {
    severity: 'question',
    title: 'reserved bits pass',
    account: 'The check does not look at the reserved bits, so a value with one of them set passes.',
    citations: [UAPI_V1],
  },
} as const satisfies Partial<Record<FindingId, FindingInfo>>;
