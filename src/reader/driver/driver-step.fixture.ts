/**
 * Drivers made at random, the same for the same seed: any arcs, in any of the idioms that drivers are written in. Each arc
 * knows the lines that say it.
 */

import { ARRAY_IDIOMS } from './array-subject.fixture.ts';
import { BIT_IDIOMS, toV1 } from './driver-rules.fixture.ts';
import type { Arc, DriverText, Idiom, Pick } from './driver-way.fixture.ts';
import { act, both, CUR, group, HEAD, LAST, NAMES, state, toKey, Writer } from './driver-way.fixture.ts';

const IDIOMS: Readonly<Record<string, Idiom>> = {
  ifs: (writer, arcs, pick) => {
    writer.begin(HEAD, CUR, '\tint ret;', '');
    for (const arc of arcs) {
      if (pick(3) === 0)
        writer.say([arc], `\tif (cur == ${state(arc.from)} &&`, `\t    new == ${state(arc.to)}) {`);
      else writer.say([arc], `\tif (${both(arc)}) {`);
      writer.write(...act(arc, '\t', pick), '\t}', '');
    }
    writer.end(LAST, '}');
  },
  alternatives: (writer, arcs) => {
    writer.begin(HEAD, CUR, '');
    for (const fails of [true, false]) {
      const some = arcs.filter((arc) => arc.fails === fails);
      for (const [index, arc] of some.entries())
        writer.say(
          some,
          `${index === 0 ? '\tif (' : '\t    '}(${both(arc)})${index < some.length - 1 ? ' ||' : ')'}`,
        );
      if (some.length > 0) writer.write(`\t\treturn ${fails ? 'ERR_PTR(-EOPNOTSUPP)' : 'demo_file(demo)'};`);
    }
    writer.end(LAST, '}');
  },
  nested: (writer, arcs, pick) => {
    writer.begin(HEAD, CUR, '\tint ret;', '');
    for (const [from, row] of group(arcs)) {
      writer.say(row, `\tif (cur == ${state(from)}) {`);
      for (const arc of row)
        writer.say([arc], `\t\tif (new == ${state(arc.to)}) {`).write(...act(arc, '\t\t', pick), '\t\t}');
      writer.write('\t}', '');
    }
    writer.end(LAST, '}');
  },
  switches: (writer, arcs, pick) => {
    writer.begin(HEAD, CUR, '\tint ret;', '', '\tswitch (cur) {');
    for (const [from, row] of group(arcs)) {
      writer.say(row, `\tcase ${state(from)}:`, '\t\tswitch (new) {');
      for (const arc of row) writer.say([arc], `\t\tcase ${state(arc.to)}:`).write(...act(arc, '\t\t', pick));
      writer.write('\t\tdefault:', '\t\t\tbreak;', '\t\t}', '\t\tbreak;');
    }
    writer.end('\tdefault:', '\t\tbreak;', '\t}', LAST, '}');
  },
  unknowns: (writer, arcs, pick) => {
    const unknown = ['\t\tcase VFIO_DEVICE_STATE_SLOW:', '\t\t\treturn demo_file(demo);'];
    writer.begin(HEAD, CUR, '\tint ret;', '', '\tswitch (cur) {');
    for (const [from, row] of group(arcs)) {
      writer.say(row, `\tcase ${state(from)}:`, '\t\tswitch (new) {');
      const [isFirst, isLast] = [pick(3) === 0, pick(3) === 0];
      if (isFirst) writer.write(...unknown);
      for (const arc of row) writer.say([arc], `\t\tcase ${state(arc.to)}:`).write(...act(arc, '\t\t', pick));
      if (isLast && !isFirst) writer.write(...unknown);
      writer.write('\t\tdefault:', '\t\t\tbreak;', '\t\t}', '\t\tbreak;');
    }
    if (pick(2)) writer.write('\tcase VFIO_DEVICE_STATE_SLOW:', '\t\treturn demo_file(demo);');
    writer.end('\tdefault:', '\t\tbreak;', '\t}', LAST, '}');
  },
  fields: (writer, arcs, pick) => {
    writer.write('#define DEMO_CUR GENMASK(7, 4)', '#define DEMO_NEW GENMASK(3, 0)');
    writer.write('#define DEMO_ARC(c, n) (FIELD_PREP(DEMO_CUR, c) | FIELD_PREP(DEMO_NEW, n))', '');
    writer.begin(HEAD, CUR, '\tint ret;', '', '\tswitch (DEMO_ARC(cur, new)) {');
    for (const arc of arcs)
      writer
        .say([arc], `\tcase DEMO_ARC(${state(arc.from)}, ${state(arc.to)}):`)
        .write(...act(arc, '\t', pick));
    writer.end('\tdefault:', '\t\tbreak;', '\t}', LAST, '}');
  },
  macros: (writer, arcs) => {
    writer.write('#define ON(from, to, expr) \\');
    writer.write(
      '\tif (cur == VFIO_DEVICE_STATE_##from && new == VFIO_DEVICE_STATE_##to) \\',
      '\t\treturn (expr)',
      '',
    );
    writer.begin(HEAD, CUR, '');
    for (const arc of arcs) {
      const what = arc.fails ? 'ERR_PTR(-EOPNOTSUPP)' : 'demo_file(demo)';
      writer.say([arc], `\tON(${NAMES[arc.from]}, ${NAMES[arc.to]}, ${what});`);
    }
    writer.end(LAST, '}');
  },
  predicates: (writer, arcs, pick) => {
    writer.write(
      'static bool is_arc(u32 cur, u32 new, u32 from, u32 to)',
      '{',
      '\treturn cur == from && new == to;',
      '}',
      '',
    );
    writer.begin(HEAD, CUR, '\tint ret;', '');
    for (const arc of arcs)
      writer
        .say([arc], `\tif (is_arc(cur, new, ${state(arc.from)}, ${state(arc.to)})) {`)
        .write(...act(arc, '\t', pick), '\t}', '');
    writer.end(LAST, '}');
  },
  bits: (writer, arcs) => {
    writer.begin(HEAD, CUR, '');
    for (const [from, row] of group(arcs))
      for (const fails of [true, false]) {
        const some = row.filter((arc) => arc.fails === fails);
        if (some.length === 0) continue;
        const mask = some.map(({ to }) => `BIT(${state(to)})`).join(' | ');
        writer.say(some, `\tif (cur == ${state(from)} && (BIT(new) & (${mask})))`);
        writer.write(`\t\treturn ${fails ? 'ERR_PTR(-EOPNOTSUPP)' : 'demo_file(demo)'};`);
      }
    writer.end(LAST, '}');
  },
  results: (writer, arcs) => {
    writer.begin(
      'static int demo_step(struct demo *demo, u32 cur, u32 new)',
      '{',
      '\tint ret = -EINVAL;',
      '',
    );
    for (const [index, arc] of arcs.entries())
      writer
        .say([arc], `\t${index === 0 ? 'if' : '} else if'} (${both(arc)}) {`)
        .write(`\t\tret = ${arc.fails ? '-EOPNOTSUPP' : 'demo_command(demo, DEMO_OP)'};`);
    if (arcs.length > 0) writer.write('\t}');
    writer.end('\treturn ret;', '}');
  },
  blocks: (writer, arcs, pick) => {
    writer.write('#define ARC(c, n) if (cur == VFIO_DEVICE_STATE_##c && new == VFIO_DEVICE_STATE_##n)', '');
    writer.begin(HEAD, CUR, '\tint ret;', '');
    for (const arc of arcs)
      writer
        .say([arc], `\tARC(${NAMES[arc.from]}, ${NAMES[arc.to]}) {`)
        .write(...act(arc, '\t', pick), '\t}', '');
    writer.end(LAST, '}');
  },
  cases: (writer, arcs) => {
    writer.write(
      '#define DEMO_ARC(c, n) ((c) << 8 | (n))',
      '#define STEP(c, n, what) \\',
      '\tcase DEMO_ARC(VFIO_DEVICE_STATE_##c, VFIO_DEVICE_STATE_##n): \\',
      '\t\treturn (what)',
      '',
    );
    writer.begin(HEAD, CUR, '', '\tswitch (DEMO_ARC(cur, new)) {');
    for (const arc of arcs) {
      const what = arc.fails ? 'ERR_PTR(-EOPNOTSUPP)' : 'demo_file(demo)';
      writer.say([arc], `\tSTEP(${NAMES[arc.from]}, ${NAMES[arc.to]}, ${what});`);
    }
    writer.end('\t}', LAST, '}');
  },
  branches: (writer, arcs, pick) => {
    const chance = pick(1000);
    const kindOf = ({ from, to }: Arc) => (from * 31 + to * 17 + chance) % 5;
    const writeAll = (some: readonly Arc[]) => {
      for (const arc of some)
        writer.say([arc], `\tif (${both(arc)}) {`).write(...act(arc, '\t', pick), '\t}');
    };
    const forked = arcs.filter((arc) => kindOf(arc) < 2);
    const single = chance % 2 === 0 ? arcs.filter((arc) => kindOf(arc) === 2) : [];
    writer.begin(HEAD, CUR, '\tint ret;', '', '#ifdef CONFIG_DEMO_FAST');
    writeAll([...forked, ...single]);
    writer.write('#else');
    writeAll(forked.toReversed());
    writer.write('#endif');
    writeAll(arcs.filter((arc) => !forked.includes(arc) && !single.includes(arc)));
    for (const arc of single) writer.single.add(toKey(arc));
    writer.end(LAST, '}');
  },
  ...ARRAY_IDIOMS,
};

