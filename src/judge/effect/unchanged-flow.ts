/**
 * Flows that make a request which a patch repairs or breaks, and end for their client as before all the same, because
 * something else decides that: the verdict does not count them, so the list of hits says so.
 */

import type { Finding, FindingHit } from '../../protocol/trace/finding.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import type { FlowLamp } from './effect.ts';
import { compareEnds } from './effect.ts';

/** The findings, their hits with the flows that do not end worse; those that were there before are left alone. */
export const markNotBroken = (findings: readonly Finding[], lamps: readonly FlowLamp[]) =>
  findings.map((finding) =>
    isIntroduced(finding) ? mark(finding, lamps, (change) => change >= 0) : finding,
  );

/** The same of what is repaired, with the flows that do not end better. */
export const markNotMended = (repaired: readonly Finding[], lamps: readonly FlowLamp[]) =>
  repaired.map((finding) => mark(finding, lamps, (change) => change <= 0));

function mark(
  finding: Finding,
  lamps: readonly FlowLamp[],
  isUnchanged: (change: number) => boolean,
): Finding {
  const toMarked = (hit: FindingHit): FindingHit => {
    if (!hit.id.endsWith('.flow-fails')) return hit;
    const unchanged = hit.flows.filter((flow) =>
      lamps.some(
        (lamp) =>
          lamp.flow === flow &&
          lamp.flags === hit.flags &&
          lamp.before !== null &&
          isUnchanged(compareEnds(lamp.before, lamp.after)),
      ),
    );
    return unchanged.length === 0 ? hit : { ...hit, unchanged };
  };
  return finding.hits ? { ...finding, hits: finding.hits.map(toMarked) } : finding;
}
