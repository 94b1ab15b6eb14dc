/** Every sentence that the panel of client flows shows or speaks beside the counts. */

import type { PlayEnd } from '../../protocol/clients/play/play-step.ts';

export const CLIENT_WORDS = {
  label: 'Client',
  newest: 'The newest QEMU of each protocol',
  all: 'All clients',
  account: 'What the client does about a failure',
  derived: 'Derived by reading its source, not seen running.',
} as const;

export const FLOW_WORDS = {
  table: 'Client flows',
  flow: 'Flow',
  impossible: 'impossible',
  missing: 'no such flow',
  otherProtocol: (client: string, generation: string) => `${client} speaks protocol ${generation} only`,
  impossibleHere: 'impossible with its flags',
} as const;

const ENDS: Readonly<Record<PlayEnd, string>> = {
  completes: 'The client completes the flow.',
  fails: 'The client fails.',
  aborts: 'The client aborts: its process ends.',
};

export const DETAIL_WORDS = {
  side: (id: string, flags: number | null) => (flags === null ? id : `${id}, flags ${flags}`),
  steps: (id: string) => `Steps under ${id}`,
  afterwards: (id: string) => `What the client really does under ${id}`,
  ends: ENDS,
  completesAllTheSame: 'The client completes the flow all the same.',
  hangs: 'The request never returns, so the client never gets further.',
  lost: (trigger: string, errno: string) => `The client fails at '${trigger}' with -${errno}.`,
  supposed: 'taken as if it were accepted',
  badFd: '-EBADF: the client still holds a data_fd and closes the new one',
  believed: (state: string) => `not asked: the client believes that the device is in ${state}`,
  unwritten: 'not written: setup fails with -EINVAL',
  resetTo: (state: string) => `the device is in ${state}`,
  resetFails: 'fails',
  outside: 'from outside, unasked for by the client',
  recovery: 'recovers',
  reset: 'VFIO_DEVICE_RESET',
  really: (number: number) => `After the failure at step ${number} the client really does this:`,
  nothing: (number: number) => `After the failure at step ${number} the client asks nothing more.`,
  source: 'Source:',
} as const;