export const IDIOM_NAMES: Readonly<Record<'v1' | 'v2', readonly string[]>> = {
  v2: Object.keys(IDIOMS),
  // Names that a macro pastes together are those of v2 here.
  v1: [
    ...Object.keys(IDIOMS).filter((idiom) => !['macros', 'blocks', 'cases', 'unknowns'].includes(idiom)),
    ...Object.keys(BIT_IDIOMS),
  ],
};

/** Functions that only test the state and implement no arc. */
const GETTERS = [
  'static bool demo_is_stopped(struct demo *demo)\n{\n\treturn demo && demo->mig_state == VFIO_DEVICE_STATE_STOP;\n}\n',
  'static int demo_size(struct demo *demo, unsigned long *size)\n{\n\tswitch (demo->mig_state) {\n\tcase VFIO_DEVICE_STATE_STOP_COPY:\n\t\t*size = demo->size;\n\t\treturn 0;\n\tdefault:\n\t\treturn -EINVAL;\n\t}\n}\n',
  'static long demo_ioctl(struct demo *demo, unsigned int cmd)\n{\n\tif (cmd != VFIO_MIG_GET_PRECOPY_INFO)\n\t\treturn -ENOTTY;\n\tif (demo->mig_state != VFIO_DEVICE_STATE_PRE_COPY)\n\t\treturn -EINVAL;\n\treturn 0;\n}\n',
];

