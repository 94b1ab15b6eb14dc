/** How a step function can return for a pair of states: C statements, each in a body whose arcs are listed by hand. */

import { describe, expect, it } from 'vitest';
import { reviewText } from '../../review-text.ts';

const S = 'VFIO_DEVICE_STATE_';

/** The arcs of a body that takes cur and new and returns 0 or an errno. */
function readArcs(body: string, head = 'static int step(struct demo *demo, u32 cur, u32 new)'): string {
  const text = `${head}\n{\n${body.replaceAll('$', S)}\n}\n`;
  const { inputs, problems } = reviewText(text, { generation: 'v2' });
  expect(problems.filter(({ id }) => id !== 'no-table')).toEqual([]);
  const side = inputs[0]?.new;
  return side?.kind === 'driver' ? side.arcs.map((pair) => pair.join('>')).join(' ') : '';
}

const LAST = 'return -EINVAL;';
const STOP_TO_RUN = 'if (cur == $STOP && new == $RUNNING)';

describe('the ways through a function', () => {
  it.each([
    ['a condition', `${STOP_TO_RUN} return 0; ${LAST}`, '1>2'],
    [
      'its else',
      `${STOP_TO_RUN} return -EINVAL; else if (cur == $STOP && new == $STOP_COPY) return 0; ${LAST}`,
      '1>3',
    ],
    [
      'a condition on one state and one on the other',
      `if (cur != $STOP) ${LAST} if (new != $RUNNING) ${LAST} return 0;`,
      '1>2',
    ],
    [
      'a call that may fail',
      `int ret; ${STOP_TO_RUN} { ret = f(); if (ret) return ret; return 0; } ${LAST}`,
      '1>2',
    ],
    ['a call whose answer is returned', `${STOP_TO_RUN} return f(demo); ${LAST}`, '1>2'],
    [
      'an error that is named',
      `${STOP_TO_RUN} return 0; if (cur == $RUNNING && new == $STOP) return ERR_PTR(-EIO); ${LAST}`,
      '1>2',
    ],
    [
      'a warning in the condition',
      `if (WARN_ON(cur != $STOP)) ${LAST} if (unlikely(new != $RUNNING)) ${LAST} return 0;`,
      '1>2',
    ],
    ['a variable', `int ret = -EINVAL; ${STOP_TO_RUN} ret = 0; return ret;`, '1>2'],
    ['a variable that a call sets', `int ret = -EINVAL; ${STOP_TO_RUN} ret = f(); return ret;`, '1>2'],
    ['a choice', `return ${STOP_TO_RUN.slice(3)} ? 0 : -EINVAL;`, '1>2'],
    ['a choice of a call', `return (cur != $STOP || new != $RUNNING) ? -EINVAL : f(demo);`, '1>2'],
    [
      'a goto down',
      `int ret = 0; if (!(cur == $STOP && new == $RUNNING)) goto err; return ret; err: ${LAST}`,
      '1>2',
    ],
    [
      'a goto out with what failed',
      `int ret; ${STOP_TO_RUN} { ret = f(); if (ret) goto err; return 0; } ${LAST} err: g(); return ret;`,
      '1>2',
    ],
    ['a loop', `${STOP_TO_RUN} { while (f()) g(); return 0; } for (;;) { if (f()) break; } ${LAST}`, '1>2'],
    ['a loop that is left', `do { ${STOP_TO_RUN} break; ${LAST} } while (0); return 0;`, '1>2'],
  ])('[STEP-1] are followed through %s', (_, body, arcs) => {
    expect(readArcs(body)).toBe(arcs);
  });

  it.each([
    ['a label after another', 'case $STOP: case $RUNNING_P2P: if (new == $RUNNING) return 0;', '1>2 5>2'],
    ['a range', 'case $STOP ... $STOP_COPY: if (new == $RESUMING) return 0;', '1>4 2>4 3>4'],
    [
      'what falls through',
      'case $STOP: if (new == $RUNNING) return 0; fallthrough; case $RUNNING: if (new == $RUNNING_P2P) return 0;',
      '1>2 1>5 2>5',
    ],
    [
      'the default',
      'case $STOP: break; case $RUNNING: return -EINVAL; default: if (new == $STOP) return 0;',
      '0>1 3>1 4>1 5>1 6>1 7>1',
    ],
    [
      'a default that comes first',
      'default: return -EINVAL; case $STOP: if (new == $RUNNING) return 0;',
      '1>2',
    ],
    ['a block', 'case $STOP: { if (new == $RUNNING) return 0; break; }', '1>2'],
    [
      'a switch within',
      'case $STOP: switch (new) { case $RUNNING: return 0; default: break; } break;',
      '1>2',
    ],
  ])('[STEP-2] are followed through %s of a switch', (_, cases, arcs) => {
    expect(readArcs(`switch (cur) { ${cases} } ${LAST}`)).toBe(arcs);
  });

  it.each([
    [
      'of a pair',
      '#define PAIR(a, b) ((a) << 8 | (b))\n',
      'switch (PAIR(cur, new)) { case PAIR($STOP, $RUNNING): return 0; }',
    ],
    [
      'that pastes names',
      '#define IS(a, b) (cur == $##a && new == $##b)\n',
      'if (IS(STOP, RUNNING)) return 0;',
    ],
  ])('[STEP-3] are followed through a macro %s', (_, macro, body) => {
    expect(readArcs(`${body} ${LAST}`, `${macro.replaceAll('$', S)}static int step(u32 cur, u32 new)`)).toBe(
      '1>2',
    );
  });

  it.each([
    [
      'a condition that a variable holds',
      `bool stopped = cur == $STOP; const bool runs = new == $RUNNING; if (stopped && runs) return 0; ${LAST}`,
      '1>2',
    ],
    [
      'all that can be, in one variable',
      `bool ok = (cur == $STOP && new == $RUNNING) || (cur == $RUNNING && new == $STOP); if (!ok) ${LAST} return f(demo);`,
      '1>2 2>1',
    ],
    [
      'a variable that a switch sets',
      `bool ok = false; switch (cur) { case $STOP: ok = new == $RUNNING; break; } if (!ok) ${LAST} return f(demo);`,
      '1>2',
    ],
    [
      'a pair that a variable holds',
      `const u32 arc = cur << 4 | new; switch (arc) { case $STOP << 4 | $RUNNING: return 0; } ${LAST}`,
      '1>2',
    ],
    ['a choice that a variable holds', `int ret = ${STOP_TO_RUN.slice(3)} ? 0 : -EINVAL; return ret;`, '1>2'],
    ['a choice within a choice', 'return cur == $STOP ? new == $RUNNING ? 0 : -EIO : -EINVAL;', '1>2'],
    [
      'a choice within the other way of a choice',
      'return cur == $STOP ? (new == $RUNNING ? 0 : -EIO) : cur == $RUNNING ? (new == $STOP ? 0 : -EIO) : -EINVAL;',
      '1>2 2>1',
    ],
    [
      'sets of states',
      `if (BIT(cur) & (BIT($STOP) | BIT($RUNNING)) && 1 << new & 1 << $STOP_COPY) return 0; ${LAST}`,
      '1>3 2>3',
    ],
    ['what differs in no bit', `if (!(cur ^ $STOP) && !(new ^ $RUNNING)) return 0; ${LAST}`, '1>2'],
    ['a comma', `int ret = -EINVAL, n = 0; ${STOP_TO_RUN} ret = 0, n++; return ret;`, '1>2'],
    [
      'a state that is replaced',
      `if (new == $RUNNING_P2P) new = $RUNNING; ${STOP_TO_RUN} return 0; ${LAST}`,
      '1>2 1>5',
    ],
  ])('[STEP-6] are followed through %s', (_, body, arcs) => {
    expect(readArcs(body)).toBe(arcs);
  });

  it('[STEP-7] go on behind a label to the end of the function, whatever the label stands in', () => {
    const cases =
      'case $RUNNING: if (cur != $STOP) goto inval; ret = f(); break; default: inval: ret = -EINVAL;';
    expect(readArcs(`int ret; switch (new) { ${cases} } return ret;`)).toBe('1>2');
    expect(
      readArcs(
        `int ret = 0; if (cur != $STOP) goto bad; if (new != $RUNNING) { bad: g(); ${LAST} } return ret;`,
      ),
    ).toBe('1>2');
  });

  it('[STEP-4] succeed with true if the function returns a bool, and with an address if it returns a pointer', () => {
    expect(readArcs(`return ${STOP_TO_RUN.slice(3)};`, 'static bool may_step(u32 cur, u32 new)')).toBe('1>2');
    expect(
      readArcs(
        `${STOP_TO_RUN} return NULL; return ERR_PTR(-EINVAL);`,
        'static struct file *step(u32 cur, u32 new)',
      ),
    ).toBe('1>2');
  });

  it.each([
    [
      'that compares',
      'bool is_pair(u32 c, u32 n, u32 a, u32 b) { return c == a && n == b; }',
      'if (is_pair(cur, new, $STOP, $RUNNING)) return 0; return -EINVAL;',
      '1>2',
    ],
    [
      'that has a switch',
      'bool runs(u32 s) { switch (s) { case $RUNNING: case $RUNNING_P2P: return true; default: return false; } }',
      'if (runs(cur) && new == $STOP) return 0; return -EINVAL;',
      '2>1 5>1',
    ],
    [
      'for each current state',
      'int from_stop(struct demo *demo, u32 to) { if (to == $RUNNING || to == $RESUMING) return f(demo); return -EINVAL; }',
      'switch (cur) { case $STOP: return from_stop(demo, new); default: return -EINVAL; }',
      '1>2 1>4',
    ],
    [
      'whose answer is kept',
      'int from_stop(struct demo *demo, u32 to) { return to == $RUNNING ? f(demo) : -EINVAL; }',
      'int ret = -EINVAL; if (cur == $STOP) ret = from_stop(demo, new); return ret;',
      '1>2',
    ],
    [
      'that makes one number of both',
      'u32 to_arc(u32 a, u32 b) { return a << 4 | b; }',
      'switch (to_arc(cur, new)) { case $STOP << 4 | $RUNNING: return 0; } return -EINVAL;',
      '1>2',
    ],
    [
      'that is a part of it',
      'int step_saved(struct demo *demo, u32 cur, u32 new) { if (cur == $STOP && new == $STOP_COPY) return 0; return -EINVAL; }',
      'if (new == $STOP_COPY) return step_saved(demo, cur, new); if (cur == $STOP && new == $RUNNING) return 0; return -EINVAL;',
      '1>2 1>3',
    ],
  ])('[STEP-8] are followed through a function of the text %s', (_, callee, body, arcs) => {
    const head = `static ${callee}\nstatic int step(struct demo *demo, u32 cur, u32 new)`.replaceAll('$', S);
    expect(readArcs(body, head)).toBe(arcs);
  });

  it.each([
    ['a call', 'demo_is_noop(cur, new)'],
    ['a mask of the device', 'demo->noops[cur] & BIT(new)'],
  ])(
    '[STEP-9] are none where %s decides that the text does not show: what is required is assumed',
    (_, noop) => {
      const text = `static int step(struct demo *demo, u32 cur, u32 new)\n{\n\tif (cur == $STOP && new == $STOP_COPY)\n\t\treturn 0;\n\tif (${noop})\n\t\treturn 0;\n\treturn -EINVAL;\n}\n`;
      const { inputs } = reviewText(text.replaceAll('$', S), { generation: 'v2', flags: 1 });
      const [input] = inputs;
      const side = input?.new;
      expect(side).toMatchObject({ missing: [], extra: [] });
      expect(side?.kind === 'driver' && side.arcs).toHaveLength(6);
      expect(input?.assumed).toHaveLength(5);
      expect(input?.warnings.map(({ id, line }) => [id, line])).toEqual([['part-assumed', 5]]);
    },
  );

  it('[STEP-10] are open where a case has a name that nothing defines, and only there', () => {
    const text = `static int step(struct demo *demo, u32 cur, u32 new)
{
	switch (cur) {
	case $RUNNING:
		return new == $STOP ? 0 : -EINVAL;
	case MY_SAVE:
	case $RESUMING:
		return new == $STOP ? 0 : -EINVAL;
	}
	return -EINVAL;
}
`;
    const [input] = reviewText(text.replaceAll('$', S), { generation: 'v2', flags: 1 }).inputs;
    // RUNNING and RESUMING are cases of their own, so MY_SAVE can only be one of the others.
    expect(input?.new).toMatchObject({ extra: [] });
    expect(input?.new.kind === 'driver' && input.new.arcs).toEqual([
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    expect(input?.assumed).toEqual([[3, 1]]);
    expect(input?.warnings).toMatchObject([{ id: 'part-assumed', line: 6, unknown: ['MY_SAVE'] }]);
  });

  it('[STEP-9] follow from the function if a call only returns whether it succeeded', () => {
    const body = `int ret = prepare(demo, cur, new); if (ret) return ret; if (!ready(demo, new)) return -EIO; ${STOP_TO_RUN} return run(demo, new); ${LAST}`;
    expect(readArcs(body)).toBe('1>2');
  });

  it('[STEP-5] of a function that asks for one state alone are no arcs', () => {
    expect(readArcs(`if (cur == $STOP) return 0; ${LAST}`)).toBe('');
    expect(readArcs(`return new == $STOP || new == $RUNNING ? 0 : -EINVAL;`)).toBe('');
  });
});
