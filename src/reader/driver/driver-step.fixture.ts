/**
 * Drivers made at random, the same for the same seed: any arcs, in any of the idioms that drivers are written in. Each arc
 * knows the lines that say it.
 */

import type { Arc, DriverText, Pick } from './driver-way.fixture.ts';
import { both, NAMES, state, Writer } from './driver-way.fixture.ts';

const HEAD = 'static struct file *demo_step(struct demo *demo, enum vfio_device_mig_state new)\n{';
const CUR = '\tenum vfio_device_mig_state cur = demo->mig_state;';
const LAST = '\treturn ERR_PTR(-EINVAL);';

const group = (arcs: readonly Arc[]) => {
  const rows = new Map<number, Arc[]>();
  for (const arc of arcs) rows.set(arc.from, [...(rows.get(arc.from) ?? []), arc]);
  return rows;
};

/** What a branch does, in lines of one indent more than `tabs`. */
function act({ fails }: Arc, tabs: string, pick: Pick): readonly string[] {
  if (fails) return [`${tabs}\treturn ERR_PTR(-EOPNOTSUPP);`];
  const ways = [
    [`${tabs}\treturn NULL;`],
    [`${tabs}\treturn demo_file(demo);`],
    [`${tabs}\tret = demo_command(demo, DEMO_OP);`, `${tabs}\treturn ret ? ERR_PTR(ret) : NULL;`],
    [
      `${tabs}\tret = demo_command(demo, DEMO_OP);`,
      `${tabs}\tif (ret)`,
      `${tabs}\t\treturn ERR_PTR(ret);`,
      `${tabs}\treturn NULL;`,
    ],
  ];
  return ways[pick(ways.length)] ?? [];
}

type Idiom = (writer: Writer, arcs: readonly Arc[], pick: Pick) => void;

const fnOf = (arc: Arc) => `demo_${arc.fails ? 'refuse' : `go_${arc.from}_${arc.to}`}`;

function writeFunctions(writer: Writer, arcs: readonly Arc[], pick: Pick): void {
  writer.write(
    'static struct file *demo_refuse(struct demo *demo)',
    '{',
    '\treturn ERR_PTR(-EOPNOTSUPP);',
    '}',
    '',
  );
  for (const arc of arcs.filter(({ fails }) => !fails)) {
    writer.write(`static struct file *${fnOf(arc)}(struct demo *demo)`, '{');
    if (pick(2))
      writer.write('\tint ret = demo_command(demo, DEMO_OP);', '', '\treturn ret ? ERR_PTR(ret) : NULL;');
    else writer.write('\treturn NULL;');
    writer.write('}', '');
  }
}

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
  rows: (writer, arcs, pick) => {
    writeFunctions(writer, arcs, pick);
    writer.write(
      'static const struct {',
      '\tu32 from, to;',
      '\tstruct file *(*fn)(struct demo *demo);',
      '} arcs[] = {',
    );
    for (const arc of arcs) writer.say([arc], `\t{ ${state(arc.from)}, ${state(arc.to)}, ${fnOf(arc)} },`);
    writer.write('};', '').begin(HEAD, '\tunsigned int i;', '');
    writer.write('\tfor (i = 0; i < ARRAY_SIZE(arcs); i++) {');
    if (pick(2))
      writer.write(
        '\t\tif (arcs[i].from == demo->mig_state && arcs[i].to == new)',
        '\t\t\treturn arcs[i].fn(demo);',
      );
    else
      writer
        .write('\t\tif (arcs[i].from != demo->mig_state || arcs[i].to != new)', '\t\t\tcontinue;')
        .write('\t\treturn arcs[i].fn(demo);');
    writer.end('\t}', LAST, '}');
  },
  pointers: (writer, arcs, pick) => {
    writeFunctions(writer, arcs, pick);
    writer.write(
      'struct demo_arc {',
      '\tu32 from;',
      '\tu32 to;',
      '\tstruct file *(*fn)(struct demo *demo);',
      '};',
      '',
    );
    writer.write('static const struct demo_arc demo_arcs[] = {');
    for (const arc of arcs)
      writer.say([arc], `\t{ .from = ${state(arc.from)}, .to = ${state(arc.to)}, .fn = ${fnOf(arc)} },`);
    writer.write('};', '').begin(HEAD, CUR, '\tint i;', '');
    writer.write(
      '\tfor (i = 0; i < ARRAY_SIZE(demo_arcs); i++) {',
      '\t\tconst struct demo_arc *arc = &demo_arcs[i];',
      '',
    );
    writer
      .write('\t\tif (arc->from == cur && arc->to == new)', '\t\t\treturn arc->fn(demo);')
      .end('\t}', LAST, '}');
  },
  table: (writer, arcs, pick) => {
    writeFunctions(writer, arcs, pick);
    writer.write(
      'static struct file *(*const steps[VFIO_DEVICE_STATE_NR][VFIO_DEVICE_STATE_NR])(struct demo *) = {',
    );
    for (const arc of arcs) writer.say([arc], `\t[${state(arc.from)}][${state(arc.to)}] = ${fnOf(arc)},`);
    writer.write('};', '').begin(HEAD, CUR, '');
    if (pick(2))
      writer.write('\tif (!steps[cur][new])', `\t${LAST}`, '\treturn steps[cur][new](demo);').end('}');
    else
      writer
        .write(
          '\tstruct file *(*fn)(struct demo *) = steps[cur][new];',
          '',
          '\tif (fn)',
          '\t\treturn fn(demo);',
        )
        .end(LAST, '}');
  },
  handlers: (writer, arcs, pick) => {
    for (const [from, row] of group(arcs)) {
      writer.write(
        `static struct file *from_${from}(struct demo *demo, u32 new)`,
        '{',
        '\tint ret;',
        '',
        '\tswitch (new) {',
      );
      for (const arc of row) writer.say([arc], `\tcase ${state(arc.to)}:`).write(...act(arc, '\t', pick));
      writer.write('\t}', LAST, '}', '');
    }
    writer.write('static struct file *(*const by_state[])(struct demo *demo, u32 new) = {');
    for (const [from] of group(arcs)) writer.write(`\t[${state(from)}] = from_${from},`);
    writer.write('};', '').begin(HEAD, CUR, '');
    writer.write('\tif (cur >= ARRAY_SIZE(by_state) || !by_state[cur])', `\t${LAST}`);
    writer.end('\treturn by_state[cur](demo, new);', '}');
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
};

