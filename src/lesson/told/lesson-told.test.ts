/** What a step must not say before its question is answered, and its sound twins: what sounds alike and tells nothing. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { block, createText, FRONT, findProblems } from '../text/lesson-text.fixture.ts';

const V1 = FRONT.replace('v2-7.2\nflags: 7', 'patch-2021-09');
const BITS = FRONT.replace('v2-7.2\nflags: 7', 'fully-connected');
const HEADER = FRONT.replace('v2-7.2\nflags: 7', 'uapi-v1');
const LOOP = FRONT.replace('v2-7.2', 'v2-6.2');

const toIds = (text: string) => findProblems(text).map(({ id }) => id);
const ask = (told: string, question: string, front: string = FRONT) =>
  toIds(createText(`\n${told}\n${block('predict', question)}`, front));

/** Under the rules of FRONT, unless others are named. */
type Pair = readonly [question: string, told: string, sound: string, front?: string];

const BLOCKED = 'ask: verdict\nrequest: STOP_COPY > PRE_COPY';

const ROWS: readonly Pair[] = [
  [
    BLOCKED,
    '`STOP_COPY > PRE_COPY` is refused.',
    '`STOP_COPY > RESUMING` is accepted, `ERROR > STOP` is refused.',
  ],
  [BLOCKED, 'The core refuses this request.', 'Is this request refused or accepted?'],
  [
    BLOCKED,
    'From `STOP_COPY` to `PRE_COPY` the arc is blocked.',
    'An early table refused it, and that was long ago.',
  ],
  [BLOCKED, 'It is not allowed.', 'A request that is not allowed gives -EINVAL, if the core is asked.'],
  [
    'ask: verdict\nrequest: RUNNING > STOP',
    'The request is accepted.',
    'The request is not always accepted.',
  ],
  [
    'ask: verdict\nrequest: _STOP > _RUNNING',
    '`_STOP > _RUNNING`: the header is silent about it.',
    'The header is silent about `_STOP > _SAVING`.',
    HEADER,
  ],
  [BLOCKED, 'This request never returns.', 'This request returns.', LOOP],
  [
    'ask: returns\nrequest: STOP_COPY > PRE_COPY',
    'The call returns `-EINVAL`.',
    'What does the call return?',
  ],
  [
    'ask: path\nrequest: RUNNING > STOP_COPY',
    'From `RUNNING` over `RUNNING_P2P` and `STOP` to `STOP_COPY`.',
    '`STOP_COPY`, `STOP` and `RUNNING_P2P` are states.',
  ],
  ['ask: arcs\nrequest: RUNNING > STOP_COPY', 'It takes 3 arcs.', 'One request may take several arcs.'],
  [
    'ask: dma\nrequest: RUNNING > STOP',
    'In `STOP` the device starts no DMA.',
    'In `STOP_COPY` the device starts no DMA.',
  ],
  [
    'ask: dma\nrequest: RUNNING > RUNNING_P2P',
    'It starts any DMA except peer-to-peer.',
    '`RUNNING` may start any DMA.',
  ],
  [
    'ask: change\nrequest: RUNNING > STOP',
    'Its state is frozen.',
    'What is read out must be frozen, if it is to be right.',
  ],
  ['ask: session\nrequest: STOP > STOP_COPY', 'It opens a session.', 'A request may open a session.'],
  ['ask: session\nrequest: PRE_COPY > STOP_COPY', 'The session goes on.', 'A session has a descriptor.'],
  ['ask: session\nrequest: STOP_COPY > STOP', 'The session ends.', 'Does the session end?'],
  [
    'ask: actions\nrequest: _RUNNING > _SAVING',
    'The driver quiesces, freezes and serializes.',
    'The driver freezes the device.',
    BITS,
  ],
  [
    'ask: remedy\nrequest: _RUNNING > _RESUMING',
    'Go from `_RUNNING` to `_STOP` and to `_RESUMING`.',
    'From `_STOP` the table leads to `_RUNNING` and `_RESUMING`.',
    V1,
  ],
  [
    'ask: reads\nrequest: RUNNING > STOP\nfault: declined',
    'Then the device is still in `RUNNING`.',
    'A device in `RUNNING` works.',
  ],
  [
    'ask: access\nrequest: _RUNNING > _SAVING|_RUNNING\nafter: pending_bytes\npending: 4096',
    'Then userspace reads `data_offset`.',
    '`data_offset` and `data_size` are registers.',
    HEADER,
  ],
  [
    'ask: empty-read\nrequest: RUNNING > PRE_COPY',
    '`read()` gives `ENOMSG`.',
    'Some errno says that more may come.',
  ],
  [
    'ask: precopy-info\nrequest: RUNNING > PRE_COPY',
    'It returns `initial_bytes`.',
    'It returns an estimate.',
  ],
  [
    'ask: flow\nflow: live-migration',
    'The flow fails at complete.',
    'QEMU completes at the end of the flow.',
    V1,
  ],
  [
    'ask: asks\nflow: live-migration\nclient: qemu-9.1',
    'It asks for `PRE_COPY`, `PRE_COPY_P2P`, `STOP_COPY` and `STOP`.',
    'It knows `STOP`, `STOP_COPY`, `PRE_COPY` and `PRE_COPY_P2P`.',
  ],
];

