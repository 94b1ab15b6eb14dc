/** Integers: the type of each literal, each cast, and the conversions, as a C compiler with 64-bit longs has them. */

import { describe, expect, it } from 'vitest';
import type { CValue } from './c-value.ts';
import {
  castTo,
  computeBinary,
  computeUnary,
  isTrue,
  parseLiteral,
  toInt,
  toNumber,
  toU32,
} from './c-value.ts';

const SIGNED: CValue['unsigned'] = false;
const format = (value: CValue | string | undefined) =>
  typeof value === 'object' ? `${value.unsigned ? 'u' : 's'}${value.bits} ${value.value}` : value;
const long = (value: bigint): CValue => ({ value, bits: 64, unsigned: SIGNED });
const ulong = (value: bigint): CValue => ({ value, bits: 64, unsigned: true });

describe('a literal', () => {
  it.each([
    ['0', 's32 0'],
    ['2147483647', 's32 2147483647'],
    ['2147483648', 's64 2147483648'],
    ['4294967295', 's64 4294967295'],
    ['9223372036854775807', 's64 9223372036854775807'],
    ['9223372036854775808', 'u64 9223372036854775808'],
    ['18446744073709551615', 'u64 18446744073709551615'],
    ['0x7fffffff', 's32 2147483647'],
    ['0x80000000', 'u32 2147483648'],
    ['0XFFFFFFFF', 'u32 4294967295'],
    ['0x100000000', 's64 4294967296'],
    ['0xffffffffffffffff', 'u64 18446744073709551615'],
    ['0b101', 's32 5'],
    ['0B11', 's32 3'],
    ['010', 's32 8'],
    ['037777777777', 'u32 4294967295'],
    ['1u', 'u32 1'],
    ['4294967295U', 'u32 4294967295'],
    ['4294967296U', 'u64 4294967296'],
    ['1L', 's64 1'],
    ['1ul', 'u64 1'],
    ['0x10LLU', 'u64 16'],
    ["'A'", 's32 65'],
  ])('[C-4] %s is %s', (text, expected) => expect(format(parseLiteral(text))).toBe(expected));

  it.each([
    '',
    'x',
    '08',
    '0789',
    '0x',
    '0b2',
    '1.5',
    '1f',
    '1uuuu',
    '18446744073709551616',
    "'AB'",
    "''",
    '1 ',
    ' 1',
  ])('[C-4] %j is none', (text) => expect(parseLiteral(text)).toBeUndefined());

  it('[C-4] is none if it is longer than any integer', () => {
    expect(parseLiteral(`0x${'0'.repeat(70)}1`)).toBeDefined();
    expect(parseLiteral(`${'0'.repeat(79)}17`)).not.toEqual(toInt(15));
  });
});

describe('a cast', () => {
  const minus = toInt(-1);
  it.each([
    ['u8', 's32 255'],
    ['s8', 's32 -1'],
    ['__u16', 's32 65535'],
    ['__s16', 's32 -1'],
    ['u32', 'u32 4294967295'],
    ['s32', 's32 -1'],
    ['u64', 'u64 18446744073709551615'],
    ['__s64', 's64 -1'],
    ['uint8_t', 's32 255'],
    ['int8_t', 's32 -1'],
    ['uint32_t', 'u32 4294967295'],
    ['int16_t', 's32 -1'],
    ['int32_t', 's32 -1'],
    ['int64_t', 's64 -1'],
    ['uint64_t', 'u64 18446744073709551615'],
    ['unsigned char', 's32 255'],
    ['char', 's32 -1'],
    ['unsigned short', 's32 65535'],
    ['short int', 's32 -1'],
    ['long', 's64 -1'],
    ['unsigned long', 'u64 18446744073709551615'],
    ['ulong', 'u64 18446744073709551615'],
    ['size_t', 'u64 18446744073709551615'],
    ['ssize_t', 's64 -1'],
    ['int', 's32 -1'],
    ['signed', 's32 -1'],
    ['signed int', 's32 -1'],
    ['unsigned', 'u32 4294967295'],
    ['unsigned int', 'u32 4294967295'],
    ['uint', 'u32 4294967295'],
    ['const u32', 'u32 4294967295'],
    ['volatile int', 's32 -1'],
    ['enum mlx5_state', 's32 -1'],
    ['bool', 's32 1'],
    ['_Bool', 's32 1'],
  ])('[C-5] of -1 to %s is %s', (type, expected) => expect(format(castTo(type, minus))).toBe(expected));

  it.each(['void', 'void *', 'struct mlx5_vf', 'struct x *', 'foo_t', 'u24', 'char16', 'unsigned x'])(
    '[C-5] to %s is none, as it is no integer',
    (type) => expect(castTo(type, minus)).toBeUndefined(),
  );

  it('[C-5] to bool is 0 only for 0', () => {
    expect(['0', '1', '4'].map((text) => format(castTo('bool', toInt(BigInt(text)))))).toEqual([
      's32 0',
      's32 1',
      's32 1',
    ]);
  });

  it('[C-5] keeps the low bits', () => {
    expect(format(castTo('u8', toInt(0x1ff)))).toBe('s32 255');
    expect(format(castTo('s8', toInt(0x80)))).toBe('s32 -128');
    expect(format(castTo('u32', long(0x1_0000_0005n)))).toBe('u32 5');
    expect(format(castTo('int', long(0x8000_0000n)))).toBe('s32 -2147483648');
  });
});