export const IDIOM_NAMES = Object.keys(IDIOMS);

/** Functions that only test the state and implement no arc. */
const GETTERS = [
  'static bool demo_is_stopped(struct demo *demo)\n{\n\treturn demo && demo->mig_state == VFIO_DEVICE_STATE_STOP;\n}\n',
  'static int demo_size(struct demo *demo, unsigned long *size)\n{\n\tswitch (demo->mig_state) {\n\tcase VFIO_DEVICE_STATE_STOP_COPY:\n\t\t*size = demo->size;\n\t\treturn 0;\n\tdefault:\n\t\treturn -EINVAL;\n\t}\n}\n',
  'static long demo_ioctl(struct demo *demo, unsigned int cmd)\n{\n\tif (cmd != VFIO_MIG_GET_PRECOPY_INFO)\n\t\treturn -ENOTTY;\n\tif (demo->mig_state != VFIO_DEVICE_STATE_PRE_COPY)\n\t\treturn -EINVAL;\n\treturn 0;\n}\n',
];

const FLAGS = ['VFIO_MIGRATION_STOP_COPY', 'VFIO_MIGRATION_P2P', 'VFIO_MIGRATION_PRE_COPY'];

/** Writes a driver in an idiom. */
export function writeDriver(idiom: string, arcs: readonly Arc[], flags: number, pick: Pick): DriverText {
  const writer = new Writer();
  if (pick(3) === 0) writer.write(...(GETTERS[pick(GETTERS.length)] ?? '').split('\n'));
  IDIOMS[idiom]?.(writer, arcs, pick);
  const names = FLAGS.filter((_, bit) => flags & (1 << bit)).join(' | ');
  writer.write(
    '',
    'static void demo_init(struct demo *demo)',
    '{',
    `\tdemo->vdev.migration_flags = ${names};`,
    '}',
  );
  if (pick(4) === 0) writer.write('', ...(GETTERS[pick(GETTERS.length)] ?? '').split('\n'));
  const { lines, said, body } = writer;
  return { idiom, lines, said, body };
}
