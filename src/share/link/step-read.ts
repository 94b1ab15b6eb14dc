/** A step read back from a link, in the form that step-text.ts writes. Loaded where there is something to read. */

import { safeParse } from 'valibot';
import type { Step } from '../../protocol/trace/trace.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { stepSchema, VERDICT_KINDS } from '../schema.ts';
import { decodePercent } from './percent.ts';
import { LETTERS, RESET } from './step-text.ts';

const FORM = /^([^:!*]*)(?::([^:!*]*))?(?:!([^:!*]*))?(\*)?$/;
const FAULT_FORM = /^(?:(declined)-(\d+)-(\w+)|(faulted)-(\d+)|(corrupt)-(\w+))$/;

const SENTENCES = {
  form: `a step is ${RESET}, or a state's name with :a, :r, :u or :n, then !fault, then *`,
  escape: 'a percent sign in its name does not begin a valid escape',
  saw: (text: string) => `what was seen is ${formatQuote(text)}, which is not a, r, u or n`,
  fault: (text: string) =>
    `the fault ${formatQuote(text)} is none of declined-ARC-ERRNO, faulted-ARC, corrupt-stays and corrupt-faults`,
  unreadable: (number: number, text: string, why: string) =>
    `Step ${number} of the link, ${formatQuote(text)}, cannot be read: ${why}; ${formatKept(number - 1)}.`,
};

/**
 * The step of a text that `encodeStep` gives. `number` counts from 1; the problem names it, and says that the steps
 * before it are kept. `decodeStep('!reset', 1)` has the value `{ act: 'reset' }`.
 */
export function decodeStep(text: string, number: number): Result<Step> {
  const fail = (why: string) => ({ ok: false, problem: SENTENCES.unreadable(number, text, why) }) as const;
  if (text === RESET) return { ok: true, value: { act: 'reset' } };
  const match = FORM.exec(text);
  if (!match) return fail(SENTENCES.form);
  const [, name = '', letter, faultText, star] = match;
  const to = decodePercent(name);
  if (to === undefined) return fail(SENTENCES.escape);
  const saw = VERDICT_KINDS.find((kind) => LETTERS[kind] === letter);
  if (letter !== undefined && !saw) return fail(SENTENCES.saw(letter));
  const fault = faultText === undefined ? undefined : splitFault(faultText);
  if (faultText !== undefined && !fault) return fail(SENTENCES.fault(faultText));
  const checked = safeParse(stepSchema, {
    act: 'request',
    to,
    ...(fault && { fault }),
    ...(star && { suppose: 'accepted' }),
    ...(saw && { saw }),
  });
  return checked.success ? { ok: true, value: checked.output } : fail(checked.issues[0].message);
}

/** The parts of a fault, not yet checked; undefined for what has not the form of one. */
function splitFault(text: string) {
  const match = FAULT_FORM.exec(text);
  if (!match) return undefined;
  const [, declined, declinedArc, errno, faulted, faultedArc, corrupt, device] = match;
  if (declined) return { kind: declined, arc: Number(declinedArc), errno };
  return faulted ? { kind: faulted, arc: Number(faultedArc) } : { kind: corrupt, device };
}

function formatKept(count: number): string {
  if (count === 0) return 'no step is kept';
  return count === 1 ? 'the step before it is kept' : `the ${count} steps before it are kept`;
}
