/** The report of a part that failed, and what is said to be untouched. */

import { describe, expect, it } from 'vitest';
import { openPage } from '../page/open-page.ts';
import { createOpening } from '../page/opening/opening.ts';
import { of } from '../protocol/trace/walk.ts';
import { createRescue, formatReport, getModeTitle } from './rescue-page.ts';

const failed = (error: unknown, components = '') => ({ name: 'Matrix', error, components });

describe('a report', () => {
  it('[RESCUE-1] says what failed, where the page was and what the browser is', () => {
    const error = new TypeError('x is not a function');
    error.stack = 'TypeError: x is not a function\n    at a (first.js:1:2)\n    at b (first.js:3:4)';
    expect(formatReport(failed(error, '\n    at Matrix\n    at Fold'), 'mode explore', 'A/1')).toBe(
      [
        'VFIO Migration Explorer: report of a failure',
        '',
        'Part: Matrix',
        'Error: TypeError: x is not a function',
        'Place: mode explore',
        'Browser: A/1',
        '',
        'Stack:',
        '  at a (first.js:1:2)',
        '  at b (first.js:3:4)',
        '',
        'Components:',
        '  at Matrix',
        '  at Fold',
        '',
      ].join('\n'),
    );
  });

  it('[RESCUE-1] is a text where no error was thrown, and shows what does not show', () => {
    expect(formatReport(failed('a\u202e\u001b]0;b'), 'p', 'B')).toContain('Error: a\\u202e\\u001b]0;b\n');
    const long = new Error('x');
    long.stack = Array.from({ length: 99 }, (_, line) => `at ${line}`).join('\n');
    expect(formatReport(failed(long), 'p', 'B').split('\n')).toHaveLength(6 + 2 + 20 + 1);
  });
});

describe('the rescue of a page', () => {
  it('[RESCUE-2] counts what is untouched, and knows the way to Explore', () => {
    const page = openPage({
      ...createOpening(),
      workbench: { ...createOpening().workbench, mode: 'compare' },
    });
    const rescue = createRescue(page);
    expect(rescue.getKept()[0]).toBe('Untouched: the history with its 0 steps.');
    page.acts.ask(2);
    page.acts.putEntry({ ruleSet: { ...of('v2-7.2'), id: 'draft-1' }, base: null, origin: 'edited' });
    expect(rescue.getKept()[0]).toMatch(/its 1 step, and one rule set edited or pasted here\./);
    expect(rescue.getWayOut()).not.toBeNull();
    page.workbench.send({ type: 'mode.change', mode: 'explore' });
    expect(rescue.getWayOut()).toBeNull();
    expect(getModeTitle('compare')).toBe('Compare');
  });
});
