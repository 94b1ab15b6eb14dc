/** What was found in a driver, or in a check of values, as short lists: each entry with its line and what the patch does to it. */

import type { RequestTuple } from '../../../protocol/state/request-pair.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import { NDMA_STATES, V1_STATES, V2_STATES } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { DriverSide, Lines, ReviewInput, ValiditySide } from '../../../reader/review-input.ts';
import type { Generation } from '../../../reader/text/kernel-name.ts';
import type { Place } from '../../../reader/text/source-line.ts';

export interface Entry {
  readonly key: string;
  readonly name: string;
  /** Its place; null where the text has no line for it. */
  readonly place: Place | null;
  /** What a diff does to it, or whether the hunks do not show it. */
  readonly sign: 'added' | 'removed' | 'assumed' | null;
}

export interface EntryGroup {
  readonly id: 'missing' | 'extra' | 'implemented' | 'required' | 'passes' | 'fails';
  readonly title: string;
  /** What it means that an entry is here: a complete sentence. */
  readonly text: string;
  readonly entries: readonly Entry[];
}

const TITLES: Readonly<Record<EntryGroup['id'], string>> = {
  missing: 'Missing arcs',
  extra: 'Arcs never requested',
  implemented: 'Arcs of the driver',
  required: 'Required arcs',
  passes: 'Values that pass',
  fails: 'Values that fail',
};

const TEXTS = {
  missing: 'The core asks for these with migration_flags {flags}, but the driver does not have them.',
  noneMissing: 'The driver has every arc that migration_flags {flags} requires.',
  extra: 'The driver has these, but the core never asks for them with migration_flags {flags}.',
  extraAny: 'The driver has these, but the core never asks for them, whatever migration_flags are set.',
  implemented: 'What the step function does.',
  required: 'What the core asks for with migration_flags {flags}.',
  passes: 'Out of the values 0 to 15.',
  reserved: 'Out of the values 0 to 15. 0xF000, whose bits are all reserved, passes too.',
  fails: 'Out of the values 0 to 15, these are refused.',
} as const;

const say = (id: keyof typeof TEXTS, flags: number | null = null) =>
  fill<string>(TEXTS[id], { flags: String(flags) });

const toKey = ([from, to]: RequestTuple) => `${from}>${to}`;
const hasPair = (pairs: readonly RequestTuple[], pair: RequestTuple) =>
  pairs.some((other) => toKey(other) === toKey(pair));

/** The lists of an input that is not a table; none for a table, which the matrix shows. */
export function listEntryGroups(input: ReviewInput): EntryGroup[] {
  const { new: side, old, assumed, generation } = input;
  if (side.kind === 'driver') return listArcs(side, old?.kind === 'driver' ? old : null, assumed, generation);
  if (side.kind === 'validity') return listValues(side, old?.kind === 'validity' ? old : null, generation);
  return [];
}

function listArcs(
  side: DriverSide,
  old: DriverSide | null,
  assumed: readonly RequestTuple[],
  generation: Generation,
): EntryGroup[] {
  const states = generation === 'v1' ? V1_STATES : V2_STATES;
  const toEntry = (sign: (pair: RequestTuple) => Entry['sign'], lines: Lines) => (pair: RequestTuple) => ({
    key: toKey(pair),
    name: formatRequest(states, { from: pair[0], to: pair[1] }),
    place: lines[toKey(pair)] ?? null,
    sign: sign(pair),
  });
  const list = (
    id: EntryGroup['id'],
    text: string,
    pairs: readonly RequestTuple[],
    sign: (pair: RequestTuple) => Entry['sign'] = () => null,
  ): EntryGroup => ({ id, title: TITLES[id], text, entries: pairs.map(toEntry(sign, side.lines)) });

  const removed = old?.arcs.filter((pair) => !hasPair(side.arcs, pair)) ?? [];
  const implemented = [...side.arcs, ...removed];
  const groups = [
    list('implemented', say('implemented'), implemented, (pair) =>
      hasPair(removed, pair)
        ? 'removed'
        : hasPair(assumed, pair)
          ? 'assumed'
          : old && !hasPair(old.arcs, pair)
            ? 'added'
            : null,
    ),
  ];
  if (side.extra.length > 0)
    groups.unshift(list('extra', say(side.flags === null ? 'extraAny' : 'extra', side.flags), side.extra));
  if (side.flags === null) return groups;
  groups.unshift(
    list('missing', say(side.missing.length > 0 ? 'missing' : 'noneMissing', side.flags), side.missing),
  );
  return [...groups, list('required', say('required', side.flags), side.required)];
}

/** 0 to 15. Lines are worth showing only where they differ. */
const VALUES = Array.from({ length: 16 }, (_, value) => value);

function listValues(side: ValiditySide, old: ValiditySide | null, generation: Generation): EntryGroup[] {
  const states = generation === 'v1' ? [...V1_STATES, ...NDMA_STATES.slice(8)] : V2_STATES;
  const lines = new Set(VALUES.map((value) => side.lines[String(value)]?.line));
  const toEntry = (value: number): Entry => ({
    key: String(value),
    name: formatValue(value, generation, states),
    place: lines.size > 1 ? (side.lines[String(value)] ?? null) : null,
    sign: getSign(side.valid.includes(value), old?.valid.includes(value)),
  });
  const list = (id: 'passes' | 'fails', passes: boolean, text: string): EntryGroup => ({
    id,
    title: TITLES[id],
    text,
    entries: VALUES.filter((value) => side.valid.includes(value) === passes).map(toEntry),
  });
  return [
    list('passes', true, say(side.reservedPass ? 'reserved' : 'passes')),
    list('fails', false, say('fails')),
  ];
}

/** Which list a diff moves it to; null where it stays. */
const getSign = (passes: boolean, did: boolean | undefined): Entry['sign'] =>
  did === undefined || did === passes ? null : passes ? 'added' : 'removed';

function formatValue(value: number, generation: Generation, states: typeof V2_STATES): string {
  const digits =
    generation === 'v1' ? `${value.toString(2).padStart(value > 7 ? 4 : 3, '0')}b` : String(value);
  const name = states.find((state) => state.value === value)?.name;
  return name === undefined || name === digits ? digits : `${digits} ${name}`;
}
