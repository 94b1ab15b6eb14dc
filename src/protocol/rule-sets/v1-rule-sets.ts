/**
 * The eight rule sets of protocol v1, as tables in the order of the posted patch: from _STOP, _RUNNING, _SAVING,
 * _SAVING|_RUNNING, _RESUMING, to the same. Everything outside a table is refused, unless a header masks it.
 *
 * @source include/uapi/linux/vfio.h v5.8; drivers/vfio/vfio.c, vfio_change_migration_state_allowed() as posted
 * @thread #0, #1, #10, #12, #15, #24, #26, #28, #29, #37
 */

import { ORDER_24, ORDER_29, ORDER_NDMA, ORDER_V4 } from '../state/action.ts';
import { NDMA_STATES, V1_STATES } from '../state/state.ts';
import type { Citation } from '../words/citation.ts';
import type { Cell, V1RuleSet } from './rule-set.ts';

const VALUES = [0, 1, 2, 3, 4];
const NDMA_VALUES = [...VALUES, 8, 9, 10, 11, 12];

const thread = (...messages: number[]): Citation[] =>
  messages.map((message) => ({ kind: 'thread', message }));

/** The header of the v1 years. */
export const UAPI_V1: Citation = {
  kind: 'kernel',
  file: 'include/uapi/linux/vfio.h',
  symbol: 'struct vfio_device_migration_info',
  tag: 'v5.8',
};

/** Where a reviewer noticed that 3 > 2 serializes nothing. */
export const REVIEW_OF_V2_12: Citation = {
  kind: 'mail',
  author: 'Alex Williamson',
  date: '2021-10-19',
  about: 'review of the mlx5 driver, V2 12/14',
  messageId: '20211019124352.74c3b6ba.alex.williamson@redhat.com',
};

/** The driver in which 3 > 2 serializes. */
const DRIVER_V4: Citation = {
  kind: 'mail',
  author: 'Yishai Hadas',
  date: '2021-10-26',
  about: 'the mlx5 driver, V4 11/13',
  messageId: '20211026090605.91646-12-yishaih@nvidia.com',
};

/** Where save, clear, load was asked for in this order. */
export const ORDER_ANSWER: Citation = {
  kind: 'mail',
  author: 'Jason Gunthorpe',
  date: '2021-10-20',
  about: 'asks for save, clear, load in this order',
  messageId: '20211020162557.GF2744544@nvidia.com',
};

/** The RFC of the fourth bit. */
export const NDMA_RFC: Citation = {
  kind: 'mail',
  author: 'Alex Williamson',
  date: '2021-12-09',
  about: 'RFC that clarifies the uAPI and adds the NDMA bit',
  messageId: '163909282574.728533.7460416142511440919.stgit@omen',
};

const POSTED: readonly (readonly Cell[])[] = [
  // STOP RUNNING SAVING S|R RESUMING
  ['-', '+', '-', '-', '+'], // _STOP
  ['+', '-', '+', '+', '-'], // _RUNNING
  ['+', '+', '-', '-', '-'], // _SAVING
  ['-', '+', '+', '-', '-'], // _SAVING|_RUNNING
  ['+', '+', '-', '-', '-'], // _RESUMING
];

const AMENDED: readonly (readonly Cell[])[] = [
  // STOP RUNNING SAVING S|R RESUMING
  ['-', '+', '-', '-', '+'], // _STOP
  ['+', '-', '+', '+', '+'], // _RUNNING
  ['+', '+', '-', '-', '-'], // _SAVING
  ['-', '+', '+', '-', '-'], // _SAVING|_RUNNING
  ['+', '+', '-', '-', '-'], // _RESUMING
];

const CHARTED: readonly (readonly Cell[])[] = [
  // STOP RUNNING SAVING S|R RESUMING
  ['?', '?', '?', '?', '?'], // _STOP
  ['+', '?', '+', '+', '+'], // _RUNNING
  ['+', '?', '?', '?', '?'], // _SAVING
  ['?', '?', '+', '?', '?'], // _SAVING|_RUNNING
  ['?', '+', '?', '?', '?'], // _RESUMING
];

const toFull = (values: readonly number[]): readonly (readonly Cell[])[] =>
  values.map(() => values.map(() => '+'));

const base = {
  generation: 'v1',
  initial: 1,
  states: V1_STATES,
  values: VALUES,
  reservedBitsFrom: null,
} as const;

