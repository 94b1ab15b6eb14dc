/**
 * Messages 0 to 9 of the 2021 thread: the posted table, the missing _RUNNING > _RESUMING, and the default that a driver
 * reports. Paraphrase throughout.
 *
 * @thread #0 to #9; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import type { Message } from './thread-message.ts';
import { toRequests } from './thread-request.ts';

/** Messages 0 to 9, in order. */
export const THREAD_OPENING: readonly Message[] = [
  {
    message: 0,
    author: 'Leon Romanovsky',
    date: '2021-09-22T10:38Z',
    repliesTo: null,
    claims: [
      {
        text: 'Puts one state machine for all drivers into common code, in a patch by Yishai Hadas, following what uapi/vfio.h describes and QEMU does.',
        stance: 'notes',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'patch-2021-09', stance: 'for' },
        ],
        requests: [],
      },
      {
        text: 'Lists eleven requests in vfio_from_state_table as valid.',
        stance: 'for',
        ruleSets: [{ id: 'patch-2021-09', stance: 'for' }],
        requests: toRequests('0>1 0>4 1>0 1>2 1>3 2>0 2>1 3>1 3>2 4>1 4>0'),
      },
      {
        text: 'Refuses every pair that the table leaves out, including a request for the value that the register already has.',
        stance: 'notes',
        ruleSets: [{ id: 'patch-2021-09', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Sets MAX_STATE to VFIO_DEVICE_STATE_RESUMING and refuses when either the old or the new value is larger.',
        stance: 'against',
        ruleSets: [{ id: 'patch-2021-09', stance: 'for' }],
        requests: toRequests(
          '0>5 1>5 2>5 3>5 4>5 0>6 1>6 2>6 3>6 4>6 0>7 1>7 2>7 3>7 4>7 6>0 6>1 6>2 6>3 6>4',
        ),
      },
    ],
  },
  {
    message: 1,
    author: 'Shameer Kolothum',
    date: '2021-09-23T10:33Z',
    repliesTo: 0,
    claims: [
      {
        text: 'Asks whether the _RUNNING row should not also have _RESUMING: the header starts resuming there, and tests of HiSilicon ACC did so, from memory.',
        stance: 'asks',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'patch-2021-09', stance: 'notes' },
          { id: 'patch-2021-09-amended', stance: 'notes' },
        ],
        requests: toRequests('1>4'),
      },
    ],
  },
  {
    message: 2,
    author: 'Leon Romanovsky',
    date: '2021-09-23T11:17Z',
    repliesTo: 1,
    claims: [
      {
        text: 'Agrees that the patch seems to have forgotten _RUNNING > _RESUMING.',
        stance: 'for',
        ruleSets: [
          { id: 'patch-2021-09', stance: 'notes' },
          { id: 'patch-2021-09-amended', stance: 'for' },
        ],
        requests: toRequests('1>4'),
        agreesWith: [1],
      },
    ],
  },
  {
    message: 3,
    author: 'Max Gurtovoy',
    date: '2021-09-23T13:55Z',
    repliesTo: 2,
    claims: [
      {
        text: 'Doubts that _RUNNING > _RESUMING is valid, asks Kirti Wankhede who would need it, and asks for another test.',
        stance: 'asks',
        ruleSets: [{ id: 'patch-2021-09-amended', stance: 'notes' }],
        requests: toRequests('1>4'),
      },
    ],
  },
  {
    message: 4,
    author: 'Shameer Kolothum',
    date: '2021-09-24T07:44Z',
    repliesTo: 3,
    claims: [
      {
        text: 'Explains that the default a driver reports decides which request is made: in the HiSilicon ACC driver it is _RUNNING, as in the header.',
        stance: 'notes',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: toRequests('1>4 0>4'),
      },
      {
        text: 'Confirms that the request occurs: QEMU on the destination sets device_state to _RESUMING in vfio_load_state() once migration starts.',
        stance: 'for',
        ruleSets: [{ id: 'patch-2021-09-amended', stance: 'for' }],
        requests: toRequests('1>4'),
      },
      {
        text: 'Reports that with _STOP as the default the request is _STOP > _RESUMING, which the header does not chart.',
        stance: 'notes',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: toRequests('0>4'),
      },
    ],
  },
  {
    message: 5,
    author: 'Kirti Wankhede',
    date: '2021-09-24T09:37Z',
    repliesTo: 4,
    claims: [
      {
        text: 'Confirms that QEMU assumes a running device at init, for compatibility, because migration was added to VFIO later.',
        stance: 'notes',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: [],
        agreesWith: [4],
      },
      {
        text: 'Holds that _RUNNING > _RESUMING is valid.',
        stance: 'for',
        ruleSets: [{ id: 'patch-2021-09-amended', stance: 'for' }],
        requests: toRequests('1>4'),
        agreesWith: [1, 2, 4],
      },
    ],
  },
  {
    message: 6,
    author: 'Max Gurtovoy',
    date: '2021-09-26T09:09Z',
    repliesTo: 4,
    claims: [
      {
        text: 'Asks where the HiSilicon ACC driver sets _RUNNING as its default, and where it reports it.',
        stance: 'asks',
        ruleSets: [],
        requests: [],
      },
    ],
  },
  {
    message: 7,
    author: 'Shameer Kolothum',
    date: '2021-09-26T16:17Z',
    repliesTo: 6,
    claims: [
      {
        text: 'Answers that the HiSilicon ACC driver sets _RUNNING in _open_device() for now, and supposes that vmig->vfio_dev_state of mlx5 starts at 0, _STOP.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
      },
    ],
  },
  {
    message: 8,
    author: 'Max Gurtovoy',
    date: '2021-09-27T18:24Z',
    repliesTo: 7,
    claims: [
      {
        text: 'Asks for the reason to set _RUNNING when the device is opened.',
        stance: 'asks',
        ruleSets: [],
        requests: [],
      },
    ],
  },
  {
    message: 9,
    author: 'Shameer Kolothum',
    date: '2021-09-27T18:29Z',
    repliesTo: 8,
    claims: [
      {
        text: 'Answers that _RUNNING is assumed to be the default, and asks whether anything requires _STOP instead.',
        stance: 'asks',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Points out that a default of _STOP needs a change of the documentation, which does not allow _STOP > _RESUMING.',
        stance: 'notes',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'stop-default', stance: 'notes' },
        ],
        requests: toRequests('0>4'),
      },
    ],
  },
];
