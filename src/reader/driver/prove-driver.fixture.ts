/**
 * Compares what is read from a random driver with the arcs that it was made from: whole, as a hunk of a patch,
 * quoted in a reply, or cut off.
 */

import { structuredPatch } from 'diff';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { reviewText } from '../review-text.ts';
import { changeArcs, chooseArcs, chooseNdma } from './driver-side.fixture.ts';
import { listRequired } from './driver-side.ts';
import { IDIOM_NAMES, isAsked, writeDriver } from './driver-step.fixture.ts';
import type { Arc, ArcKey, DriverText, Pick } from './driver-way.fixture.ts';
import { toKey } from './driver-way.fixture.ts';

const FORMS = ['whole', 'hunk', 'quoted', 'cut'] as const;

export interface DriverProof {
  readonly idiom: string;
  readonly form: (typeof FORMS)[number];
  readonly text: string;
  /** Null for a driver of v1. */
  readonly flags: number | null;
  /** Empty where it is read as it was made. */
  readonly faults: readonly string[];
}

/** Makes one driver, and reads it. */
export function proveDriver(random: () => number): DriverProof {
  const pick: Pick = (limit) => Math.floor(random() * limit);
  const choose = <T>(items: readonly T[]): T => items[pick(items.length)] as T;
  const generation = pick(4) === 0 ? 'v1' : 'v2';
  const [idiom, form] = [choose(IDIOM_NAMES[generation]), choose(FORMS)];
  const flags = generation === 'v1' ? null : choose([1, 3, 5, 7]);
  const required = listRequiredKeys(flags);
  const chosen = chooseArcs(required, pick);
  const arcs = idiom === 'ndma' ? [...chosen, ...chooseNdma(pick)] : chosen;
  const driver = writeDriver(idiom, arcs, flags, pick);
  const common = { idiom, form, flags };
  switch (form) {
    case 'whole': {
      const text = `${driver.lines.join('\n')}\n`;
      return { ...common, text, faults: checkWhole(text, arcs, driver, flags) };
    }
    case 'quoted': {
      const text = quote(driver.lines, pick);
      return { ...common, text, faults: checkWhole(text, arcs, driver, flags) };
    }
    case 'cut': {
      const [first, last] = driver.body;
      const end = first + 3 + pick(Math.max(1, last - first - 3));
      const text = `${driver.lines.slice(0, end + 1).join('\n')}\n`;
      return { ...common, text, faults: checkCut(text, arcs, driver, end, flags) };
    }
    case 'hunk': {
      const other = changeArcs(arcs, required, pick);
      const seed = pick(1_000_000);
      const [before, after] = [other, arcs].map((some) => writeDriver(idiom, some, flags, createPick(seed)));
      if (!before || !after) throw new Error('two drivers were written');
      return { ...common, ...checkHunk(before, after, { old: other, new: arcs, flags }) };
    }
  }
}

