/** Random arcs as a grid of Markdown or RST, edges of DOT, or a match of Rust, compared with what is read of them. */

import type { RequestTuple } from '../../../protocol/state/request-pair.ts';
import { V2_STATES } from '../../../protocol/state/state.ts';
import type { ReviewInput } from '../../review-input.ts';
import { reviewText } from '../../review-text.ts';

export interface PlainProof {
  readonly format: string;
  readonly text: string;
  /** Empty where it is read as it was made. */
  readonly faults: readonly string[];
}

type Pick = (limit: number) => number;
type Writer = (pairs: readonly RequestTuple[], pick: Pick) => string;

const VALUES = V2_STATES.map(({ value }) => value).filter((value) => value !== 0);
const nameOf = (value: number) => V2_STATES.find((state) => state.value === value)?.name ?? '';
const has = (pairs: readonly RequestTuple[], from: number, to: number) =>
  pairs.some(([one, other]) => one === from && other === to);

/** `STOP_COPY` as Rust spells it: `StopCopy`. */
const toCamel = (value: number) =>
  nameOf(value)
    .split('_')
    .map((word) => `${word[0]}${word.slice(1).toLowerCase()}`)
    .join('');

const FORMATS: Readonly<Record<string, Writer>> = {
  markdown: (pairs, pick) => {
    const [yes, no] = [
      ['x', ''],
      ['yes', 'no'],
      ['1', '0'],
    ][pick(3)] ?? ['x', ''];
    const names = VALUES.map((value) => (pick(2) ? `\`${nameOf(value)}\`` : nameOf(value)));
    const rows = VALUES.map((from, row) => {
      const cells = VALUES.map((to) => (from === to ? '-' : has(pairs, from, to) ? yes : no));
      return `| ${names[row]} | ${cells.join(' | ')} |`;
    });
    return [
      'Which arcs?',
      '',
      `| from / to | ${names.join(' | ')} |`,
      `|--|${'--|'.repeat(names.length)}`,
      ...rows,
      '',
    ].join('\n');
  },
  rst: (pairs) => {
    const line = `${'='.repeat(14)}  `.repeat(VALUES.length + 1).trimEnd();
    const toRow = (cells: readonly string[]) =>
      cells
        .map((cell) => cell.padEnd(14))
        .join('  ')
        .trimEnd();
    const rows = VALUES.map((from) =>
      toRow([nameOf(from), ...VALUES.map((to) => (from === to ? '-' : has(pairs, from, to) ? 'yes' : 'no'))]),
    );
    return [line, toRow(['from / to', ...VALUES.map(nameOf)]), line, ...rows, line, ''].join('\n');
  },
  dot: (pairs, pick) => {
    const toEdge = ([from, to]: RequestTuple) =>
      `\t${nameOf(from)} -> ${nameOf(to)}${pick(3) === 0 ? ' [label = "asked"]' : ''};`;
    return ['digraph arcs {', '\trankdir = LR;', ...pairs.map(toEdge), '}', ''].join('\n');
  },
  rust: (pairs, pick) => {
    const toArm = ([from, to]: RequestTuple) =>
      `        (MigState::${toCamel(from)}, MigState::${toCamel(to)}) => ${pick(2) ? 'self.act()' : 'Ok(())'},`;
    return [
      'fn step(&mut self, new: MigState) -> io::Result<()> {',
      '    match (self.state, new) {',
      ...pairs.map(toArm),
      '        _ => Err(io::Error::from_raw_os_error(libc::EINVAL)),',
      '    }',
      '}',
      '',
    ].join('\n');
  },
};

/** Writes some arcs in one of the formats, and reads them. */
export function provePlain(random: () => number): PlainProof {
  const pick: Pick = (limit) => Math.floor(random() * limit);
  const names = Object.keys(FORMATS);
  const format = names[pick(names.length)] ?? '';
  const all = VALUES.flatMap((from) => VALUES.map((to): RequestTuple => [from, to]));
  const some = all.filter(([from, to]) => from !== to && pick(4) === 0);
  // Two states and the way between them make a table.
  const pairs = [
    ...some,
    ...(
      [
        [1, 2],
        [2, 1],
        [1, 3],
      ] as const
    ).filter(([from, to]) => !has(some, from, to)),
  ];
  const text = FORMATS[format]?.(pairs, pick) ?? '';
  const { inputs, problems } = reviewText(text, { generation: 'v2' });
  const [input, ...others] = inputs;
  if (!input || others.length > 0)
    return {
      format,
      text,
      faults: [`${inputs.length} inputs; ${problems.map(({ problem }) => problem).join(' ')}`],
    };
  const read = listRead(input);
  const listOnly = (one: readonly RequestTuple[], two: readonly RequestTuple[]) =>
    one.filter(([from, to]) => !has(two, from, to)).map((pair) => pair.join('>'));
  const [lost, added] = [listOnly(pairs, read), listOnly(read, pairs)];
  return {
    format,
    text,
    faults: [
      ...(lost.length > 0 ? [`not seen: ${lost.join(' ')}`] : []),
      ...(added.length > 0 ? [`not written: ${added.join(' ')}`] : []),
    ],
  };
}

function listRead({ new: side }: ReviewInput): readonly RequestTuple[] {
  if (side.kind === 'driver') return side.arcs;
  if (side.kind !== 'table' || side.ruleSet.generation !== 'v2') return [];
  const { values, next, error } = side.ruleSet;
  return values.flatMap((from, row) =>
    values.flatMap((to, column): RequestTuple[] => {
      const state = next[row]?.[column];
      return from !== to && state === to && state !== error ? [[from, to]] : [];
    }),
  );
}
