/**
 * One verdict for one act. Every verdict that is asked is counted, whoever asks: the history for an act, the table for
 * what is shown. Whole parts of the page are rendered, so that a component that asks again is found.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { getShownOutcome } from '../graph/picture/shown-outcome.ts';
import { toCompared } from '../graph/picture/union-graph.ts';
import { getCurrent, getLastOutcome, getLine } from '../machine/history.ts';
import { createWorkspace, openTrace } from '../machine/workspace.ts';
import { openPage } from '../page/open-page.ts';
import { getOpening } from '../page/opening/opening-read.ts';
import { PageContext } from '../page/page-context.tsx';
import { toStored, toView } from '../page/snapshot.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import type { Step } from '../protocol/trace/trace.ts';
import { of } from '../protocol/trace/walk.ts';
import { compareRuleSets } from '../protocol/verdict/difference.ts';
import { encodeLink } from '../share/link/link.ts';
import { encodeHistory } from '../share/store/stored-history.ts';
import { createLockStepWalk } from './lock-step/lock-step.ts';
import { Inspector } from './request/inspect/Inspector.tsx';
import { GraphPart, HistoryPart, MatrixPart, RegisterPart } from './request-parts.tsx';

const asked = vi.hoisted((): object[] => []);

vi.mock('../protocol/verdict/request-verdict.ts', async (load) => {
  const { getVerdict } = await load<typeof import('../protocol/verdict/request-verdict.ts')>();
  return {
    getVerdict: (...request: Parameters<typeof getVerdict>) => {
      asked.push(request[0]);
      return getVerdict(...request);
    },
  };
});

/** How many verdicts are asked meanwhile, of these rules or of any. */
function count(run: () => void, ruleSet?: RuleSet): number {
  asked.length = 0;
  run();
  return asked.filter((each) => !ruleSet || each === ruleSet).length;
}

const noop = () => undefined;
const SHOWN = { refused: true, unspecified: true, neverReturns: true };

/** A history, and the page around it: graph, verdict, legend, matrix, register, history, and all about the request. */
function begin(ruleSet: RuleSet, workspace = createWorkspace(ruleSet)) {
  const page = openPage({ ...getOpening('', { history: null }), workspace });
  const { history } = page;
  const get = () => history.getSnapshot().context;
  const show = () => {
    const { ruleSet: rules, flags, history, selection, armed } = get();
    const request = selection ?? { from: rules.initial, to: rules.initial };
    const moment = { current: getCurrent(history), armed, last: getLastOutcome(history) };
    renderToStaticMarkup(
      <PageContext value={page}>
        <GraphPart shown={SHOWN} isLarge={false} onShown={noop} />
        <MatrixPart />
        <RegisterPart />
        <HistoryPart />
        <Inspector
          ruleSet={rules}
          all={RULE_SETS}
          flags={flags}
          request={request}
          current={moment.current}
          shown={getShownOutcome(rules, { ...request, flags }, moment)}
          onAsk={noop}
          onFlags={noop}
          onReset={noop}
          onRules={noop}
        />
      </PageContext>,
    );
  };
  return { get, show, send: history.send.bind(history) };
}

/** Rules that no other test has shown: a table belongs to the object. */
const toFresh = (id: string): RuleSet => ({ ...of(id) });

/** Every listed value but the present one, and one that is not listed. */
const toWishes = ({ states, initial }: RuleSet) => [
  ...states.map(({ value }) => value).filter((value) => value !== initial),
  0xf000,
];

describe.each(RULE_SETS.map(({ id }) => id))('%s', (id) => {
  it('[VERDICT-ONE-1] asks one verdict for an act, the first one too, and none for a reset', () => {
    for (const to of toWishes(of(id))) {
      const { send } = begin(toFresh(id));
      expect(count(() => send({ type: 'request', to }))).toBe(1);
      expect(count(() => send({ type: 'reset' }))).toBe(0);
    }
  });

  it('[VERDICT-ONE-1] asks one for an act with a fault or a supposition', () => {
    const { send, get } = begin(toFresh(id));
    for (const to of toWishes(of(id))) {
      send({ type: 'fault.arm', fault: { kind: 'faulted', arc: 1 } });
      expect(count(() => send({ type: 'request', to, suppose: 'accepted' }))).toBe(1);
      send({ type: 'reset' });
    }
    expect(getLine(get().history).length).toBeGreaterThan(4);
  });

  it('[VERDICT-ONE-2] asks each verdict of a picture once, and one for an act and all that shows it', () => {
    const ruleSet = toFresh(id);
    const { send, show } = begin(ruleSet);
    expect(count(show, ruleSet)).toBe(ruleSet.states.length ** 2);
    expect(count(show)).toBe(0);
    for (const to of toWishes(ruleSet)) {
      const act = () => {
        send({ type: 'request', to });
        show();
      };
      expect(count(act, ruleSet)).toBe(1);
      expect(count(show)).toBe(0);
      send({ type: 'reset' });
    }
  });

  it('[VERDICT-ONE-3] asks none for a change of rules with nothing asked yet, beyond the table of its picture', () => {
    const ruleSet = toFresh(id);
    const { send, show } = begin(of('uapi-v1'));
    show();
    expect(count(() => send({ type: 'rules.change', ruleSet }))).toBe(0);
    expect(count(show)).toBe(ruleSet.states.length ** 2);
    expect(count(() => send({ type: 'rules.change', ruleSet: of('uapi-v1') }))).toBe(0);
    expect(count(() => send({ type: 'rules.change', ruleSet }))).toBe(0);
    expect(count(show)).toBe(0);
  });
});

