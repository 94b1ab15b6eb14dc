/**
 * A finding: something to say about a rule set, a driver or a change, with what it is about and a trace that
 * shows it. judge/catalogue/finding-table.ts says of each id what it means; judge/ produces them, every view shows them.
 */

import type { FlowId } from '../clients/client.ts';
import type { Citation } from '../words/citation.ts';
import type { Trace } from './trace.ts';

/**
 * `error`: breaks userspace or hangs the kernel. `warning`: likely a mistake. `question`: a matter of judgement, to be
 * asked of the author. `note`: information.
 */
export type Severity = 'error' | 'warning' | 'question' | 'note';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'question', 'note'];

/** Stable: links, reports and replies name them. */
export type FindingId =
  | 'v1.flow-fails'
  | 'v1.flow-unspecified'
  | 'v1.charted-refused'
  | 'v1.no-way-back'
  | 'v1.cannot-stop'
  | 'v1.same-refused'
  | 'v1.error-requestable'
  | 'v1.invalid-requestable'
  | 'v1.error-left-without-reset'
  | 'v1.invalid-left-without-reset'
  | 'v1.no-way-into-resuming'
  | 'v1.initial-not-running'
  | 'v1.stop-and-copy-serializes-nothing'
  | 'v1.read-before-load'
  | 'v2.flow-fails'
  | 'v2.never-returns'
  | 'v2.same-broken'
  | 'v2.accepted-then-stuck'
  | 'v2.passes-error'
  | 'v2.longer-path'
  | 'v2.saving-group-interior'
  | 'v2.initial-not-running'
  | 'v2.new-driver-arc'
  | 'v2.new-flags-arc'
  | 'change.newly-refused'
  | 'change.newly-never-returns'
  | 'change.session-changed'
  | 'change.initial-changed'
  | 'change.path-changed'
  | 'change.refused-otherwise'
  | 'change.silence-refused'
  | 'change.no-longer-specified'
  | 'change.newly-accepted'
  | 'change.never-returns-fixed'
  | 'table.arc-not-listed'
  | 'table.bound-lets-through'
  | 'table.bound-missing'
  | 'driver.arc-missing'
  | 'driver.flags-without-arcs'
  | 'driver.arc-never-asked'
  | 'validity.refuses-valid'
  | 'validity.accepts-invalid'
  | 'validity.accepts-error'
  | 'validity.ignores-reserved-bits';

export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** Line of the pasted text, from 1; null where there is no text, or none of its lines says it. */
  readonly line: number | null;
  /** migration_flags; null in v1. */
  readonly flags: number | null;
  /** The request, or the arc, that it speaks of. */
  readonly from: number | null;
  readonly to: number | null;
  /** Complete sentences. */
  readonly text: string;
  /** Of a patch: what the old side says as well is `present`; all else, and all of what is no patch, is introduced. */
  readonly change?: 'introduced' | 'present';
  /** The flows that fail or hang at the request, or rely on silence there, if that is what the finding says. */
  readonly flows?: readonly FlowId[];
  /**
   * All that one cause hits, this finding first; where causes were not looked for, or it hits nothing else, there is no
   * list. judge/findings/finding-causes.ts makes it.
   */
  readonly hits?: readonly FindingHit[];
  readonly citations: readonly Citation[];
  /** Its last step is the request that the finding speaks of. */
  readonly trace: Trace | null;
}

/** One thing that a cause hits: what would be a finding of its own if it had another cause. */
export interface FindingHit extends Pick<Finding, 'id' | 'severity' | 'flags' | 'from' | 'to' | 'text'> {
  readonly flows: readonly FlowId[];
  /** Those that a change does not make end otherwise: something else decides how they end. */
  readonly unchanged?: readonly FlowId[];
}

/**
 * Lines of a pasted text, by request: `lines['3>2']` is where the entry of 3 > 2 stands; `lines['3']` a whole row;
 * `lines.loop` the loop that skips states.
 */
export type RequestLines = Readonly<Record<string, { readonly line: number }>>;
