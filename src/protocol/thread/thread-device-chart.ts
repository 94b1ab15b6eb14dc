/**
 * Messages 24 to 29 of the 2021 thread: what the device does at each value of device_state, how a request fails, what
 * _RESUMING > _SAVING is good for, and the first sketch of a driver by bits. Paraphrase throughout.
 *
 * @thread #24 to #29; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import type { Message } from './thread-message.ts';
import { toRequests } from './thread-request.ts';

/** Messages 24 to 29, in order. */
export const THREAD_DEVICE_CHART: readonly Message[] = [
  {
    message: 24,
    author: 'Jason Gunthorpe',
    date: '2021-09-29T16:16Z',
    repliesTo: 14,
    claims: [
      {
        text: 'Charts the states by two conditions, no DMA issued and internal state frozen: both in 000b, 010b and 100b, neither in 001b and 011b.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Wants devices with peer-to-peer DMA to stop issuing it together before any of them freezes, and finds a state for that missing, Stop Active Transactions.',
        stance: 'notes',
        ruleSets: [{ id: 'ndma-rfc', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Wants mlx5 to refuse entry into 101b, 110b and 111b, for which it has no use.',
        stance: 'against',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('0>5 1>5 2>5 3>5 4>5 0>6 1>6 2>6 3>6 4>6 0>7 1>7 2>7 3>7 4>7'),
      },
      {
        text: 'Asks whether every request for 010b serializes.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('0>2 1>2 3>2 4>2'),
      },
      {
        text: 'Asks whether 100b > 000b de-serializes.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('4>0'),
      },
      {
        text: 'Considers this a clean model that can be implemented without much effort.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
        agreesWith: [14],
      },
    ],
  },
  {
    message: 25,
    author: 'Alex Williamson',
    date: '2021-09-29T18:06Z',
    repliesTo: 24,
    claims: [
      {
        text: 'Adds that in 100b the internal state does change, but only by what comes in through the migration region.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Explains 110b as the error state: the device is undefined and not running, which only a failure inside the driver, midway, can cause.',
        stance: 'against',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: toRequests('0>6 1>6 2>6 3>6 4>6'),
      },
      {
        text: 'Says that only a reset leaves the error state, and that every successful reset should end in 001b.',
        stance: 'against',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: toRequests('6>0 6>1 6>2 6>3 6>4'),
      },
      {
        text: 'Holds that _SAVING and _RESUMING exclude each other, and that 111b, which nobody uses, must not be reachable.',
        stance: 'against',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: toRequests('0>7 1>7 2>7 3>7 4>7'),
      },
      {
        text: 'Explains that 101b is not specified, because the device would have to fault in its state on demand.',
        stance: 'against',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: toRequests('0>5 1>5 2>5 3>5 4>5'),
      },
      {
        text: 'Says that userspace reads device_state again after an errno: the previous value means that the request is not available, the error value that it faulted.',
        stance: 'notes',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Ties serializing to _SAVING: a large device may send data and hashes from 011b on, a small one may do everything in 010b.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('3>2'),
      },
      {
        text: 'Adds that _RESUMING generally leads to _RUNNING, and that nobody has to offer _RESUMING > _STOP.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('4>0 4>1'),
        disagreesWith: [24],
      },
      {
        text: 'Requires de-serializing to be complete when _RESUMING is cleared; on bad data the driver may fail the write, and stay in _RESUMING or go to the error state.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>0 4>1 4>2 4>3'),
      },
      {
        text: 'Asks whether the missing state is for stopping several devices in step, mentions bus mastering for PCI, and finds such an extension useful.',
        stance: 'asks',
        ruleSets: [{ id: 'ndma-rfc', stance: 'notes' }],
        requests: [],
      },
    ],
  },
  {
    message: 26,
    author: 'Jason Gunthorpe',
    date: '2021-09-29T18:26Z',
    repliesTo: 25,
    claims: [
      {
        text: 'Confirms that stopping the devices of one VM in step is a real need: a frozen one can no longer take the DMA that others still send.',
        stance: 'notes',
        ruleSets: [{ id: 'ndma-rfc', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Agrees that mlx5 must follow the errno protocol, and that resuming from corrupt data fails for good, until a reset.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('4>0 4>1 4>2 4>3'),
        agreesWith: [25],
      },
      {
        text: 'Wants an error for a request of 101b, since no device state is defined for it.',
        stance: 'against',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('0>5 1>5 2>5 3>5 4>5'),
        agreesWith: [25],
      },
      {
        text: 'Says that mlx5 captures its state only in 010b, and does nothing for 011b.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('0>2 1>2 3>2 4>2 1>3'),
      },
      {
        text: 'Corrects the earlier mail: de-serializing belongs to 100b > 001b.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>1'),
        agreesWith: [25],
      },
      {
        text: 'Hesitates to use PCI bus mastering for the extra state, because it cuts off a device instead of letting it finish in order.',
        stance: 'notes',
        ruleSets: [{ id: 'ndma-rfc', stance: 'notes' }],
        requests: [],
        disagreesWith: [25],
      },
    ],
  },
  {
    message: 27,
    author: 'Max Gurtovoy',
    date: '2021-09-29T21:48Z',
    repliesTo: 23,
    claims: [
      {
        text: 'Repeats that without migration software nobody reads the register, so neither function nor compatibility suffers.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [17],
      },
      {
        text: 'Agrees, however, that mlx5 can initialize the register to running.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
        agreesWith: [23],
      },
      {
        text: 'Wants the kernel to keep track of requests and to fail _RESUMING > _SAVING, and asks how that one could ever be allowed.',
        stance: 'against',
        ruleSets: [
          { id: 'patch-2021-09', stance: 'for' },
          { id: 'fully-connected', stance: 'against' },
        ],
        requests: toRequests('4>2'),
        disagreesWith: [10],
      },
    ],
  },
  {
    message: 28,
    author: 'Alex Williamson',
    date: '2021-09-29T22:44Z',
    repliesTo: 27,
    claims: [
      {
        text: 'Holds that _STOP has its meaning whether userspace reads it or not, and that a running device reported as stopped contradicts itself.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [27],
      },
      {
        text: 'Holds that a migration region alone must not force userspace to request _STOP > _RUNNING.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: toRequests('0>1'),
        disagreesWith: [15],
      },
      {
        text: 'Finds _RESUMING > _SAVING useful for a round trip in which the device never runs, and perhaps for updating the format of a saved stream.',
        stance: 'for',
        ruleSets: [{ id: 'fully-connected', stance: 'for' }],
        requests: toRequests('4>2'),
        disagreesWith: [27],
      },
      {
        text: 'Derives _RESUMING > _SAVING from what a driver may do on each bit: clearing _RESUMING de-serializes, setting _SAVING serializes.',
        stance: 'for',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>2'),
      },
      {
        text: 'Does not want common code to filter viable requests: the uAPI lets a driver decline one, though that may rule out a use that becomes common.',
        stance: 'notes',
        ruleSets: [
          { id: 'patch-2021-09', stance: 'against' },
          { id: 'fully-connected', stance: 'for' },
        ],
        requests: [],
        disagreesWith: [16],
      },
    ],
  },
  {
    message: 29,
    author: 'Jason Gunthorpe',
    date: '2021-09-29T23:21Z',
    repliesTo: 27,
    claims: [
      {
        text: 'Requires a vfio_device to run once it is opened, and the migration region to report that, so a driver cannot leave the register at zero.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        agreesWith: [17, 28],
        disagreesWith: [27],
      },
      {
        text: 'Finds _RESUMING > _SAVING well defined: clearing _RESUMING de-serializes, then setting _SAVING serializes the new state.',
        stance: 'for',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>2'),
        agreesWith: [28],
        disagreesWith: [27],
      },
      {
        text: 'Says that a failed de-serialization leads to the error state, and that _SAVING is then ignored.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>2 4>3'),
      },
      {
        text: 'Sketches a driver by the bits that flip, in this order: RUNNING off quiesces, freezes; RESUMING off de-serializes; SAVING on, not running, serializes; RUNNING on undoes the first.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Has yet to check the sketch against the chart of the earlier mail, and to see where Stop Active Transactions fits in.',
        stance: 'notes',
        ruleSets: [
          { id: 'control-bits', stance: 'notes' },
          { id: 'ndma-rfc', stance: 'notes' },
        ],
        requests: [],
      },
    ],
  },
];
