/** Any fault at any step: what is before it stays, every run ends, and every call can be made to fail. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getVmStatus } from '../told/lab-host.ts';
import { formatOutcome } from '../told/lab-outcome.ts';
import { getFaultChoices } from './lab-fault.ts';
import type { RequestStep } from './lab-run.fixture.ts';
import { ALL_CASES, CASES, isRequest, run, runCase, withFault } from './lab-run.fixture.ts';
import type { LabFaultKind } from './lab-settings.ts';
import type { LabStep } from './lab-step.ts';

const SOME: ReadonlySet<string> = new Set(['fully-connected', 'v2-7.2']);

const hasArcs = (step: LabStep): step is RequestStep =>
  isRequest(step) &&
  step.act.outcome.verdict?.kind === 'accepted' &&
  step.act.outcome.verdict.arcs.length > 0;

describe('any fault', () => {
  it('[LAB-33] leaves everything before it as it was', () => {
    for (const each of ALL_CASES.filter(
      ({ flow, ruleSet }) => flow === 'live-migration' && SOME.has(ruleSet.id),
    )) {
      const whole = runCase(each, { downtimeLimit: 600 });
      for (const { index } of whole.steps)
        for (const choice of getFaultChoices(whole, whole.steps[index]!)) {
          const lab = withFault(whole, { step: index, what: choice.what });
          expect(lab.steps.slice(0, index)).toEqual(whole.steps.slice(0, index));
          expect(lab.steps[index]).not.toEqual(whole.steps[index]);
        }
    }
  });

  it('[LAB-34] however many there are, a run has an end, and the time never goes back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL_CASES),
        fc.array(fc.record({ step: fc.nat({ max: 80 }), pick: fc.nat() }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (each, picks, devices) => {
          let lab = runCase(each, { devices, downtimeLimit: 500 });
          for (const { step, pick } of picks.toSorted((a, b) => a.step - b.step)) {
            const found = lab.steps[step];
            const choices = found ? getFaultChoices(lab, found) : [];
            const choice = choices[pick % Math.max(1, choices.length)];
            if (choice)
              lab = withFault(lab, ...lab.settings.faults.filter((fault) => fault.step < step), {
                step,
                what: choice.what,
              });
          }
          lab.steps.forEach(({ index, seconds }, at) => {
            expect(index).toBe(at);
            expect(seconds).toBeGreaterThanOrEqual(lab.steps[at - 1]?.seconds ?? 0);
          });
        },
      ),
      { numRuns: 400, seed: 9 },
    );
  });

  it('[LAB-35] is offered for every call; DMA, and the end of QEMU, are no calls', () => {
    const kinds = new Map<string, number>();
    for (const each of CASES) {
      const lab = runCase(each, { downtimeLimit: 600 });
      for (const step of lab.steps) {
        const key = step.act.kind === 'reset' ? `reset ${step.act.by}` : step.act.kind;
        const { length } = getFaultChoices(lab, step);
        const isSame = step.act.kind === 'request' && !hasArcs(step) && step.act.outcome.cause !== 'supposed';
        if (!isSame) kinds.set(key, Math.min(kinds.get(key) ?? Number.POSITIVE_INFINITY, length));
      }
    }
    expect(Object.fromEntries(kinds)).toEqual({
      request: 1,
      read: 1,
      write: 1,
      send: 1,
      decide: 1,
      dma: 0,
      ends: 0,
      'reset guest': 0,
      unasked: 0,
      allocate: 0,
    });
  });

  it('[LAB-36] of a destination that cannot load ends QEMU there, whether a source waits or not', () => {
    for (const flow of ['incoming', 'live-migration'] as const)
      for (const each of CASES.filter((one) => one.flow === flow)) {
        const whole = runCase(each, { devices: 1 });
        const load = whole.steps.find(({ host, act }) => host === 'destination' && act.kind === 'request');
        if (!load || !hasArcs(load)) continue;
        const lab = withFault(whole, { step: load.index, what: { kind: 'declined', arc: 1, errno: 'EIO' } });
        const ends = lab.steps.filter(({ act }) => act.kind === 'ends');
        expect(ends).toMatchObject([{ host: 'destination', act: { why: 'exits' } }]);
        expect(lab.outcome.end).toBe(flow === 'incoming' ? 'lost' : 'failed');
      }
  });
});

describe('an end of QEMU on the source', () => {
  const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };
  const faulted: LabFaultKind = { kind: 'faulted', arc: 1 };

  it.each([
    ['live-migration', 'host', 'arrived', 'runs'],
    ['migrate-paused-vm', 'host', 'waits', 'awaited'],
    ['live-migration', 'file', 'saved', 'awaited'],
  ] as const)(
    '[LAB-37] in the cleanup of a %s to a %s takes nothing with it',
    (flow, target, end, status) => {
      const whole = run({ flow, target, downtimeLimit: 5000 });
      const cleanup = whole.steps.find(({ act }) => act.kind === 'request' && act.name === 'cleanup')!;
      const lab = withFault(
        whole,
        { step: cleanup.index, what: faulted },
        { step: cleanup.index + 1, what: fails },
      );
      expect(lab.steps.at(-1)).toMatchObject({ host: 'source', act: { kind: 'ends', why: 'hw_error' } });
      expect(lab.steps.filter(({ host, act }) => host === 'destination' && act.kind === 'ends')).toEqual([]);
      expect(lab.outcome.end).toBe(end);
      expect(getVmStatus(lab, lab.steps.length, 'source')).toBe('gone');
      expect(getVmStatus(lab, lab.steps.length, 'destination')).toBe(status);
      const { tone, details } = formatOutcome(lab);
      expect(tone).toBe('marred');
      expect(details).toContain(
        'QEMU 10.1 to 11.0 on the source ends during its cleanup; the VM had already left.',
      );
    },
  );

  it('[LAB-37] before that ends the other one too', () => {
    const whole = run();
    const stop = whole.steps.find(({ act }) => act.kind === 'request' && act.name === 'VM stopped')!;
    const lab = withFault(whole, { step: stop.index, what: faulted }, { step: stop.index + 1, what: fails });
    expect(lab.outcome.end).toBe('ended');
    expect(lab.steps.at(-1)).toMatchObject({ host: 'destination', act: { kind: 'ends', why: 'exits' } });
  });
});
