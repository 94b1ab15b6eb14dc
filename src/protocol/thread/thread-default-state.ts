/**
 * Messages 15 to 23 of the 2021 thread: whether the register starts in _RUNNING or in _STOP. Paraphrase throughout.
 *
 * @thread #15 to #23; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import type { Message } from './thread-message.ts';
import { toRequests } from './thread-request.ts';

/** Messages 15 to 23, in order. */
export const THREAD_DEFAULT_STATE: readonly Message[] = [
  {
    message: 15,
    author: 'Max Gurtovoy',
    date: '2021-09-29T10:44Z',
    repliesTo: 11,
    claims: [
      {
        text: 'Holds that the initial default is 000b, _STOP, and not _RUNNING, and that the header may have to say so.',
        stance: 'notes',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'stop-default', stance: 'for' },
        ],
        requests: [],
        disagreesWith: [10],
      },
      {
        text: 'Leaves it to the user application to request _STOP > _RUNNING or _STOP > _RESUMING.',
        stance: 'for',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: toRequests('0>1 0>4'),
      },
    ],
  },
  {
    message: 16,
    author: 'Max Gurtovoy',
    date: '2021-09-29T10:57Z',
    repliesTo: 12,
    claims: [
      {
        text: 'Defends a state machine in common code: it is a contract between VFIO and any application, and otherwise each vendor driver would have a copy.',
        stance: 'notes',
        ruleSets: [{ id: 'patch-2021-09', stance: 'for' }],
        requests: [],
        disagreesWith: [12],
      },
      {
        text: 'Holds that the kernel must fail _RESUMING > _SAVING, and doubts that any device can do it.',
        stance: 'against',
        ruleSets: [
          { id: 'patch-2021-09', stance: 'for' },
          { id: 'fully-connected', stance: 'against' },
        ],
        requests: toRequests('4>2'),
        disagreesWith: [10, 12],
      },
      {
        text: 'Grants that the uAPI header could be the reference.',
        stance: 'notes',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: [],
        agreesWith: [12],
      },
    ],
  },
  {
    message: 17,
    author: 'Alex Williamson',
    date: '2021-09-29T12:35Z',
    repliesTo: 15,
    claims: [
      {
        text: 'Shows three passages in the header, include/uapi/linux/vfio.h, that make _RUNNING the default.',
        stance: 'notes',
        ruleSets: [
          { id: 'uapi-v1', stance: 'for' },
          { id: 'stop-default', stance: 'against' },
        ],
        requests: [],
        disagreesWith: [15],
      },
      {
        text: 'Holds that _STOP as the default fits neither existing devices nor userspace without migration support.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [15],
      },
    ],
  },
  {
    message: 18,
    author: 'Max Gurtovoy',
    date: '2021-09-29T13:26Z',
    repliesTo: 17,
    claims: [
      {
        text: 'Asks what userspace without migration needs states for, and what _RUNNING means while a paused VM waits for migration data.',
        stance: 'asks',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
      },
    ],
  },
  {
    message: 19,
    author: 'Alex Williamson',
    date: '2021-09-29T13:50Z',
    repliesTo: 18,
    claims: [
      {
        text: 'Answers that userspace without migration knows only _RUNNING, and that migration, as an extension, has to stay consistent with it.',
        stance: 'notes',
        ruleSets: [
          { id: 'uapi-v1', stance: 'for' },
          { id: 'stop-default', stance: 'against' },
        ],
        requests: [],
        agreesWith: [17],
      },
      {
        text: 'Answers that a VM that supports migration takes the device from _RUNNING to _RESUMING, and that one that does not is out of scope.',
        stance: 'for',
        ruleSets: [],
        requests: toRequests('1>4'),
      },
      {
        text: 'Notes that existing devices keep running under a paused VM; only with migration support can userspace make the device follow the VM.',
        stance: 'notes',
        ruleSets: [],
        requests: [],
      },
    ],
  },
  {
    message: 20,
    author: 'Max Gurtovoy',
    date: '2021-09-29T14:36Z',
    repliesTo: 19,
    claims: [
      {
        text: 'Holds that userspace without migration ignores the register, and that vfio-pci, which lacks migration, is in theory at 0, _STOP.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [19],
      },
      {
        text: 'Holds that only migration software changes device_state, and that no driver changes it by itself.',
        stance: 'notes',
        ruleSets: [],
        requests: [],
      },
      {
        text: 'Sees no problem in an mlx5-vfio-pci that stays at 0 under software without migration, as vfio-pci does.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [17],
      },
    ],
  },
  {
    message: 21,
    author: 'Alex Williamson',
    date: '2021-09-29T15:17Z',
    repliesTo: 20,
    claims: [
      {
        text: 'Objects that the device would then change and dirty VM memory by DMA in _STOP, which contradicts the migration interface.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [20],
      },
    ],
  },
  {
    message: 22,
    author: 'Max Gurtovoy',
    date: '2021-09-29T15:28Z',
    repliesTo: 21,
    claims: [
      {
        text: 'Sees neither a difference from vfio-pci nor anything that would break compatibility.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [17, 21],
      },
      {
        text: 'Suggests another name for _STOP: READY, LIVE or NON_MIGRATION_STATE.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
      },
    ],
  },
  {
    message: 23,
    author: 'Jason Gunthorpe',
    date: '2021-09-29T16:14Z',
    repliesTo: 22,
    claims: [
      {
        text: 'Answers that vfio-pci reports no migration state at all, so not 000b either.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [20, 22],
      },
      {
        text: 'Regrets that 000b means stop, does not consider that important, and wants the mlx5 driver to initialize what userspace reads to running.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        agreesWith: [17],
      },
    ],
  },
];
