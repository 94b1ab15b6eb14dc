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

/** vfio_from_fsm_table since 6.2: from the row, on the way to the column, the next state. */
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

/** The function stood in vfio.c until that file was renamed, before 6.2. */
const getNextState = (tag: string, file = 'drivers/vfio/vfio_main.c'): Citation => ({
  kind: 'kernel',
  file,
  symbol: 'vfio_mig_get_next_state()',
  tag,
});

const uapi = (tag: string): Citation => ({
  kind: 'kernel',
  file: 'include/uapi/linux/vfio.h',
  symbol: 'enum vfio_device_mig_state',
  tag,
});

/** The commit of 6.2 that brought the PRE_COPY states, and the loop that does not end. */
export const PRE_COPY_COMMIT: Citation = {
  kind: 'commit',
  commit: '4db52602a607',
  about: 'the PRE_COPY states of protocol v2',
  date: '2022-12',
};

/** The fix for 7.2: the loop stops on ERROR. */
export const LOOP_FIX: Citation = {
  kind: 'mail',
  date: '2026-06-02',
  about: 'the fix that ends the loop on ERROR, applied 5 June 2026',
  messageId: 'SYBPR01MB7881290BBDE79B61AE6A017FAF122@SYBPR01MB7881.ausprd01.prod.outlook.com',
};

const base = { generation: 'v2', initial: RUN, error: ERR } as const;

export const V2_RULE_SETS: readonly V2RuleSet[] = [
  {
    ...base,
    id: 'v2-5.18',
    title: 'Linux 5.18 to 6.1: six states',
    account:
      'Protocol v2 as it began: an enum of six values, set by an ioctl, and one table in common code that gives the next arc on the way to the wanted state. RUNNING_P2P is optional; without it two arcs are merged into one. PRE_COPY is not there yet.',
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
    title: 'Linux 6.2 to 7.1: PRE_COPY, and a loop',
    account:
      'The two PRE_COPY states came, and with them two blocked requests: STOP_COPY > PRE_COPY and STOP_COPY > PRE_COPY_P2P. The loop that skips unsupported states does not stop on ERROR, which no device supports, so these requests spin forever while the driver holds its mutex.',
    states: V2_STATES,
    values: [STP, RUN, PRE, PP2, STC, RES, RP2, ERR],
    next: TABLE_6_2,
    needs: NEEDS,
    flagSets: [1, 3, 5, 7],
    stopsOnError: false,
    citations: [getNextState('v6.2'), PRE_COPY_COMMIT, LOOP_FIX, uapi('v6.2')],
  },
  {
    ...base,
    id: 'v2-7.2',
    title: 'Linux 7.2: the loop ends',
    account:
      'The same table; the loop that skips unsupported states now stops on ERROR, so a blocked request returns -EINVAL at once.',
    states: V2_STATES,
    values: [STP, RUN, PRE, PP2, STC, RES, RP2, ERR],
    next: TABLE_6_2,
    needs: NEEDS,
    flagSets: [1, 3, 5, 7],
    stopsOnError: true,
    citations: [LOOP_FIX, getNextState('v7.2'), uapi('v7.2')],
  },
];
