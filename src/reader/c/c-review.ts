/**
 * From the two sides of a text, each as pieces of C, to what can be reviewed in them. A text of one protocol is read once; one
 * of both is read once for each.
 */

import { createDriverInputs, createValidityInputs, findRemovedSteps } from '../driver/driver-input.ts';
import type { Review, ReviewInput, ReviewOptions } from '../review-input.ts';
import { getStart, warn } from '../review-input.ts';
import { createTableInputs } from '../table/table-input.ts';
import type { FoundGeneration } from '../text/generation.ts';
import { findGeneration } from '../text/generation.ts';
import type { Generation } from '../text/kernel-name.ts';
import { createProblem, createWarning } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import { isOfGeneration, listGenerations, takeGeneration } from './c-generation.ts';
import type { CSide } from './c-side.ts';
import { readSide } from './c-side.ts';
import type { DroppedBranch } from './syntax/c-branch.ts';
import type { CSource } from './syntax/c-source.ts';
import { findAddedEnumerators } from './value/added-enumerator.ts';
import { createScope, readDefinitions } from './value/c-scope.ts';
import { expandStatements } from './value/statement-macro.ts';

/** What all parts of a text are read with. */
export interface Given {
  readonly options: ReviewOptions;
  /** Hunks of all mails that may set migration_flags, and the same as they are before the part that is read. */
  readonly series: readonly CSource[];
  readonly listSeriesBefore: () => readonly CSource[];
}

/** Reads the sides of a text; `old` is null where it is not a diff, and `prose` is all that stands around the C. */
export function reviewSides(
  old: readonly CSource[] | null,
  given: readonly CSource[],
  prose: string,
  all: Given,
): Review {
  const { options } = all;
  if (given.length === 0 && (old?.length ?? 0) === 0) return { inputs: [], problems: [] };
  const isAsked =
    options.generation !== undefined ||
    options.base !== undefined ||
    Object.keys(options.names ?? {}).length > 0;
  if (!isAsked && ![...given, ...(old ?? [])].some(isOfTopic) && !TOPIC.test(prose))
    return { inputs: [], problems: [] };
  const sources = expandStatements(given, old ?? []);
  const oldSources = old && expandStatements(old, given);
  if (!options.generation && listGenerations([...sources, ...(oldSources ?? [])]).length > 1)
    return reviewBoth(oldSources, sources, prose, all);
  return reviewOne(oldSources, sources, all, (text, definitions, heads) =>
    findGeneration(text, prose, definitions, options.generation ?? null, heads),
  );
}

/** Words of the protocol: a text without any of them is about something else, whatever its tables are called. */
const TOPIC =
  /vfio|device_?state|migrat|(?:^|[^a-z])mig(?:[^a-z]|$)|fsm|saving|resum|stop_?copy|pre_?copy|p2p|ndma/i;

const isOfTopic = ({ text, section, path, deepAt }: CSource): boolean =>
  deepAt !== null || TOPIC.test(`${text}\n${section}\n${path}`);

type Find = (text: string, definitions: ReturnType<typeof readDefinitions>, heads: string) => FoundGeneration;

function reviewOne(
  oldSources: readonly CSource[] | null,
  sources: readonly CSource[],
  { options, ...series }: Given,
  find: Find,
): Review {
  const all = [...sources, ...(oldSources ?? [])];
  const definitions = readDefinitions(all);
  const found = find(
    all.map(({ text }) => text).join('\n'),
    definitions,
    all.map(({ section }) => section).join('\n'),
  );
  const common = { generation: found.generation, generationWhy: found.why, options, ...series };
  const side = readSide(sources, createScope(definitions, found.generation, options.names), options);
  const old = oldSources === null ? null : readOld(oldSources, sources, found.generation, options);
  const tables = createTableInputs(old, side, common);
  const inputs = [
    ...tables.inputs,
    ...createDriverInputs(old, side, common),
    ...createValidityInputs(old, side, common),
  ].map((input) => (found.isAssumed ? warnAssumed(input) : input));
  const dropped = sources.flatMap((source) => source.dropped).filter(({ isSpeaking }) => isSpeaking);
  return {
    inputs: inputs.map((input, index) => (index === 0 ? warnDropped(input, dropped) : input)),
    problems: [
      ...side.problems,
      ...(old?.problems ?? []),
      ...tables.problems,
      ...findRemovedSteps(old, side),
      ...(oldSources ? findAddedEnumerators(oldSources, sources) : []),
    ],
  };
}

