/** What a lesson becomes: narration as a tree, citations as objects, rules and traces resolved for each step. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from '../../protocol/trace/replay.ts';
import { of } from '../../protocol/trace/walk.ts';
import { getSteps } from '../lesson.ts';
import { parseCitations } from './lesson-citation.ts';
import { toPlainText } from './lesson-narration.ts';
import { block, createText, FRONT, parse, parseSteps } from './lesson-text.fixture.ts';

const v1 = FRONT.replace('v2-7.2\nflags: 7', 'patch-2021-09');

describe('what is told', () => {
  it('[LESSON-5] becomes a tree of paragraphs, lists and code, with citations where they were', () => {
    const [step] = parseSteps(
      '\nIt *may* be `STOP`, or\n**not** [#24, #25].\n\n1. one\n2. two [#1]\n\n```c\nint a;\n```\n',
    );
    expect(step?.narration).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'text', text: 'It ' },
          { kind: 'emphasis', children: [{ kind: 'text', text: 'may' }] },
          { kind: 'text', text: ' be ' },
          { kind: 'code', text: 'STOP' },
          { kind: 'text', text: ', or ' },
          { kind: 'strong', children: [{ kind: 'text', text: 'not' }] },
          {
            kind: 'citation',
            citations: [
              { kind: 'thread', message: 24 },
              { kind: 'thread', message: 25 },
            ],
          },
          { kind: 'text', text: '.' },
        ],
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          [{ kind: 'text', text: 'one' }],
          [
            { kind: 'text', text: 'two' },
            { kind: 'citation', citations: [{ kind: 'thread', message: 1 }] },
          ],
        ],
      },
      { kind: 'code', language: 'c', text: 'int a;' },
    ]);
    expect(toPlainText(step?.narration ?? [])).toBe('It may be STOP, or not.\none\ntwo\nint a;');
  });

  it('[LESSON-5] is before the question or after it; hints and notes are separate', () => {
    const ask = block('predict', 'ask: verdict\nrequest: RUNNING > STOP');
    const [step] = parseSteps(
      `\nBefore.\n${ask}\nAfter.\n${block('hint', 'A *hint*.')}${block('notes', 'A note.')}`,
    );
    const texts = [step?.narration, step?.explanation, ...(step?.hints ?? []), step?.notes];
    expect(texts.map((each) => toPlainText(each ?? []))).toEqual(['Before.', 'After.', 'A hint.', 'A note.']);
  });
});

describe('a citation', () => {
  it.each([
    ['#0', { kind: 'thread', message: 0 }],
    [
      'v6.2 drivers/vfio/vfio_main.c vfio_mig_get_next_state()',
      { kind: 'kernel', tag: 'v6.2', file: 'drivers/vfio/vfio_main.c', symbol: 'vfio_mig_get_next_state()' },
    ],
    [
      'qemu v8.2.0\nhw/vfio/migration.c vfio_save_setup()',
      { kind: 'qemu', tag: 'v8.2.0', file: 'hw/vfio/migration.c', symbol: 'vfio_save_setup()' },
    ],
    ['commit 4db52602a607', { kind: 'commit', commit: '4db52602a607', date: '2022-12' }],
    ['mail 163909282574.728533.7460416142511440919.stgit@omen', { kind: 'mail', date: '2021-12-09' }],
    ['mail a@b.org 2026-01-31 what it is', { kind: 'mail', messageId: 'a@b.org', about: 'what it is' }],
  ])('[LESSON-6] %s is read', (text, citation) => {
    expect(parseCitations(text)).toMatchObject({ ok: true, value: [citation] });
  });

  it.each([
    ['#38', /0 to 37/],
    ['v6.2', /a tag, a file/],
    ['v6.2 vfio_main.c f()', /not the path of a file/],
    ['qemu hw/vfio/migration.c', /a tag, a file/],
    ['commit 4db5', /12 to 40 hexadecimal digits/],
    ['commit 0123456789ab', /not known here/],
    ['mail a@b.org', /not known here/],
    ['#25; #99', /0 to 37/],
  ])('[LESSON-6] %s says why it cannot be cited', (text, why) => {
    expect(parseCitations(text)).toMatchObject({ ok: false, problem: { why: expect.stringMatching(why) } });
  });

  it('[LESSON-6] is told apart from text that does not look like one', () => {
    for (const text of ['25', 'x', '', 'see #25'])
      expect(parseCitations(text)).toMatchObject({ ok: false, problem: { why: null } });
  });
});

describe('the rules and the trace of a step', () => {
  const ask = (request: string, more = '') => block('predict', `ask: verdict\nrequest: ${request}${more}`);
  const steps = parseSteps(
    [
      ask('RUNNING > PRE_COPY'),
      `### Second\n\nTold.\n`,
      `### Third\n${ask('PRE_COPY > STOP_COPY')}`,
      `### Fourth\n${ask('RESUMING > STOP')}`,
      `### Fifth\n${ask('RESUMING > STOP', '\nflags: 1')}`,
      `### Sixth\n\nTold.\n${block('rules', 'ruleSet: patch-2021-09\nagainst: uapi-v1')}`,
      `### Seventh\n\nTold.\n${block('focus', 'states: [_SAVING | _RUNNING]\narcs: [_RUNNING > _STOP]')}`,
      `## Next\n### Eighth\n\nTold.\n`,
    ].join('\n'),
  );
  const ends = steps.map(({ rules, trace }) => replay(of(rules.ruleSet), trace).now);

  it('[LESSON-7] continues where the previous step left the device', () => {
    expect(ends.slice(0, 5)).toEqual([2, 6, 6, 4, 4]);
    expect(steps[2]?.trace.steps.map((step) => (step.act === 'request' ? step.to : step.act))).toEqual([
      'PRE_COPY',
    ]);
    expect(steps[3]?.trace).toMatchObject({ start: 'RESUMING', steps: [] });
  });

  it('[LESSON-7] keeps rules from step to step, into the next chapter, and flags of a question for that question alone', () => {
    expect(steps.map(({ rules }) => `${rules.ruleSet} ${rules.flags}`)).toEqual([
      ...Array(4).fill('v2-7.2 7'),
      'v2-7.2 1',
      ...Array(3).fill('patch-2021-09 null'),
    ]);
    expect(steps.map(({ rules }) => rules.against).slice(4)).toEqual([null, 'uapi-v1', 'uapi-v1', 'uapi-v1']);
    expect(steps.every(({ rules, trace }) => trace.flags === rules.flags)).toBe(true);
  });

  it('[LESSON-7] names states and arcs in focus by value', () => {
    expect(steps[6]?.focus).toEqual({ states: [3], arcs: [{ from: 1, to: 0 }] });
  });

  it('[LESSON-8] is made on the machine: the verdict of each request is kept', () => {
    const [step] = parseSteps(
      `\nTold.\n${block(
        'trace',
        [
          'start: _STOP',
          'steps:',
          '  - _RUNNING',
          '  - { to: _SAVING, fault: declined, errno: EBUSY }',
          '  - { to: _RESUMING, saw: refused }',
          '  - reset',
        ].join('\n'),
      )}`,
      v1,
    );
    expect(step?.plays).toBe(true);
    expect(step?.trace).toEqual({
      version: 1,
      ruleSet: { id: 'patch-2021-09' },
      flags: null,
      start: '_STOP',
      steps: [
        { act: 'request', to: '_RUNNING', saw: 'accepted' },
        {
          act: 'request',
          to: '_SAVING',
          fault: { kind: 'declined', arc: 1, errno: 'EBUSY' },
          saw: 'refused',
        },
        { act: 'request', to: '_RESUMING', saw: 'refused' },
        { act: 'reset' },
      ],
    });
  });

  it('[LESSON-8] is plain JSON throughout', () => {
    const lesson = parse(createText(`${ask('RUNNING > STOP')}\nTold [#25].\n`));
    expect(JSON.parse(JSON.stringify(lesson))).toEqual(lesson);
  });
});

describe('course/README.md', () => {
  it('[LESSON-9] shows a lesson that can be read', () => {
    const text = readFileSync(new URL('../course/README.md', import.meta.url), 'utf8');
    const [, example = ''] = /^````markdown\n([\s\S]*?)^````$/m.exec(text) ?? [];
    expect(getSteps(parse(example)).map(({ title }) => title)).toEqual([
      'A step',
      'A step that asks',
      'A step to do',
    ]);
  });
});
