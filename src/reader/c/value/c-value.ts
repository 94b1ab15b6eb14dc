/**
 * Integers of C: 32 or 64 bits, signed or not, with the conversions that C makes before it computes.
 *
 * @source ISO C 6.3.1.1, 6.3.1.8, 6.5
 */

export interface CValue {
  readonly value: bigint;
  readonly bits: 32 | 64;
  readonly unsigned: boolean;
}

const wrap = (value: bigint, bits: 32 | 64, unsigned: boolean): CValue => ({
  value: unsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value),
  bits,
  unsigned,
});

/** An int of C. */
export const toInt = (value: number | bigint): CValue => wrap(BigInt(value), 32, false);

/** A u32 of the kernel. */
export const toU32 = (value: number | bigint): CValue => wrap(BigInt(value), 32, true);

/** A number for JavaScript; exact up to 53 bits. */
export const toNumber = ({ value }: CValue): number => Number(value);

export const isTrue = ({ value }: CValue): boolean => value !== 0n;

/** The value of a literal: `0x10`, `017`, `1UL`, `'A'`; undefined for anything else. */
export function parseLiteral(text: string): CValue | undefined {
  if (text.startsWith("'")) return text.length === 3 ? toInt(text.charCodeAt(1)) : undefined;
  const [, digits, suffix] =
    /^(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)([uUlL]{0,3})$/.exec(text.slice(0, 80)) ?? [];
  if (digits === undefined || suffix === undefined) return undefined;
  const isOctal = /^0\d/.test(digits);
  if (isOctal && /[89]/.test(digits)) return undefined;
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  if (value >= 1n << 64n) return undefined;
  const mustBeUnsigned = /u/i.test(suffix);
  const isDecimal = /^[1-9]/.test(digits);
  const isLong = /l/i.test(suffix);
  if (!isLong && !mustBeUnsigned && value < 1n << 31n) return wrap(value, 32, false);
  if (!isLong && (mustBeUnsigned || !isDecimal) && value < 1n << 32n) return wrap(value, 32, true);
  if (!mustBeUnsigned && value < 1n << 63n) return wrap(value, 64, false);
  return wrap(value, 64, true);
}

/** `(u32)x`: the value as another type; undefined for a type that is not an integer. */
export function castTo(type: string, from: CValue): CValue | undefined {
  const word = type.replaceAll(/\b(?:const|volatile|enum|struct)\b/g, '').trim();
  if (word === 'bool' || word === '_Bool') return toInt(from.value === 0n ? 0 : 1);
  const [, sign, size] = /^(?:__)?([us])(?:int)?(8|16|32|64)$/.exec(word.replace(/_t$/, '')) ?? [];
  if (size !== undefined) return narrow(from, Number(size), sign === 'u');
  const plain = /^int(8|16|32|64)_t$/.exec(word)?.[1];
  if (plain !== undefined) return narrow(from, Number(plain), false);
  const isUnsigned = /\bunsigned\b|^uint$|^size_t$|^ulong$/.test(word);
  if (/\bchar\b/.test(word)) return narrow(from, 8, isUnsigned);
  if (/\bshort\b/.test(word)) return narrow(from, 16, isUnsigned);
  if (/\blong\b|size_t$|^ulong$/.test(word)) return wrap(from.value, 64, isUnsigned);
  if (/\*|\bvoid\b/.test(word)) return undefined;
  return /^(?:unsigned|signed|int|uint|unsigned int|signed int)$/.test(word) || /\benum\b/.test(type)
    ? wrap(from.value, 32, isUnsigned)
    : undefined;
}

/** Arithmetic turns anything narrower than int into an int. */
function narrow({ value }: CValue, size: number, unsigned: boolean): CValue {
  if (size >= 32) return wrap(value, size === 64 ? 64 : 32, unsigned);
  return toInt(unsigned ? BigInt.asUintN(size, value) : BigInt.asIntN(size, value));
}

/** The value of `operator operand`; undefined for an operator that computes nothing. */
export function computeUnary(operator: string, { value, bits, unsigned }: CValue): CValue | undefined {
  switch (operator) {
    case '!':
      return toInt(value === 0n ? 1 : 0);
    case '~':
      return wrap(~value, bits, unsigned);
    case '-':
      return wrap(-value, bits, unsigned);
    case '+':
      return { value, bits, unsigned };
    default:
      return undefined;
  }
}

/** The value, or in words what C leaves undefined. */
type Computed = CValue | string;

/** The value of `left operator right`, both converted as C does; a text says why there is none. */
export function computeBinary(operator: string, left: CValue, right: CValue): Computed {
  if (operator === '<<' || operator === '>>') return shift(operator, left, right);
  const bits = Math.max(left.bits, right.bits) === 64 ? 64 : 32;
  const unsigned = (left.unsigned && left.bits === bits) || (right.unsigned && right.bits === bits);
  const [a, b] = [wrap(left.value, bits, unsigned).value, wrap(right.value, bits, unsigned).value];
  const toTruth = (truth: boolean) => toInt(truth ? 1 : 0);
  switch (operator) {
    case '+':
      return wrap(a + b, bits, unsigned);
    case '-':
      return wrap(a - b, bits, unsigned);
    case '*':
      return wrap(a * b, bits, unsigned);
    case '/':
      return b === 0n ? 'it divides by 0' : wrap(a / b, bits, unsigned);
    case '%':
      return b === 0n ? 'it divides by 0' : wrap(a % b, bits, unsigned);
    case '&':
      return wrap(a & b, bits, unsigned);
    case '|':
      return wrap(a | b, bits, unsigned);
    case '^':
      return wrap(a ^ b, bits, unsigned);
    case '==':
      return toTruth(a === b);
    case '!=':
      return toTruth(a !== b);
    case '<':
      return toTruth(a < b);
    case '>':
      return toTruth(a > b);
    case '<=':
      return toTruth(a <= b);
    case '>=':
      return toTruth(a >= b);
    default:
      return `${operator} does not compute a constant`;
  }
}

/** The result has the type of the left side alone. */
function shift(operator: '<<' | '>>', { value, bits, unsigned }: CValue, by: CValue): Computed {
  if (by.value < 0n || by.value >= BigInt(bits)) return `it shifts ${bits} bits by ${by.value}`;
  return wrap(operator === '<<' ? value << by.value : value >> by.value, bits, unsigned);
}
