/** Which finding comes into view, and where a note is written. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventObject } from 'xstate';
import { createActor, fromCallback } from 'xstate';
import type { JudgeRequest } from '../../../judge/judge-message.ts';
import { judge } from '../../../judge/judge-message.ts';
import { readLog } from '../../../judge/replay/read-log.ts';
import { EMPTY_REVIEW } from '../../../share/store/stored-review.ts';
import { formatHeardLog } from '../log/log-account.ts';
import { formatHeardText } from '../verdict/verdict-heard.ts';
import type { LookedFinding } from './review-look.ts';
import { isOtherText } from './review-look.ts';
import { createReviewMachine, getChosen } from './review-machine.ts';
import type { JudgeOrder, PageOrder, ReviewEvent, ReviewStart, StoreOrder } from './review-order.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../reader/fixtures/${name}`, import.meta.url), 'utf8');

const LOG = readFileSync(
  new URL('../../../reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url),
  'utf8',
);

const FINDING: LookedFinding = { list: 'found', key: 'x', line: null, flags: null, request: null };

/** Review with a text, its answers, and what the page is told. */
function start(name: string, others: Partial<ReviewStart> = {}) {
  const asked: JudgeRequest[] = [];
  const told: PageOrder[] = [];
  const machine = createReviewMachine({
    judge: fromCallback<JudgeOrder, undefined, ReviewEvent>(({ receive }) =>
      receive(({ request }) => asked.push(request)),
    ),
    store: fromCallback<StoreOrder, undefined, ReviewEvent>(() => undefined),
    page: fromCallback<PageOrder, undefined, ReviewEvent>(({ receive }) =>
      receive((order) => told.push(order)),
    ),
    begin: fromCallback<EventObject, undefined, ReviewEvent>(() => undefined),
  });
  const input: ReviewStart = {
    kept: { ...EMPTY_REVIEW, text: read(name) },
    ...{ hasBefore: false, against: null, selection: null, isOpening: false, isLinked: false },
    ...others,
  };
  const actor = createActor(machine, { input }).start();
  const get = () => actor.getSnapshot().context;
  const send = (event: ReviewEvent) => actor.send(event);
  const answer = (request = asked.at(-1)!) => send({ type: 'judge.done', request, judged: judge(request) });
  send({ type: 'log.read', log: { text: read(name), sentence: null } });
  answer();
  return { told, get, send, answer };
}