const FLAGS = ['VFIO_MIGRATION_STOP_COPY', 'VFIO_MIGRATION_P2P', 'VFIO_MIGRATION_PRE_COPY'];

/** Writes a driver in an idiom; of v1 where there are no flags. */
export function writeDriver(
  idiom: string,
  arcs: readonly Arc[],
  flags: number | null,
  pick: Pick,
): DriverText {
  const writer = new Writer();
  const getters = flags === null ? GETTERS.slice(0, 2) : GETTERS;
  const addGetter = () => writer.write(...(getters[pick(getters.length)] ?? '').split('\n'));
  if (pick(3) === 0) addGetter();
  (IDIOMS[idiom] ?? BIT_IDIOMS[idiom])?.(writer, arcs, pick);
  if (flags !== null) writer.write(...writeInit(flags));
  if (pick(4) === 0) {
    writer.write('');
    addGetter();
  }
  const { lines: written, said, body, single } = writer;
  const isForeign = flags !== null && pick(5) === 0 && !PASTED.has(idiom) && isFamily(written);
  const lines =
    flags === null && idiom in IDIOMS ? written.map(toV1) : written.map(isForeign ? toForeign : keep);
  return { idiom, lines, said, body, single, isOpen: idiom === 'unknowns' };
}

const keep = (line: string) => line;

/** Names of the kernel under another prefix are states where a stopped one, a running one and one with data are named. */
const toForeign = (line: string) => line.replaceAll('VFIO_DEVICE_STATE_', 'VFIO_USER_DEVICE_STATE_');

const isFamily = (lines: readonly string[]): boolean =>
  [/STATE_STOP\b/, /STATE_RUNNING\b/, /STATE_(?:RESUMING|STOP_COPY|PRE_COPY)\b/].every((name) =>
    lines.some((line) => name.test(line)),
  );

/** Whether a part of a text has too few of its foreign names: then they are asked about, not read. */
export const isAsked = (text: string): boolean => text.includes('VFIO_USER_') && !isFamily(text.split('\n'));

/** Idioms in which a macro pastes names together. */
const PASTED: ReadonlySet<string> = new Set(['macros', 'blocks', 'cases']);

function writeInit(flags: number): readonly string[] {
  const names = FLAGS.filter((_, bit) => flags & (1 << bit)).join(' | ');
  return [
    '',
    'static void demo_init(struct demo *demo)',
    '{',
    `\tdemo->vdev.migration_flags = ${names};`,
    '}',
  ];
}
