/**
 * Which protocol a text is about, and how that can be told. VFIO_DEVICE_STATE_RUNNING is 1 in v1 and 2 in v2, so
 * nothing can be evaluated before this is known.
 */

import type { Definitions } from '../c/value/c-scope.ts';
import { createScope, getConstant } from '../c/value/c-scope.ts';
import { toNumber } from '../c/value/c-value.ts';
import { findForeignNames } from './foreign-name.ts';
import type { Generation } from './kernel-name.ts';
import { isOnlyIn } from './kernel-name.ts';

export interface FoundGeneration {
  readonly generation: Generation;
  /** How it was found: a complete sentence. */
  readonly why: string;
  readonly isAssumed: boolean;
}

/** Functions, types and tables that only one generation has. */
const SIGNS: Readonly<Record<Generation, RegExp>> = {
  v1: /\b(?:vfio_change_migration_state_allowed|vfio_from_state_table|vfio_device_migration_info|VFIO_DEVICE_STATE_SET_ERROR|VFIO_DEVICE_STATE_IS_ERROR)\b/,
  v2: /\b(?:vfio_device_mig_state|vfio_mig_get_next_state|vfio_from_fsm_table|state_flags_table|migration_flags|migration_get_state|migration_set_state|VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE|VFIO_DEVICE_NUM_STATES)\b/,
};

const STATE_NAMES = /\bVFIO_(?:DEVICE_STATE|MIGRATION)_\w+/g;

/** An entry of a table of states, by name: its value. */
const ENTRY = /\[\s*VFIO_DEVICE_STATE_\w+\s*\]\s*=\s*(\w+)\s*,/g;

/** In prose: words of one generation alone. */
const PROSE: Readonly<Record<Generation, RegExp>> = {
  v1: /\b(?:_SAVING|_RESUMING\b.{0,400}?\b_RUNNING)\b|\b0\d\db\b/,
  v2: /\b(?:STOP_COPY|PRE_COPY|RUNNING_P2P|FSM arcs?)\b/,
};

/**
 * The generation of the C in `text`; `prose` is all that stands around it. Values that the text itself gives count
 * most, then names that one generation alone has, then functions and types, those that `heads`, the heads of the hunks, name
 * included, then the prose.
 */
export function findGeneration(
  text: string,
  prose: string,
  definitions: Definitions,
  chosen: Generation | null,
  heads = '',
): FoundGeneration {
  if (chosen) return { generation: chosen, why: `${chosen} was chosen.`, isAssumed: false };
  return (
    findByValue(definitions) ??
    findByName(text) ??
    findBySign(text) ??
    findBySign(heads, 'The header of a hunk has') ??
    findBySign(prose, 'The surrounding text has') ??
    findByProse(prose) ??
    findBySize(text, definitions) ??
    findByFamily(definitions) ??
    findByEntry(text) ?? {
      generation: 'v2',
      why: 'Nothing tells v1 from v2; v2, which the kernel has had since 5.18, is assumed.',
      isAssumed: true,
    }
  );
}

function findByValue(definitions: Definitions): FoundGeneration | undefined {
  const name = 'VFIO_DEVICE_STATE_RUNNING';
  if (!definitions.macros.has(name) && !definitions.enumerators.has(name)) return undefined;
  const value = getConstant(createScope(definitions, 'v1'), name);
  const generation = value && ({ 1: 'v1', 2: 'v2' } as const)[toNumber(value)];
  if (!generation) return undefined;
  return { generation, why: `The text defines ${name} as ${toNumber(value)}.`, isAssumed: false };
}

function findByName(text: string): FoundGeneration | undefined {
  const names = text.match(STATE_NAMES) ?? [];
  const own = {
    v1: names.filter((name) => isOnlyIn(name, 'v1')),
    v2: names.filter((name) => isOnlyIn(name, 'v2')),
  };
  if (own.v1.length === 0 && own.v2.length === 0) return undefined;
  const generation = own.v2.length >= own.v1.length ? 'v2' : 'v1';
  const other = generation === 'v1' ? 'v2' : 'v1';
  const [name = ''] = own[generation];
  const [rival] = own[other];
  return {
    generation,
    why: rival
      ? `${name} is a ${generation} name; ${rival}, a ${other} name, is used less often.`
      : `${name} is a name that only ${generation} has.`,
    isAssumed: false,
  };
}

function findBySign(text: string, start = 'The text has'): FoundGeneration | undefined {
  const [v1, v2] = [SIGNS.v1.exec(text)?.[0], SIGNS.v2.exec(text)?.[0]];
  const sign = v2 ?? v1;
  if (sign === undefined || (v1 !== undefined && v2 !== undefined)) return undefined;
  const generation = v2 === undefined ? 'v1' : 'v2';
  return { generation, why: `${start} ${sign}, which only ${generation} has.`, isAssumed: false };
}

/** A table of five rows has the values of v1; one of six or eight those of v2. */
function findBySize(text: string, definitions: Definitions): FoundGeneration | undefined {
  const size = evaluateSize(/\[\s*(\w+)\s*\]\s*\[\s*\1\s*\]\s*=/.exec(text)?.[1] ?? '', definitions);
  const generation = size === '5' ? 'v1' : size === '6' || size === '8' ? 'v2' : undefined;
  if (!generation) return undefined;
  const why = `The table has ${size} rows and columns, as many as ${generation} has states.`;
  return { generation, why, isAssumed: false };
}

/** The value of a size, where it is the same in both generations. */
function evaluateSize(size: string, definitions: Definitions): string {
  if (/^\d*$/.test(size)) return size;
  const [v1, v2] = (['v1', 'v2'] as const).map((generation) =>
    getConstant(createScope(definitions, generation), size),
  );
  return v1 && v2 && toNumber(v1) === toNumber(v2) ? `${toNumber(v1)}` : '';
}

/** Entries that are 0 or 1 say what v1 allows; entries that are states say where v2 goes next. */
function findByEntry(text: string): FoundGeneration | undefined {
  const entries = [...text.matchAll(ENTRY)].map(([, value = '']) => value);
  const isEach = (pattern: RegExp) => entries.length > 0 && entries.every((value) => pattern.test(value));
  if (isEach(/^(?:[01]|true|false)$/))
    return { generation: 'v1', why: 'The entries are 0 or 1, as in v1.', isAssumed: false };
  if (isEach(/^VFIO_DEVICE_STATE_/))
    return { generation: 'v2', why: 'The entries are states, as in v2.', isAssumed: false };
  return undefined;
}

/** Names of states that are not the kernel's, and that only one generation has. */
function findByFamily({ sources }: Definitions): FoundGeneration | undefined {
  for (const [generation, word] of [
    ['v2', /_(?:STOP_COPY|PRE_COPY|\w+_P2P)$/],
    ['v1', /_SAVING$/],
  ] as const)
    for (const [name, kernel] of findForeignNames(sources, generation))
      if (word.test(kernel))
        return { generation, why: `${name} is a state that only ${generation} has.`, isAssumed: false };
  return undefined;
}

function findByProse(prose: string): FoundGeneration | undefined {
  const [v1, v2] = [PROSE.v1.exec(prose)?.[0], PROSE.v2.exec(prose)?.[0]];
  if ((v1 === undefined) === (v2 === undefined)) return undefined;
  const generation = v2 === undefined ? 'v1' : 'v2';
  return {
    generation,
    why: `The surrounding text mentions ${(v2 ?? v1)?.slice(0, 40)}, a ${generation} term.`,
    isAssumed: false,
  };
}
