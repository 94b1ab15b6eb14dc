/** How a step function can return for a pair of states: statements of C, each in a body whose arcs are told by hand. */

import { describe, expect, it } from 'vitest';
import { reviewText } from './review-text.ts';

const S = 'VFIO_DEVICE_STATE_';

/** The arcs of a body that takes cur and new, and answers 0 or an errno. */
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

  it('[STEP-4] succeed with true where the function answers a bool, and with an address where it answers a pointer', () => {
    expect(readArcs(`return ${STOP_TO_RUN.slice(3)};`, 'static bool may_step(u32 cur, u32 new)')).toBe('1>2');
    expect(
      readArcs(
        `${STOP_TO_RUN} return NULL; return ERR_PTR(-EINVAL);`,
        'static struct file *step(u32 cur, u32 new)',
      ),
    ).toBe('1>2');
  });

  it('[STEP-5] of a function that asks for one state alone are no arcs', () => {
    expect(readArcs(`if (cur == $STOP) return 0; ${LAST}`)).toBe('');
  });
});
