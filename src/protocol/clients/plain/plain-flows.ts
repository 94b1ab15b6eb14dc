/**
 * What VMMs other than QEMU ask: each flow is a list of requests, and each client handles a failed request in one way.
 */

import type { ClientId, FlowId } from '../client.ts';

export interface PlainAsk {
  readonly trigger: string;
  readonly to: number;
  readonly recover?: number;
  /** Only on a device with these flags. */
  readonly needs?: number;
  /** Made only if a request failed: the first one, or a later one. */
  readonly onlyAfter?: 'first-failed' | 'later-failed';
}

export interface PlainFlow {
  readonly start: 'initial' | 'stopped';
  readonly asks: readonly PlainAsk[];
}

/**
 * What follows a failed request: its recover state, if it has one, then a reset always, only from ERROR, or never.
 * `ignores`: the client does not check the result, and the flow continues.
 */
export interface PlainWay {
  readonly resets: 'always' | 'from-error' | 'never';
  readonly ignores: boolean;
}

export interface PlainClient {
  readonly way: PlainWay;
  readonly flows: Partial<Readonly<Record<FlowId, PlainFlow>>>;
}

const P2P = 2;
const [STP, RUN, STC, RES, RP2, PRE] = [1, 2, 3, 4, 5, 6] as const;

const flow = (...asks: PlainAsk[]): PlainFlow => ({ start: 'initial', asks });
const ask = (trigger: string, to: number, more: Omit<PlainAsk, 'trigger' | 'to'> = {}): PlainAsk => ({
  trigger,
  to,
  ...more,
});

/** @source cloud-hypervisor v53.0, and commit 794997f24 of 15 July 2026: with recover states since then */
function getCloudHypervisorFlows(recover: { readonly recover?: number }): PlainClient['flows'] {
  const pause = ask('pause', STP);
  const resume = ask('resume', RUN);
  const save = [ask('save', STC, recover), ask('saved', STP)];
  return {
    'pause-resume': flow(pause, resume),
    snapshot: flow(pause, ...save, resume),
    restore: flow(
      ask('restore', RES, recover),
      ...('recover' in recover ? [] : [ask('restore failed', STP, { onlyAfter: 'first-failed' })]),
      resume,
    ),
    ...('recover' in recover && {
      'live-migration': flow(pause, ...save, ask('resume', RUN, { onlyAfter: 'later-failed' })),
    }),
  };
}

const HERMES_PAUSE = [ask('pause, quiesce', RP2, { needs: P2P }), ask('pause', STP)];
const HERMES_RESUME = [ask('resume, quiesce', RP2, { needs: P2P }), ask('resume', RUN)];

export const PLAIN_CLIENTS: Partial<Readonly<Record<ClientId, PlainClient>>> = {
  'cloud-hypervisor-53': {
    way: { resets: 'never', ignores: false },
    flows: getCloudHypervisorFlows({}),
  },
  'cloud-hypervisor': {
    way: { resets: 'always', ignores: false },
    flows: getCloudHypervisorFlows({ recover: STP }),
  },
  /** @source libvfio-user samples/client.c */
  'libvfio-user-client': {
    way: { resets: 'never', ignores: false },
    flows: {
      'migrate-from': flow(ask('pre-copy', PRE), ask('stop-copy', STC), ask('stop', STP)),
      'migrate-to': flow(ask('resume', RES), ask('loaded', STP), ask('run', RUN)),
    },
  },
  hermes: {
    way: { resets: 'from-error', ignores: false },
    flows: {
      'pause-resume': flow(...HERMES_PAUSE, ...HERMES_RESUME),
      snapshot: flow(...HERMES_PAUSE, ask('save', STC), ask('saved', STP)),
      restore: flow(ask('pause', STP), ask('restore', RES), ask('loaded', STP), ...HERMES_RESUME),
    },
  },
  /** Plain writes to the register of v1. @source MVisor devices/vfio/vfio_pci.cc */
  mvisor: {
    way: { resets: 'never', ignores: true },
    flows: {
      'pause-resume': flow(ask('pause', 0), ask('resume', 1)),
      'save-of-paused-vm': { start: 'stopped', asks: [ask('save', 2), ask('saved', 0)] },
      'load-while-paused': {
        start: 'stopped',
        asks: [ask('load', 4), ask('loaded', 0), ask('resume', 1)],
      },
    },
  },
};
