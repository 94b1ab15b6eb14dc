/** What is wrong with a lesson: each problem is met once, at its place, in a whole sentence. */

import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, parseLesson } from './lesson-parse.ts';
import type { ProblemId } from './lesson-problem.ts';
import { PROBLEM_IDS } from './lesson-problem.ts';
import { block, createText, FRONT, findProblems, format } from './lesson-text.fixture.ts';

/** A text, and a part of what is said of it first: `line:column id: sentence`. */
type Case = readonly [id: ProblemId, text: string | Uint8Array, said: string];

const predict = (text: string) => createText(block('predict', text));
const task = (text: string) => createText(block('do', text));
const trace = (text: string) => createText(`\nTold.\n${block('trace', text)}`);
const v1 = FRONT.replace('v2-7.2\nflags: 7', 'uapi-v1');
const toLatin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const told = (text: string) => createText(`\n${text}\n`);

const CASES: readonly Case[] = [
  ['too-large', 'a'.repeat(LONGEST_TEXT + 1), '1:1 too-large: The text has 131073 bytes'],
  [
    'too-deep',
    createText(`\n${'> '.repeat(21)}x\n`),
    '14:41 too-deep: This is nested more than 20 levels deep.',
  ],
  ['binary', new Uint8Array([0xff, 0xfe, 0]), '1:1 binary: '],
  ['binary', toLatin1(`${FRONT}\n\nIt caf\u00e9s.\n`), '10:7 binary: This byte is not UTF-8 text'],
  ['binary', `${FRONT}\n\nIt\0.\n`, '10:3 binary: '],
  ['no-front-matter', '# A title\n', '1:1 no-front-matter: '],
  ['open-front-matter', '---\nid: a\n', '1:1 open-front-matter: '],
  ['yaml', createText('\nTold.\n', FRONT.replace('minutes: 5', 'minutes: [5')), ' yaml: This is not YAML: '],
  [
    'yaml',
    createText('\nTold.\n', FRONT.replace('A test', 'A test: the first')),
    '3:8 yaml: This is not YAML: a text with a colon in it needs quotes',
  ],
  [
    'yaml',
    createText('\nTold.\n', FRONT.replace('A test', '"A test')),
    '3:8 yaml: This is not YAML: the quote that begins here is not closed.',
  ],
  ['alias', trace('steps: [&a STOP, *a]'), '17:18 alias: '],
  ['not-a-map', trace('- STOP'), '16:1 not-a-map: The trace block must be written as keys'],
  [
    'unknown-key',
    predict('ask: verdict\nreqest: STOP > STOP'),
    '16:1 unknown-key: "reqest" is not a key of the predict block. The closest is request.',
  ],
  ['missing-key', predict('ask: verdict'), '15:1 missing-key: The predict block lacks the key request.'],
  [
    'value',
    createText('\nTold.\n', FRONT.replace('5', '0')),
    '4:10 value: minutes in the front matter must be a whole number from 1 to 60.',
  ],
  ['no-chapter', `${FRONT}\n`, '1:1 no-chapter: '],
  ['empty-chapter', `${FRONT}\n\n## One\n`, '10:1 empty-chapter: The chapter "One" has no step.'],
  ['empty-step', createText(''), '12:1 empty-step: The step "First" says nothing'],
  ['heading-depth', told('#### Deep'), '14:1 heading-depth: #### has no meaning in a lesson.'],
  ['empty-heading', told('Told.\n\n### '), '16:1 empty-heading: '],
  ['outside-chapter', `${FRONT}\n\nTold.\n\n## One\n### A\nTold.\n`, '10:1 outside-chapter: '],
  [
    'outside-step',
    `${FRONT}\n\n## One\n\nTold.\n\n### A\nTold.\n`,
    '12:1 outside-step: This is in the chapter "One"',
  ],
  [
    'step-outside-chapter',
    `${FRONT}\n\n### A\n\n## One\n### B\nTold.\n`,
    '10:1 step-outside-chapter: The step "A"',
  ],
  [
    'same-step',
    told('Told.\n\n### First\n\nTold.'),
    '16:1 same-step: Two steps are called "First": this one and the one in line 12.',
  ],
  [
    'unknown-block',
    createText(`\nTold.\n${block('foucs', 'states: []')}`),
    '16:1 unknown-block: "foucs" is not a block of a lesson. The closest is focus.',
  ],
  [
    'unknown-picture',
    told('Told.\n\n```picture\none-hosts\n```'),
    '16:1 unknown-picture: There is no picture "one-hosts". The closest is one-host. The pictures are one-host and two-hosts.',
  ],
  ['open-block', told('Told.\n\n```notes\nfor ever'), '16:1 open-block: The notes block'],
  [
    'open-block',
    `${createText('\n```predict\nask: verdict\nrequest: STOP > STOP\n\nSo it is.\n\n### Next')}${block('focus', 'states: []')}`,
    '14:1 open-block: The predict block that begins here is not closed',
  ],
  [
    'second-block',
    createText(`\nTold.\n${block('notes', 'a')}${block('notes', 'b')}`),
    '20:1 second-block: The step has a second notes block; the first is in line 16.',
  ],
  [
    'second-ask',
    createText(
      `${block('do', 'goal: reach\nstate: STOP')}${block('predict', 'ask: verdict\nrequest: STOP > STOP')}`,
    ),
    '19:1 second-ask: The step asks twice; it first asks in line 14.',
  ],
  ['not-narration', told('> A quotation.'), '14:1 not-narration: A lesson cannot contain quotations.'],
  ['link', told('See [here](http://example.org).'), '14:5 link: '],
  ['bracket', told('So it\nis [25].'), '15:4 bracket: "[25]" is not a citation. Is [#25] meant?'],
  [
    'citation',
    told('So it is [#24, #38].'),
    '14:10 citation: "[#38]" cannot be cited: the thread has messages 0 to 37.',
  ],
  [
    'unknown-rule-set',
    createText('\nTold.\n', FRONT.replace('v2-7.2', 'v2-7.3')),
    '5:10 unknown-rule-set: No rule set has the id "v2-7.3". The closest is v2-7.2.',
  ],
  [
    'flags-in-v1',
    createText('\nTold.\n', FRONT.replace('v2-7.2', 'uapi-v1')),
    '6:8 flags-in-v1: uapi-v1 is protocol v1',
  ],
  [
    'unknown-flags',
    createText('\nTold.\n', FRONT.replace('flags: 7', 'flags: 6')),
    '6:8 unknown-flags: v2-7.2 does not define migration_flags 6. It defines 1, 3, 5 and 7.',
  ],
  [
    'against-itself',
    createText(`\nTold.\n${block('rules', 'ruleSet: v2-7.2\nagainst: v2-7.2')}`),
    '18:10 against-itself: ',
  ],
  [
    'unknown-state',
    predict('ask: verdict\nrequest: STOP > RUNING'),
    '16:10 unknown-state: v2-7.2 has no state "RUNING". The closest is RUNNING.',
  ],
  [
    'not-a-request',
    predict('ask: verdict\nrequest: STOP to RUNNING'),
    '16:10 not-a-request: "STOP to RUNNING" is not a request.',
  ],
  [
    'not-a-request',
    predict('ask: verdict\nrequest: STOP -> RUNNING'),
    '16:10 not-a-request: "STOP -> RUNNING" is not a request. Write FROM > TO',
  ],
  [
    'own-answer',
    predict('ask: verdict\nrequest: STOP > RUNNING\nanswer: refused'),
    '17:1 own-answer: A lesson contains no answers: the machine computes them. Leave out "answer".',
  ],
  [
    'trace-surprise',
    trace('steps:\n  - STOP_COPY\n  - PRE_COPY'),
    '19:5 trace-surprise: Step 2 of the trace, STOP_COPY > PRE_COPY, is refused. If that is intended, add saw: refused.',
  ],
  [
    'saw-differs',
    trace('steps: [{ to: STOP, saw: refused }]'),
    '17:9 saw-differs: Step 1 of the trace, RUNNING > STOP, is accepted, not refused.',
  ],
  [
    'fault-missed',
    predict('ask: reads\nrequest: RUNNING > STOP\nfault: faulted\narc: 3'),
    '17:8 fault-missed: The fault never occurs: RUNNING > STOP has 2 arcs.',
  ],
  [
    'trace-elsewhere',
    createText(block('trace', 'steps: [STOP]') + block('predict', 'ask: verdict\nrequest: RUNNING > STOP')),
    '20:10 trace-elsewhere: The trace ends in STOP, but the question is about RUNNING > STOP.',
  ],
  [
    'not-askable',
    predict('ask: remedy\nrequest: RUNNING > STOP'),
    '15:6 not-askable: remedy cannot be asked of RUNNING > STOP: the rules do not refuse it.',
  ],
  [
    'bad-option',
    predict('ask: path\nrequest: RUNNING > STOP\noptions: [RUNNING_P2P]'),
    '17:11 bad-option: "RUNNING_P2P" is not an answer that path can have. Name the states after the first one, up to STOP.',
  ],
  [
    'few-options',
    predict('ask: path\nrequest: RUNNING > STOP\noptions: [RUNNING_P2P > STOP]'),
    '17:10 few-options: ',
  ],
  [
    'key-elsewhere',
    task('goal: recover\nstate: STOP'),
    '16:8 key-elsewhere: state does not go with goal: recover.',
  ],
  [
    'unknown-client',
    predict('ask: asks\nflow: live-migration\nclient: qemu-8.3'),
    '17:9 unknown-client: No client has the id "qemu-8.3". The closest is qemu-8.',
  ],
  [
    'client-elsewhere',
    predict('ask: asks\nflow: live-migration\nclient: qemu-5.2'),
    '17:9 client-elsewhere: qemu-5.2 does not speak the protocol of v2-7.2.',
  ],
  [
    'unknown-flow',
    predict('ask: flow\nflow: live'),
    '16:7 unknown-flow: No flow of qemu-9.1 has the id "live".',
  ],
  [
    'flow-flags',
    predict('ask: flow\nflow: reset-in-pre-copy-read-fails\nflags: 3'),
    '16:7 flow-flags: The flow reset-in-pre-copy-read-fails happens only with VFIO_MIGRATION_PRE_COPY',
  ],
  ['done-already', task('goal: reach\nstate: RUNNING'), '15:7 done-already: '],
  ['unsolvable', task('goal: never-returns'), '15:7 unsolvable: '],
];

