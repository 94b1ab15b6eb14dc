/**
 * A program around a step function: the kernel's names, a structure for each that the text only names, and functions
 * that succeed for those that it only calls. The device holds the current state in every member.
 */

import { V2_STATES } from '../../src/protocol/state/state.ts';

type Harness = { readonly ok: true; readonly program: string } | { readonly ok: false; readonly why: string };

/** By value. */
const STATES = V2_STATES.toSorted((a, b) => a.value - b.value).map(({ name }) => name);

const KERNEL = `
typedef unsigned int u32; typedef unsigned char u8; typedef unsigned long u64; typedef unsigned char bool;
#define true 1
#define false 0
#define NULL ((void *)0)
#define EINVAL 22
#define EIO 5
#define EOPNOTSUPP 95
#define EBUSY 16
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
`;

/** What is never called as a function, or is defined above. */
const WORDS = /^(?:if|while|for|switch|return|sizeof|defined|do|else|[A-Z][A-Z0-9_]*|un?likely|likely)$/;

/** Code that would run by itself, or reach the machine, is not compiled. */
const REFUSED =
  /__attribute__|\basm\b|__asm|\b_?_?constructor\b|#\s*(?:include|if|else|elif)|#\s*pragma|\bextern\b|__builtin/;

/** The program, which prints `from>to` for each arc that the function takes. */
export function createHarness(text: string, name: string): Harness {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ').replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
  if (REFUSED.test(code)) return { ok: false, why: 'it has directives or attributes that are not compiled' };
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
    program: [
      KERNEL,
      createEnum(code),
      ...listStructs(code),
      ...listStubs(code),
      code,
      'extern int printf();',
      'static long device[4096];',
      'int main(void) { unsigned int from, to, i; for (from = 1; from < 8; from++) for (to = 1; to < 8; to++) {',
      'if (from == to) continue; for (i = 0; i < 4096; i++) device[i] = from;',
      `{ unsigned long result = (unsigned long)${name}(${args.join(', ')}); if (${test}) printf("%u>%u\\n", from, to); } }`,
      'return 0; }',
      '',
    ].join('\n'),
  };
}

const createEnum = (code: string): string =>
  /enum\s+vfio_device_mig_state\s*\{/.test(code)
    ? ''
    : `enum vfio_device_mig_state { ${STATES.map((state) => `VFIO_DEVICE_STATE_${state}`).join(', ')} };`;

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
