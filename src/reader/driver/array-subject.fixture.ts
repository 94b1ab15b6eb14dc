/** Step functions whose arcs are in arrays: rows of from, to and function, and tables of functions. */

import type { Arc, Idiom, Pick, Writer } from './driver-way.fixture.ts';
import { act, CUR, group, HEAD, LAST, state } from './driver-way.fixture.ts';

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

/** The rows of an array of arcs, with what is said in each. */
function writeRows(writer: Writer, arcs: readonly Arc[], pick: Pick, ...last: readonly string[]): void {
  writeFunctions(writer, arcs, pick);
  writer.write(
    'struct demo_arc {',
    '\tu32 from, to;',
    '\tstruct file *(*fn)(struct demo *demo);',
    '};',
    '',
    'static const struct demo_arc demo_arcs[] = {',
  );
  for (const arc of arcs) writer.say([arc], `\t{ ${state(arc.from)}, ${state(arc.to)}, ${fnOf(arc)} },`);
  writer.write(...last, '};', '');
}

export const ARRAY_IDIOMS: Readonly<Record<string, Idiom>> = {
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
  found: (writer, arcs, pick) => {
    writeRows(writer, arcs, pick);
    writer.begin(HEAD, CUR, '\tint i;', '');
    writer.write(
      '\tfor (i = 0; i < ARRAY_SIZE(demo_arcs); i++)',
      '\t\tif (demo_arcs[i].from == cur && demo_arcs[i].to == new)',
      '\t\t\tbreak;',
      '\tif (i == ARRAY_SIZE(demo_arcs))',
      `\t${LAST}`,
    );
    writer.end('\treturn demo_arcs[i].fn(demo);', '}');
  },
  sentinel: (writer, arcs, pick) => {
    writeRows(writer, arcs, pick, '\t{ }');
    writer.begin(HEAD, CUR, '\tconst struct demo_arc *arc;', '');
    writer.write(
      '\tfor (arc = demo_arcs; arc->fn; arc++) {',
      '\t\tif (arc->from == cur && arc->to == new)',
      '\t\t\treturn arc->fn(demo);',
      '\t}',
    );
    writer.end(LAST, '}');
  },
};
