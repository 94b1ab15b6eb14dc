/** What is known of a driver's arcs is what the reader found, in every fixture, whichever side is shown. */

import { describe, expect, it } from 'vitest';
import type { DriverKind } from '../../../graph/picture/driver-arc.ts';
import type { RequestTuple } from '../../../protocol/state/request-pair.ts';
import type { DriverSide, ReviewInput } from '../../../reader/review-input.ts';
import { listDrivers, readDriver, readDriverText } from './driver.fixture.ts';
import type { DriverPair, DriverView } from './driver-finding.ts';
import { createFindPair, getArcLines, getDriverSides, listPairs } from './driver-finding.ts';

const VALUES = [0, 1, 2, 3, 4, 5, 6, 7];
const ALL = VALUES.flatMap((from) => VALUES.map((to) => ({ from, to })));

const DRIVERS = listDrivers();
const PATCHES = DRIVERS.filter(([, { old }]) => old !== null);

const getSide = (side: ReviewInput['old']): DriverSide => {
  if (side?.kind !== 'driver') throw new Error('a driver has sides of drivers');
  return side;
};

const list = (input: ReviewInput, view: DriverView): readonly DriverPair[] => {
  const sides = getDriverSides(input, view);
  if (!sides) throw new Error(`${input.name} is no driver`);
  return listPairs(sides);
};

const toKeys = (pairs: readonly RequestTuple[]) => pairs.map(([from, to]) => `${from}>${to}`).sort();
const keysOf = (pairs: readonly DriverPair[], ...kinds: DriverKind[]) =>
  pairs.flatMap(({ from, to, kind }) => (kinds.includes(kind) ? `${from}>${to}` : [])).sort();

/** Everything that the kinds of one side say, held against that side. */
function expectSide(input: ReviewInput, view: DriverView, side: DriverSide): void {
  const pairs = list(input, view);
  expect(keysOf(pairs, 'implemented', 'assumed', 'extra', 'unlisted')).toEqual(toKeys(side.arcs));
  expect(keysOf(pairs, 'missing')).toEqual(toKeys(side.missing));
  expect(keysOf(pairs, 'extra')).toEqual(toKeys(side.extra));
  expect(pairs.every(({ change }) => change === null)).toBe(true);
  for (const { from, to, kind, line } of pairs) {
    expect(line).toBe(side.lines[`${from}>${to}`]?.line ?? null);
    expect(line === null).toBe(kind === 'assumed' || kind === 'missing');
    const isRequired = side.required.some(([a, b]) => a === from && b === to);
    if (kind === 'implemented' && (input.generation === 'v1' || side.flags !== null))
      expect(isRequired).toBe(true);
    if (kind === 'unlisted') expect([isRequired, input.generation]).toEqual([false, 'v1']);
  }
}

describe('the arcs of a driver', () => {
  it('[ARC-1] are there in many fixtures, of both protocols, whole and as patches', () => {
    expect(DRIVERS.length).toBeGreaterThan(40);
    expect(PATCHES.length).toBeGreaterThanOrEqual(6);
    expect(new Set(DRIVERS.map(([, { generation }]) => generation))).toEqual(new Set(['v1', 'v2']));
  });

  it.each(DRIVERS)('[ARC-1] of %s are of the kinds that the reader found', (_, input) => {
    expectSide(input, 'new', getSide(input.new));
    expect(keysOf(list(input, 'new'), 'assumed')).toEqual(toKeys(input.assumed));
  });

  it.each(PATCHES)('[ARC-2] of %s before its patch are those of its old side', (_, input) => {
    expectSide(input, 'old', getSide(input.old));
  });

  it.each(PATCHES)('[ARC-2] of %s change where one side has them and the other does not', (_, input) => {
    const [old, side] = [getSide(input.old), getSide(input.new)];
    const has = (pairs: readonly RequestTuple[], from: number, to: number) =>
      pairs.some(([a, b]) => a === from && b === to);
    const sides = getDriverSides(input, 'patch');
    const find = sides && createFindPair(sides);
    for (const { from, to } of ALL) {
      const [was, is] = [has(old.arcs, from, to), has(side.arcs, from, to)];
      const gone = has(side.failing, from, to) ? 'failing' : 'removed';
      expect(find?.({ from, to }).change).toBe(is && !was ? 'added' : was && !is ? gone : null);
    }
  });
});

describe('the kind of a pair', () => {
  const kindOf = (name: string, from: number, to: number) => {
    const sides = getDriverSides(readDriver(name), 'patch');
    const pair = sides && createFindPair(sides)({ from, to });
    return pair && [pair.change, pair.kind, pair.line];
  };

  it('[ARC-3] tells what a function refuses from what the text does not show', () => {
    expect(kindOf('driver-case.patch', 1, 5)).toEqual([null, 'none', null]);
    expect(kindOf('driver-case.patch', 2, 5)).toEqual([null, 'unseen', null]);
    expect(kindOf('driver-if.c', 3, 2)).toEqual([null, 'none', null]);
  });

  it('[ARC-3] is no arc for one that the patch removes, with its line on the old side', () => {
    expect(kindOf('driver.patch', 4, 2)).toEqual(['removed', 'none', 9]);
    expect(kindOf('driver.patch', 4, 1)).toEqual(['added', 'implemented', 20]);
    expect(kindOf('driver.patch', 1, 2)).toEqual([null, 'implemented', 10]);
    expect(kindOf('hunk-fails.diff', 2, 1)).toEqual(['failing', 'none', 8]);
  });

  it('[ARC-3] is not listed, in v1, for what its rule set neither lists nor refuses', () => {
    expect(kindOf('v1-bits.c', 1, 4)).toEqual([null, 'implemented', 9]);
    expect(kindOf('v1-bits.c', 4, 3)).toEqual([null, 'unlisted', 11]);
    expect(kindOf('v1-driver.c', 1, 2)).toEqual([null, 'missing', null]);
  });
});

describe('an arc that is assumed on one side', () => {
  it('[ARC-4] is no change: the flags require it, and the hunks do not show it', () => {
    const patch = `--- a/demo/main.c
+++ b/demo/main.c
@@ -10,4 +10,7 @@ static struct file *demo_step(struct demo *demo, u32 new)
 \tu32 cur = demo->mig_state;
+\tif (cur == VFIO_DEVICE_STATE_RUNNING && new == VFIO_DEVICE_STATE_RUNNING_P2P)
+\t\treturn demo_quiesce(demo);
+
 \tif (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_STOP_COPY)
 \t\treturn demo_save(demo);
 
@@ -80,2 +83,2 @@ static int demo_init(struct vfio_device *vdev)
-\tvdev->migration_flags = VFIO_MIGRATION_STOP_COPY;
+\tvdev->migration_flags = VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P;
 \treturn 0;
`;
    const input = readDriverText(patch);
    expect([getSide(input.old).flags, getSide(input.new).flags]).toEqual([1, 3]);
    const pairs = list(input, 'patch');
    const changed = pairs.flatMap(({ from, to, change }) => (change ? `${from}>${to} ${change}` : []));
    expect(changed).toEqual(['2>5 added']);
    expect(keysOf(pairs, 'assumed')).toContain('5>1');
  });
});

describe('the lines of a driver', () => {
  it('[ARC-5] are those of the new side, and of the old one where it alone has an arc', () => {
    const lines = getArcLines(readDriver('driver.patch'));
    expect(
      Object.entries(lines)
        .map(([key, { line }]) => `${key} ${line}`)
        .sort(),
    ).toEqual(['1>2 10', '3>1 19', '4>1 20', '4>2 9']);
  });
});
