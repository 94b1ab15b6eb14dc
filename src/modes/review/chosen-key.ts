/** The findings that are chosen for the answer, as they are kept: each by the table it is of and its own key. */

import { findByKey } from '../../judge/catalogue/finding-key.ts';
import type { Judged, JudgedInput } from '../../judge/judge-message.ts';
import type { Finding } from '../../protocol/trace/finding.ts';

type Inputs = Pick<Judged, 'inputs'>;

/**
 * What the keys of one table begin with: its name, and its number where the text has several of that name, as two
 * versions of a patch in one mailbox have.
 */
export function getStem({ inputs }: Inputs, of: JudgedInput): string {
  const { name } = of.input;
  const number = inputs.filter(({ input }) => input.name === name).indexOf(of) + 1;
  return number > 1 ? `${name} #${number}: ` : `${name}: `;
}

/** The keys that are chosen of one table, without what they begin with. */
export function listOwn(judged: Inputs, of: JudgedInput, chosen: readonly string[]): readonly string[] {
  const stem = getStem(judged, of);
  return chosen.filter((key) => key.startsWith(stem)).map((key) => key.slice(stem.length));
}

/** The findings that were chosen, in the order of the text's tables. */
export function listChosen(judged: Inputs, chosen: readonly string[]): readonly Finding[] {
  return judged.inputs.flatMap((of) =>
    listOwn(judged, of, chosen).flatMap((key) => findByKey(of.findings, key) ?? []),
  );
}
