/**
 * A rule set as C, in the layout of the kernel's own table, so that a patch of it applies there: v1 as the table of
 * September 2021, v2 as the two tables and the loop of vfio_mig_get_next_state().
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state() @thread #0
 */

import type { RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatConstant, getConstants, getFlagNames } from './c-names.ts';

/** Lines that stand together in a file. */
interface CPiece {
  /** Number of the first one. */
  readonly start: number;
  readonly lines: readonly string[];
}

/** What the kernel calls its tables. */
const TABLES = {
  v1: 'vfio_from_state_table',
  v2: 'vfio_from_fsm_table',
  needs: 'state_flags_table',
} as const;

const SIZES = { v1: 'MAX_STATE + 1', v2: 'VFIO_DEVICE_NUM_STATES' } as const;

/** Where MAX_STATE stands in the file that the patch of September 2021 makes; the table follows. @thread #0 */
const V1_START = 1676;

/**
 * Where the tables and the loop of v2 stand, as the fix for 7.2 found them. Other kernels have them some lines off, which a
 * patch may be.
 *
 * @source SYBPR01MB7881290BBDE79B61AE6A017FAF122@SYBPR01MB7881.ausprd01.prod.outlook.com
 */
const V2_STARTS = { tables: 747, loop: 860 } as const;

/** The one row of the posted table whose columns are not in the order of their values. @thread #0 */
const ROW_ORDERS: Readonly<Record<number, readonly number[]>> = { 4: [1, 0] };

/** The kernel breaks a line of state_flags_table that is longer; a tab is eight wide. */
const WIDTH = 80;
/** An index of v1 that makes its line longer is broken. */
const WIDEST = 100;

/** The table as C text, with all that it takes to judge a request; what C has no word for is left out. */
export function formatTable(ruleSet: RuleSet): string {
  const size = ruleSet.generation === 'v1' ? [] : [[toSize(ruleSet)]];
  const pieces = toPieces(ruleSet).map(({ lines }) => lines);
  return `${[...size, ...pieces].map((lines) => lines.join('\n').trimEnd()).join('\n\n')}\n`;
}

/** The same in the pieces that stand apart in the file. */
export function toPieces(ruleSet: RuleSet): readonly CPiece[] {
  if (ruleSet.generation === 'v1')
    return [{ start: V1_START, lines: [toSize(ruleSet), ...toV1Table(ruleSet)] }];
  const tables = [...toV2Table(ruleSet), ...toNeeds(ruleSet)];
  return [
    { start: V2_STARTS.tables, lines: tables },
    { start: V2_STARTS.loop, lines: toLoop(ruleSet) },
  ];
}

function toSize(ruleSet: RuleSet): string {
  const last = formatConstant(ruleSet, Math.max(...ruleSet.values));
  return ruleSet.generation === 'v1'
    ? `\tenum { MAX_STATE = ${last} };`
    : `\tenum { VFIO_DEVICE_NUM_STATES = ${last} + 1 };`;
}

const open = (type: string, name: string, sizes: string) => `\tstatic const ${type} ${name}${sizes} = {`;

function toV1Table(ruleSet: V1RuleSet): string[] {
  const rows = ruleSet.values.flatMap((from, row) => {
    const first = ROW_ORDERS[from]?.filter((value) => ruleSet.values.includes(value)) ?? [];
    const order = [...first, ...ruleSet.values.filter((value) => !first.includes(value))];
    const entries = order.flatMap((to) => {
      const cell = ruleSet.cells[row]?.[ruleSet.values.indexOf(to)];
      if (cell === '?')
        return [`\t\t\t/* unspecified, so not in the table: ${formatBare(formatConstant(ruleSet, to))} */`];
      return cell === '+' ? toEntry(ruleSet, to, 1) : [];
    });
    const isEmpty = !ruleSet.cells[row]?.includes('+');
    return [
      `\t\t[${formatConstant(ruleSet, from)}] = {`,
      ...entries,
      ...(isEmpty ? toEntry(ruleSet, from, 0) : []),
      '\t\t},',
    ];
  });
  return [open('u8', TABLES.v1, `[${SIZES.v1}][${SIZES.v1}]`), ...rows, '\t};', ''];
}

/** `SAVING | RUNNING` */
const formatBare = (constant: string) => constant.replaceAll('VFIO_DEVICE_STATE_', '');

/** One entry of a v1 row. An empty row has its own state as 0: before C23 no initializer is empty. */
function toEntry(ruleSet: V1RuleSet, to: number, entry: 0 | 1): string[] {
  const names = getConstants(ruleSet, to);
  const line = `\t\t\t[${names.join(' | ')}] = ${entry},`;
  if (getWidth(line) <= WIDEST) return [line];
  return [`\t\t\t[${names.slice(0, -1).join(' | ')} |`, `\t\t\t ${names.at(-1)}] = ${entry},`];
}

function toV2Table(ruleSet: V2RuleSet): string[] {
  const rows = ruleSet.values.flatMap((from, row) => [
    `\t\t[${formatConstant(ruleSet, from)}] = {`,
    ...ruleSet.values.map((to, column) => {
      const next = ruleSet.next[row]?.[column] ?? ruleSet.error;
      return `\t\t\t[${formatConstant(ruleSet, to)}] = ${formatConstant(ruleSet, next)},`;
    }),
    '\t\t},',
  ]);
  return [open('u8', TABLES.v2, `[${SIZES.v2}][${SIZES.v2}]`), ...rows, '\t};', ''];
}

function toNeeds(ruleSet: V2RuleSet): string[] {
  const entries = ruleSet.values.flatMap((value) => {
    const start = `\t\t[${formatConstant(ruleSet, value)}] =`;
    return breakFlags(start, getFlagNames(ruleSet, value));
  });
  return [open('unsigned int', TABLES.needs, `[${SIZES.v2}]`), ...entries, '\t};', ''];
}

/** On one line, or after the equals sign, or one below the other: the first that fits. */
function breakFlags(start: string, names: readonly string[]): string[] {
  const [short, broken] = [`${start} ${names.join(' | ')},`, `\t\t\t${names.join(' | ')},`];
  if (getWidth(short) <= WIDTH) return [short];
  if (getWidth(broken) <= WIDTH) return [start, broken];
  const indent = indentTo(getWidth(start) + 1);
  return names.map(
    (name, index) => `${index === 0 ? `${start} ` : indent}${name}${index < names.length - 1 ? ' |' : ','}`,
  );
}

/** The loop that skips what the device does not support, with the line before it. */
function toLoop({ stopsOnError }: V2RuleSet): string[] {
  const supported = [
    `(${TABLES.needs}[*next_fsm] & device->migration_flags) !=`,
    `${TABLES.needs}[*next_fsm])`,
  ];
  const head = stopsOnError
    ? ['\twhile (*next_fsm != VFIO_DEVICE_STATE_ERROR &&', `\t       ${supported[0]}`]
    : [`\twhile (${supported[0]}`];
  return [
    `\t*next_fsm = ${TABLES.v2}[cur_fsm][new_fsm];`,
    ...head,
    `\t\t\t${supported[1]}`,
    `\t\t*next_fsm = ${TABLES.v2}[*next_fsm][new_fsm];`,
  ];
}

const indentTo = (width: number) => '\t'.repeat(Math.floor(width / 8)) + ' '.repeat(width % 8);

/** Columns on a screen. */
function getWidth(line: string): number {
  let width = 0;
  for (const character of line) width += character === '\t' ? 8 - (width % 8) : 1;
  return width;
}
