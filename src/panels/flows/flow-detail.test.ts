/** A flow told in full. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import type { ClientChoice } from './client-choice.ts';
import { listAskers } from './client-choice.ts';
import type { FlowSide, StepLine } from './flow-detail.ts';
import { toFlowDetail } from './flow-detail.ts';
import { toFlowGroups } from './flow-group.ts';
import { compareFlows } from './flow-pair.ts';

const get = (ruleSet: string | RuleSet) => (typeof ruleSet === 'string' ? of(ruleSet) : ruleSet);

const groupsOf = (
  a: string | RuleSet,
  b: string | RuleSet,
  choice: ClientChoice,
  flags: number | null = null,
) => toFlowGroups(get(a), get(b), flags, choice);

function tell(a: string | RuleSet, b: string | RuleSet, choice: ClientChoice, flow: string, flags = 7) {
  const rows = groupsOf(a, b, choice, flags)[0]!.rows.filter((row) => row.flow === flow);
  return toFlowDetail(rows.find(({ isInView }) => isInView) ?? rows[0]!);
}

const format = ({ number, trigger, request, text }: StepLine) =>
  [number ?? '-', trigger, request, text].filter((part) => part !== null).join(' | ');
const read = (side: FlowSide | undefined) => ({
  steps: side?.steps.map(format),
  really: side?.afterwards && [side.afterwards.intro, ...side.afterwards.steps.map(format)],
  end: side?.end,
});

describe('a flow in full', { timeout: 60_000 }, () => {
  it('[CMP-45] lists everything that fails and is supposed, and what the client really does', () => {
    const { sides } = tell('uapi-v1', 'patch-2021-09', 'newest', 'fail-after-done');
    expect(read(sides[1])).toEqual({
      steps: [
        '1 | setup | _RUNNING > _SAVING|_RUNNING | accepted',
        '2 | VM stopped | _SAVING|_RUNNING > _SAVING | accepted',
        '3 | complete | _SAVING > _SAVING | refused with -EINVAL; taken as if it were accepted',
        '4 | done | _SAVING > _STOP | accepted',
        '5 | VM runs | _STOP > _RUNNING | accepted',
        '6 | failed | _RUNNING > _RUNNING | refused with -EINVAL; taken as if it were accepted',
      ],
      really: [
        'After the failure at step 3 the client really does this:',
        '4 | VM runs | _SAVING > _RUNNING | accepted',
        '5 | failed | _RUNNING > _RUNNING | refused with -EINVAL',
      ],
      end: 'The client fails.',
    });
    expect(read(tell('uapi-v1', 'patch-2021-09', 'newest', 'boot').sides[1])).toMatchObject({
      really: ['After the failure at step 1 the client asks nothing more.'],
      end: 'The client aborts: its process ends.',
    });
  });

  it('[CMP-45] tells recover requests, resets and -EBADF', () => {
    const broken = change('v2-7.2', 'PRE_COPY > STOP_COPY', 'ERROR');
    expect(read(tell('v2-7.2', broken, 'newest', 'live-migration', 5).sides[1]).really).toEqual([
      'After the failure at step 2 the client really does this:',
      '3 | VM stopped | VFIO_DEVICE_RESET | the device is in RUNNING',
      '4 | complete | RUNNING > STOP_COPY | accepted via STOP; -EBADF: the client still holds a data_fd and closes the new one',
      '5 | VM runs | STOP_COPY > RUNNING | accepted via STOP',
      '- | failed | not asked: the client believes that the device is in RUNNING',
    ]);
    const silent = change('v2-7.2', 'STOP > STOP_COPY', 'ERROR');
    expect(read(tell('v2-7.2', silent, 'cloud-hypervisor', 'snapshot').sides[1]).really).toContain(
      '3 | save, recovers | STOP > STOP | accepted, already there',
    );
    const lost = tell('v2-6.2', 'v2-7.2', 'qemu-9.1', 'pause-and-cont-in-pre-copy');
    expect(lost.sides.map(({ name, end }) => [name, end])).toEqual([
      ['v2-6.2 and v2-7.2', "The client fails at 'complete' with -EBADF."],
    ]);
    const hanging = { ...broken, stopsOnError: false };
    expect(read(tell('v2-7.2', hanging, 'newest', 'live-migration', 5).sides[1])).toMatchObject({
      really: null,
      end: 'The request never returns, so the client never gets further.',
    });
  });

  it('[CMP-46] says the condition, who was read, and that a flow was derived', () => {
    const read9 = tell('v2-6.2', 'v2-7.2', 'newest', 'reset-in-pre-copy-read-fails');
    expect(read9.condition).toMatch(/happens only with VFIO_MIGRATION_PRE_COPY/);
    expect(read9.sources).toEqual([
      {
        text: 'QEMU v10.2.2, hw/vfio/migration.c: vfio_save_setup(), vfio_migration_state_notifier()',
        address: 'https://gitlab.com/qemu-project/qemu/-/blob/v10.2.2/hw/vfio/migration.c',
        derived: null,
      },
    ]);
    const cloud = tell('v2-6.2', 'v2-7.2', 'cloud-hypervisor-53', 'snapshot');
    expect(groupsOf('v2-6.2', 'v2-7.2', 'newest')[0]?.accounts).toEqual([
      expect.stringMatching(/^QEMU 9\.1 to 11\.1\. .*The failure paths of 11\.1 are unverified\.$/),
    ]);
    expect([cloud.condition, cloud.sources]).toEqual([
      null,
      [
        {
          text: 'Cloud Hypervisor v53.0, pci/src/vfio.rs',
          address: null,
          derived: 'Derived by reading its source, not seen running.',
        },
      ],
    ]);
  });

  it('[CMP-46] lists the flows that flags make impossible, and why a side has no such flow', () => {
    const [old] = groupsOf('v2-6.2', 'v2-7.2', 'qemu-8.1');
    expect(old?.impossible).toMatchObject([{ flow: 'reset-in-pre-copy-read-fails', flagSets: [1, 3] }]);
    expect(old?.impossible[0]?.why).toMatch(/without it qemu-8\.1 reads nothing/);
    const missing = (a: string, b: string, choice: ClientChoice) =>
      new Set(groupsOf(a, b, choice).flatMap(({ rows }) => rows.map((row) => row.missing)));
    expect(missing('v2-5.18', 'v2-6.2', 'qemu-8.1')).toEqual(new Set([null, 'impossible with its flags']));
    expect(missing('uapi-v1', 'v2-7.2', 'hermes')).toEqual(new Set(['hermes speaks protocol v2 only']));
    expect(missing('uapi-v1', 'v2-7.2', 'newest')).toContain('no such flow');
  });

  it('[CMP-47] tells every flow of every client under every rule set', () => {
    for (const ruleSet of RULE_SETS) {
      const groups = groupsOf(ruleSet, ruleSet, 'all');
      const askers = listAskers('all', ruleSet, ruleSet);
      const labels = groups.flatMap(({ rows }) => rows.map(({ b }) => b?.label));
      expect(new Set(labels).size).toBe(labels.length);
      for (const [index, { rows, title }] of groups.entries()) {
        const flows = compareFlows(ruleSet, ruleSet, askers[index]).map(({ flow }) => flow);
        expect(new Set(rows.map(({ flow }) => flow)), title).toEqual(new Set(flows));
        for (const row of rows) {
          const { account, sides, sources } = toFlowDetail(row);
          expect([account.length > 0, sides.length, sources.length > 0]).toEqual([true, 1, true]);
          const marks = row.b!.run.steps.filter((step) => step.act === 'ask' && step.isSupposed);
          const told = sides[0]!.steps.filter(({ text }) => text.includes('taken as if'));
          expect(told).toHaveLength(marks.length);
        }
      }
    }
  });
});
