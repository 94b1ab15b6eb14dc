/**
 * Messages 10 to 14 of the 2021 thread: the review that asks why so many requests are left out, and whether device_state is
 * bits or a state machine. Paraphrase throughout.
 *
 * @thread #10 to #14; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import type { Citation } from '../words/citation.ts';
import type { Message } from './thread-message.ts';
import { toRequests } from './thread-request.ts';

/** The header of the first migration series, in the two versions whose discussion #12 points to. */
const FIRST_SERIES: readonly Citation[] = [
  {
    kind: 'mail',
    author: 'Kirti Wankhede',
    date: '2019-11-12',
    about: 'the uAPI of the first migration series, v9',
    messageId: '1573578220-7530-2-git-send-email-kwankhede@nvidia.com',
  },
  {
    kind: 'mail',
    author: 'Kirti Wankhede',
    date: '2019-12-16',
    about: 'the uAPI of the first migration series, v10',
    messageId: '1576527700-21805-2-git-send-email-kwankhede@nvidia.com',
  },
];

/** Messages 10 to 14, in order. */
export const THREAD_REVIEW: readonly Message[] = [
  {
    message: 10,
    author: 'Alex Williamson',
    date: '2021-09-27T22:46Z',
    repliesTo: 0,
    claims: [
      {
        text: 'Finds the header weak on what can be reached from _STOP, and asks why the table selects only _RUNNING and _RESUMING.',
        stance: 'asks',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'patch-2021-09', stance: 'notes' },
        ],
        requests: toRequests('0>1 0>2 0>3 0>4'),
      },
      {
        text: 'Wants userspace to see consistent behavior, and asks whether a reset was meant to lead back to _RUNNING, or drivers were to decline (errno, same state) or fault (_ERROR).',
        stance: 'asks',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'patch-2021-09', stance: 'notes' },
        ],
        requests: [],
      },
      {
        text: 'Requires a way back to _RUNNING after a failed migration without a reset, and asks whether it starts in _SAVING or in _STOP.',
        stance: 'asks',
        ruleSets: [{ id: 'patch-2021-09', stance: 'notes' }],
        requests: toRequests('2>1 0>1'),
      },
      {
        text: 'Plans to look through old mail for what was meant to be reachable from _STOP, and asks Kirti Wankhede and Connie whether they recall it.',
        stance: 'asks',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Thinks that _ERROR is handled correctly, since it exceeds MAX_STATE and is neither entered nor left, and wants a comment that says so.',
        stance: 'against',
        ruleSets: [{ id: 'patch-2021-09', stance: 'notes' }],
        requests: toRequests('0>6 1>6 2>6 3>6 4>6 6>0 6>1 6>2 6>3 6>4'),
        agreesWith: [0],
      },
      {
        text: 'Holds that _RUNNING > _RESUMING is valid, because _RUNNING is the default.',
        stance: 'for',
        ruleSets: [
          { id: 'patch-2021-09', stance: 'against' },
          { id: 'patch-2021-09-amended', stance: 'for' },
        ],
        requests: toRequests('1>4'),
        agreesWith: [1],
      },
      {
        text: 'Asks why _SAVING may not go back to _SAVING|_RUNNING.',
        stance: 'asks',
        ruleSets: [{ id: 'patch-2021-09', stance: 'notes' }],
        requests: toRequests('2>3'),
      },
      {
        text: 'Asks, at the row of _SAVING|_RUNNING, whether a device cannot always be stopped.',
        stance: 'asks',
        ruleSets: [{ id: 'patch-2021-09', stance: 'notes' }],
        requests: toRequests('1>0 2>0 3>0 4>0'),
      },
      {
        text: 'Asks whether _RESUMING could lead to _SAVING|_RUNNING, for tracing, or to _SAVING, to check what was restored before the device runs.',
        stance: 'asks',
        ruleSets: [{ id: 'patch-2021-09', stance: 'notes' }],
        requests: toRequests('4>3 4>2'),
      },
    ],
  },
  {
    message: 11,
    author: 'Jason Gunthorpe',
    date: '2021-09-27T23:12Z',
    repliesTo: 10,
    claims: [
      {
        text: 'Takes no side on individual requests, but wants as few as are needed: each one is work for drivers and a chance to get it wrong.',
        stance: 'notes',
        ruleSets: [{ id: 'patch-2021-09', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Asks whether the description of the state machine should move from the uAPI header to a comment at the function.',
        stance: 'asks',
        ruleSets: [{ id: 'uapi-v1', stance: 'notes' }],
        requests: [],
      },
    ],
  },
  {
    message: 12,
    author: 'Alex Williamson',
    date: '2021-09-28T19:19Z',
    repliesTo: 11,
    claims: [
      {
        text: 'Points to v9 and v10 of the first migration series (November and December 2019), where transitions were discussed, and finds few excluded there.',
        stance: 'notes',
        ruleSets: [
          { id: 'uapi-v1', stance: 'notes' },
          { id: 'fully-connected', stance: 'for' },
        ],
        requests: [],
        citations: FIRST_SERIES,
      },
      {
        text: 'Sees no clear need for more than the MAX_STATE check, which opens every request among the five valid values.',
        stance: 'notes',
        ruleSets: [
          { id: 'patch-2021-09', stance: 'against' },
          { id: 'fully-connected', stance: 'for' },
        ],
        requests: [],
        disagreesWith: [11],
      },
      {
        text: 'Considers _RESUMING|_RUNNING a possible sixth valid value, for devices that support post-copy.',
        stance: 'notes',
        ruleSets: [{ id: 'fully-connected', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Describes device_state as controls that do not depend on how QEMU migrates, and finds bits easier to implement than states.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Wants valid values and requests to be explained in the uAPI header, which a test function should cite as its reference.',
        stance: 'notes',
        ruleSets: [{ id: 'uapi-v1', stance: 'for' }],
        requests: [],
        disagreesWith: [11],
      },
    ],
  },
  {
    message: 13,
    author: 'Jason Gunthorpe',
    date: '2021-09-28T19:35Z',
    repliesTo: 12,
    claims: [
      {
        text: 'Concludes that a state machine was the wrong form then, and asks whether mlx5 must (un)freeze and (un)quiesce to reach each state as defined.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: [],
      },
    ],
  },
  {
    message: 14,
    author: 'Alex Williamson',
    date: '2021-09-28T20:18Z',
    repliesTo: 13,
    claims: [
      {
        text: 'Expects each state to do everything that its definition needs: the mlx5 code for _STOP relies on a quiesced device, which a direct _RUNNING > _STOP does not have.',
        stance: 'for',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('1>0'),
        agreesWith: [13],
      },
      {
        text: 'Recalls an earlier argument that _RUNNING and _STOP should be reachable from every state.',
        stance: 'for',
        ruleSets: [{ id: 'fully-connected', stance: 'notes' }],
        requests: toRequests('0>1 2>1 3>1 4>1 1>0 2>0 3>0 4>0'),
      },
    ],
  },
];
