/** Conditional compilation: which lines are left, and that all others keep their place. */

import { describe, expect, it } from 'vitest';
import { toLines } from '../../text/source-line.ts';
import { answerConditionals, countTurns, takeBranches } from './c-branch.ts';

const A = 'VFIO_DEVICE_STATE_STOP a';
const B = 'VFIO_DEVICE_STATE_STOP b';

/** What is left, and the lines of dropped branches that mention device_state. */
function take(text: string, isHunk = false) {
  const { lines, dropped } = takeBranches({ lines: toLines(text), hunk: isHunk ? 1 : null });
  const spoken = dropped.filter(({ isSpeaking }) => isSpeaking).map(({ place }) => place.line);
  return [lines.map((line) => line.text).join('|'), spoken];
}

describe('conditionals', () => {
  it.each([
    ['the first branch', `#ifdef X\n${A}\n#else\n${B}\n#endif\nc`, `|${A}||||c`, [3]],
    ['the first that speaks', `#if X\nx\n#elif Y\n${B}\n#else\ny\n#endif`, `|||${B}|||`, []],
    [
      'the first that speaks with a prefix of its own',
      `#if X\nx\n#else\n${B.replace('VFIO', 'MY')}\n#endif`,
      `|||${B.replace('VFIO', 'MY')}|`,
      [],
    ],
    ['no #if 0', `#if 0\n${A}\n#endif\n${B}`, `|||${B}`, [1]],
    ['the other one of #if 0', `#if 0 /* old */\n${A}\n#else\nb\n#endif`, '|||b|', [1]],
    ['all of a guard', `#ifndef H\n#define H\n${A}\n#endif /* H */`, `|#define H|${A}|`, []],
    ['what is within', `#if X\n#if Y\n${A}\n#else\n${B}\n#endif\n#else\nz\n#endif`, `||${A}||||||`, [4]],
    ['no #else of #if 1', `#if 1\nx\n#else\n${B}\n#endif`, '|x|||', [3]],
    ['no branch with #error', `#if X\n#error no\n${A}\n#else\ny\n#endif`, '||||y|', [1]],
    ['a guard around an #error', `#if X\n#if Y\n#error no\n#endif\n${A}\n#endif`, `||||${A}|`, []],
    ['a condition of two lines', `#if X && \\\n    Y\n${A}\n#endif`, `||${A}|`, []],
    [
      'nothing of a branch within one',
      `#if X\n${A}\n#else\n#if Y\n${B}\n#endif\n#endif\nc`,
      `|${A}||||||c`,
      [3],
    ],
  ])('[BRANCH-1] leaves %s', (_, text, left, spoken) => {
    expect(take(text)).toEqual([left, spoken]);
    expect(take(text)[0]?.toString().split('|')).toHaveLength(text.split('\n').length);
  });

  it.each([
    ['an else without its #if', `${A}\n#else\n${B}`, `${A}||`, [2]],
    ['an #if without its end', `#ifdef X\n${A}\n#else\n${B}`, `|${A}||`, [3]],
    ['an #endif alone', `${A}\n#endif\n${B}`, `${A}||${B}`, []],
  ])('[BRANCH-2] knows of a hunk that %s can be outside', (_, text, left, spoken) => {
    const [kept, told] = take(text, true);
    expect([String(kept).replace('|#endif|', '||'), told]).toEqual([left, spoken]);
  });

  it.each(['# if you want\nit so', '#else\nx', '# else we stop\nx', '#if X\nx', '#endif'])(
    '[BRANCH-3] takes %j for prose',
    (text) => {
      expect(take(text)).toEqual([text.replaceAll('\n', '|'), []]);
    },
  );

  it.each([
    ['a whole one', `x\n#if X\n${A}\n#else\n${B}\n#endif`, []],
    ['an #else without its #if', `${A}\n#else\n${B}\n#endif\nc`, [[1, 3]]],
    ['an #endif alone', `x\n${A}\n#endif\nc`, [[1, 2]]],
    ['an #if without its end', `x\n#ifdef X\n${A}\n${B}`, [[2, 4]]],
    ['the inner one of two', `#ifdef X\n#ifdef Y\n${A}\n#endif\n${B}`, [[1, 5]]],
  ])('[BRANCH-5] knows which lines of a hunk may be elsewhere too: %s', (_, text, unsure) => {
    expect(takeBranches({ lines: toLines(text), hunk: 1 }).unsure).toEqual(unsure);
  });

  it('[BRANCH-6] reads each branch in one of the turns', () => {
    const text = { lines: toLines(`#if X\n${A}\n#elif Y\n${B}\n#else\nc\n#endif`), hunk: null };
    const left = [0, 1, 2].map((turn) =>
      takeBranches(text, answerConditionals([text], turn))
        .lines.map((line) => line.text)
        .join(''),
    );
    expect([countTurns([text]), ...left]).toEqual([3, A, B, 'c']);
  });

  it('[BRANCH-6] takes the same branch on both sides of a hunk, wherever its #if is', () => {
    const [one, other] = [`x\n#else\n${A}\n#endif`, `${B}\n#else\n${A}\n#endif`].map((each) => ({
      lines: toLines(each),
      hunk: 1,
    }));
    if (!one || !other) throw new Error('two sides');
    const answers = answerConditionals([other, one]);
    const taken = [one, other].map((each) =>
      takeBranches(each, answers)
        .lines.map(({ text }) => text)
        .join(''),
    );
    expect(taken).toEqual(['x', B]);
  });

  it('[BRANCH-4] takes what is nested without end', () => {
    const [left, spoken] = take(`${'#if X\n'.repeat(20_000)}a\n${'#endif\n'.repeat(20_000)}`);
    expect([String(left).replaceAll('|', ''), spoken]).toEqual(['a', []]);
  });
});
