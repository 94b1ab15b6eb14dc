/** Questions: their answers come from the machine, their options hold the right one and others, and each says why. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { isQuestion } from '../lesson.ts';
import { ANSWER_WORDS } from '../lesson-words.ts';
import { ASKS } from '../text/lesson-schema.ts';
import { block, FRONT, parseSteps } from '../text/lesson-text.fixture.ts';
import { ASK_TABLE } from './lesson-ask-table.ts';
import { checkAnswer } from './lesson-check.ts';
import { ACCESSES, getEmptyRead, getNextAccess, getPrecopyInfo } from './lesson-data.ts';
import { EMPTY_READS, NEXT_ACCESSES } from './lesson-data-words.ts';
import { getQuestion } from './lesson-question.ts';
import { createSituation } from './lesson-situation.ts';

const frontOf = (ruleSet: string, flags: number | null) =>
  FRONT.replace('v2-7.2\nflags: 7', flags === null ? ruleSet : `${ruleSet}\nflags: ${flags}`);

/** The step that asks `ask` of a request: `stepOf('v2-7.2', 7, 'path', 'RUNNING > STOP')`. */
function stepOf(ruleSet: string, flags: number | null, ask: string, request: string, more = '') {
  const [step] = parseSteps(block('predict', `ask: ${ask}\n${request}${more}`), frontOf(ruleSet, flags));
  if (!step || !isQuestion(step.ask)) throw new Error('the step asks nothing');
  return { ...step, ask: step.ask };
}

type Row = readonly [
  ruleSet: string,
  flags: number | null,
  ask: string,
  request: string,
  more: string,
  answer: string,
];

const ROWS: readonly Row[] = [
  ['patch-2021-09', null, 'verdict', '_RUNNING > _RESUMING', '', 'Refused'],
  ['uapi-v1', null, 'verdict', '_STOP > _RUNNING', '', 'Unspecified'],
  ['v2-6.2', 7, 'verdict', 'STOP_COPY > PRE_COPY', '', 'Never returns'],
  ['v2-7.2', 7, 'path', 'RUNNING > STOP_COPY', '', 'RUNNING_P2P > STOP > STOP_COPY'],
  ['v2-7.2', 1, 'path', 'RUNNING > STOP_COPY', '', 'STOP > STOP_COPY'],
  ['v2-7.2', 7, 'path', 'STOP_COPY > PRE_COPY', '', ANSWER_WORDS['no-path']],
  ['v2-7.2', 7, 'path', 'STOP > STOP', '', ANSWER_WORDS.stays],
  ['v2-7.2', 7, 'returns', 'STOP_COPY > PRE_COPY', '', '-EINVAL'],
  ['v2-6.2', 7, 'returns', 'STOP_COPY > PRE_COPY', '', ANSWER_WORDS['no-return']],
  ['uapi-v1', null, 'returns', '_STOP > _RUNNING', '', ANSWER_WORDS.unsaid],
  ['v2-7.2', 7, 'returns', 'RUNNING > STOP', '', 'Success'],
  ['v2-7.2', 7, 'returns', 'RUNNING > STOP', '\nfault: declined\nerrno: EIO', '-EIO'],
  ['v2-7.2', 7, 'reads', 'RUNNING > STOP_COPY', '\nfault: declined\narc: 3', 'STOP'],
  ['v2-7.2', 7, 'reads', 'RUNNING > STOP_COPY', '\nfault: faulted\narc: 2', 'ERROR'],
  ['fully-connected', null, 'reads', '_RESUMING > _SAVING', '\nfault: corrupt\ndevice: stays', '_RESUMING'],
  ['v2-7.2', 7, 'arcs', 'PRE_COPY > RESUMING', '', '4'],
  ['v2-7.2', 7, 'arcs', 'STOP > STOP', '', '0'],
  ['v2-7.2', 7, 'session', 'RUNNING > STOP_COPY', '', 'Opens one for saving'],
  ['v2-7.2', 7, 'session', 'PRE_COPY > STOP_COPY', '', 'Keeps the one for saving'],
  ['v2-7.2', 7, 'session', 'STOP_COPY > RESUMING', '', 'Ends the one for saving, then opens one for loading'],
  ['v2-7.2', 7, 'session', 'STOP > RUNNING', '', ANSWER_WORDS['no-session']],
  ['v2-7.2', 7, 'session', 'STOP_COPY > STOP_COPY', '', 'Keeps the one for saving'],
  ['control-bits', null, 'actions', '_SAVING|_RUNNING > _SAVING', '', 'Quiesce, freeze'],
  ['control-bits-v4', null, 'actions', '_SAVING|_RUNNING > _SAVING', '', 'Quiesce, freeze, serialize'],
  ['fully-connected', null, 'actions', '_SAVING > _SAVING', '', 'Nothing'],
  ['v2-7.2', 7, 'dma', 'RUNNING > RUNNING_P2P', '', 'Any DMA except peer-to-peer'],
  ['ndma-rfc', null, 'dma', '_RUNNING > _NDMA|_RUNNING', '', 'No DMA'],
  ['uapi-v1', null, 'change', '_RUNNING > _RESUMING', '', 'Only by what is loaded'],
  ['v2-7.2', 1, 'remedy', 'RUNNING > RUNNING_P2P', '', 'A device with VFIO_MIGRATION_P2P'],
  ['patch-2021-09', null, 'remedy', '_RUNNING > _RESUMING', '', 'Ask for _STOP, then _RESUMING'],
  ['v2-7.2', 7, 'remedy', 'ERROR > RUNNING', '', ANSWER_WORDS.reset],
  ['v2-7.2', 7, 'remedy', 'RUNNING > ERROR', '', ANSWER_WORDS['no-remedy']],
  ['uapi-v1', null, 'access', '_RUNNING > _SAVING', '\nafter: data_size', NEXT_ACCESSES['read-data']],
  ['v2-7.2', 7, 'empty-read', 'RUNNING > PRE_COPY_P2P', '', EMPTY_READS.ENOMSG],
  ['v2-7.2', 7, 'empty-read', 'RUNNING > STOP', '', EMPTY_READS['no-session']],
  ['v2-7.2', 7, 'precopy-info', 'RUNNING > RESUMING', '', '-EINVAL'],
];