/** The old side knows its own definitions first. */
function readOld(
  oldSources: readonly CSource[],
  sources: readonly CSource[],
  generation: Generation,
  options: ReviewOptions,
): CSide {
  const definitions = readDefinitions([...oldSources, ...sources]);
  return readSide(oldSources, createScope(definitions, generation, options.names), options);
}

/**
 * Reads what is of each protocol by itself, on both sides; what a patch replaces with something of the other protocol and of
 * the same name is its old side.
 */
function reviewBoth(
  oldSources: readonly CSource[] | null,
  sources: readonly CSource[],
  prose: string,
  given: Given,
): Review {
  const main = findMain(sources, prose) ?? findMain(oldSources ?? [], prose);
  const reads = (['v1', 'v2'] as const).map((generation) => {
    const isOfSide = (some: readonly CSource[]) => listGenerations(some).includes(generation);
    const isKept = (place: Place) =>
      generation === main ||
      [sources, oldSources ?? []].some((some) => isOfGeneration(some, generation, place));
    const read = (old: readonly CSource[] | null, some: readonly CSource[]) =>
      keepOwn(
        reviewOne(
          old && takeGeneration(old, generation),
          takeGeneration(some, generation),
          given,
          (text) => ({
            generation,
            why: findGeneration(text, '', readDefinitions([]), null).why,
            isAssumed: false,
          }),
        ),
        isKept,
      );
    const isAfter = isOfSide(sources) || generation === main;
    if (oldSources === null) return { after: read(null, sources), before: null };
    if (!isOfSide(oldSources)) return { after: isAfter ? read(null, sources) : NOTHING, before: null };
    return isAfter
      ? { after: read(oldSources, sources), before: null }
      : { after: NOTHING, before: read(null, oldSources) };
  });
  const gone = reads.flatMap(({ before }) => before?.inputs ?? []);
  const inputs = reads
    .flatMap(({ after }) => after.inputs)
    .map((input) =>
      input.old ? input : { ...input, old: gone.find((old) => isSame(old, input))?.new ?? null },
    );
  const removed = gone
    .filter((old) => !inputs.some((input) => isSame(old, input)))
    .map((old) => createProblem('removed', getStart(old), old.name, { name: old.name }));
  return { inputs, problems: [...reads.flatMap(({ after }) => after.problems), ...removed] };
}

const NOTHING: Review = { inputs: [], problems: [] };

const isSame = (one: ReviewInput, other: ReviewInput) =>
  one.name === other.name && one.new.kind === other.new.kind;

/** The protocol of what could be of either. */
function findMain(sources: readonly CSource[], prose: string): Generation | undefined {
  if (sources.length === 0) return undefined;
  const [only, other] = listGenerations(sources);
  if (only && !other) return only;
  const text = sources.map((source) => source.text).join('\n');
  return findGeneration(text, prose, readDefinitions(sources), null).generation;
}

function keepOwn({ inputs, problems }: Review, isKept: (place: Place) => boolean): Review {
  return {
    inputs: inputs.filter((input) => isKept(getStart(input))),
    problems: problems.filter(isKept),
  };
}

const warnAssumed = (input: ReviewInput): ReviewInput =>
  warn(input, 'generation-assumed', getStart(input), { generation: input.generation });

function warnDropped(input: ReviewInput, dropped: readonly DroppedBranch[]): ReviewInput {
  const warnings = dropped.map(({ place }) => createWarning('branch-dropped', place));
  return warnings.length > 0 ? { ...input, warnings: [...input.warnings, ...warnings] } : input;
}
