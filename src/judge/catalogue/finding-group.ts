/** Findings as a list shows them: by severity, then by id, so that a repeated finding is explained once. */

import type { Finding, FindingId, Severity } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { formatAsked, getStates } from '../report/review-words.ts';
import { getFindingKeys } from './finding-key.ts';
import type { HitGroup } from './hit-words.ts';
import { listFlags, listHitGroups } from './hit-words.ts';

export interface FindingItem {
  readonly key: string;
  readonly finding: Finding;
  /** `STOP_COPY > PRE_COPY`; undefined where it speaks of no request. */
  readonly request: string | undefined;
  /** All flags under which it is so; empty in v1. */
  readonly flags: readonly number[];
  /** What else its cause hits, by kind. */
  readonly hits: readonly HitGroup[];
  /** Those of its citations that not all of the group have. */
  readonly citations: readonly Citation[];
}

export interface FindingGroup {
  readonly id: FindingId;
  readonly items: readonly FindingItem[];
  /** What all of the group cite. */
  readonly citations: readonly Citation[];
}

interface SeveritySection {
  readonly severity: Severity;
  readonly count: number;
  readonly groups: readonly FindingGroup[];
}

/** How many of a group are shown until it is opened; one more is shown as well, rather than a button in its place. */
const SHOWN = 3;

/** Shown only once opened: that the old rules are silent where the new ones refuse follows from any table. */
const FOLDED: ReadonlySet<FindingId> = new Set(['change.silence-refused']);

/** Worst first; all four severities, those without a finding too. Groups and items in the order of the list. */
export function toSections(findings: readonly Finding[]): readonly SeveritySection[] {
  const keys = getFindingKeys(findings);
  return SEVERITIES.map((severity) => {
    const own = findings.filter((finding) => finding.severity === severity);
    const ids = [...new Set(own.map(({ id }) => id))];
    const toMembers = (id: FindingId) => own.filter((finding) => finding.id === id);
    return { severity, count: own.length, groups: ids.map((id) => toGroup(id, toMembers(id), keys)) };
  });
}

/** The first of a group, and the selected one wherever it is; all if that would leave out only one. */
export function getShown(
  { id, items }: FindingGroup,
  selected: string | null,
  isOpen: boolean,
): readonly FindingItem[] {
  const first = FOLDED.has(id) ? 0 : SHOWN;
  if (isOpen || (first > 0 && items.length <= first + 1)) return items;
  return items.filter(({ key }, index) => index < first || key === selected);
}

function toGroup(
  id: FindingId,
  members: readonly Finding[],
  keys: ReadonlyMap<Finding, string>,
): FindingGroup {
  const sources = members.map(
    ({ citations }) => new Map(citations.map((each) => [formatSource(each), each])),
  );
  const [first, ...rest] = sources;
  const shared = [...(first ?? [])].filter(([source]) => rest.every((other) => other.has(source)));
  const names = new Set(shared.map(([source]) => source));
  return {
    id,
    items: members.map((finding, index) => ({
      key: keys.get(finding) ?? '',
      finding,
      request: formatAsked(finding, getStates(finding)),
      flags: listFlags(finding),
      hits: listHitGroups(finding, getStates(finding)),
      citations: [...(sources[index] ?? [])].flatMap(([source, each]) => (names.has(source) ? [] : [each])),
    })),
    citations: shared.map(([, citation]) => citation),
  };
}