describe('a question', () => {
  it.each(ROWS)(
    '[LESSON-10] %s, flags %s, asks %s of %s%s: the machine says %s',
    (ruleSet, flags, ask, request, more, said) => {
      const step = stepOf(ruleSet, flags, ask, `request: ${request}`, more);
      const { options, answer, prompt } = getQuestion(step.rules, step.ask);
      expect(options.find(({ id }) => id === answer)?.text).toBe(said);
      expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
      expect(options.length).toBeGreaterThan(1);
      expect(prompt).toMatch(/^[\p{Lu}_].*[?.]$/u);
      expect(prompt).not.toMatch(/[{}]/);
    },
  );

  it('[LESSON-10] covers every kind at least once here', () => {
    expect(new Set(ROWS.map(([, , ask]) => ask))).toEqual(new Set(ASKS));
  });

  it.each([
    ['patch-2021-09', null, 'live-migration', 'complete'],
    ['patch-2021-09', null, 'paused-migration', 'setup'],
    ['uapi-v1', null, 'live-migration', 'unspecified'],
    ['v2-7.2', 7, 'live-migration', 'passes'],
  ])('[LESSON-11] under %s, flags %s, the flow %s ends at %s', (ruleSet, flags, flow, answer) => {
    const step = stepOf(ruleSet, flags, 'flow', `flow: ${flow}`);
    const question = getQuestion(step.rules, step.ask);
    expect(question.answer).toBe(answer);
    const ids = question.options.map(({ id }) => id);
    expect(ids).toContain(answer);
    expect(ids).toContain('passes');
    expect(ids.includes('unspecified')).toBe(answer === 'unspecified');
  });

  it.each([
    ['uapi-v1', null, 'qemu-5.2', 'savevm', '_STOP, _SAVING, _SAVING, _STOP, _RUNNING'],
    ['uapi-v1', null, 'qemu-6.1', 'savevm', '_SAVING, _SAVING, _SAVING, _STOP, _RUNNING'],
    ['v2-7.2', 7, 'qemu-8.0', 'live-migration', 'STOP, STOP_COPY, STOP'],
    ['v2-7.2', 7, 'qemu-8.1', 'live-migration', 'PRE_COPY, STOP_COPY, STOP_COPY, STOP'],
    ['v2-7.2', 7, 'qemu-8.2', 'live-migration', 'PRE_COPY, PRE_COPY_P2P, STOP_COPY, STOP_COPY, STOP'],
    ['v2-7.2', 7, 'qemu-9.1', 'live-migration', 'PRE_COPY, PRE_COPY_P2P, STOP_COPY, STOP'],
    ['v2-7.2', 3, 'qemu-8.2', 'cancel-in-pre-copy', 'RUNNING'],
    ['v2-7.2', 3, 'qemu-v2', 'cancel-in-pre-copy', 'Nothing'],
  ])('[LESSON-11] under %s, flags %s, %s asks in the flow %s: %s', (ruleSet, flags, client, flow, said) => {
    const step = stepOf(ruleSet, flags, 'asks', `flow: ${flow}\nclient: ${client}`);
    const { options, answer, prompt } = getQuestion(step.rules, step.ask);
    expect(answer).toBe(said);
    expect(options.map(({ text }) => text)).toContain(said);
    expect(options.length).toBeGreaterThan(1);
    expect(prompt).toMatch(/^[A-Z].*\?$/);
    const { why, citations } = checkAnswer(step, null);
    expect(why.join(' ')).not.toMatch(/[{}]|undefined/);
    expect(citations.length > 0 || said === 'Nothing').toBe(true);
  });

  it('[LESSON-11] says which sequences nobody has seen run, and what is not asked', () => {
    const explain = (client: string) => {
      const step = stepOf('v2-7.2', 7, 'asks', `flow: live-migration\nclient: ${client}`);
      return checkAnswer(step, null).why.join(' ');
    };
    expect(explain('qemu-8.1')).toContain('derived from the source of QEMU 8.1');
    expect(explain('qemu-9.1')).not.toContain('derived');
    expect(explain('qemu-9.1')).toContain('believes that the device is in STOP_COPY already');
  });

  it('[LESSON-12] can be asked of every request of the table without a throw, and has its answer among the options', () => {
    for (const [id, flags] of [
      ['patch-2021-09', null],
      ['uapi-v1', null],
      ['ndma-rfc', null],
      ['v2-6.2', 7],
      ['v2-7.2', 5],
    ] as const) {
      const ruleSet = of(id);
      for (const { value: from } of ruleSet.states)
        for (const { value: to } of ruleSet.states)
          for (const ask of ASKS) {
            const request = { from, to, flags };
            const data = { after: 'data', pending: 1 } as const;
            const question = {
              kind: 'predict',
              ask,
              request,
              fault: null,
              suppose: false,
              data,
              options: null,
            } as const;
            if (ASK_TABLE[ask].findObstacle?.(createSituation(ruleSet, question))) continue;
            const { options, answer } = getQuestion({ ruleSet: id, flags, against: null }, question);
            expect(
              options.map((option) => option.id),
              `${ask} ${id} ${from} > ${to}`,
            ).toContain(answer);
            expect(options.length).toBeGreaterThan(1);
          }
    }
  });

  it('[LESSON-13] takes the options that the author lists, and adds the right one', () => {
    const step = stepOf('v2-7.2', 7, 'path', 'request: RUNNING > STOP', '\noptions: [STOP, PRE_COPY > STOP]');
    expect(getQuestion(step.rules, step.ask).options.map(({ text }) => text)).toEqual([
      'PRE_COPY > STOP',
      'RUNNING_P2P > STOP',
      'STOP',
    ]);
  });
});

