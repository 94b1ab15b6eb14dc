/**
 * The header's two rules for picking a path, derived: from the fifteen arcs alone, the shortest path without a
 * saving-group state as an interior one, compared with what the table does. The exceptions stand here as a list.
 *
 * @source include/uapi/linux/vfio.h, enum vfio_device_mig_state: the combination transitions
 */

import { describe, expect, it } from 'vitest';
import { of } from '../trace/walk.ts';
import { getVerdict } from './request-verdict.ts';

/** By value; ERROR is on no path. */
const NAMES = [
  'ERROR',
  'STOP',
  'RUNNING',
  'STOP_COPY',
  'RESUMING',
  'RUNNING_P2P',
  'PRE_COPY',
  'PRE_COPY_P2P',
];

/** The arcs that the header describes one by one. */
const ARCS = `
RUNNING_P2P > STOP     STOP_COPY > STOP             RESUMING > STOP        PRE_COPY > RUNNING
RUNNING_P2P > RUNNING  PRE_COPY_P2P > RUNNING_P2P   RUNNING > RUNNING_P2P  STOP > RUNNING_P2P
RUNNING > PRE_COPY     RUNNING_P2P > PRE_COPY_P2P   STOP > STOP_COPY       PRE_COPY > PRE_COPY_P2P
STOP > RESUMING        PRE_COPY_P2P > PRE_COPY      PRE_COPY_P2P > STOP_COPY`
  .trim()
  .split(/\s{2,}|\n/)
  .map((arc) => arc.split(' > '));

const SAVING_GROUP = ['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY'];

/** Arcs touching a PRE_COPY state are removed without PRE_COPY support; a P2P state stays, and is merged away. */
function existing(flags: number): string[] {
  return NAMES.slice(1).filter((name) => (flags & 4) !== 0 || !name.startsWith('PRE_COPY'));
}

function isVisible(name: string, flags: number): boolean {
  return existing(flags).includes(name) && ((flags & 2) !== 0 || !name.endsWith('_P2P'));
}

/** Every simple path, by exhaustive search: no cleverness that could share a mistake with the code. */
function listPaths(from: string, to: string, flags: number, passed: string[] = [from]): string[][] {
  if (from === to) return [passed];
  return ARCS.filter(([start]) => start === from)
    .map(([, end]) => end!)
    .filter((end) => existing(flags).includes(end) && !passed.includes(end))
    .flatMap((end) => listPaths(end, to, flags, [...passed, end]));
}

/** What the two rules pick: in general one path, in principle several. */
function derive(from: string, to: string, flags: number, isRuleKept = true): string[] {
  const interior = (path: string[]) => path.slice(1, -1);
  const paths = listPaths(from, to, flags).filter(
    (path) => !isRuleKept || !interior(path).some((state) => SAVING_GROUP.includes(state)),
  );
  const length = Math.min(...paths.map((path) => path.length));
  return paths
    .filter((path) => path.length === length)
    .map((path) => path.filter((state) => isVisible(state, flags)).join(' > '));
}

function take(from: string, to: string, flags: number): string {
  const request = { from: NAMES.indexOf(from), to: NAMES.indexOf(to), flags };
  const verdict = getVerdict(of('v2-7.2'), request);
  return verdict.kind === 'accepted'
    ? [from, ...verdict.path.map((state) => NAMES[state])].join(' > ')
    : `${from} > ${to} ${verdict.reason}`;
}

const requests = [1, 3, 5, 7].flatMap((flags) => {
  const states = NAMES.slice(1).filter((name) => isVisible(name, flags));
  return states.flatMap((from) => states.filter((to) => to !== from).map((to) => ({ from, to, flags })));
});

describe('the rules of the header', () => {
  it('[FSM-6] pick exactly one path for every request', () => {
    for (const { from, to, flags } of requests) expect(derive(from, to, flags)).toHaveLength(1);
  });

  it('[FSM-6] pick what the table takes, but for these', () => {
    const exceptions = requests
      .map(({ from, to, flags }) => ({
        flags,
        rules: derive(from, to, flags)[0],
        table: take(from, to, flags),
      }))
      .filter(({ rules, table }) => rules !== table)
      .map(({ flags, rules, table }) => `${flags}: ${table} | ${rules}`);
    expect(exceptions).toEqual([
      '5: STOP_COPY > PRE_COPY blocked | STOP_COPY > STOP > RUNNING > PRE_COPY',
      '5: PRE_COPY > STOP_COPY | PRE_COPY > RUNNING > STOP > STOP_COPY',
      '7: STOP_COPY > PRE_COPY blocked | STOP_COPY > STOP > RUNNING_P2P > RUNNING > PRE_COPY',
      '7: STOP_COPY > PRE_COPY_P2P blocked | STOP_COPY > STOP > RUNNING_P2P > PRE_COPY_P2P',
      '7: PRE_COPY > PRE_COPY_P2P > STOP_COPY | PRE_COPY > RUNNING > RUNNING_P2P > STOP > STOP_COPY',
    ]);
  });

  it('[FSM-6] keep the saving group out of every path of the table, but for PRE_COPY > PRE_COPY_P2P > STOP_COPY', () => {
    const taken = requests.map(({ from, to, flags }) => take(from, to, flags));
    const kept = taken.filter((path) =>
      path
        .split(' > ')
        .slice(1, -1)
        .some((state) => SAVING_GROUP.includes(state)),
    );
    expect(kept).toEqual(['PRE_COPY > PRE_COPY_P2P > STOP_COPY']);
  });

  it('[FSM-6] need the second rule: the shortest path alone is not unique, or another', () => {
    const differing = requests
      .filter(({ flags }) => flags === 7)
      .filter(({ from, to }) => {
        const [paths, taken] = [derive(from, to, 7, false), take(from, to, 7)];
        return !taken.endsWith('blocked') && (paths.length > 1 || paths[0] !== taken);
      });
    expect(differing.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'STOP > PRE_COPY',
      'RUNNING > STOP_COPY',
      'RUNNING > PRE_COPY_P2P',
      'RESUMING > PRE_COPY',
      'RUNNING_P2P > STOP_COPY',
      'RUNNING_P2P > PRE_COPY',
      'PRE_COPY > STOP',
      'PRE_COPY > RESUMING',
      'PRE_COPY > RUNNING_P2P',
      'PRE_COPY_P2P > STOP',
      'PRE_COPY_P2P > RUNNING',
      'PRE_COPY_P2P > RESUMING',
    ]);
  });

  it('[FSM-6] contradict each other only there: the path that the table takes is the shortest one', () => {
    expect(derive('PRE_COPY', 'STOP_COPY', 7, false)).toEqual(['PRE_COPY > PRE_COPY_P2P > STOP_COPY']);
  });
});
