/**
 * What an array is, by its name and its values: one of four forms of a table of device_state, or something else that states
 * are the indexes of, such as timeouts, or the codes and commands of a firmware.
 */

import type { CSource } from '../../c/syntax/c-source.ts';
import type { Scope } from '../../c/value/c-scope.ts';
import { evaluateIn, expandWords } from '../../c/value/c-scope.ts';
import { toNumber } from '../../c/value/c-value.ts';
import { namesState } from '../../c/value/state-name.ts';
import { findForeignNames } from '../../text/foreign-name.ts';
import type { ArrayTable, Entry } from '../initializer.ts';

export type GridForm = 'allowed' | 'next-state' | 'bit-masks' | 'needs';

/** The most values that device_state has: four bits, or the eight of the enum. */
export const LAST: Readonly<Record<Scope['generation'], number>> = { v1: 15, v2: 7 };

const STATE_NAME = /\bVFIO_DEVICE_STATE_\w+|\bVFIO_MIG\w*/;
const TELLING_NAME = /state|fsm|transition|allow|arc|next|valid/i;

/** The form of an array, or undefined where it is not a table of device_state. */
export function getForm(table: ArrayTable, scope: Scope): GridForm | undefined {
  const { source, entries } = table;
  if (entries.length === 0)
    return table.problems.length > 0 && isSpeaking(table, scope) ? 'allowed' : undefined;
  const before = source.text.slice(Math.max(0, table.from - 200), table.from);
  const isTelling = STATE_NAME.test(before) || isSpeaking(table, scope) || TELLING_NAME.test(table.name);
  if (!isTelling) return undefined;
  const lengths = new Set(entries.map(({ path }) => path.length));
  if (lengths.size !== 1) return undefined;
  const hasMember = entries.some(({ path }) => typeof path.at(-1) === 'string');
  if (lengths.has(1)) return hasMember || holdsStates(table) ? undefined : getFlatForm(table, scope);
  if (!lengths.has(2)) return undefined;
  if (hasMember) return getMemberForm(table, scope);
  if (holdsNumbers(table, scope)) return undefined;
  return getCellForm(table, scope);
}

const getText = ({ source, from, to }: Entry): string => source.text.slice(from, to);

/** As many cells as tell the form. */
const MOST_TOLD = 400;

/** `[STOP_COPY] = STOP`: one state for each is no mask of several. */
const holdsStates = ({ entries }: ArrayTable): boolean =>
  entries.every((entry) => /^\s*VFIO_DEVICE_STATE_\w+\s*$/.test(getText(entry)));

/** Numbers that are no states, as timeouts are, where no cell is given by name. */
const holdsNumbers = ({ entries }: ArrayTable, scope: Scope): boolean => {
  const texts = entries.slice(0, MOST_TOLD).map(getText);
  return !texts.some((text) => STATE_NAME.test(text)) && texts.some((text) => isLarge(text, scope));
};

const isLarge = (text: string, { generation }: Scope): boolean =>
  /^\s*\d+\s*$/.test(text) && Number(text) > LAST[generation];

/** The array, or what a macro in it stands for, names a state, though it may be misspelt. */
export const isSpeaking = ({ source, from, to, entries, problems }: ArrayTable, scope: Scope): boolean =>
  isOfState(scope, source.text.slice(from, to)) ||
  problems.some(({ problem }) => STATE_NAME.test(problem)) ||
  entries.some((entry) => entry.source !== source && STATE_NAME.test(entry.source.text));

/** Whether a piece of a text names a state or a flag, of the kernel or of the text. */
const isOfState = (scope: Scope, text: string): boolean =>
  STATE_NAME.test(text) || namesState(scope, text) || hasForeignName(scope, text);

/** A name of a family of states in the text, whose enum may be elsewhere. */
const hasForeignName = ({ sources, generation, names: chosen }: Scope, text: string): boolean => {
  const names = findForeignNames(sources, generation);
  if (names.size === 0 && Object.keys(chosen).length === 0) return false;
  return (text.match(/\b[A-Za-z_]\w*/g) ?? []).some((word) => names.has(word) || Object.hasOwn(chosen, word));
};

/** All bits at once, which state_flags_table has for ERROR: alone in a piece of an array, it says nothing more. */
const ALL_BITS = /^\s*~\s*0/;

function getFlatForm(table: ArrayTable, scope: Scope): GridForm | undefined {
  const { name, entries, isPartial } = table;
  const hasFlags = entries.some((entry) => {
    const text = getText(entry);
    return /VFIO_MIGRATION_/.test(text) || (isPartial && name === '' && ALL_BITS.test(text));
  });
  if (hasFlags || /flag|need/i.test(name)) return 'needs';
  return MASK_NAME.test(name) || isReadAsMask(table) || entries.some((entry) => isMask(entry, scope))
    ? 'bit-masks'
    : undefined;
}

