/**
 * A program around a step function: the kernel's names, a structure for each that the text only names, and functions
 * that succeed for those that it only calls. The device holds the current state in every member.
 */

import { V2_STATES } from '../../src/protocol/state/state.ts';
import { findForeignNames } from '../../src/reader/text/foreign-name.ts';
import type { Generation } from '../../src/reader/text/kernel-name.ts';

export type Harness =
  | { readonly ok: true; readonly program: string }
  | { readonly ok: false; readonly why: string };

/** By value. */
const STATES = V2_STATES.toSorted((a, b) => a.value - b.value).map(({ name }) => name);

const KERNEL = `
typedef unsigned int u32; typedef unsigned char u8; typedef unsigned short u16; typedef long ssize_t; typedef unsigned long size_t;
typedef int s32; typedef unsigned int __u32; typedef unsigned int uint32_t; typedef unsigned char uint8_t; typedef unsigned long u64; typedef unsigned char bool;
#define true 1
#define false 0
#define NULL ((void *)0)
#define EINVAL 22
#define EIO 5
#define EOPNOTSUPP 95
#define EBUSY 16
#define ENODEV 19
#define ENOTTY 25
#define EPERM 1
#define EFAULT 14
#define ERROR_INT(x) (-(x))
#define ENOMEM 12
#define ERR_PTR(x) ((void *)(long)(x))
#define ERR_CAST(x) ((void *)(x))
#define PTR_ERR(x) ((long)(x))
#define IS_ERR(x) ((unsigned long)(x) >= (unsigned long)-4095)
#define WARN_ON(x) (x)
#define VFIO_MIGRATION_STOP_COPY 1
#define VFIO_MIGRATION_P2P 2
#define VFIO_MIGRATION_PRE_COPY 4
#define BIT(x) (1UL << (x))
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))
#define READ_ONCE(x) (x)
#define likely(x) (x)
#define unlikely(x) (x)
#define fallthrough
#define GENMASK(h, l) (((2UL << (h)) - 1) & ~((1UL << (l)) - 1))
#define FIELD_PREP(m, v) (((v) * ((m) & (~(m) + 1))) & (m))
#define IS_ENABLED(x) (x)
`;

/** @source include/uapi/linux/vfio.h v5.8; ERROR is 110b there. */
const V1_NAMES = `
#define VFIO_DEVICE_STATE_STOP 0
#define VFIO_DEVICE_STATE_RUNNING 1
#define VFIO_DEVICE_STATE_SAVING 2
#define VFIO_DEVICE_STATE_RESUMING 4
#define VFIO_DEVICE_STATE_MASK 7
#define VFIO_DEVICE_STATE_VALID(x) (((x) & 7) < 5)
`;

/** What is never called as a function, or is defined above. */
const WORDS = /^(?:if|while|for|switch|return|sizeof|defined|do|else|[A-Z][A-Z0-9_]*|un?likely|likely)$/;

/** Code that would run by itself, or reach the machine, is not compiled. */
const REFUSED = /__attribute__|\basm\b|__asm|\b_?_?constructor\b|#\s*pragma|\bextern\b|__builtin/;

const INCLUDES = /^[ \t]*#[ \t]*include\b.*$/gm;

/** The text without comments, words in quotes and what it includes; undefined where it is not compiled. */
export function toCode(text: string): string | undefined {
  const code = text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replaceAll(INCLUDES, '');
  return REFUSED.test(code) ? undefined : code;
}

/** What the text does not define itself, and then the text. */
export const createProgram = (code: string, generation: Generation, main: readonly string[]): string =>
  [
    KERNEL,
    generation === 'v1' ? V1_NAMES : createEnum(code),
    ...listForeign(code, generation),
    ...listStructs(code),
    ...listStubs(code),
    code,
    'extern int printf();',
    'static long device[4096];',
    ...main,
    '',
  ].join('\n');

