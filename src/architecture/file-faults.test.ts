import { describe, expect, it } from 'vitest';
import { findFileFaults, findNeedless } from './file-faults.ts';
import { parseTree } from './source-tree.ts';

const LONG = `function Long() {\n${'  a();\n'.repeat(79)}}`;

const findFaults = (path: string, text: string, allowed: readonly string[] = []): string[] =>
  parseTree(new Map([[path, text]])).flatMap((source) => [...findFileFaults(source, allowed)]);

/** A file that breaks a rule, and the fault that the check reports. */
const BROKEN: readonly (readonly [path: string, text: string, fault: string])[] = [
  ['protocol/a.ts', "import { setup } from 'xstate';", 'imports the package xstate'],
  ['protocol/a.ts', "import type { A } from 'xstate';", 'imports the package xstate'],
  ['graph/a.ts', "import { useState } from 'react';", 'is not a .tsx'],
  ['graph/a.ts', "import { createRoot } from 'react-dom/client';", 'is not a .tsx'],
  ['graph/a.ts', "import './a.css';", 'is not a .tsx'],
  ['graph/a.ts', "import { b } from './b';", 'without its extension'],
  ['share/a.ts', "import { walk } from '../protocol/trace/walk.ts';", 'which is for tests'],
  ['app/a.ts', 'export default 3;', 'default export'],
  ['app/a.ts', 'const a = 3; export { a as default };', 'default export'],
  ['app/a.ts', 'export enum A { B }', 'an enum'],
  ['app/a.ts', 'const enum A { B }', 'an enum'],
  ['app/a.ts', "export * from './b.ts';", 'export *'],
  ['app/utils.ts', '', 'says nothing'],
  ['share/Helpers.test.ts', '', 'says nothing'],
  ['app/a.ts', 'const = 3', 'cannot be parsed'],
  ['protocol/a.json', '1\n'.repeat(301), '301 lines'],
  ['lesson/course/README.md', 'a\n'.repeat(301), '301 lines'],
  ['lesson/course/lesson-a.md', 'a\n'.repeat(501), '501 lines'],
  ['app/a.test.ts', "it('works', () => {});", 'does not begin with ['],
  ['app/a.test.ts', 'test(title, () => {});', 'not a literal'],
  ['app/a.test.ts', "it.only('works', () => {});", 'does not begin with ['],
  ['app/a.test.ts', "describe('a', () => it.each([1])('works %i', () => {}));", 'does not begin with ['],
  ['app/a.test.ts', "it.each`a\n1`('works', () => {});", 'does not begin with ['],
  ['ui/A.tsx', LONG, 'ui/A.tsx: Long has 81 lines'],
  ['ui/A.tsx', `const useA = ${LONG.replace('function Long()', '() =>')};`, 'ui/A.tsx: useA has 81 lines'],
  ['ui/A.tsx', `memo(${LONG.replace(' Long', '')});`, 'ui/A.tsx: a function has 81 lines'],
];

/** Files that keep every rule but come close to breaking one. */
const KEPT: readonly (readonly [path: string, text: string])[] = [
  ['protocol/a.ts', "import { b } from './b.ts';\n// export default 3; enum A {}"],
  [
    'protocol/a.test.ts',
    "import fc from 'fast-check';\nit('[A-1] holds', () => {});\nit.each([1])(`[A-2] holds`, () => {});",
  ],
  ['graph/A.tsx', "import React from 'react';\nimport './a.css';\nimport { b } from '../ui/B.tsx';"],
  ['graph/a.ts', 'const text = "import \'./a.css\'; enum A {}";'],
  ['app/a.ts', "import text from '../modes/a.md?raw';\nit('works', () => {});"],
  ['protocol/a.json', '1\n'.repeat(300)],
  ['lesson/course/lesson-a.md', 'a\n'.repeat(500)],
  ['cli/a.test.ts', "import { walk } from '../protocol/trace/walk.ts';"],
  ['ui/A.tsx', LONG.replace('  a();\n', '')],
  ['ui/a.ts', LONG],
];

describe('what a file may be', () => {
  it.each(BROKEN.map(([path, text, fault]) => [path, fault, text] as const))(
    '[LAYER-0] finds fault with %s: %s',
    (path, fault, text) => {
      expect(findFaults(path, text)).toEqual([expect.stringContaining(fault)]);
    },
  );

  it.each(KEPT)('[LAYER-0] finds no fault with %s', (path, text) => {
    expect(findFaults(path, text)).toEqual([]);
  });

  it('[LAYER-6] allows a long function that the list names, until it is short', () => {
    expect(findFaults('ui/A.tsx', LONG, ['ui/A.tsx: Long'])).toEqual([]);
    const sources = parseTree(new Map([['ui/A.tsx', LONG]]));
    expect(findNeedless(sources, ['ui/A.tsx: Long', 'ui/B.tsx: Gone'])).toEqual([
      'ui/B.tsx: Gone is short now: remove it from the list',
    ]);
  });
});
