/** A VM that is paused before it is migrated stays paused, wherever it is in the end. */

import { describe, expect, it } from 'vitest';
import { CASES, nameOf, runCase, withFault } from '../run/lab-run.fixture.ts';
import { getVmStatus } from '../told/lab-host.ts';
import { formatOutcome } from '../told/lab-outcome.ts';

const PAUSED = CASES.filter(({ flow }) => flow === 'migrate-paused-vm');

describe('a paused VM', () => {
  it.each(PAUSED.map((each) => [nameOf(each), each] as const))(
    '[LAB-100] %s: stays paused when the migration fails or is cancelled, while its devices run',
    (_, each) => {
      const whole = runCase(each);
      for (const kind of ['breaks', 'cancelled'] as const) {
        const act = kind === 'breaks' ? 'send' : 'decide';
        const step = whole.steps.find((one) => one.act.kind === act);
        // Where the rules refuse the setup nothing is sent, and the run has failed of itself.
        const lab = step ? withFault(whole, { step: step.index, what: { kind } }) : whole;
        expect(lab.outcome.end).toBe(step ? { breaks: 'failed', cancelled: 'cancelled' }[kind] : 'failed');
        expect(lab.steps.at(-1)!.act).toMatchObject({
          name: step && kind === 'cancelled' ? 'cancelled' : 'failed',
        });
        expect(getVmStatus(lab, lab.steps.length, 'source')).toBe('stopped');
      }
    },
  );

  it('[LAB-101] is not started again, so with P2P too a device is alone in running when QEMU asks for RUNNING', () => {
    const p2p = PAUSED.find(({ ruleSet, flags }) => ruleSet.id === 'v2-7.2' && flags === 7)!;
    const whole = runCase(p2p, { devices: 2 });
    const send = whole.steps.find(({ act }) => act.kind === 'send')!;
    const lab = withFault(whole, { step: send.index, what: { kind: 'breaks' } });
    expect(lab.steps.slice(-3).map(({ act, device }) => `${act.kind} ${device}`)).toEqual([
      'request 1',
      'dma 1',
      'request 0',
    ]);
    expect(whole.outcome.stray).toBe(0);
  });

  it('[LAB-102] that goes to a file is in the file, and on no destination', () => {
    for (const each of PAUSED) {
      const lab = runCase(each, { target: 'file' });
      if (lab.outcome.end === 'failed') continue;
      expect(lab.outcome.end).toBe('saved');
      expect(formatOutcome(lab).sentence).toBe('The state is saved in 2 s; the VM was paused before.');
      expect(runCase(each).outcome.end).toBe('waits');
    }
  });
});
