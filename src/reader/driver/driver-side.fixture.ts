/** Arcs of a driver, chosen at random: most of what is required, some more, and those of a patch. */

import type { Arc, ArcKey, Pick } from './driver-way.fixture.ts';
import { toKey } from './driver-way.fixture.ts';

const toArc = (key: ArcKey, fails: boolean): Arc => {
  const [from = 0, to = 0] = key.split('>').map(Number);
  return { from, to, fails };
};

/** Pairs that are valid in both generations, and that few or no drivers are asked for. */
const EXTRA: readonly ArcKey[] = ['1>2', '3>4', '4>3'];

/** Most or any of what is required; now and then something that nobody asks for. */
export function chooseArcs(required: readonly ArcKey[], pick: Pick): readonly Arc[] {
  const share = [100, 100, 90, 60, 30][pick(5)] ?? 100;
  const keys = required.filter(() => pick(100) < share);
  const failing = pick(3) === 0;
  const arcs = keys.map((key) => toArc(key, failing && pick(6) === 0));
  const spare = EXTRA[pick(EXTRA.length)] ?? '1>2';
  if (pick(6) === 0 && !keys.includes(spare)) arcs.push(toArc(spare, false));
  if (arcs.filter(({ fails }) => !fails).length < 2)
    return required.slice(0, 3).map((key) => toArc(key, false));
  return pick(2) ? arcs : arcs.toSorted((a, b) => b.to - a.to || a.from - b.from);
}

/** Arcs that set or clear NDMA, or run with it. */
export const chooseNdma = (pick: Pick): readonly Arc[] =>
  ['1>9', '9>1', '9>8', '9>10', '3>11', '11>10', '12>8', '0>12']
    .filter(() => pick(2) === 0)
    .map((key) => toArc(key, false));

/** Some arcs more or less, in the order of the others. */
export function changeArcs(arcs: readonly Arc[], required: readonly ArcKey[], pick: Pick): readonly Arc[] {
  const fewer = arcs.filter(() => pick(5) > 0);
  const kept = fewer.length < 2 ? arcs.slice(1) : fewer;
  const missing = required.filter((key) => !arcs.some((arc) => toKey(arc) === key) && pick(3) === 0);
  return [...kept, ...missing.map((key) => toArc(key, false))];
}