const PAIRS = ROWS.map(([question, told, sound, front = FRONT]) => [question, told, sound, front] as const);

describe('a text before its question', () => {
  it.each(PAIRS)('[TOLD-1] of %s is a problem if it tells the answer: %s', (question, told, _, front) => {
    expect(ask(told, question, front)).toEqual(['tells-answer']);
  });

  it.each(PAIRS)('[TOLD-1] of %s is none beside %s: its twin is sound', (question, _, sound, front) => {
    expect(ask(sound, question, front)).toEqual([]);
  });

  it('[TOLD-2] may be the title of the step', () => {
    const text = createText(`\nWhat comes of it?\n${block('predict', BLOCKED)}`);
    expect(toIds(text.replace('### First', '### STOP_COPY to PRE_COPY is refused'))).toEqual([
      'tells-answer',
    ]);
  });

  it('[TOLD-2] may be an item of a list, and is told of at its place', () => {
    const text = createText(
      `\n- One.\n- Two: this\n  request is refused [#25].\n${block('predict', BLOCKED)}`,
    );
    expect(findProblems(text)).toMatchObject([{ id: 'tells-answer', line: 15, column: 3 }]);
  });
});

describe('the step before a question', () => {
  const next = (text: string, question = BLOCKED) =>
    toIds(createText(`\n${text}\n\n### Next\n${block('predict', question)}`));

  it('[TOLD-3] must not say what it asks, in its text or after its own question', () => {
    expect(next('The core refuses `STOP_COPY > PRE_COPY`.')).toEqual(['tells-next']);
    expect(next('In `STOP` the device starts no DMA.', 'ask: dma\nrequest: RUNNING > STOP')).toEqual([
      'tells-next',
    ]);
    const own = block('predict', 'ask: verdict\nrequest: STOP > STOP');
    expect(next(`Well.\n${own}\nThe core refuses \`STOP_COPY > PRE_COPY\`.`)).toEqual(['tells-next']);
  });

  it('[TOLD-3] may say the same of anything else', () => {
    expect(next('This request is refused.')).toEqual([]);
    expect(next('The core refuses `STOP > ERROR`.')).toEqual([]);
    expect(next('A stopped device starts no DMA.', 'ask: dma\nrequest: RUNNING > STOP')).toEqual([]);
  });
});

describe('what is said of a wrong option', () => {
  const wrong = (words: string, question: string, option: string) =>
    toIds(createText(`${block('predict', question)}${block(`wrong ${option}`, words)}`));

  it('[TOLD-4] must not name the right one while a second try is left', () => {
    const question = 'ask: change\nrequest: STOP > RESUMING';
    expect(wrong('It changes only by what is loaded.', question, 'By itself')).toEqual(['tells-by-wrong']);
    expect(wrong('That is a device that runs.', question, 'By itself')).toEqual([]);
  });

  it('[TOLD-4] may, where the first answer is the last', () => {
    expect(wrong('Refused: the arc is blocked.', BLOCKED, 'Accepted')).toEqual([]);
  });
});

describe('the text of a task', () => {
  const task = (text: string, goal = 'goal: reach\nstate: RESUMING\nthrough: [PRE_COPY, STOP_COPY]') =>
    toIds(createText(`\n${text}\n${block('do', goal)}`));

  it('[TOLD-5] must not print its way, in one sentence or several', () => {
    expect(task('Go by `PRE_COPY`, `STOP_COPY` and `RESUMING`.')).toEqual(['tells-way']);
    expect(task('- First `PRE_COPY`.\n- Then `STOP_COPY`.\n- Then `RESUMING`.')).toEqual(['tells-way']);
  });

  it('[TOLD-5] may name its states otherwise, and hints may say all', () => {
    expect(
      task('From `PRE_COPY` the device gets to `RESUMING`. It keeps its session into `STOP_COPY`.'),
    ).toEqual([]);
    expect(task(`Well.\n${block('hint', 'PRE_COPY, STOP_COPY, RESUMING.')}`)).toEqual([]);
    expect(task('Ask for `STOP`.', 'goal: reach\nstate: STOP')).toEqual([]);
  });
});

describe('the trace of a question', () => {
  it('[TOLD-6] must not make its request; another one may come before it', () => {
    const of = (steps: string) =>
      toIds(
        createText(
          `${block('trace', `steps: [${steps}]`)}${block('predict', 'ask: verdict\nrequest: RUNNING > STOP')}`,
        ),
      );
    expect(of('STOP, RUNNING')).toEqual(['trace-tells']);
    expect(of('PRE_COPY, RUNNING')).toEqual([]);
  });
});

describe('the course', () => {
  const folder = new URL('../course/', import.meta.url);
  it.each(readdirSync(folder).filter((name) => name.startsWith('lesson-')))(
    '[TOLD-7] tells nothing too early: %s',
    (name) => {
      expect(findProblems(readFileSync(new URL(name, folder)))).toEqual([]);
    },
  );
});