/** Names of states that are the kernel's but for their prefix, where the text does not give them values. */
const listForeign = (code: string, generation: Generation): string[] =>
  Array.from(findForeignNames([{ text: code }], generation))
    .filter(([name]) => !new RegExp(`\\b${name}\\s*(?:=[^=]|,)|#\\s*define\\s+${name}\\b`).test(code))
    .map(([name, kernel]) => `#define ${name} ${kernel}`);

export const NOT_COMPILED: Harness = {
  ok: false,
  why: 'it has directives or attributes that are not compiled',
};

/** A program that prints `from>to` for each arc that the function takes between these values. */
export function createHarness(
  text: string,
  name: string,
  generation: Generation,
  values: readonly number[],
): Harness {
  const code = toCode(text);
  if (code === undefined) return NOT_COMPILED;
  const head = new RegExp(`([\\w\\s*]*?)\\b${name}\\s*\\(([^(){};]*)\\)\\s*\\{`).exec(code);
  if (!head) return { ok: false, why: `the head of ${name} is not found` };
  const [, returned = '', list = ''] = head;
  const given = list.split(',').map((param) => param.trim());
  const states = given.filter((param) => !param.includes('*'));
  const [first] = states;
  if (first === undefined || states.length > 2)
    return { ok: false, why: 'it does not take one or two states' };
  let seen = 0;
  const args = given.map((param) => {
    const type = /struct\s+(\w+)\s*\*\s*\w+$/.exec(param)?.[1];
    if (type !== undefined) return `(void *)device`;
    seen += 1;
    return states.length === 2 && seen === 1 ? 'from' : 'to';
  });
  const isPointer = returned.includes('*');
  const test = isPointer ? '!IS_ERR(result)' : /\bbool\b/.test(returned) ? 'result' : '(int)result >= 0';
  return {
    ok: true,
    program: createProgram(code, generation, [
      `static unsigned int values[] = { ${values.join(', ')} };`,
      `int main(void) { unsigned int f, t, i; for (f = 0; f < ${values.length}; f++) for (t = 0; t < ${values.length}; t++) {`,
      'unsigned int from = values[f], to = values[t];',
      'if (from == to) continue; for (i = 0; i < 4096; i++) device[i] = from;',
      `{ unsigned long result = (unsigned long)${name}(${args.join(', ')}); if (${test}) printf("%u>%u\\n", from, to); } }`,
      'return 0; }',
    ]),
  };
}

const createEnum = (code: string): string =>
  /enum\s+vfio_device_mig_state\s*\{/.test(code)
    ? ''
    : `enum vfio_device_mig_state { ${[...STATES, 'NR'].map((state) => `VFIO_DEVICE_STATE_${state}`).join(', ')} };`;

/** Structures that the text only names have all members that it reads. */
function listStructs(code: string): string[] {
  const members = [
    ...new Set(Array.from(code.matchAll(/(?:->|(?<=[\w)])\.)\s*(\w+)/g), ([, member = '']) => member)),
  ];
  const names = [...new Set(Array.from(code.matchAll(/\bstruct\s+(\w+)/g), ([, own = '']) => own))];
  const unknown = names.filter((own) => !new RegExp(`\\bstruct\\s+${own}\\s*\\{`).test(code));
  const plain = members.map((member) => `long ${member};`).join(' ');
  const isNested = (member: string) => new RegExp(`(?:->|\\.)\\s*${member}\\s*\\.`).test(code);
  const fields = members
    .map((member) => `${isNested(member) ? 'struct corpus_any' : 'long'} ${member};`)
    .join(' ');
  return [
    `struct corpus_any { ${plain || 'long none;'} };`,
    ...unknown.map((own) => `struct ${own} { ${fields || 'long none;'} };`),
  ];
}

/** Functions that the text only calls succeed. */
function listStubs(code: string): string[] {
  const called = [...new Set(Array.from(code.matchAll(/\b([A-Za-z_]\w*)\s*\(/g), ([, own = '']) => own))];
  return called
    .filter(
      (own) =>
        !WORDS.test(own) &&
        !new RegExp(`\\b${own}\\s*\\([^;{}]*\\)\\s*\\{|#\\s*define\\s+${own}\\b`).test(code),
    )
    .map((own) => `static long ${own}() { return 0; }`);
}
