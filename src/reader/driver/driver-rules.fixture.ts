/** Drivers of v1: the idioms of v2 with the values of the bit field, and tests of its bits. */

import type { Arc, Idiom } from './driver-way.fixture.ts';
import { toKey } from './driver-way.fixture.ts';

const S = 'VFIO_DEVICE_STATE_';
const VALUES = [0, 1, 2, 3, 4];

/** The name of the v2 state of a number, and the v1 value of the same number. */
const NAMED: Readonly<Record<string, string>> = {
  ERROR: `${S}STOP`,
  STOP: `${S}RUNNING`,
  RUNNING: `${S}SAVING`,
  STOP_COPY: `(${S}SAVING | ${S}RUNNING)`,
  RESUMING: `${S}RESUMING`,
  NR: '5',
};

/** A line of a v2 driver in which numbers, types and results are those of v1. */
export const toV1 = (line: string): string =>
  line
    .replaceAll(/VFIO_DEVICE_STATE_(\w+)/g, (all, name: string) => NAMED[name] ?? all)
    .replaceAll('enum vfio_device_mig_state', 'u32')
    .replaceAll('mig_state', 'device_state')
    .replaceAll(/ERR_PTR\(([^()]*)\)/g, '$1')
    .replaceAll('NULL', '0')
    .replaceAll('demo_file(demo)', 'demo_command(demo, DEMO_OP)')
    .replaceAll('struct file *', 'int ');

/** A test of bits that one of the five values passes. */
function test(name: string, value: number): string {
  const has = (bit: string) => `(${name} & ${S}${bit})`;
  switch (value) {
    case 0:
      return `!(${name} & (${S}RUNNING | ${S}SAVING | ${S}RESUMING))`;
    case 4:
      return has('RESUMING');
    default:
      return `${value & 1 ? '' : '!'}${has('RUNNING')} && ${value & 2 ? '' : '!'}${has('SAVING')}`;
  }
}

const HEAD = [
  'static int demo_set_state(struct demo *demo, u32 new)',
  '{',
  '\tu32 old = demo->device_state;',
  '\tu32 flips = old ^ new;',
  '\tint ret;',
  '',
];

/** What no device may be asked for. */
const VALID = [
  [`\tif (new > ${S}RESUMING)`, '\t\treturn -EINVAL;'],
  [
    `\tif ((new & ${S}RESUMING) && (new & (${S}RUNNING | ${S}SAVING)))`,
    '\t\treturn -EINVAL;',
    `\tif (new & ~(${S}RUNNING | ${S}SAVING | ${S}RESUMING))`,
    '\t\treturn -EINVAL;',
  ],
];

/** What is done on the way and decides nothing. */
const DEEDS = [
  [],
  [
    `\tif ((flips & ${S}RUNNING) && !(new & ${S}RUNNING)) {`,
    '\t\tret = demo_freeze(demo);',
    '\t\tif (ret)',
    '\t\t\treturn ret;',
    '\t}',
  ],
  [`\tif (flips & ${S}SAVING)`, '\t\tdemo_track(demo, new);'],
];

/** Values of four bits, NDMA among them: `(VFIO_DEVICE_STATE_RUNNING | VFIO_DEVICE_STATE_NDMA)`. */
function formatBits(value: number): string {
  const bits = ['RUNNING', 'SAVING', 'RESUMING', 'NDMA'].filter((_, bit) => value & (1 << bit));
  const [one, ...more] = bits.map((bit) => `${S}${bit}`);
  if (one === undefined) return `${S}STOP`;
  return more.length === 0 ? one : `(${[one, ...more].join(' | ')})`;
}

export const BIT_IDIOMS: Readonly<Record<string, Idiom>> = {
  ndma: (writer, arcs) => {
    writer.write(`#define ${S}NDMA (1 << 3)`, '');
    writer.begin(...HEAD);
    for (const arc of arcs)
      writer
        .say([arc], `\tif (old == ${formatBits(arc.from)} &&`, `\t    new == ${formatBits(arc.to)})`)
        .write(`\t\treturn ${arc.fails ? '-EOPNOTSUPP' : 'demo_command(demo, DEMO_OP)'};`);
    writer.end('\treturn -EINVAL;', '}');
  },
  tests: (writer, arcs, pick) => {
    writer.begin(...HEAD, ...(VALID[pick(2)] ?? []));
    for (const arc of arcs)
      writer
        .say([arc], `\tif (${test('old', arc.from)} &&`, `\t    ${test('new', arc.to)})`)
        .write(`\t\treturn ${arc.fails ? '-EOPNOTSUPP' : 'demo_command(demo, DEMO_OP)'};`);
    writer.end('\treturn -EINVAL;', '}');
  },
  refusals: (writer, arcs, pick) => {
    const kept = new Set(arcs.filter(({ fails }) => !fails).map(toKey));
    writer.begin(...HEAD, ...(VALID[pick(2)] ?? []));
    for (const from of VALUES) {
      const refused = VALUES.map((to): Arc => ({ from, to, fails: true })).filter(
        (arc) => arc.to !== from && !kept.has(toKey(arc)),
      );
      for (const { to } of refused)
        writer.write(`\tif (${test('old', from)} && ${test('new', to)})`, '\t\treturn -EBUSY;');
    }
    writer.write(...(DEEDS[pick(DEEDS.length)] ?? []));
    writer.end('\tdemo->device_state = new;', '\treturn 0;', '}');
  },
};
