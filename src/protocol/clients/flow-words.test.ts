/** How a flow ends for its client, where the verdicts on its requests do not say so. */

import { describe, expect, it } from 'vitest';
import { of } from '../trace/walk.ts';
import type { ClientId, FlowId } from './client.ts';
import { getClient } from './client-table.ts';
import { runFlow } from './flow-run.ts';
import { findLoss, formatEnd, getRefused } from './flow-words.ts';

const run = (client: ClientId, flow: FlowId, ruleSet: string, flags: number | null) =>
  runFlow(getClient(client), flow, of(ruleSet), flags);

describe('the end of a flow', () => {
  it('[FLOW-20] has nothing to add if the flow completes, or if a refusal says it already', () => {
    for (const each of [
      run('qemu-9.1', 'live-migration', 'v2-7.2', 7),
      run('qemu-9.1', 'cancel-or-fail-in-stop-copy', 'v2-7.2', 7),
      run('libvfio-user-client', 'migrate-from', 'v2-7.2', 1),
      run('libvfio-user-client', 'migrate-from', 'v2-6.2', 1),
    ]) {
      expect(formatEnd(each)).toBe('');
      expect(findLoss(each)).toBeUndefined();
    }
  });

  it('[FLOW-20] says where a client loses its data_fd though every request passes', () => {
    const lost = run('qemu-8.2', 'pause-and-cont-in-pre-copy', 'v2-7.2', 5);
    expect([lost.verdict, lost.ends]).toEqual(['passes', 'fails']);
    expect(findLoss(lost)).toEqual({ trigger: 'complete', errno: 'EBADF' });
    expect(formatEnd(lost)).toBe("but the client fails at 'complete' with -EBADF");
  });

  it('[FLOW-20] says where a client gives up before it asks', () => {
    const moved = run('qemu-9.1', 'incoming-paused-migrated-on', 'v2-7.2', 7);
    expect(findLoss(moved)).toEqual({ trigger: 'setup', errno: 'EINVAL' });
  });

  it('[FLOW-20] says that the client aborts', () => {
    const stuck = run('qemu-6.1', 'boot', 'patch-2021-09', null);
    expect(stuck.ends).toBe('aborts');
    expect(formatEnd(stuck)).toBe('and the client aborts');
  });

  it('[FLOW-20] lists each request that is refused', () => {
    const { steps } = run('qemu-6.1', 'live-migration', 'patch-2021-09', null);
    expect(getRefused({ steps }).map(({ trigger, from, to }) => `${trigger} ${from}>${to}`)).toEqual([
      'complete 2>2',
    ]);
  });
});