export const V1_RULE_SETS: readonly V1RuleSet[] = [
  {
    ...base,
    id: 'uapi-v1',
    title: 'The header, Linux 5.8 to 5.17',
    account:
      'The uAPI header charts seven arcs: shutdown, save or suspend, live migration, resuming and resumed. It forbids 101b, 110b and 111b, and lets only a reset leave _ERROR. About every other pair of valid values it says nothing, and that silence is what the thread is about. Its VALID macro looks at the low three bits only.',
    cells: CHARTED,
    grants: 'charted',
    reservedBitsFrom: 8,
    order: ORDER_24,
    citations: [UAPI_V1, ...thread(10)],
    orderCitations: thread(24, 25, 26, 35),
  },
  {
    ...base,
    id: 'patch-2021-09',
    title: 'The posted table, September 2021',
    account:
      'A kernel patch of 2021 that lists eleven allowed requests, and nothing else: patch 2/7 of the mlx5 series, with a table of five rows. MAX_STATE is _RESUMING, so a larger value, old or new, is refused. The same value twice is refused too; in this series the mlx5 driver accepts that case before it asks the table.',
    cells: POSTED,
    grants: 'in-table',
    order: ORDER_24,
    citations: thread(0),
    orderCitations: thread(24, 25, 26, 35),
  },
  {
    ...base,
    id: 'patch-2021-09-amended',
    title: 'The posted table with _RUNNING > _RESUMING',
    account:
      'The posted table plus one arc: _RUNNING > _RESUMING, which a destination takes when the device runs by default. The first reply asked for it, the sender agreed that it was missed, and two more replies confirm that it is valid.',
    cells: AMENDED,
    grants: 'in-table',
    order: ORDER_24,
    citations: thread(0, 1, 2, 4, 5, 10),
    orderCitations: thread(24, 25, 26, 35),
  },
  {
    ...base,
    id: 'stop-default',
    title: 'The posted table, starting in _STOP',
    account:
      'The posted table with a register that starts at 000b: userspace would move the device out of _STOP itself. Against it: userspace that knows nothing of migration would see a device that says it is stopped while it does DMA, and what is reported must match what the device does.',
    initial: 0,
    cells: POSTED,
    grants: 'in-table',
    order: ORDER_24,
    citations: thread(15, 18, 20, 22, 17, 19, 21, 23, 29, 33),
    orderCitations: thread(24, 25, 26, 35),
  },
  {
    ...base,
    id: 'fully-connected',
    title: 'Every valid value to every valid value',
    account:
      'Five states, all connected, the same value twice included; _ERROR is entered by a fault and left by a reset. The header is the reference, and a driver that cannot make a move declines it.',
    cells: toFull(VALUES),
    grants: 'valid-pair',
    order: ORDER_24,
    citations: thread(12, 10, 28),
    orderCitations: thread(24, 25, 26, 35),
  },
  {
    ...base,
    id: 'control-bits',
    title: 'Three control bits, as sketched',
    account:
      'Not a state machine: the driver acts on the bits that flip, in a fixed order. Any valid value leads to any other; invalid combinations are refused. By this order _SAVING|_RUNNING > _SAVING serializes nothing, because _SAVING does not turn on there; a reviewer caught it in the driver three weeks later.',
    cells: toFull(VALUES),
    grants: 'valid-pair',
    order: ORDER_29,
    citations: thread(29, 24, 26, 37),
    orderCitations: [...thread(29), REVIEW_OF_V2_12],
  },
  {
    ...base,
    id: 'control-bits-v4',
    title: 'Three control bits, the driver of October 2021',
    account:
      'The control bits as the mlx5 driver was posted on 26 October 2021, V4 11/13: entering 010b serializes, so _SAVING|_RUNNING > _SAVING does. By this order _RESUMING > _SAVING serializes before it de-serializes. That was asked and answered on 20 October 2021: Jason Gunthorpe wanted save, clear, load in this order, and the driver skips the serialize while it still holds data.',
    cells: toFull(VALUES),
    grants: 'valid-pair',
    order: ORDER_V4,
    citations: [DRIVER_V4, ORDER_ANSWER, ...thread(28, 29), REVIEW_OF_V2_12],
    orderCitations: [DRIVER_V4],
  },
  {
    ...base,
    id: 'ndma-rfc',
    title: 'The RFC with NDMA, December 2021',
    account:
      'A fourth bit, NDMA, stops the device from starting DMA or interrupts, so that several devices can become quiet before any of them freezes. Valid: no _SAVING with _RESUMING, no _RESUMING with _RUNNING. Drivers should attempt to support any move between valid values. _ERROR is exactly 0110b. The capability is optional.',
    states: NDMA_STATES,
    values: NDMA_VALUES,
    cells: toFull(NDMA_VALUES),
    grants: 'valid-pair',
    reservedBitsFrom: 16,
    order: ORDER_NDMA,
    citations: [NDMA_RFC, ...thread(24, 25, 26, 35)],
    orderCitations: [NDMA_RFC],
  },
];