/** The state to ask for from each place of a long walk: there and back again. */
const toWalk = (length: number): Step[] =>
  Array.from({ length }, (_, index) => ({ act: 'request', to: index % 2 ? 'RUNNING' : 'STOP' }));

describe('a walk of 1,000 steps', () => {
  it('[VERDICT-ONE-4] is made once when it is opened, whether it is kept, linked or both', () => {
    const ruleSet = of('v2-7.2');
    const long = openTrace(ruleSet, 7, toWalk(1000), 1000);
    expect(count(() => getOpening('', { history: encodeHistory(toStored(long)) }))).toBe(1000);
    // As many as a link holds.
    const workspace = openTrace(ruleSet, 7, toWalk(500), 500);
    const history = encodeHistory(toStored(workspace));
    const link = encodeLink(toView(workspace, null));
    expect(count(() => getOpening(link, { history: null }))).toBe(500);
    expect(count(() => getOpening(link, { history }))).toBe(500);
    expect(count(() => getOpening('', { history: null }))).toBe(0);
  });

  it('[VERDICT-ONE-4] is not made again by an act, a step, a branch, undo or redo', () => {
    const ruleSet = toFresh('v2-7.2');
    const { send, show } = begin(ruleSet, openTrace(ruleSet, 7, toWalk(1000), 1000));
    show();
    const events = ['cursor.back', 'cursor.start', 'cursor.forward', 'cursor.end', 'undo', 'redo'] as const;
    for (const type of events)
      expect(
        count(() => send({ type })),
        type,
      ).toBe(0);
    expect(count(() => send({ type: 'cursor.move', id: 500 }))).toBe(0);
    expect(count(() => send({ type: 'request', to: 4 }))).toBe(1);
    for (const type of events)
      expect(
        count(() => send({ type })),
        type,
      ).toBe(0);
    expect(count(show, ruleSet)).toBe(0);
    expect(count(() => send({ type: 'rules.change', ruleSet: of('v2-6.2') }))).toBe(1001);
  });
});

describe('a comparison', () => {
  it('[VERDICT-ONE-5] reads both sides from their tables: none is asked for a difference that was shown', () => {
    const [old, shown] = [toFresh('v2-6.2'), toFresh('v2-7.2')];
    const cells = 4 * 8 ** 2;
    expect(count(() => compareRuleSets(old, shown))).toBe(2 * cells);
    expect(count(() => compareRuleSets(shown, old))).toBe(0);
    expect(count(() => toCompared(old, shown, 7))).toBe(0);
  });

  it('[VERDICT-ONE-5] walks a step in lock-step once, however the list grows, shrinks and branches', () => {
    const walk = createLockStepWalk(toFresh('v2-6.2'), toFresh('v2-7.2'), 7, 2);
    const steps = toWalk(1000);
    const before = walk(steps);
    expect(count(() => walk(steps))).toBe(0);
    const branch: Step = { act: 'request', to: 'STOP_COPY' };
    const after = walk([...steps, branch]);
    expect(after.steps.slice(0, 1000).every((step, index) => step === before.steps[index])).toBe(true);
    expect(walk([...steps.slice(0, 3), branch]).steps.slice(0, 3)).toEqual(before.steps.slice(0, 3));
    expect(walk(steps.slice(0, 10)).steps.every((step, index) => step === before.steps[index])).toBe(true);
  });
});

describe('the rules', () => {
  it('[VERDICT-ONE-6] are asked by the table and by the replay of an act alone; all else reads or replays', () => {
    const root = new URL('../', import.meta.url);
    const asking = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\.tsx?$/.test(path))
      .filter((path) => readFileSync(new URL(path, root), 'utf8').includes("/request-verdict.ts'"));
    expect(asking.sort()).toEqual([
      'protocol/rule-sets/table-checks.ts',
      'protocol/trace/replay.ts',
      'protocol/trace/walk.ts',
      'protocol/verdict/verdict-table.ts',
    ]);
  });
});
