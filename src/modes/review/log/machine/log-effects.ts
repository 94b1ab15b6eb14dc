/** How the log's machine acts on the world: it follows the text of Review, and a worker reads it. */

import type { ActorRefFrom } from 'xstate';
import { fromCallback } from 'xstate';
import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import type { WorkerClient } from '../../../../page/work/worker-client.ts';
import { createWorkerClient } from '../../../../page/work/worker-client.ts';
import type { Subject, workbenchMachine } from '../../../../page/workbench.ts';
import type { RuleSet } from '../../../../protocol/rule-sets/rule-set.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import type { StoredLogChoices } from '../../../../share/store/stored-review.ts';
import type { announce } from '../../../../ui/attention/announce.ts';
import type { ReviewContext } from '../../machine/review-order.ts';
import type { ReviewActor } from '../../machine/review-start.ts';
import { formatHeardLog, toSubject } from '../log-account.ts';
import { LOG_WORDS, LOG_WORK_WORDS } from '../log-words.ts';
import type { LogEffects, LogEvent, OtherOrder, ReadOrder, SayOrder, SubjectOrder } from './log-machine.ts';
import type { LogRequest, LogSource } from './log-source.ts';
import { isSameSource, toOptions } from './log-source.ts';

export type LogClient = WorkerClient<LogRequest, LogReading, number>;

export const createLogClient = (): LogClient =>
  createWorkerClient(
    () => new Worker(new URL('./log-worker.ts', import.meta.url), { type: 'module', name: 'log' }),
    LOG_WORK_WORDS,
  );

const NO_CHOICES: StoredLogChoices = {};

export const toSource = ({ kept, file }: Pick<ReviewContext, 'kept' | 'file'>): LogSource => ({
  text: file?.blob ?? kept.text,
  choices: kept.log ?? NO_CHOICES,
});

/** It hears of the text, and of a step that an address names: one that it wrote itself is known. */
export const createFollow = (
  review: ReviewActor,
  workbench: ActorRefFrom<typeof workbenchMachine>,
  getWritten: () => string | null,
): LogEffects['follow'] =>
  fromCallback(({ sendBack }) => {
    let named = getNamed(workbench);
    const hear = () => {
      const now = getNamed(workbench);
      if (now === named) return;
      named = now;
      if (now !== getWritten()) sendBack({ type: 'address.open', spot: now });
    };
    const other = workbench.subscribe(hear);
    let known = toSource(review.getSnapshot().context);
    const tell = () => {
      const source = toSource(review.getSnapshot().context);
      if (isSameSource(source, known)) return;
      known = source;
      sendBack({ type: 'source.change', source });
    };
    const subscription = review.subscribe(tell);
    return () => {
      subscription.unsubscribe();
      other.unsubscribe();
    };
  });

/** The step that the address names. */
export const getNamed = (workbench: ActorRefFrom<typeof workbenchMachine>): string | null =>
  workbench.getSnapshot().context.step ?? null;

export const createVoice = (notify: (sentence: string) => void, say: typeof announce): LogEffects['voice'] =>
  fromCallback<SayOrder, undefined, LogEvent>(({ receive }) =>
    receive(({ type, sentence, isBad }) =>
      type === 'notice' ? notify(sentence) : say(sentence, isBad ? 'assertive' : 'polite'),
    ),
  );

/** The header names the log in place of two rule sets, as long as the text has no table or driver; Review says what it has. */
export const createSubject = (
  review: ReviewActor,
  workbench: ActorRefFrom<typeof workbenchMachine>,
): LogEffects['subject'] =>
  fromCallback<SubjectOrder, undefined, LogEvent>(({ receive }) => {
    let reading: LogReading | null = null;
    let own: Subject | null = null;
    const tell = () => {
      const { judged } = review.getSnapshot().context;
      const wanted = reading && !judged?.inputs.length ? toSubject(reading) : null;
      const now = workbench.getSnapshot().context.subject ?? null;
      if (wanted ? now?.title === wanted.title && now.text === wanted.text : now !== own || own === null)
        return;
      own = wanted;
      workbench.send({ type: 'subject.change', subject: wanted });
    };
    receive((order) => {
      reading = order.reading;
      tell();
      const { text } = order.source;
      const { file } = review.getSnapshot().context;
      const none =
        file && file.blob === text && order.isRead ? fill(LOG_WORDS.notLog, { why: file.why }) : null;
      const sentence = reading && order.isRead ? formatHeardLog(reading) : none;
      review.send({ type: 'log.read', log: { text: typeof text === 'string' ? text : null, sentence } });
    });
    const subscriptions = [review.subscribe(tell), workbench.subscribe(tell)];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      if (own !== null && workbench.getSnapshot().context.subject === own)
        workbench.send({ type: 'subject.change', subject: null });
    };
  });

/** The worker starts with the first text. `listRules` names all that may be chosen. */
export const createReader = (
  createClient: () => LogClient,
  listRules: () => readonly RuleSet[],
): LogEffects['reader'] =>
  fromCallback<ReadOrder, undefined, LogEvent>(({ receive, sendBack }) => {
    let client: LogClient | null = null;
    const stop = () => {
      client?.close();
      client = null;
    };
    receive(({ source }) => {
      if (source === null) return stop();
      client ??= createClient();
      const request = { text: source.text, options: toOptions(source.choices, listRules()) };
      const onTold = (read: number) => sendBack({ type: 'log.told', source, read });
      void client.ask(request, onTold).then((answer) => {
        if (answer.kind === 'done') sendBack({ type: 'log.done', source, reading: answer.value });
        else if (answer.kind === 'failed') sendBack({ type: 'log.failed', source, why: answer.why });
      });
    });
    return stop;
  });

/** Its worker ends with each log that is read. */
export const createOther = (
  createClient: () => LogClient,
  listRules: () => readonly RuleSet[],
): LogEffects['other'] =>
  fromCallback<OtherOrder, undefined, LogEvent>(({ receive, sendBack }) => {
    let client: LogClient | null = null;
    receive(({ file, choices }) => {
      client?.close();
      const reader = createClient();
      client = reader;
      void reader.ask({ text: file, options: toOptions(choices, listRules()) }).then((answer) => {
        reader.close();
        if (answer.kind === 'done') sendBack({ type: 'other.done', file, reading: answer.value });
        else if (answer.kind === 'failed') sendBack({ type: 'other.failed', file, why: answer.why });
      });
    });
    return () => client?.close();
  });
