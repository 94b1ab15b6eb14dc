/**
 * The three rule sets of protocol v2: vfio_from_fsm_table with its rows and columns in the kernel's order, and
 * state_flags_table beside it.
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state()
 */

import { NEVER, P2P, PRE_COPY, STOP_COPY } from '../state/migration-flags.ts';
import { V2_STATES, V2_STATES_5_18 } from '../state/state.ts';
import type { Citation } from '../words/citation.ts';
import type { V2RuleSet } from './rule-set.ts';

const [ERR, STP, RUN, STC, RES, RP2, PRE, PP2] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** vfio_from_fsm_table since 6.2: the next state from the row's state on the way to the column's. */
const TABLE_6_2: readonly (readonly number[])[] = [
  // STP RUN  PRE  PP2  STC  RES  RP2  ERR
  [STP, RP2, RP2, RP2, STC, RES, RP2, ERR], // STOP
  [RP2, RUN, PRE, RP2, RP2, RP2, RP2, ERR], // RUNNING
  [RUN, RUN, PRE, PP2, PP2, RUN, RUN, ERR], // PRE_COPY
  [RP2, RP2, PRE, PP2, STC, RP2, RP2, ERR], // PRE_COPY_P2P
  [STP, STP, ERR, ERR, STC, STP, STP, ERR], // STOP_COPY
  [STP, STP, STP, STP, STP, RES, STP, ERR], // RESUMING
  [STP, RUN, RUN, PP2, STP, STP, RP2, ERR], // RUNNING_P2P
  [ERR, ERR, ERR, ERR, ERR, ERR, ERR, ERR], // ERROR
];

/** vfio_from_fsm_table of 5.18: the same without the two PRE_COPY states. */
const TABLE_5_18: readonly (readonly number[])[] = [
  // STP RUN  STC  RES  RP2  ERR
  [STP, RP2, STC, RES, RP2, ERR], // STOP
  [RP2, RUN, RP2, RP2, RP2, ERR], // RUNNING
  [STP, STP, STC, STP, STP, ERR], // STOP_COPY
  [STP, STP, STP, RES, STP, ERR], // RESUMING
  [STP, RUN, STP, STP, RP2, ERR], // RUNNING_P2P
  [ERR, ERR, ERR, ERR, ERR, ERR], // ERROR
];

/** state_flags_table: what a device must support for each state. */
const NEEDS: Readonly<Record<number, number>> = {
  [STP]: STOP_COPY,
  [RUN]: STOP_COPY,
  [PRE]: STOP_COPY | PRE_COPY,
  [PP2]: STOP_COPY | P2P | PRE_COPY,
  [STC]: STOP_COPY,
  [RES]: STOP_COPY,
  [RP2]: STOP_COPY | P2P,
  [ERR]: NEVER,
};

const NEEDS_5_18 = Object.fromEntries(Object.entries(NEEDS).filter(([value]) => Number(value) <= RP2));

/** The function was in vfio.c until that file was renamed, before 6.2. */
const getNextState = (tag: string, file = 'drivers/vfio/vfio_main.c'): Citation => ({
  kind: 'kernel',
  file,
  symbol: 'vfio_mig_get_next_state()',
  tag,
});

/** The header of the v2 years, as of a release. */
export const uapi = (tag: string): Citation => ({
  kind: 'kernel',
  file: 'include/uapi/linux/vfio.h',
  symbol: 'enum vfio_device_mig_state',
  tag,
});

/** The commit of 6.2 that added the PRE_COPY states, and with them the loop that does not end. */
export const PRE_COPY_COMMIT: Citation = {
  kind: 'commit',
  commit: '4db52602a607',
  about: 'the PRE_COPY states of protocol v2',
  date: '2022-12',
};

/** The fix, as it was posted: the loop stops on ERROR. */
export const LOOP_FIX: Citation = {
  kind: 'mail',
  author: 'Junrui Luo',
  date: '2026-06-02',
  about: 'the patch that ends the loop on ERROR, merged on 17 June 2026 for 7.2-rc1',
  messageId: 'SYBPR01MB7881290BBDE79B61AE6A017FAF122@SYBPR01MB7881.ausprd01.prod.outlook.com',
};

/** The same as it was merged. */
export const LOOP_FIX_COMMIT: Citation = {
  kind: 'commit',
  commit: 'a26b499b757c',
  about: 'the loop ends on ERROR, by Junrui Luo',
  date: '2026-06-02',
};

const toStableFix = (branch: string, commit: string) =>
  ({ kind: 'commit', commit, branch, about: `the fix in ${branch}`, date: '2026-07' }) satisfies Citation;

/** The same in the stable kernels, queued in July 2026; 7.1.y has it after 7.1.3. */
export const STABLE_FIXES = [
  toStableFix('6.6.y', 'fb42e784472c'),
  toStableFix('6.12.y', '665c969681f0'),
  toStableFix('6.18.y', '3547bdc9721b'),
  toStableFix('7.1.y', 'df869ea53487'),
] as const;

const STABLE_WORDS = STABLE_FIXES.map(({ branch, commit }) => `${branch} (${commit})`).join(', ');

const base = { generation: 'v2', initial: RUN, error: ERR } as const;

export const V2_RULE_SETS: readonly V2RuleSet[] = [
  {
    ...base,
    id: 'v2-5.18',
    title: 'Linux 5.18 to 6.1: six states',
    account:
      'Protocol v2 as it began: an enum of six values, set by an ioctl. The core calls the driver, and the driver asks one table in the core for the next arc until it is in the state that was asked for. RUNNING_P2P is optional; without it two arcs are merged into one. PRE_COPY is not there yet.',
    states: V2_STATES_5_18,
    values: [STP, RUN, STC, RES, RP2, ERR],
    next: TABLE_5_18,
    needs: NEEDS_5_18,
    flagSets: [1, 3],
    stopsOnError: false,
    citations: [getNextState('v5.18', 'drivers/vfio/vfio.c'), uapi('v5.18')],
  },
  {
    ...base,
    id: 'v2-6.2',
    title: 'Linux 6.2 until the fix of June 2026',
    account:
      'The two PRE_COPY states came, and with them two blocked requests: STOP_COPY > PRE_COPY and STOP_COPY > PRE_COPY_P2P. The loop that skips unsupported states does not stop on ERROR, which no device supports, so these requests spin forever while the driver holds its mutex. A kernel belongs here if it lacks the fix, whatever its number.',
    states: V2_STATES,
    values: [STP, RUN, PRE, PP2, STC, RES, RP2, ERR],
    next: TABLE_6_2,
    needs: NEEDS,
    flagSets: [1, 3, 5, 7],
    stopsOnError: false,
    citations: [getNextState('v6.2'), PRE_COPY_COMMIT, LOOP_FIX, LOOP_FIX_COMMIT, uapi('v6.2')],
  },
  {
    ...base,
    id: 'v2-7.2',
    title: 'Linux 7.2, and stable kernels with the fix',
    account: `The same table. The loop that skips unsupported states now stops on ERROR, so a blocked request returns -EINVAL at once. What tells a kernel apart is whether it has the fix, commit a26b499b757c by Junrui Luo, and not its number: of the stable kernels ${STABLE_WORDS} have it.`,
    states: V2_STATES,
    values: [STP, RUN, PRE, PP2, STC, RES, RP2, ERR],
    next: TABLE_6_2,
    needs: NEEDS,
    flagSets: [1, 3, 5, 7],
    stopsOnError: true,
    citations: [LOOP_FIX, LOOP_FIX_COMMIT, ...STABLE_FIXES, getNextState('v7.2'), uapi('v7.2')],
  },
];
