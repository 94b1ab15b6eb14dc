/** A driver's arcs against its flags. */

import { describe, expect, it } from 'vitest';
import { pairs } from '../../protocol/trace/walk.ts';
import { findInDriver, getMissingArcs } from './driver-findings.ts';

const PRE_COPY_ARCS = '2>6 6>2 6>7 7>6 5>7 7>5 7>3';
const P2P_ARCS = '1>5 5>1 5>2 2>5 1>3 3>1 1>4 4>1';
const REQUIRED: Readonly<Record<number, string>> = {
  1: '1>2 2>1 1>3 3>1 1>4 4>1',
  3: P2P_ARCS,
  5: '1>2 2>1 1>3 3>1 1>4 4>1 2>6 6>2 6>3',
  7: `${P2P_ARCS} ${PRE_COPY_ARCS}`,
};

const find = (flags: number, arcs: string) =>
  findInDriver({ flags, arcs: pairs(arcs) }).map(({ id, from, to }) => `${id} ${from}>${to}`);

describe('a driver', () => {
  it.each(Object.entries(REQUIRED))(
    '[driver.arc-missing] with flags %s and all arcs has no finding',
    (flags, arcs) => {
      expect(find(Number(flags), arcs)).toEqual([]);
      expect(find(Number(flags), `${arcs} 1>1 3>3`)).toEqual([]);
    },
  );

  it.each(Object.entries(REQUIRED))(
    '[driver.arc-missing] with flags %s misses each arc that is left out',
    (flags, arcs) => {
      for (const [from, to] of pairs(arcs)) {
        const others = pairs(arcs).filter(([a, b]) => a !== from || b !== to);
        const found = findInDriver({ flags: Number(flags), arcs: others });
        expect(found.map((finding) => [finding.id, finding.from, finding.to])).toEqual([
          ['driver.arc-missing', from, to],
        ]);
      }
    },
  );

  it('[driver.flags-without-arcs] says it once for PRE_COPY, not once for each of its seven arcs', () => {
    expect(find(7, P2P_ARCS)).toEqual(['driver.flags-without-arcs 2>6']);
    expect(find(7, '')).toHaveLength(1);
    expect(findInDriver({ flags: 7, arcs: pairs(P2P_ARCS) })[0]!.text).toBe(
      'The driver claims VFIO_MIGRATION_PRE_COPY but implements none of the arcs that it requires: RUNNING > PRE_COPY, PRE_COPY > RUNNING, PRE_COPY > PRE_COPY_P2P, PRE_COPY_P2P > PRE_COPY, PRE_COPY_P2P > STOP_COPY, PRE_COPY_P2P > RUNNING_P2P, RUNNING_P2P > PRE_COPY_P2P.',
    );
  });

  it('[driver.arc-never-asked] names what the flags do not call for', () => {
    expect(find(3, `${P2P_ARCS} 1>2 2>6`)).toEqual([
      'driver.arc-never-asked 1>2',
      'driver.arc-never-asked 2>6',
    ]);
    expect(find(1, P2P_ARCS)).toEqual([
      'driver.arc-missing 1>2',
      'driver.arc-missing 2>1',
      'driver.arc-never-asked 1>5',
      'driver.arc-never-asked 5>1',
      'driver.arc-never-asked 5>2',
      'driver.arc-never-asked 2>5',
    ]);
  });

  it('[driver.arc-missing] takes what is required from who knows better, and the line from the text', () => {
    const subject = { flags: 3, arcs: [], required: pairs('1>3'), lines: { '1>3': { line: 12 } } };
    expect(findInDriver(subject).map(({ line }) => line)).toEqual([12]);
  });

  it('[DRV-7] points at the line that sets the flags, or else where the function ends, where an arc has no line', () => {
    const end = { line: 40 };
    const claims = [
      { flags: 1, place: { line: 50 } },
      { flags: 2, place: { line: 51 } },
    ];
    const subject = { flags: 3, arcs: pairs('1>2 2>1 1>3 3>1 1>4'), lines: { '3>1': { line: 9 } } };
    const find = (more: object) => findInDriver({ ...subject, ...more }).map(({ id, line }) => [id, line]);
    expect(find({ end, claims })).toContainEqual(['driver.flags-without-arcs', 51]);
    expect(find({ end, claims })).toContainEqual(['driver.arc-missing', 40]);
    expect(find({ end })).toContainEqual(['driver.flags-without-arcs', 40]);
    expect(find({ claims })).toContainEqual(['driver.arc-missing', 51]);
    expect(find({})).toContainEqual(['driver.flags-without-arcs', null]);
    expect(getMissingArcs(pairs('1>3'), pairs('1>3 3>1'))).toEqual([[3, 1]]);
  });
});