/** The member of a struct whose name fits a mask, or that shifts bits. */
export function chooseMember(entries: readonly Entry[]): string | undefined {
  const members = entries.map(({ path }) => path[1]).filter((step) => typeof step === 'string');
  return members.find((member) => /state|allow|next|mask|to\b/i.test(member)) ?? members[0];
}

function getMemberForm(table: ArrayTable, scope: Scope): GridForm | undefined {
  const member = chooseMember(table.entries) ?? '';
  const isOfMember = ({ path }: Entry) => path[1] === member;
  // What kinds of devices support is no table of what states need.
  if (table.entries.some((entry) => isOfMember(entry) && /\bVFIO_MIGRATION_/.test(getText(entry))))
    return undefined;
  return MASK_NAME.test(`${table.name} ${member}`) ||
    table.entries.some((entry) => isOfMember(entry) && isMask(entry, scope))
    ? 'bit-masks'
    : undefined;
}

/** What a list of masks is called, whatever is written in it. */
const MASK_NAME =
  /allow|permit|legal|valid|rule|transition|arcs?(?:_|\b)|next|fsm|from_\w*state|state_table/i;

/** What makes a value of several bits: one number or one name is a code as well. */
const MASKING = /<<|\||\b(?:BIT|BIT_ULL|GENMASK|GENMASK_ULL|FIELD_PREP)\b/;

/** Bits of states: `BIT(STOP) | BIT(RUNNING)`. Those of interrupts or capabilities name none. */
const isMask = (entry: Entry, scope: Scope): boolean => {
  const text = getText(entry);
  if (!/[A-Za-z_]/.test(text)) return false;
  const words = expandWords(scope, entry.source.text, entry.from, entry.to).map((word) => word.text);
  return [text, words.join(' ')].some((each) => MASKING.test(each) && isOfState(scope, each));
};

/** `if (!(table[cur] & BIT(new)))`, `table[cur] >> new`, `test_bit(new, &table[cur])`. */
function isReadAsMask({ name, source }: ArrayTable): boolean {
  if (!/^\w+$/.test(name)) return false;
  const bit = String.raw`(?:&\s*\(?\s*(?:BIT(?:_ULL)?\s*\(|1[UL]*\s*<<)|>>)\s*\(?\s*${NEW}`;
  const read = String.raw`\b${name}\s*\[[^\]]{0,80}\]\s*${bit}|\btest_bit\(\s*${NEW}[^;]{0,80}\b${name}\b`;
  return new RegExp(read).test(source.text);
}

/** Variables that hold the state that is asked for. */
const NEW = '(?:new|next|to|target|want|req)(?:_?[a-z]+)*\\b';

/** Cells that name a state, or are more than 1 and no codes of something else, are next states. */
function getCellForm(table: ArrayTable, scope: Scope): GridForm | undefined {
  const cells = table.entries.slice(0, MOST_TOLD);
  const named = cells.filter((entry) => /\bVFIO_DEVICE_STATE_\w+/.test(getText(entry)));
  const others = cells.filter((entry) => !named.includes(entry));
  const isFill = named.every((entry) => ERROR_NAME.test(getText(entry)));
  if (named.length > 0) return isFill && others.length > 0 && others.every(isFlag) ? 'allowed' : 'next-state';
  const large = cells.filter(({ source, from, to }) => isMore(source, scope, from, to));
  if (large.length === 0) return 'allowed';
  if (large.some((entry) => isOfState(scope, getText(entry)))) return 'next-state';
  if (large.some((entry) => /^[\s(]*[A-Za-z_]/.test(getText(entry)))) return undefined;
  return table.name === '' || NEXT_NAME.test(table.name) || cells.some(isOwn) ? 'next-state' : undefined;
}

/** ERROR is 0, which a table of yes and no may be filled with. */
const ERROR_NAME = /^\s*VFIO_DEVICE_STATE_ERROR\s*$/;

const isFlag = (entry: Entry): boolean => /^\s*(?:0|1|true|false)\s*$/.test(getText(entry));

const isMore = (source: CSource, scope: Scope, from: number, to: number): boolean => {
  const value = evaluateIn(scope, source.text, from, to);
  return value.ok && toNumber(value.value) > 1;
};

const NEXT_NAME = /next|fsm|table/i;

/** `[2][2] = 2`: a request for the state that a device is in keeps it there. */
const isOwn = (entry: Entry): boolean => {
  const [from, to] = entry.path;
  return typeof from === 'number' && from > 1 && from === to && getText(entry).trim() === `${from}`;
};
