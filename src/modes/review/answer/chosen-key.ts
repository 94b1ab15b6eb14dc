/** How the findings chosen for the answer are stored: each by the name of its table and its own key. */

import { findByKey } from '../../../judge/catalogue/finding-key.ts';
import type { Judged, JudgedInput } from '../../../judge/judge-message.ts';
import type { Finding } from '../../../protocol/trace/finding.ts';

type Inputs = Pick<Judged, 'inputs'>;

/**
 * The prefix of one table's keys: its name, with a number if the text has several tables of that name, as a mailbox with
 * two versions of a patch has.
 */
export function getStem({ inputs }: Inputs, of: JudgedInput): string {
  const { name } = of.input;
  const number = inputs.filter(({ input }) => input.name === name).indexOf(of) + 1;
  return number > 1 ? `${name} #${number}: ` : `${name}: `;
}

/** The chosen keys of one table, without their prefix. */
export function listOwn(judged: Inputs, of: JudgedInput, chosen: readonly string[]): readonly string[] {
  const stem = getStem(judged, of);
  return chosen.filter((key) => key.startsWith(stem)).map((key) => key.slice(stem.length));
}

/** The chosen findings, in the order of the text's tables. */
export function listChosen(judged: Inputs, chosen: readonly string[]): readonly Finding[] {
  return judged.inputs.flatMap((of) =>
    listOwn(judged, of, chosen).flatMap((key) => findByKey(of.findings, key) ?? []),
  );
}
