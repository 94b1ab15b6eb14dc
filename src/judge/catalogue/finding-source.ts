/** Sources for the findings that no rule set cites already. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Citation } from '../../protocol/words/citation.ts';

/** Messages of the thread of 2021, by number. */
export const thread = (...messages: number[]): readonly Citation[] =>
  messages.map((message) => ({ kind: 'thread', message }));

/** How QEMU asks for a state, in the release that a tag names. */
export const qemu = (tag: string): Citation => ({
  kind: 'qemu',
  file: 'hw/vfio/migration.c',
  symbol: 'vfio_migration_set_state()',
  tag,
});

const kernel = (file: string, symbol: string): Citation => ({ kind: 'kernel', file, symbol, tag: 'v6.2' });

/** What reads the table of v2. */
export const NEXT_STATE = kernel('drivers/vfio/vfio_main.c', 'vfio_mig_get_next_state()');
/** What the header says about v2. */
export const UAPI_V2 = kernel('include/uapi/linux/vfio.h', 'enum vfio_device_mig_state');

/** True for a rule set that was read from a patch or from C: it has no citations, and every built-in one has some. */
export const isFromText = ({ citations }: RuleSet): boolean => citations.length === 0;