describe('an answer', () => {
  const step = stepOf('patch-2021-09', null, 'verdict', 'request: _RUNNING > _RESUMING');

  it('[LESSON-14] is right or wrong, and shows what really happens', () => {
    expect(checkAnswer(step, 'refused')).toMatchObject({ right: true, chosen: { id: 'refused' } });
    const wrong = checkAnswer(step, 'accepted');
    expect(wrong).toMatchObject({
      right: false,
      answer: { id: 'refused' },
      chosen: { text: 'Accepted' },
      playFrom: 0,
    });
    expect(wrong.trace.steps).toEqual([{ act: 'request', to: '_RESUMING', saw: 'refused' }]);
    expect(wrong.why).toEqual(['The table does not list it.']);
    expect(wrong.citations).toEqual([{ kind: 'thread', message: 0 }]);
  });

  it('[LESSON-14] shows it from where the step begins, and plays only what was asked', () => {
    const [asked] = parseSteps(
      block('trace', 'steps: [STOP, STOP_COPY]') +
        block('predict', 'ask: verdict\nrequest: STOP_COPY > STOP'),
    );
    if (!asked || !isQuestion(asked.ask)) throw new Error('the step asks nothing');
    const { trace, playFrom } = checkAnswer({ ...asked, ask: asked.ask }, null);
    expect(trace.steps.map((each) => (each.act === 'reset' ? each.act : each.to))).toEqual([
      'STOP',
      'STOP_COPY',
      'STOP',
    ]);
    expect(playFrom).toBe(2);
  });

  it('[LESSON-14] may be missing, or one that was never offered', () => {
    expect(checkAnswer(step, null)).toMatchObject({ right: false, chosen: null });
    expect(checkAnswer(step, 'nonsense')).toMatchObject({ right: false, chosen: null });
  });

  it.each([
    ['declined', '\nerrno: EBUSY', /declined with -EBUSY.*still reads _RESUMING/],
    ['faulted', '', /faulted.*reads _ERROR/],
    ['corrupt', '\ndevice: stays', /still reads _RESUMING/],
    ['corrupt', '\ndevice: faults', /reads _ERROR/],
  ])('[LESSON-15] says what the driver did: %s%s', (fault, more, why) => {
    const asked = stepOf(
      'patch-2021-09',
      null,
      'reads',
      'request: _RESUMING > _RUNNING',
      `\nfault: ${fault}${more}`,
    );
    expect(checkAnswer(asked, null).why.join(' ')).toMatch(why);
  });

  it('[LESSON-15] shows the way out as well, if the question asks for it', () => {
    const steps = (asked: Parameters<typeof checkAnswer>[0]) =>
      checkAnswer(asked, null).trace.steps.map((each) => (each.act === 'reset' ? each.act : each.to));
    expect(steps(stepOf('patch-2021-09', null, 'remedy', 'request: _RUNNING > _RESUMING'))).toEqual([
      '_RESUMING',
      '_STOP',
      '_RESUMING',
    ]);
    expect(steps(stepOf('v2-7.2', 7, 'remedy', 'request: ERROR > STOP'))).toEqual(['STOP', 'reset', 'STOP']);
  });
});