/** The same choices for both sides of a patch. */
function createPick(seed: number): Pick {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

function listRequiredKeys(flags: number | null): readonly ArcKey[] {
  const base = getRuleSet(flags === null ? 'uapi-v1' : 'v2-7.2');
  if (!base) throw new Error('no rule set that requires arcs');
  return listRequired(base, flags).map((pair) => pair.join('>'));
}

const WHO = ['On Mon, 3 Jan 2022, A Developer wrote:', ''];

function quote(lines: readonly string[], pick: Pick): string {
  const marks = pick(2) ? '> ' : '> > ';
  const quoted = lines.map((line) => `${marks}${line}`.trimEnd());
  const at = lines.indexOf('}') + 1;
  const said = pick(2) ? ['', 'Is that so?', ''] : [];
  return [...WHO, ...quoted.slice(0, at), ...said, ...quoted.slice(at), '', 'Thanks', ''].join('\n');
}

const implemented = (arcs: readonly Arc[]) => arcs.filter(({ fails }) => !fails).map(toKey);
const format = (keys: readonly ArcKey[]) => keys.toSorted().join(' ') || 'none';

function readDriver(text: string, isWhole: boolean, flags: number | null) {
  const isTold = flags !== null || /_SAVING/.test(text);
  const { inputs, problems } = reviewText(text, {
    ...(isWhole || flags === null ? {} : { flags }),
    // A part of a v1 driver may name nothing that v2 does not have as well.
    ...(isTold ? {} : { generation: 'v1' }),
  });
  const [input, ...others] = inputs.filter(({ form }) => form === 'driver-arcs');
  const faults = [
    ...(others.length > 0 ? [`${inputs.length} inputs: ${inputs.map(({ name }) => name).join(', ')}`] : []),
    ...inputs.filter(({ form }) => form !== 'driver-arcs').map(({ form }) => `an input of the form ${form}`),
  ];
  const side = input?.new.kind === 'driver' ? input.new : undefined;
  const old = input?.old?.kind === 'driver' ? input.old : undefined;
  const toKeys = (pairs: readonly (readonly [number, number])[] = []) => pairs.map((pair) => pair.join('>'));
  return {
    faults: side
      ? faults
      : [...faults, `no driver is read: ${problems.map(({ problem }) => problem).join(' ')}`],
    isRead: side !== undefined,
    isOldRead: old !== undefined,
    arcs: toKeys(side?.arcs),
    old: toKeys(old?.arcs),
    missing: toKeys(side?.missing),
    assumed: toKeys(input?.assumed),
  };
}

/** Where only one branch of a conditional has an arc, either reading is the truth, but what one of them lacks is reported. */
function checkWhole(
  text: string,
  arcs: readonly Arc[],
  { single, isOpen }: DriverText,
  flags: number | null,
): readonly string[] {
  const read = readDriver(text, true, flags);
  if (isOpen) return checkOpen(read, arcs, flags);
  const required = listRequiredKeys(flags);
  const readings = [implemented(arcs), implemented(arcs).filter((key) => !single.has(key))];
  const truth = readings.find((keys) => format(read.arcs) === format(keys)) ?? readings[0] ?? [];
  const lists = [truth, ...readings].map((keys) => required.filter((key) => !keys.includes(key)));
  const [missing = []] = lists;
  const isSilent = missing.length === 0 && lists.some((list) => list.length > 0);
  return [
    ...read.faults,
    ...(format(read.arcs) === format(truth) ? [] : [`arcs: ${format(read.arcs)}; they are ${format(truth)}`]),
    ...(format(read.missing) === format(missing)
      ? []
      : [`missing: ${format(read.missing)}; it is ${format(missing)}`]),
    ...(isSilent ? ['nothing is missing; in the other branch something is'] : []),
  ];
}

/** What a label that nothing defines may allow is assumed where it is required, and all else is read as it is. */
function checkOpen(
  { faults, ...read }: ReturnType<typeof readDriver>,
  arcs: readonly Arc[],
  flags: number | null,
): readonly string[] {
  const truth = implemented(arcs);
  const shown = read.arcs.filter((key) => !read.assumed.includes(key));
  const missing = listRequiredKeys(flags).filter((key) => !truth.includes(key));
  const wronged = [
    ...read.assumed.filter((key) => !missing.includes(key)),
    ...read.missing.filter((key) => !missing.includes(key)),
    ...missing.filter((key) => !read.missing.includes(key) && !read.assumed.includes(key)),
  ];
  return [
    ...faults,
    ...(format(shown) === format(truth) ? [] : [`arcs: ${format(shown)}; they are ${format(truth)}`]),
    ...(wronged.length > 0 ? [`neither missing nor assumed as they are: ${format(wronged)}`] : []),
  ];
}

/** Everything in the lines that are there is seen; nothing outside them is reported as missing. */
function checkCut(
  text: string,
  arcs: readonly Arc[],
  driver: DriverText,
  end: number,
  flags: number | null,
): readonly string[] {
  const { said, idiom, single } = driver;
  const read = readDriver(text, false, flags);
  const isSaid = (arc: Arc) => (said.get(toKey(arc))?.[1] ?? Number.POSITIVE_INFINITY) <= end;
  const seen = arcs.filter((arc) => isSaid(arc) && !arc.fails && !single.has(toKey(arc))).map(toKey);
  const isBegun = !TABLES.has(idiom) && seen.length > 0;
  if (!read.isRead) return isBegun && !isAsked(text) ? read.faults : [];
  const lost = isBegun ? seen.filter((key) => !read.arcs.includes(key)) : [];
  return [
    ...read.faults,
    ...(lost.length > 0 ? [`not seen: ${format(lost)}`] : []),
    ...findFalse(read, arcs, driver, flags),
  ];
}

/** Idioms whose arcs are in tables: without the end of the function, nothing says what they are for. */
const TABLES: ReadonlySet<string> = new Set(['rows', 'pointers', 'table', 'handlers', 'found', 'sentinel']);

/** Idioms with a macro or function that the hunk need not show. */
const HELPED: ReadonlySet<string> = new Set(['fields', 'macros', 'predicates', 'blocks', 'cases']);

/** Arcs that nobody wrote, and errors that are not errors. What a part does not refuse, it lets through. */
function findFalse(
  read: ReturnType<typeof readDriver>,
  arcs: readonly Arc[],
  { single, idiom }: DriverText,
  flags: number | null,
): readonly string[] {
  const truth = implemented(arcs).filter((key) => !single.has(key));
  const written = arcs.map(toKey);
  const wrong = read.arcs.filter(
    (key) => idiom !== 'refusals' && !written.includes(key) && !read.assumed.includes(key),
  );
  const wronged = read.missing.filter((key) => truth.includes(key) || !listRequiredKeys(flags).includes(key));
  return [
    ...(wrong.length > 0 ? [`not written: ${format(wrong)}`] : []),
    ...(wronged.length > 0 ? [`not missing: ${format(wronged)}`] : []),
  ];
}

interface Change {
  readonly old: readonly Arc[];
  readonly new: readonly Arc[];
  readonly flags: number | null;
}

function checkHunk(before: DriverText, after: DriverText, change: Change) {
  const [old, now] = [before, after].map(({ lines }) => `${lines.join('\n')}\n`);
  const { hunks } = structuredPatch('a/demo.c', 'b/demo.c', old ?? '', now ?? '', '', '', { context: 3 });
  const isShown = (start: number, count: number, [first, last]: readonly [number, number]) =>
    first + 1 >= start && last + 1 < start + count;
  const head = (start: number) =>
    before.lines.slice(0, Math.max(0, start - 1)).findLast((line) => /^[a-z]/.test(line)) ?? '';
  const text = [
    'diff --git a/demo.c b/demo.c',
    '--- a/demo.c',
    '+++ b/demo.c',
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@ ${head(oldStart)}`.trimEnd(),
      ...lines,
    ]),
    '',
  ].join('\n');
  if (hunks.length === 0) return { text, faults: [] };
  const read = readDriver(text, false, change.flags);
  const isPlain = ({ idiom }: DriverText) => !TABLES.has(idiom) && !HELPED.has(idiom);
  const listShown = (driver: DriverText, arcs: readonly Arc[], side: 'old' | 'new') =>
    arcs
      .filter((arc) => !arc.fails && !driver.single.has(toKey(arc)))
      .map(toKey)
      .filter((key) => {
        const place = driver.said.get(key);
        return (
          place &&
          hunks.some((hunk) =>
            side === 'old'
              ? isShown(hunk.oldStart, hunk.oldLines, place)
              : isShown(hunk.newStart, hunk.newLines, place),
          )
        );
      });
  const seen = isPlain(after) ? listShown(after, change.new, 'new') : [];
  const seenOld = isPlain(before) ? listShown(before, change.old, 'old') : [];
  if (!read.isRead) return { text, faults: seen.length > 0 && !isAsked(text) ? read.faults : [] };
  const lost = seen.filter((key) => !read.arcs.includes(key));
  const lostOld =
    read.isOldRead || seenOld.length > 0 ? seenOld.filter((key) => !read.old.includes(key)) : [];
  return {
    text,
    faults: [
      ...read.faults,
      ...(lost.length > 0 ? [`not seen: ${format(lost)}`] : []),
      ...(lostOld.length > 0 ? [`not seen on the old side: ${format(lostOld)}`] : []),
      ...findFalse(read, change.new, after, change.flags),
    ],
  };
}