describe('a problem', () => {
  it.each(CASES)('[LESSON-1] %s is found, at its line and column', (_, text, said) => {
    expect(findProblems(text).map(format)).toEqual(expect.arrayContaining([expect.stringContaining(said)]));
  });

  it('[LESSON-1] has a case for every id in the table', () => {
    expect(new Set(CASES.map(([id]) => id))).toEqual(new Set(PROBLEM_IDS));
  });

  it('[LESSON-2] is one line of whole sentences, with nothing left to fill in', () => {
    for (const { text } of CASES.flatMap(([, input]) => findProblems(input))) {
      expect(text).toMatch(/^["#\p{L}].*\.$/u);
      expect(text).not.toMatch(/[{}\n]/);
    }
  });

  it('[LESSON-3] does not hide the others: all are found, in the order of the lines', () => {
    const text = `${predict('ask: verdcit\nrequest: STOP > RUNING')}\nSee [x](y) and [25].\n`;
    expect(findProblems(text).map(({ id }) => id)).toEqual(['value', 'link', 'bracket']);
  });

  it('[LESSON-3] in the rules does not make every name after it a problem', () => {
    const front = FRONT.replace('v2-7.2', 'v2-7.3');
    expect(findProblems(createText(block('predict', 'ask: verdict\nrequest: A > B'), front))).toHaveLength(1);
  });
});

describe('a mistake', () => {
  it.each([
    [
      'a block that is not closed',
      createText('\n```predict\nask: verdict\nrequest: STOP > STOP\n\nSo.\n\n```hint\nA.\n```\n'),
    ],
    ['a chapter of one #', `${FRONT}\n\n# Chapter\n`],
    ['a key that stands too far in', predict('ask: verdict\n  request: STOP > STOP')],
    ['a value that is nested too deep', task(`goal: recover\nthrough: ${'['.repeat(100_000)}`)],
    ['an answer that is none', predict('ask: path\nrequest: RUNNING > STOP\noptions: [RUNING]')],
  ])('[LESSON-3] is one problem, not several: %s', (_, text) => {
    expect(findProblems(text)).toHaveLength(1);
  });
});

describe('a problem in a hint or in notes', () => {
  it('[LESSON-1] has its line in the file', () => {
    const text = createText(`\nTold.\n${block('notes', 'a\nand [x]')}${block('hint', '[y] b')}`);
    expect(findProblems(text).map(({ line, column }) => [line, column])).toEqual([
      [18, 5],
      [22, 1],
    ]);
  });
});

describe('any text', () => {
  it('[LESSON-4] with other line ends, or a byte order mark, is the same lesson', () => {
    const text = createText(`\nTold [#25].\n${block('predict', 'ask: verdict\nrequest: STOP > STOP')}`);
    const lesson = parseLesson(text);
    expect(lesson.ok).toBe(true);
    expect(parseLesson(text.replaceAll('\n', '\r\n'))).toEqual(lesson);
    expect(parseLesson(`\uFEFF${text}`)).toEqual(lesson);
    expect(parseLesson(new TextEncoder().encode(text))).toEqual(lesson);
  });

  it('[LESSON-4] cut off anywhere gives a lesson or problems with lines and columns, and never throws', () => {
    const text = createText(
      `\nTold [#25].\n${block('trace', 'steps: [STOP]')}${block('predict', 'ask: path\nrequest: STOP > RUNNING')}`,
      v1.replace('uapi-v1', 'v2-6.2'),
    );
    for (let end = 0; end < text.length; end += 1)
      for (const { line, column } of findProblems(text.slice(0, end))) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect(column).toBeGreaterThan(0);
      }
  });
});
