/**
 * The protocol's life in eight steps: each a rule set, compared with the one of the step before. What a step added and
 * removed is counted from the rules, never written down. Paraphrase throughout.
 *
 * @source include/uapi/linux/vfio.h v5.8; drivers/vfio/vfio.c v5.18; drivers/vfio/vfio_main.c v6.2
 * @thread #0, #1, #2, #24, #29
 */

import type { RuleSet, RuleSetId } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { REVIEW_OF_V2_12, UAPI_V1 } from '../../../protocol/rule-sets/v1-rule-sets.ts';
import {
  LOOP_FIX,
  LOOP_FIX_COMMIT,
  PRE_COPY_COMMIT,
  STABLE_FIXES,
} from '../../../protocol/rule-sets/v2-rule-sets.ts';
import type { StateInfo } from '../../../protocol/state/state.ts';
import type { Difference } from '../../../protocol/verdict/difference.ts';
import { compareRuleSets } from '../../../protocol/verdict/difference.ts';
import type { Citation } from '../../../protocol/words/citation.ts';
import { getSource, P2P_COMMIT, V2_COMMIT } from '../debate/ending/debate-ending.ts';

interface LifeRow {
  readonly id: RuleSetId;
  /** Of the commit or the mail: `2021-09-22`, or `2022-12` if the day is unknown. */
  readonly date: string;
  /** At most seven letters, for a tick of the scrubber. */
  readonly tick: string;
  readonly title: string;
  /** What it brought, as one paragraph. */
  readonly account: string;
  readonly citations: readonly Citation[];
}

export interface LifeStep extends LifeRow {
  readonly ruleSet: RuleSet;
  /** The rule set of the step before; null for the first. */
  readonly against: RuleSet | null;
  /** Over every set of flags that either defines; null for the first. */
  readonly difference: Difference | null;
  /** Valid states that have no counterpart in the step before. */
  readonly gained: readonly StateInfo[];
  /** Valid states of the step before that have no counterpart now. */
  readonly lost: readonly StateInfo[];
}

const HEADER_COMMIT: Citation = {
  kind: 'commit',
  commit: 'a8a24f3f6e38',
  about: 'the migration region of protocol v1',
  date: '2020-05-28',
};

const thread = (...messages: number[]): readonly Citation[] =>
  messages.map((message) => ({ kind: 'thread', message }));

const ROWS: readonly LifeRow[] = [
  {
    id: 'uapi-v1',
    date: '2020-05-28',
    tick: 'header',
    title: 'Linux 5.8: the header',
    account:
      'Protocol v1 is a register of three bits. The header charts seven arcs among its five valid values, forbids the other three as a request, and says nothing about any other pair.',
    citations: [HEADER_COMMIT, UAPI_V1],
  },
  {
    id: 'patch-2021-09',
    date: '2021-09-22',
    tick: 'table',
    title: 'The posted table',
    account:
      'A table for common code decides where the header is silent. It accepts more than the header charts, refuses all other pairs, the same value twice included, and leaves out _RUNNING > _RESUMING, which the header charts.',
    citations: thread(0, 1),
  },
  {
    id: 'patch-2021-09-amended',
    date: '2021-09-23',
    tick: '1 > 4',
    title: 'The table, amended',
    account:
      'The first reply points out that _RUNNING > _RESUMING is missing, which a destination needs when its device runs by default; the sender agrees. Nothing else changes.',
    citations: thread(1, 2, 4, 5, 10),
  },
  {
    id: 'control-bits',
    date: '2021-09-29',
    tick: 'bits',
    title: 'Three control bits',
    account:
      'No table: a driver acts on the bits that flip, in a fixed order, so that every valid value leads to every other and to itself. What a request does now depends on that order: as sketched, _SAVING|_RUNNING > _SAVING serializes nothing, as a reviewer of the driver found three weeks later.',
    citations: [...thread(24, 29), REVIEW_OF_V2_12],
  },
  {
    id: 'ndma-rfc',
    date: '2021-12-09',
    tick: 'NDMA',
    title: 'A fourth bit, NDMA',
    account:
      'An RFC adds the state that the thread found missing: with NDMA set the device starts no DMA and no interrupts, but is not frozen yet, so devices that write to each other can become quiet together. The new values join the old ones, and all of them lead to each other.',
    citations: [...getSource('ndma-rfc', 'mail'), ...thread(24, 26)],
  },
  {
    id: 'v2-5.18',
    date: '2022-03-03',
    tick: '5.18',
    title: 'Linux 5.18: protocol v2',
    account:
      'The register of bits gives way to an enum and an ioctl. The core calls the driver, and the driver asks a table in the core for the next arc, from each supported state to any other: what was one write may now be several arcs. Of the NDMA values one is left, the optional RUNNING_P2P. Pre-copy is gone for now.',
    citations: [V2_COMMIT, P2P_COMMIT, ...getSource('v2-5.18', 'kernel')],
  },
  {
    id: 'v2-6.2',
    date: '2022-12',
    tick: '6.2',
    title: 'Linux 6.2: pre-copy, and a loop',
    account:
      'Pre-copy comes back as two optional states. With them come two requests that the table blocks, STOP_COPY > PRE_COPY and STOP_COPY > PRE_COPY_P2P. On these the loop that skips unsupported states never ends, while the driver holds its mutex. Every kernel from here until the fix of June 2026 has that loop.',
    citations: [PRE_COPY_COMMIT, ...getSource('v2-6.2', 'kernel')],
  },
  {
    id: 'v2-7.2',
    date: '2026-06-02',
    tick: '7.2',
    title: 'The fix: the loop ends',
    account:
      'The table stays as it was. A patch by Junrui Luo stops the loop on ERROR, and a blocked request returns -EINVAL at once. It was merged for Linux 7.2 and taken into the stable kernels, so a kernel is told by whether it has the fix, and not by its number.',
    citations: [LOOP_FIX, LOOP_FIX_COMMIT, ...STABLE_FIXES],
  },
];

/** The eight steps, in order. */
export const LIFE: readonly LifeStep[] = ROWS.map((row, index) => {
  const ruleSet = getBuiltIn(row.id);
  const before = ROWS[index - 1];
  const against = before ? getBuiltIn(before.id) : null;
  const difference = against ? compareRuleSets(against, ruleSet) : null;
  const states = difference?.states ?? [];
  const pick = (state: StateInfo | null) => (state?.kind === 'valid' ? [state] : []);
  return {
    ...row,
    ruleSet,
    against,
    difference,
    gained: states.flatMap(({ a, b }) => (a ? [] : pick(b))),
    lost: states.flatMap(({ a, b }) => (b ? [] : pick(a))),
  };
});

/** The step at an index; the nearest one for an index out of range. */
export function getLifeStep(index: number): LifeStep {
  const step = LIFE[Math.min(LIFE.length - 1, Math.max(0, Math.trunc(index) || 0))];
  if (!step) throw new Error(`The life of the protocol has no step ${index}`);
  return step;
}

function getBuiltIn(id: RuleSetId): RuleSet {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`${id} is no built-in rule set`);
  return ruleSet;
}
