/**
 * Every finding by id: its severity, its title, what it means, who says so. Findings, help, tests and links all read
 * this table. Errors break userspace or hang the kernel; a matter of judgement is a question; what only informs is a
 * note. Where no document says it and the two rule sets do, the account begins "By comparison".
 */

import { ORDER_ANSWER, REVIEW_OF_V2_12, UAPI_V1 } from '../../protocol/rule-sets/v1-rule-sets.ts';
import { LOOP_FIX, PRE_COPY_COMMIT } from '../../protocol/rule-sets/v2-rule-sets.ts';
import type { FindingId } from '../../protocol/trace/finding.ts';
import { NEXT_STATE, qemu, thread, UAPI_V2 } from './finding-source.ts';
import type { FindingInfo } from './source-finding-table.ts';
import { SOURCE_FINDINGS } from './source-finding-table.ts';

export const FINDINGS = {
  'v1.flow-fails': {
    severity: 'error',
    title: 'a QEMU flow fails',
    account:
      'The driver refuses a state that QEMU needs. Setup, the end of a migration and a load then fail. After a refused VM start or stop QEMU carries on, or crashes if no migration is running; the notifier only prints a message.',
    citations: [qemu('v7.2.0')],
  },
  'v1.flow-unspecified': {
    severity: 'question',
    title: 'a QEMU flow relies on silence',
    account:
      'QEMU asks for something that the rules neither list nor forbid: it works if the driver accepts it.',
    citations: [qemu('v7.2.0'), ...thread(10)],
  },
  'v1.charted-refused': {
    severity: 'error',
    title: 'a charted request is refused',
    account: 'The header charts seven arcs; userspace may rely on each of them.',
    citations: [UAPI_V1, ...thread(1, 10)],
  },
  'v1.no-way-back': {
    severity: 'error',
    title: 'no way back to running',
    account: 'The device can be brought into a state from which only VFIO_DEVICE_RESET makes it run again.',
    citations: thread(10),
  },
  'v1.cannot-stop': {
    severity: 'question',
    title: 'cannot be stopped at once',
    account:
      'From this state it takes several requests to reach _STOP, or it is impossible. The thread holds that every state should lead to _STOP.',
    citations: thread(14, 10),
  },
  'v1.same-refused': {
    severity: 'warning',
    title: 'x > x is refused',
    account:
      'Writing the value that the register already holds fails. QEMU repeats values: 1 > 1 at every boot, 2 > 2 to complete a migration.',
    citations: [qemu('v7.2.0'), ...thread(12)],
  },
  'v1.error-requestable': {
    severity: 'error',
    title: 'userspace can request _ERROR',
    account: 'A device enters 110b when its driver faults; userspace must not be able to ask for it.',
    citations: thread(24, 25),
  },
  'v1.invalid-requestable': {
    severity: 'error',
    title: 'userspace can request an invalid value',
    account: 'Values of device_state that have no meaning must be refused.',
    citations: thread(12, 25, 26),
  },
  'v1.error-left-without-reset': {
    severity: 'error',
    title: '_ERROR is left without a reset',
    account: 'In 110b the state of the device is undefined; only VFIO_DEVICE_RESET may leave it.',
    citations: thread(25),
  },
  'v1.invalid-left-without-reset': {
    severity: 'warning',
    title: 'an invalid value is left',
    account:
      'The rules accept a request from a value that no device can report: the entry is never used, or it hides a fault.',
    citations: thread(25),
  },
  'v1.no-way-into-resuming': {
    severity: 'error',
    title: 'no way into _RESUMING',
    account:
      'No sequence of requests leads from the initial value into _RESUMING: a destination cannot load.',
    citations: [UAPI_V1, ...thread(1, 10)],
  },
  'v1.initial-not-running': {
    severity: 'question',
    title: 'does not start in _RUNNING',
    account:
      'After open_device the device has been reset and runs. The reported state should match what it does.',
    citations: thread(17, 19, 21, 23, 29, 33),
  },
  'v1.stop-and-copy-serializes-nothing': {
    severity: 'error',
    title: 'stop-and-copy serializes nothing',
    account:
      'Entering 010b is when device state is captured. A driver that does not serialize there sends nothing.',
    citations: [...thread(24, 26), REVIEW_OF_V2_12],
  },
  'v1.read-before-load': {
    severity: 'note',
    title: 'serializes before it loads',
    account:
      'On a restore and read back, the driver serializes before it de-serializes. The review asked for this order: save, clear, load.',
    citations: [...thread(28, 29), ORDER_ANSWER],
  },
  'v2.flow-fails': {
    severity: 'error',
    title: 'a QEMU flow fails',
    account: 'QEMU requests a state, does not get it, and recovers or resets. Existing userspace breaks.',
    citations: [qemu('v8.2.0')],
  },
  'v2.never-returns': {
    severity: 'error',
    title: 'never returns',
    account:
      "The core loops forever with the driver's mutex held. Any process that has the device open can ask for it.",
    citations: [NEXT_STATE, PRE_COPY_COMMIT, LOOP_FIX],
  },
  'v2.same-broken': {
    severity: 'error',
    title: 'a self-transition (x > x) fails',
    account:
      'Asking for the state that the device is in must succeed and do nothing; QEMU repeats STOP_COPY.',
    citations: [NEXT_STATE, qemu('v8.2.0')],
  },
  'v2.accepted-then-stuck': {
    severity: 'error',
    title: 'accepted, then stuck',
    account:
      'The request starts, the driver is called, and then the table refuses to go on: the device is left midway.',
    citations: [NEXT_STATE],
  },
  'v2.passes-error': {
    severity: 'error',
    title: 'passes through ERROR',
    account: 'The lookup passes through the ERROR row, in which every entry must be ERROR.',
    citations: [NEXT_STATE],
  },
  'v2.longer-path': {
    severity: 'warning',
    title: 'a longer path than necessary',
    account: 'The header picks the shortest path, and drivers already implement the arcs of a shorter one.',
    citations: [UAPI_V2],
  },
  'v2.saving-group-interior': {
    severity: 'question',
    title: 'saving group inside a path',
    account: 'The header keeps PRE_COPY, PRE_COPY_P2P and STOP_COPY out of the middle of a path.',
    citations: [UAPI_V2],
  },
  'v2.initial-not-running': {
    severity: 'error',
    title: 'does not start in RUNNING',
    account: 'A device is in RUNNING when it is opened, and again after VFIO_DEVICE_RESET.',
    citations: [UAPI_V2],
  },
  'v2.new-driver-arc': {
    severity: 'warning',
    title: 'drivers must implement a new arc',
    account:
      'Drivers in the tree already claim these flags but do not implement the arc: each has to change.',
    citations: [NEXT_STATE],
  },
  'v2.new-flags-arc': {
    severity: 'note',
    title: 'an arc for drivers with new flags',
    account: 'No driver claims these flags yet. A driver that does has to implement the arc.',
    citations: [NEXT_STATE],
  },
  'change.newly-refused': {
    severity: 'error',
    title: 'newly refused',
    account: 'By comparison: a request that userspace could make is refused now. This breaks userspace.',
    citations: [],
  },
  'change.newly-never-returns': {
    severity: 'error',
    title: 'newly never returns',
    account: 'By comparison: a request that returned before hangs now. This breaks userspace.',
    citations: [],
  },
  'change.session-changed': {
    severity: 'error',
    title: 'data sessions differ',
    account:
      'The header says which arcs open and end a data session. The new path opens or ends different ones, and userspace sees that in its data_fd: this breaks it.',
    citations: [UAPI_V2],
  },
  'change.initial-changed': {
    severity: 'error',
    title: 'starts in a different state',
    account:
      'After open_device or VFIO_DEVICE_RESET userspace finds the device in a different state, although the header says running. This breaks userspace.',
    citations: [],
  },
  'change.path-changed': {
    severity: 'warning',
    title: 'path changed',
    account:
      'The request ends in the same state, via other states. The header lets a failure midway leave the device in any state of the path; otherwise only drivers see the change.',
    citations: [UAPI_V2],
  },
  'change.refused-otherwise': {
    severity: 'warning',
    title: 'still fails, but differently',
    account:
      'The request still fails, but the driver takes different arcs first. The header lets it leave the device in any state of the path.',
    citations: [UAPI_V2],
  },
  'change.silence-refused': {
    severity: 'question',
    title: 'silence becomes a refusal',
    account: 'The old rules did not mention it, so a driver may have accepted it. Does anyone rely on that?',
    citations: thread(10, 28),
  },
  'change.no-longer-specified': {
    severity: 'question',
    title: 'no longer specified',
    account: 'The old rules covered it and the new ones do not: each driver decides.',
    citations: thread(10, 28),
  },
  'change.newly-accepted': {
    severity: 'note',
    title: 'newly accepted',
    account:
      'By comparison: a request that was not accepted before is accepted now. Userspace that worked still works.',
    citations: [],
  },
  'change.never-returns-fixed': {
    severity: 'note',
    title: 'returns now',
    account: 'By comparison: a request that hung before returns now. Userspace that worked still works.',
    citations: [],
  },
  ...SOURCE_FINDINGS,
} as const satisfies Readonly<Record<FindingId, FindingInfo>>;

export const FINDING_IDS = Object.keys(FINDINGS) as readonly FindingId[];
