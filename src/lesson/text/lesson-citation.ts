/**
 * How a lesson names its sources, in brackets where the statement ends:
 *
 *   [#25]  [#24, #26]                                       messages of the 2021 thread, 0 to 37
 *   [v6.2 drivers/vfio/vfio_main.c vfio_mig_get_next_state()]   a kernel file at a tag
 *   [qemu v8.2.0 hw/vfio/migration.c vfio_save_setup()]         a QEMU file at a tag
 *   [commit 4db52602a607]                                   a commit; an unknown one also needs its date and subject
 *   [mail MESSAGE-ID]                                       a mail; an unknown one also needs its date and subject
 *
 * A semicolon separates several sources in one pair of brackets.
 */

import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { THREAD } from '../../protocol/thread/position.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { Result } from '../../protocol/words/result.ts';
import { CITATION_FAULTS } from './lesson-text-words.ts';

/** The sources of the rule sets: a lesson may name these by hash or Message-ID alone. */
const KNOWN: readonly Citation[] = RULE_SETS.flatMap((ruleSet) => [
  ...ruleSet.citations,
  ...(ruleSet.generation === 'v1' ? ruleSet.orderCitations : []),
]);

/** `near` is the part that cannot be read; `why` is null if it does not look like a citation at all. */
export interface CitationProblem {
  readonly near: string;
  readonly why: string | null;
}

type Read = Citation | string | null;

const DATE = String.raw`(\d{4}(?:-\d{2}){1,2})`;
const THREAD_FORM = /^#(\d+)$/;
const KERNEL_FORM = /^(v\d+\.\d+(?:\.\d+)?(?:-rc\d+)?) +(\S+) +(\S.*)$/;
const QEMU_FORM = /^qemu +(v\d+\.\d+\.\d+(?:-rc\d+)?) +(\S+) +(\S.*)$/;
const COMMIT_FORM = new RegExp(String.raw`^commit +([0-9a-f]{12,40})(?: +${DATE} +(\S.*))?$`);
const MAIL_FORM = new RegExp(String.raw`^mail +(\S+@\S+)(?: +${DATE} +(\S.*))?$`);
const FILE_FORM = /^[\w.-]+(?:\/[\w.-]+)+\.\w+$/;

/** How a text begins that is meant as a citation. */
const BEGINNING = /^(?:#|v\d|qemu\b|commit\b|mail\b)/;

/**
 * The citations between two brackets. `parseCitations('#24, #25')` has two; `x` is not one, and `#38`
 * comes back with the reason why it cannot be cited.
 */
export function parseCitations(text: string): Result<readonly Citation[], CitationProblem> {
  const parts = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .split(/\s*;\s*|\s*,\s*(?=#)/);
  const citations: Citation[] = [];
  for (const part of parts) {
    const read = readCitation(part);
    if (read === null || typeof read === 'string')
      return { ok: false, problem: { near: `[${part}]`, why: read } };
    citations.push(read);
  }
  return { ok: true, value: citations };
}

function readCitation(text: string): Read {
  const [, message] = THREAD_FORM.exec(text) ?? [];
  if (message !== undefined)
    return THREAD[Number(message)]
      ? { kind: 'thread', message: Number(message) }
      : fill(CITATION_FAULTS.message, { last: THREAD.length - 1 });
  if (text.startsWith('qemu')) return readFile('qemu', QEMU_FORM.exec(text));
  if (/^v\d/.test(text)) return readFile('kernel', KERNEL_FORM.exec(text));
  if (text.startsWith('commit ')) return readCommit(COMMIT_FORM.exec(text));
  if (text.startsWith('mail ')) return readMail(MAIL_FORM.exec(text));
  return BEGINNING.test(text) ? CITATION_FAULTS.incomplete : null;
}

function readFile(kind: 'kernel' | 'qemu', match: RegExpExecArray | null): Read {
  const [, tag, file, symbol] = match ?? [];
  if (tag === undefined || file === undefined || symbol === undefined) return CITATION_FAULTS.file;
  return FILE_FORM.test(file) ? { kind, tag, file, symbol } : fill(CITATION_FAULTS.path, { file });
}

function readCommit(match: RegExpExecArray | null): Read {
  const [, commit, date, about] = match ?? [];
  if (commit === undefined) return CITATION_FAULTS.hash;
  if (date !== undefined && about !== undefined) return { kind: 'commit', commit, date, about };
  const known = KNOWN.find((each) => each.kind === 'commit' && commit.startsWith(each.commit));
  return known ?? CITATION_FAULTS.commit;
}

function readMail(match: RegExpExecArray | null): Read {
  const [, messageId, date, about] = match ?? [];
  if (messageId === undefined) return CITATION_FAULTS.messageId;
  if (date !== undefined && about !== undefined) return { kind: 'mail', messageId, date, about };
  const known = KNOWN.find((each) => each.kind === 'mail' && each.messageId === messageId);
  return known ?? CITATION_FAULTS.mail;
}
