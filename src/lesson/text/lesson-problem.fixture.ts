/** One text for each problem that a lesson can have. Only tests import this file. */

import { LONGEST_TEXT } from './lesson-parse.ts';
import type { ProblemId } from './lesson-problem.ts';
import { block, createText, FRONT } from './lesson-text.fixture.ts';

/** A text, and a part of what is said of it first: `line:column id: sentence`. */
type Case = readonly [id: ProblemId, text: string | Uint8Array, said: string];

export const predict = (text: string) => createText(block('predict', text));
export const task = (text: string) => createText(block('do', text));
const trace = (text: string) => createText(`\nTold.\n${block('trace', text)}`);
const ASKED = block('predict', 'ask: verdict\nrequest: STOP > STOP');
const toLatin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const told = (text: string) => createText(`\n${text}\n`);

export const CASES: readonly Case[] = [
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
    '16:1 unknown-picture: There is no picture "one-hosts". The closest is one-host. The pictures are one-host, two-hosts and migration-region.',
  ],
  ['review-block', told('Told.\n\n```review\nFrom: A\n```'), '16:1 review-block: '],
  ['review-block', told('Told.\n\n```review a.eml\n```'), '16:1 review-block: '],
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
  [
    'wrong-elsewhere',
    told('Told.\n\n```wrong STOP\nNo.\n```'),
    '16:1 wrong-elsewhere: A wrong block is about an option of a question',
  ],
  [
    'unknown-option',
    createText(`${ASKED}${block('wrong Refusd', 'No.')}`),
    '19:1 unknown-option: "Refusd" is not an option of this question. The closest is Refused. Its options are: "Accepted"; "Refused".',
  ],
  [
    'right-option',
    createText(`${ASKED}${block('wrong Accepted', 'Yes.')}`),
    '19:1 right-option: "Accepted" is what happens.',
  ],
  [
    'second-wrong',
    createText(`${ASKED}${block('wrong Refused', 'No.')}${block('wrong Refused', 'No.')}`),
    '23:1 second-wrong: The step has a second wrong block about "Refused"; the first is in line 19.',
  ],
  [
    'empty-wrong',
    createText(`${ASKED}${block('wrong Refused', '')}`),
    '19:1 empty-wrong: This wrong block says nothing about "Refused".',
  ],
  [
    'tells-answer',
    createText(
      `\nThis request is refused.\n${block('predict', 'ask: verdict\nrequest: STOP_COPY > PRE_COPY')}`,
    ),
    '14:1 tells-answer: This answers the question of the step before it is asked.',
  ],
  [
    'tells-next',
    createText(
      `\nTold. The core\nrefuses \`STOP_COPY > PRE_COPY\`.\n\n### Next\n${block('predict', 'ask: verdict\nrequest: STOP_COPY > PRE_COPY')}`,
    ),
    '14:7 tells-next: This answers the question of the next step, Next.',
  ],
  [
    'tells-by-wrong',
    createText(
      `${block('predict', 'ask: dma\nrequest: RUNNING > STOP')}${block('wrong Any DMA', 'It is no DMA.')}`,
    ),
    '19:1 tells-by-wrong: This names the right answer while a second try is left.',
  ],
  [
    'tells-way',
    createText(
      `\nAsk for \`PRE_COPY\`. Then\nask for \`STOP_COPY\`.\n${block('do', 'goal: reach\nstate: STOP_COPY\navoid: [STOP]')}`,
    ),
    '14:1 tells-way: This prints the way to do the task',
  ],
  [
    'trace-tells',
    createText(
      `${block('trace', 'steps:\n  - STOP\n  - RUNNING')}${block('predict', 'ask: verdict\nrequest: RUNNING > STOP')}`,
    ),
    '16:5 trace-tells: Step 1 of the trace is the request that the question asks about',
  ],
  ['done-already', task('goal: reach\nstate: RUNNING'), '15:7 done-already: '],
  ['unsolvable', task('goal: never-returns'), '15:7 unsolvable: '],
];
