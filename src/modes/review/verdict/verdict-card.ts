/**
 * The card of a verdict as plain data: what a patch does in one line, the flows of clients as lamps, and what was found.
 * The page and the SVG show the same card.
 */

import type { FlowEnd, FlowLamp } from '../../../judge/effect/effect.ts';
import { FLOW_END_WORDS, formatEffect } from '../../../judge/effect/effect-words.ts';
import { isIntroduced } from '../../../judge/findings/finding-split.ts';
import type { JudgedInput } from '../../../judge/judge-message.ts';
import type { FlowId } from '../../../protocol/clients/client.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { FORM_WORDS } from '../../../reader/review-form.ts';
import { FOUND_WORDS, VERDICT_WORDS } from './verdict-words.ts';

/** A flow that ends differently, with all flags under which it does. */
export interface ChangedLamp {
  readonly key: string;
  readonly flow: FlowId;
  /** `flags 3, 7`; empty where it is so with all. */
  readonly flags: string;
  readonly before: FlowEnd;
  readonly after: FlowEnd;
  /** `incoming with flags 3, 7: completes before, fails now` */
  readonly words: string;
}

/** A flow that ends as before, or one that has no before. */
export interface SteadyLamp {
  readonly flow: FlowId;
  /** The worst of its flags. */
  readonly end: FlowEnd;
  /** `boot: completes`, `incoming: fails with some flags` */
  readonly words: string;
}

export interface VerdictCard {
  /** `is_move_allowed`, and what it is. */
  readonly name: string;
  readonly form: string;
  /** What the patch does. */
  readonly line: string;
  /** What it is and what it is compared with, in sentences. */
  readonly about: readonly string[];
  /** Worst first. */
  readonly changed: readonly ChangedLamp[];
  readonly steady: readonly SteadyLamp[];
  /** False where there is nothing to compare the flows with. */
  readonly hasBefore: boolean;
  /** `1 error and 2 notes introduced`, `1 repaired`, `8 from before`. */
  readonly counts: readonly string[];
}

/** From worst to best. */
const ENDS: readonly FlowEnd[] = ['hangs', 'aborts', 'fails', 'completes'];

/** The card of one table, driver or check. */
export function toVerdictCard(judged: JudgedInput): VerdictCard {
  const { input, table, findings, repaired } = judged;
  const { effect } = table;
  const isWhole = input.faults.length === 0;
  const lamps = isWhole ? effect.flows : [];
  const changed = listChanged(lamps);
  const moved = new Set(changed.map(({ flow }) => flow));
  const old = input.old !== null;
  const introduced = findings.filter(isIntroduced).length;
  return {
    name: input.name,
    form: FORM_WORDS[input.form],
    line: isWhole ? formatEffect(effect) : VERDICT_WORDS.partly,
    about: listAbout(judged),
    changed,
    steady: listSteady(lamps.filter(({ flow }) => !moved.has(flow))),
    hasBefore: lamps.some(({ before }) => before !== null),
    counts: old
      ? [
          ...count(FOUND_WORDS.introducedCount, introduced),
          ...count(FOUND_WORDS.repairedCount, repaired.length),
          ...count(FOUND_WORDS.presentCount, findings.length - introduced),
        ]
      : [],
  };
}

const count = (sentence: string, number: number) => (number === 0 ? [] : [fill(sentence, { count: number })]);

/** Which built-in rule set it is, and what it is compared with. */
function listAbout({ table, before }: JudgedInput): readonly string[] {
  const known = table.is === null ? undefined : getRuleSet(table.is);
  const { old } = table;
  const isOld = old !== null && 'id' in old && old.id === before?.id;
  return [
    ...(known ? [fill(VERDICT_WORDS.is, { id: known.id, title: known.title })] : []),
    ...(before && !isOld ? [fill(VERDICT_WORDS.against, { id: before.id, title: before.title })] : []),
  ];
}

function listChanged(lamps: readonly FlowLamp[]): readonly ChangedLamp[] {
  const all = new Map<FlowId, number>();
  for (const { flow } of lamps) all.set(flow, (all.get(flow) ?? 0) + 1);
  const groups = new Map<string, { readonly lamp: FlowLamp; readonly flags: (number | null)[] }>();
  for (const lamp of lamps) {
    const { flow, before, after, flags } = lamp;
    if (before === null || before === after) continue;
    const key = `${flow} ${before} ${after}`;
    const known = groups.get(key);
    if (known) known.flags.push(flags);
    else groups.set(key, { lamp, flags: [flags] });
  }
  const rows = [...groups].flatMap(([key, { lamp, flags }]): ChangedLamp[] => {
    const { flow, before, after } = lamp;
    if (before === null) return [];
    const isAll = flags.length === all.get(flow);
    const listed = isAll ? '' : fill(VERDICT_WORDS.withFlags, { flags: flags.join(', ') });
    const end = fill(VERDICT_WORDS.from, { before: FLOW_END_WORDS[before], after: FLOW_END_WORDS[after] });
    const words = fill(listed === '' ? VERDICT_WORDS.lamp : VERDICT_WORDS.lampWithFlags, {
      ...{ flow, end, flags: listed },
    });
    return [{ key, flow, flags: listed, before, after, words }];
  });
  return rows.toSorted((a, b) => getGain(a) - getGain(b));
}

/** Below 0 where it ends worse. */
const getGain = ({ before, after }: ChangedLamp) => Math.sign(ENDS.indexOf(after) - ENDS.indexOf(before));

function listSteady(lamps: readonly FlowLamp[]): readonly SteadyLamp[] {
  const flows = [...new Set(lamps.map(({ flow }) => flow))];
  const steady = flows.map((flow): SteadyLamp => {
    const ends = new Set(lamps.filter((lamp) => lamp.flow === flow).map(({ after }) => after));
    const end = ENDS.find((each) => ends.has(each)) ?? 'completes';
    const word = FLOW_END_WORDS[end];
    const words = fill(VERDICT_WORDS.lamp, {
      ...{ flow, end: ends.size > 1 ? fill(VERDICT_WORDS.mixed, { end: word }) : word },
    });
    return { flow, end, words };
  });
  return steady.toSorted((a, b) => ENDS.indexOf(a.end) - ENDS.indexOf(b.end));
}