describe('an operator', () => {
  it.each([
    ['+', long(1n), toInt(-2), 's64 -1'],
    ['+', toU32(0xffff_ffff), toInt(1), 'u32 0'],
    ['+', toU32(0xffff_ffff), long(1n), 's64 4294967296'],
    ['+', ulong(1n), toInt(-2), 'u64 18446744073709551615'],
    ['-', toInt(1), toU32(2), 'u32 4294967295'],
    ['*', toInt(0x1_0000), toInt(0x1_0000), 's32 0'],
    ['*', long(0x1_0000n), toInt(0x1_0000), 's64 4294967296'],
    ['/', toInt(-7), toU32(2), 'u32 2147483644'],
    ['/', toInt(7), toInt(-2), 's32 -3'],
    ['%', toInt(-7), toInt(3), 's32 -1'],
    ['&', toInt(-1), toU32(6), 'u32 6'],
    ['|', toInt(4), long(1n), 's64 5'],
    ['^', toInt(5), toInt(1), 's32 4'],
    ['==', toInt(-1), toU32(0xffff_ffff), 's32 1'],
    ['!=', toInt(-1), toU32(0xffff_ffff), 's32 0'],
    ['<', toInt(-1), toU32(0), 's32 0'],
    ['<', toInt(-1), long(0n), 's32 1'],
    ['>', toInt(-1), toU32(0), 's32 1'],
    ['<=', toInt(2), toInt(2), 's32 1'],
    ['>=', toInt(1), toInt(2), 's32 0'],
    ['>=', toInt(2), toInt(2), 's32 1'],
    ['<<', toInt(1), long(31n), 's32 -2147483648'],
    ['<<', toU32(1), toInt(31), 'u32 2147483648'],
    ['<<', long(1n), toInt(63), 's64 -9223372036854775808'],
    ['>>', toInt(-8), toInt(1), 's32 -4'],
    ['>>', toU32(0xffff_fff8), toInt(1), 'u32 2147483644'],
  ] as const)('[C-6] %s converts both sides first', (operator, left, right, expected) =>
    expect(format(computeBinary(operator, left, right))).toBe(expected),
  );

  it('[C-6] says why there is no value', () => {
    expect(computeBinary('/', toInt(1), toInt(0))).toBe('it divides by 0');
    expect(computeBinary('%', toInt(1), toInt(0))).toBe('it divides by 0');
    expect(computeBinary('<<', toInt(1), toInt(32))).toBe('it shifts 32 bits by 32');
    expect(computeBinary('>>', long(1n), toInt(64))).toBe('it shifts 64 bits by 64');
    expect(computeBinary('<<', toInt(1), toInt(-1))).toBe('it shifts 32 bits by -1');
    expect(computeBinary('&&', toInt(1), toInt(1))).toBe('&& does not compute a constant');
  });

  it('[C-6] on one side keeps the type, except for !', () => {
    expect(format(computeUnary('!', ulong(0n)))).toBe('s32 1');
    expect(format(computeUnary('!', ulong(4n)))).toBe('s32 0');
    expect(format(computeUnary('~', toU32(0)))).toBe('u32 4294967295');
    expect(format(computeUnary('~', long(0n)))).toBe('s64 -1');
    expect(format(computeUnary('-', toU32(1)))).toBe('u32 4294967295');
    expect(format(computeUnary('-', toInt(-2147483648)))).toBe('s32 -2147483648');
    expect(format(computeUnary('+', ulong(3n)))).toBe('u64 3');
    expect([computeUnary('*', toInt(1)), computeUnary('++', toInt(1))]).toEqual([undefined, undefined]);
  });

  it('[C-6] reads numbers of JavaScript and gives them back', () => {
    expect([toNumber(toInt(0xffff_ffff)), toNumber(toU32(-1)), toNumber(long(1n << 53n))]).toEqual([
      -1,
      2 ** 32 - 1,
      2 ** 53,
    ]);
    expect([isTrue(toInt(0)), isTrue(toInt(-1))]).toEqual([false, true]);
  });
});
