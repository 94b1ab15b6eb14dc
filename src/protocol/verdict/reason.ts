/**
 * Why a verdict is what it is: one id for each reason, with its sentence. The page, the command line and the tests
 * read this table. `{from}`, `{to}`, `{at}` stand for state names, `{way}` for the states in between, `{needs}`, `{flags}` for migration_flags.
 */

import type { Words } from '../words/fill.ts';
import { fill } from '../words/fill.ts';

export const REASONS = {
  'in-table': 'The table lists it.',
  'in-driver': 'The driver accepts it.',
  charted: 'The header charts it.',
  'valid-pair': 'Both values are valid, and every valid value leads to every valid value.',
  'one-arc': 'One arc, which the driver implements.',
  combination:
    'A combination transition: the driver asks the core for each next arc, and gets there via {way}.',
  'already-there':
    'The device is in {to} already: the driver is called, its loop does nothing, and it returns 0 without asking the core.',
  'not-in-table': 'The table does not list it.',
  'not-in-driver': 'The driver does not accept it.',
  'same-not-in-table':
    'The table does not list a state to itself; the mlx5 driver of the same series accepts it before it asks the table.',
  'above-max-state': '{to} is above MAX_STATE, which is _RESUMING.',
  'from-above-max-state': 'The old value {from} is above MAX_STATE, which is _RESUMING.',
  'invalid-value': '{to} is not a valid value of device_state.',
  'invalid-current': '{from} is not a valid value, and no rule leads out of it.',
  'error-not-requestable': '{to} cannot be requested: a device enters it when its driver faults.',
  'only-reset-leaves-error': 'Only VFIO_DEVICE_RESET leaves {from}.',
  'error-to-error':
    "Only VFIO_DEVICE_RESET leaves {from}. Asking for {from} again has three answers: the core's function would warn and return -EINVAL; a driver's loop does nothing, never asks it and returns 0; pds, the only mainline driver that stores {from}, returns -EIO.",
  'not-shown': 'The lines of the driver that are shown neither accept nor refuse it.',
  'not-spoken-of': 'Both values are valid, but the header neither charts nor forbids the request.',
  'reserved-bits':
    'Reserved bits are set. The VALID macro does not look at them, and the header says only to preserve them.',
  'out-of-range': '{to} is not among the values of the enum.',
  'current-out-of-range': 'The current value {from} is not among the values of the enum; the kernel warns.',
  'target-unsupported': '{to} needs {needs}; migration_flags is {flags}.',
  'current-unsupported':
    'The current state {from} needs {needs}; migration_flags is {flags}, so the device cannot be there; the kernel warns.',
  blocked: 'The table blocks it: the path ends in ERROR.',
  'self-broken': 'The entry for {from} > {from} is {at}, so a self-transition (x > x) fails.',
  stuck: 'The request starts, then stops in {at}, where the table has no arc towards {to}.',
  'skip-loop':
    "The entry is ERROR, which no device supports, and the loop that skips unsupported states does not stop on it: it loops forever, with the driver's mutex held.",
  'skip-cycle':
    'The loop that skips unsupported states comes back to {at} and never reaches a supported one.',
  'arc-cycle': 'The arcs come back to {at} and never reach {to}.',
} as const satisfies Record<string, string>;

export type ReasonId = keyof typeof REASONS;

/** Sentence of a reason with the names put in. `formatReason('in-table', { from: '_STOP', to: '_RUNNING' })` */
export function formatReason(id: ReasonId, words: Words): string {
  return fill<string>(REASONS[id], words);
}