describe('the finding in view', () => {
  it('[DESK-8] is the first that a patch introduces, for each text and table anew', () => {
    const { get, send, answer, told } = start('breaks-more.patch');
    expect(get().finding).toMatchObject({ list: 'found', line: 7, request: { from: 1, to: 0 } });
    expect(get().finding?.key).toMatch(/^change\.newly-refused /);
    expect([get().line, get().caret]).toEqual([7, null]);
    expect(told.map(({ type }) => type)).toEqual(['say', 'show', 'select']);
    expect(told[2]).toMatchObject({ selection: { from: 1, to: 0 }, flags: null });
    const other = { ...FINDING, key: 'other' };
    send({ type: 'finding.look', finding: other });
    send({ type: 'text.type', text: `${get().kept.text} ` });
    answer();
    expect(get().finding).toBe(other);
    send({ type: 'text.replace', text: read('v2-7.2.c'), name: null });
    answer();
    expect(get().finding?.list).toBe('found');
    expect(get().finding).not.toBe(other);
    send({ type: 'finding.look', finding: other });
    send({ type: 'text.type', text: read('v1-row.patch') });
    answer();
    expect(get().finding).toMatchObject({ line: 8, request: { from: 1, to: 4 } });
  });

  it('[DESK-8] is none where a patch introduces none, nor over the request that a link looks at', () => {
    const sound = start('driver.patch');
    expect([sound.get().finding, sound.told.map(({ type }) => type)]).toEqual([null, ['say', 'show']]);
    const linked = start('breaks-more.patch', { isOpening: true, selection: { from: 3, to: 2 } });
    expect([linked.get().finding, linked.told.map(({ type }) => type)]).toEqual([null, ['say', 'show']]);
  });

  it('[HEAR-8] says what a text has once it is known whether that is a log: for each text and paste, not as it is typed', () => {
    const { told, get, send, answer } = start('breaks-more.patch');
    const listSaid = () => told.flatMap((order) => (order.type === 'say' ? [order.sentence] : []));
    const readText = (text: string, sentence: string | null) =>
      send({ type: 'log.read', log: { text, sentence } });
    expect(listSaid()).toEqual([expect.stringMatching(/^Found: .+\. .+ \d+ errors?\.$/)]);
    const noise = 'a log of some kind';
    send({ type: 'text.replace', text: noise, name: null });
    answer();
    expect(listSaid()).toHaveLength(1);
    readText(noise, 'Found: a log.');
    expect(listSaid().slice(1)).toEqual(['Found: a log.']);
    send({ type: 'text.type', text: `${noise}!` });
    answer();
    readText(`${noise}!`, 'Found: a log.');
    expect(listSaid()).toHaveLength(2);
    send({ type: 'text.type', text: `${noise}!`, isPasted: true });
    answer();
    expect(listSaid().slice(2)).toEqual(['Found: a log.']);
    send({ type: 'text.type', text: noise });
    readText(noise, null);
    expect(listSaid()).toHaveLength(3);
    answer();
    expect(listSaid().slice(3)).toEqual([expect.stringMatching(/^The text has nothing to review\. .+\.$/)]);
    const file = { blob: new Blob([LOG]), first: 1, why: '' };
    send({ type: 'text.replace', text: LOG, name: 'big.log', file });
    expect(get().file).toBe(file);
    send({ type: 'log.read', log: { text: null, sentence: 'Found: a log.' } });
    expect(listSaid().slice(4)).toEqual(['Found: a log.']);
  });

  it('[HEAR-8] a log is told with its devices, its client, its steps and what was found; a patch beside it too', () => {
    const sentence = formatHeardLog(readLog([new TextEncoder().encode(LOG)], {}));
    expect(sentence).toBe('Found: a log of 2 devices, QEMU 9.1 to 11.1. 14 steps, 1 finding, 1 known cause.');
    const line = 'Error: 0000:01:00.0: VFIO migration is not supported in kernel';
    expect(formatHeardLog(readLog([new TextEncoder().encode(line)], {}))).toBe(
      'Found: a log. 1 known cause.',
    );
    const { get } = start('breaks-more.patch', {});
    const log = { text: get().judgedText, sentence };
    const told = formatHeardText({ ...get(), log }, getChosen(get()));
    expect(told.startsWith(get().heard)).toBe(true);
    expect(told.endsWith(sentence)).toBe(true);
  });

  it('[DESK-8] is another after a text took the place of another, not while one is typed', () => {
    expect(isOtherText('a\nb\nc', 'a\nx\nc')).toBe(false);
    expect(isOtherText('a\nb\nc', 'x\ny\nz')).toBe(true);
    expect(isOtherText('', 'x')).toBe(false);
    expect(isOtherText('a\nb', 'a\nb')).toBe(false);
  });
});

describe('a note', () => {
  it('[DESK-9] is on the line that was chosen last, by a finding or by the caret', () => {
    const { get, send } = start('v2-6.2.c');
    const getLine = () => get().caret ?? get().line;
    send({ type: 'caret.move', line: 2 });
    expect(getLine()).toBe(2);
    const request = { from: 6, to: 3 };
    send({ type: 'finding.look', finding: { ...FINDING, line: 4, request } });
    expect(getLine()).toBe(4);
    send({ type: 'page.selected', selection: request });
    expect(getLine()).toBe(4);
    send({ type: 'caret.move', line: 1 });
    send({ type: 'finding.look', finding: { ...FINDING, line: null } });
    expect(getLine()).toBe(1);
  });
});