describe('the data session', () => {
  const state = (id: string, value: number) => {
    const found = of(id).states.find((each) => each.value === value);
    if (!found) throw new Error(`no state ${value}`);
    return found;
  };

  it('[LESSON-16] is read in a loop until nothing is pending', () => {
    const ways = ACCESSES.map((access) => getNextAccess(state('uapi-v1', 2), access, 4096));
    expect(ways).toEqual(['read-offset', 'read-size', 'read-data', 'read-pending']);
    expect(getNextAccess(state('uapi-v1', 2), 'pending_bytes', 0)).toBe('end-of-stream');
    expect(getNextAccess(state('uapi-v1', 3), 'pending_bytes', 0)).toBe('nothing-now');
  });

  it('[LESSON-16] is written as offset, chunk, size', () => {
    const ways = ACCESSES.map((access) => getNextAccess(state('uapi-v1', 4), access, 1));
    expect(ways).toEqual([undefined, 'write-data', 'read-offset', 'write-size']);
    expect(getNextAccess(state('uapi-v1', 4), 'data_size', 0)).toBe('end-of-stream');
    for (const access of ACCESSES) expect(getNextAccess(state('uapi-v1', 1), access, 1)).toBeUndefined();
  });

  it('[LESSON-17] of v2 ends for now in the pre-copy states, and for good in STOP_COPY', () => {
    const all = of('v2-7.2').states;
    const reads = Object.fromEntries(all.map((each) => [each.name, getEmptyRead(each)]));
    expect(reads).toMatchObject({ PRE_COPY: 'ENOMSG', PRE_COPY_P2P: 'ENOMSG', STOP_COPY: 'end-of-stream' });
    const infos = all.filter((each) => getPrecopyInfo(each) === 'sizes').map(({ name }) => name);
    expect(infos).toEqual(['PRE_COPY', 'PRE_COPY_P2P']);
    expect(getPrecopyInfo(state('v2-7.2', 4))).toBe('EINVAL');
  });
});
