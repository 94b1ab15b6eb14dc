/** All that one cause hits, in words: a line for each kind of finding, and one for flows. */

import type { FlowId } from '../../protocol/clients/client.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Finding, FindingHit } from '../../protocol/trace/finding.ts';
import { fill } from '../../protocol/words/fill.ts';
import { FINDINGS } from './finding-table.ts';

/** Said of flows that make the request too, and that the verdict does not count. */
const ENDS_AS_BEFORE = 'ending as before: {flows}';

/** All migration_flags under which a finding says the same of the same request; empty in v1. */
export function listFlags({ id, from, to, flags, hits = [] }: Finding): readonly number[] {
  const same = hits.filter((hit) => hit.id === id && hit.from === from && hit.to === to);
  const all = new Set([flags, ...same.map((hit) => hit.flags)]);
  return [...all].filter((each) => each !== null).sort((a, b) => a - b);
}

/** A request that a cause hits, as it can be looked at. */
export interface HitRequest {
  /** `RUNNING > STOP (flags 1, 3)`. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The first of its flags; null in v1. */
  readonly flags: number | null;
}

/** What a cause hits, of one kind. */
export interface HitGroup {
  readonly title: string;
  /** The requests or the flows, in words; empty where it is the request of the finding. */
  readonly list: string;
  readonly isOfFlows: boolean;
  /** Those of the list; for flows, where they fail, but for those that are shown already. */
  readonly requests: readonly HitRequest[];
}

/** What the cause hits besides what the finding itself says; empty if there is nothing else. */
export function listHitGroups(finding: Finding, states: readonly StateInfo[]): readonly HitGroup[] {
  const { hits = [], from, to } = finding;
  const ids = [...new Set(hits.map(({ id }) => id))];
  const told = new Set<string>();
  const shown = new Set([`${from}>${to}`]);
  return ids.flatMap((id): HitGroup[] => {
    const own = hits.filter((hit) => hit.id === id);
    const ofFlows = isOfFlows(own);
    if (id === finding.id && namesAll(finding, own)) return [];
    const all = toRequests(own, states);
    const requests = ofFlows
      ? all.filter((each) => !shown.has(`${each.from}>${each.to}`))
      : dropTold(all, own, finding);
    for (const each of requests) shown.add(`${each.from}>${each.to}`);
    const list = ofFlows ? listFlowHits(own) : requests.map(({ text }) => text).join(', ');
    if ((list === '' && id === finding.id) || told.has(list)) return [];
    // That a request newly never returns says that it never returns.
    if (list !== '') told.add(list);
    return [{ title: FINDINGS[id].title, list, isOfFlows: ofFlows, requests }];
  });
}

/** The groups as lines: `newly refused: RUNNING > STOP (flags 1, 3), PRE_COPY > STOP (flags 5)`. */
export const listHitLines = (finding: Finding, states: readonly StateInfo[]): readonly string[] =>
  listHitGroups(finding, states).map(({ title, list }) => [title, list].filter(Boolean).join(': '));

const isOfFlows = (hits: readonly FindingHit[]) => hits.some(({ flows }) => flows.length > 0);

/** True where the sentence of the finding names every flow that it hits, under one set of flags. */
function namesAll({ text }: Finding, hits: readonly FindingHit[]): boolean {
  const words = new Set(text.split(/[\s,.]+/));
  return (
    hits.length === 1 && isOfFlows(hits) && hits.every(({ flows }) => flows.every((flow) => words.has(flow)))
  );
}

/** Each request once, with its flags. */
function toRequests(hits: readonly FindingHit[], states: readonly StateInfo[]): readonly HitRequest[] {
  const requests = new Map<string, FindingHit[]>();
  for (const hit of hits) {
    const key = `${hit.from}>${hit.to}`;
    requests.set(key, [...(requests.get(key) ?? []), hit]);
  }
  return [...requests.values()].flatMap((own) => {
    const [first] = own;
    if (!first || first.from === null || first.to === null) return [];
    const { from, to, flags } = first;
    const request = formatRequest(states, { from, to });
    return [{ text: `${request}${formatFlagList(own.map((hit) => hit.flags))}`, from, to, flags }];
  });
}

/** The request that the finding speaks of is listed only where other requests are listed too. */
function dropTold(
  requests: readonly HitRequest[],
  hits: readonly FindingHit[],
  { id, from, to }: Finding,
): readonly HitRequest[] {
  const [only, ...others] = requests;
  const isTold = others.length === 0 && only?.from === from && only.to === to;
  return isTold && hits.every((hit) => hit.id === id || hit.flags === null) ? [] : requests;
}

/** Each flow once; those of the same flags together, and those that end as before after the others. */
function listFlowHits(hits: readonly FindingHit[]): string {
  const isUnchanged = ({ unchanged }: FindingHit, flow: FlowId) => unchanged?.includes(flow) === true;
  const changed = listFlows(hits, (hit, flow) => !isUnchanged(hit, flow));
  const unchanged = listFlows(hits, isUnchanged);
  return [changed, ...(unchanged === '' ? [] : [fill<string>(ENDS_AS_BEFORE, { flows: unchanged })])]
    .filter(Boolean)
    .join('; ');
}

/** `incoming, loadvm (flags 1); boot (flags 1, 3)`. */
function listFlows(hits: readonly FindingHit[], isOne: (hit: FindingHit, flow: FlowId) => boolean): string {
  const flagsOf = new Map<FlowId, Set<number | null>>();
  for (const hit of hits)
    for (const flow of hit.flows.filter((each) => isOne(hit, each)))
      flagsOf.set(flow, (flagsOf.get(flow) ?? new Set()).add(hit.flags));
  const byFlags = new Map<string, FlowId[]>();
  for (const [flow, flags] of flagsOf) {
    const text = formatFlagList([...flags]);
    byFlags.set(text, [...(byFlags.get(text) ?? []), flow]);
  }
  return [...byFlags].map(([flags, flows]) => `${flows.join(', ')}${flags}`).join('; ');
}

/** ` (flags 5, 7)`; empty in v1. */
function formatFlagList(flags: readonly (number | null)[]): string {
  const listed = [...new Set(flags)].filter((each) => each !== null).sort((a, b) => a - b);
  return listed.length === 0 ? '' : ` (flags ${listed.join(', ')})`;
}
