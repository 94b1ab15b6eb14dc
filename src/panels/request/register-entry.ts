/**
 * What is typed into the register: a u32 in hex, binary, decimal, or the kernel's names. Bad input is a sentence that
 * says what is wrong and what is kept.
 */

import type { StateInfo } from '../../protocol/state/state.ts';
import { isU32 } from '../../protocol/state/state.ts';
import type { Result } from '../../protocol/words/result.ts';

const FORMS = "write 0x3, 011b, 0b011, 3, or a state's name";

/**
 * `parseEntry('011b', states)` is 3, `0x3`, `0b011`, `3` and `_SAVING|_RUNNING` are too.
 * `parseEntry('-1', states).problem` says that the register is unsigned.
 */
export function parseEntry(text: string, states: readonly StateInfo[]): Result<number> {
  const word = text.trim();
  if (word === '') return fail(`The register takes a number: ${FORMS}. The old value is kept.`);
  const named = states.find(({ name }) => name.toLowerCase() === word.replaceAll(/\s/g, '').toLowerCase());
  if (named) return { ok: true, value: named.value };
  if (/^-\s*\d/.test(word))
    return fail(
      `“${word}” is negative, and the register is an unsigned 32-bit value. The old value is kept.`,
    );
  const value = parseNumber(word);
  if (value === undefined) return fail(`“${word}” is not a number: ${FORMS}. The old value is kept.`);
  if (!isU32(value))
    return fail(`“${word}” is above 0xffffffff, the largest 32-bit value. The old value is kept.`);
  return { ok: true, value };
}

const fail = (problem: string): Result<number> => ({ ok: false, problem });

function parseNumber(word: string): number | undefined {
  const binary = /^(?:0b([01]+)|([01]+)b)$/i.exec(word);
  if (binary) return Number.parseInt(binary[1] ?? binary[2] ?? '', 2);
  if (/^0x[0-9a-f]+$/i.test(word)) return Number.parseInt(word, 16);
  return /^\d+$/.test(word) ? Number(word) : undefined;
}

/** `0x00000003` */
export function formatHex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

/** All 32 bits in groups of eight. */
export function formatBinary(value: number): string {
  return value.toString(2).padStart(32, '0').match(/.{8}/g)?.join(' ') ?? '';
}
