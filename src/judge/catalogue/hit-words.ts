/** All that one cause hits, in words: a line for each kind of finding, and one for flows. */

import type { FlowId } from '../../protocol/clients/client.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Finding, FindingHit, FindingId } from '../../protocol/trace/finding.ts';
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

/**
 * What the cause hits besides what the finding itself says: `newly refused: RUNNING > STOP (flags 1, 3), PRE_COPY > STOP
 * (flags 5)`. Empty if there is nothing else.
 */
export function listHitLines(finding: Finding, states: readonly StateInfo[]): readonly string[] {
  const { hits = [] } = finding;
  const ids = [...new Set(hits.map(({ id }) => id))];
  const told = new Set<string>();
  return ids.flatMap((id) => {
    const own = hits.filter((hit) => hit.id === id);
    if (id === finding.id && namesAll(finding, own)) return [];
    const list = isOfFlows(own) ? listFlowHits(own) : listRequests(own, finding, states).join(', ');
    if ((list === '' && id === finding.id) || told.has(list)) return [];
    // That a request newly never returns says that it never returns.
    if (list !== '') told.add(list);
    return [formatLine(id, list)];
  });
}

const formatLine = (id: FindingId, list: string) => [FINDINGS[id].title, list].filter(Boolean).join(': ');

const isOfFlows = (hits: readonly FindingHit[]) => hits.some(({ flows }) => flows.length > 0);

/** True where the sentence of the finding names every flow that it hits, under one set of flags. */
function namesAll({ text }: Finding, hits: readonly FindingHit[]): boolean {
  const words = new Set(text.split(/[\s,.]+/));
  return (
    hits.length === 1 && isOfFlows(hits) && hits.every(({ flows }) => flows.every((flow) => words.has(flow)))
  );
}

/** Each request once, with its flags; the one that the finding speaks of only where other requests are listed too. */
function listRequests(
  hits: readonly FindingHit[],
  { id, from, to }: Finding,
  states: readonly StateInfo[],
): readonly string[] {
  const requests = new Map<string, FindingHit[]>();
  for (const hit of hits) {
    const key = `${hit.from}>${hit.to}`;
    requests.set(key, [...(requests.get(key) ?? []), hit]);
  }
  const isTold = requests.size === 1 && requests.has(`${from}>${to}`);
  if (isTold && hits.every((hit) => hit.id === id || hit.flags === null)) return [];
  return [...requests.values()].flatMap((own) => {
    const [first] = own;
    if (!first || first.from === null || first.to === null) return [];
    const request = formatRequest(states, { from: first.from, to: first.to });
    return [`${request}${formatFlagList(own.map(({ flags }) => flags))}`];
  });
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
