/**
 * Names and their values: what the text defines itself, by #define and enum, and then what the kernel's header of the
 * generation defines. Macros are replaced word by word, as the preprocessor does, before an expression is read.
 */

import { findClosest } from '../../../protocol/words/closest.ts';
import { getForeignName } from '../../text/foreign-name.ts';
import type { Generation } from '../../text/kernel-name.ts';
import { getKernelMacro, getKernelName, listKernelNames } from '../../text/kernel-name.ts';
import type { CExpression } from '../syntax/c-expression.ts';
import { parseTokens } from '../syntax/c-expression.ts';
import type { CSource } from '../syntax/c-source.ts';
import type { CToken } from '../syntax/c-token.ts';
import { readTokens } from '../syntax/c-token.ts';
import { findNodes, getChildren, getText } from '../syntax/c-tree.ts';
import type { Enumerator } from './c-enumerator.ts';
import { isBegunOutside, listsStates, toEnumerator } from './c-enumerator.ts';
import type { Evaluated, Lookup } from './c-evaluate.ts';
import { evaluate } from './c-evaluate.ts';
import type { CValue } from './c-value.ts';
import { castTo, computeBinary, toInt, toNumber } from './c-value.ts';

export interface Macro {
  readonly name: string;
  /** Names of its arguments; null for one that takes none. */
  readonly params: readonly string[] | null;
  readonly body: readonly CToken[];
  readonly source: CSource;
  readonly from: number;
}

/** What a text defines. */
export interface Definitions {
  readonly macros: ReadonlyMap<string, Macro>;
  readonly enumerators: ReadonlyMap<string, Enumerator>;
  /** Where that was found. */
  readonly sources: readonly CSource[];
}

export interface Scope extends Definitions {
  readonly generation: Generation;
  /** Names of the text that are read as the kernel's: by the user's choice. */
  readonly names: Readonly<Record<string, string>>;
  readonly known: Map<string, CValue | null>;
  /** The closest known name for each unknown one that was looked up. */
  readonly closest: Map<string, string | undefined>;
  /** How many names are being looked up within one another. */
  readonly nesting: { depth: number };
}

const NODES = new Set(['PreprocDirective', 'EnumeratorList']);

/** A macro that grows beyond this many words is not replaced further. */
const MOST_WORDS = 1500;
const DEEPEST = 20;

/** The #defines and enumerators of some pieces of C; the first of two with one name counts. */
export function readDefinitions(sources: readonly CSource[]): Definitions {
  const macros = new Map<string, Macro>();
  const enumerators = new Map<string, Enumerator>();
  // A patch may make an enumerator of a macro: each side has its own, and both know the other's names after theirs.
  const isKnown = (name: string) => macros.has(name) || enumerators.has(name);
  for (const source of sources)
    for (const node of findNodes(source, NODES)) {
      if (node.name === 'EnumeratorList') {
        let before: Enumerator | null = null;
        const isState = listsStates(source.text.slice(node.from, node.to));
        for (const child of getChildren(node)) {
          if (child.name !== 'Enumerator') continue;
          before = toEnumerator(source, child.from, child.to, before, isState);
          if (isBegunOutside(source, node.from) && !(before.start ?? before).value) continue;
          if (!isKnown(before.name)) enumerators.set(before.name, before);
        }
      } else {
        const macro = toMacro(source, node.from, node.to);
        if (macro && !isKnown(macro.name)) macros.set(macro.name, macro);
      }
    }
  return { macros, enumerators, sources };
}

function toMacro(source: CSource, from: number, to: number): Macro | undefined {
  const text = source.text.slice(from, to);
  const [head, name, params] = /^#\s*define\s+(\w+)(?:\(([\w\s,.]*)\))?/.exec(text) ?? [];
  if (head === undefined || name === undefined) return undefined;
  const body = readTokens(source.text, from + head.length, to)
    .slice(0, -1)
    .filter((token) => token.text !== '\\');
  const names = params === undefined ? null : params.split(',').map((each) => each.trim());
  return { name, params: names, body, source, from };
}

export function createScope(
  definitions: Definitions,
  generation: Generation,
  names: Scope['names'] = {},
): Scope {
  return { ...definitions, generation, names, known: new Map(), closest: new Map(), nesting: { depth: 0 } };
}

/** An expression of a text with its macros replaced. Offsets are those of the text, a macro's those of its name. */
export function parseIn(scope: Scope, text: string, from: number, to: number): CExpression {
  return parseWords(scope, readTokens(text, from, to));
}

/** The same from words, which end with `end`. */
export function parseWords(scope: Scope, tokens: readonly CToken[]): CExpression {
  return parseTokens(expand(scope, tokens));
}

/** The words of a text with its macros replaced; the last is `end`. */
export function expandWords(scope: Scope, text: string, from: number, to: number): readonly CToken[] {
  return expand(scope, readTokens(text, from, to));
}

/** The value of an expression of a text. */
export function evaluateIn(scope: Scope, text: string, from: number, to: number): Evaluated {
  return evaluate(parseIn(scope, text, from, to), createLookup(scope));
}

/** What a name means here: an enumerator of the text, or a name of the header. */
export function createLookup(scope: Scope): Lookup {
  return (expression) => (expression.kind === 'name' ? getConstant(scope, expression.name) : undefined);
}

/** The value of a name; undefined where neither the text nor the header has it. */
export function getConstant(scope: Scope, name: string): CValue | undefined {
  const known = scope.known.get(name);
  if (known !== undefined) return known ?? undefined;
  if (scope.nesting.depth > DEEPEST) return undefined;
  scope.known.set(name, null);
  scope.nesting.depth += 1;
  const value = findConstant(scope, name);
  scope.nesting.depth -= 1;
  scope.known.set(name, value ?? null);
  return value;
}

function findConstant(scope: Scope, name: string): CValue | undefined {
  const chosen = Object.hasOwn(scope.names, name) ? scope.names[name] : undefined;
  if (chosen !== undefined) return evaluateKernel(getKernelName(chosen, scope.generation));
  const enumerator = scope.enumerators.get(name);
  const foreign = getForeignName(name, scope.sources, scope.generation);
  if (enumerator)
    return (enumerator.isState && evaluateKernel(foreign)) || getEnumeratorValue(scope, enumerator);
  const macro = scope.macros.get(name);
  if (macro && macro.params === null) {
    const found = evaluate(parseTokens(expand(scope, toEnded(macro.body))), createLookup(scope));
    return found.ok ? found.value : undefined;
  }
  return evaluateKernel(getKernelName(name, scope.generation) ?? foreign);
}

/** The value of a name of the kernel, which is written as C. */
function evaluateKernel(text: string | undefined): CValue | undefined {
  if (text === undefined) return undefined;
  const value = evaluate(parseTokens(readTokens(text)), () => undefined);
  return value.ok ? value.value : undefined;
}

/** Whether an enum of the text numbers its states differently from the kernel: then positions and names disagree. */
export const isRenumbered = (scope: Scope): boolean =>
  [...scope.enumerators.values()].some((enumerator) => {
    const [own, value] = [getEnumeratorValue(scope, enumerator), getConstant(scope, enumerator.name)];
    return own !== undefined && value !== undefined && toNumber(own) !== toNumber(value);
  });

function getEnumeratorValue(scope: Scope, enumerator: Enumerator): CValue | undefined {
  const first = enumerator.start ?? enumerator;
  if (!first.value) return toInt(enumerator.steps);
  const base = evaluateIn(scope, first.source.text, first.value.from, first.value.to);
  if (!base.ok) return undefined;
  const sum = computeBinary('+', base.value, toInt(enumerator.steps));
  return typeof sum === 'string' ? undefined : castTo('int', sum);
}

const toEnded = (tokens: readonly CToken[]): CToken[] => [
  ...tokens,
  { kind: 'end', text: '', from: tokens.at(-1)?.to ?? 0, to: tokens.at(-1)?.to ?? 0 },
];

/** Replaces macros in words that end with `end`. */
function expand(
  scope: Scope,
  tokens: readonly CToken[],
  within: readonly string[] = [],
  budget = { words: 4 * MOST_WORDS },
): CToken[] {
  const expanded: CToken[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) continue;
    const call =
      token.kind === 'name' && !within.includes(token.text) ? getCall(scope, tokens, index) : undefined;
    budget.words -= 1;
    if (!call || within.length >= DEEPEST || budget.words < 0) {
      expanded.push(token);
      continue;
    }
    const { from, to } = token;
    const body = call.words.map((word) => ({ ...word, from, to }));
    for (const word of expand(scope, body, [...within, token.text], budget)) expanded.push(word);
    index = call.last;
  }
  return expanded;
}

/** The words that a macro gives, and the index of the last word of its use. */
function getCall(
  scope: Scope,
  tokens: readonly CToken[],
  index: number,
): { readonly words: CToken[]; readonly last: number } | undefined {
  const name = tokens[index]?.text ?? '';
  if (Object.hasOwn(scope.names, name)) return undefined;
  const macro = scope.macros.get(name);
  if (macro?.params === null)
    return scope.enumerators.has(name) || isStateMacro(scope, macro)
      ? undefined
      : { words: [...macro.body], last: index };
  const kernel = macro ? undefined : getKernelMacro(name);
  const params = macro?.params ?? kernel?.params;
  if (!params || tokens[index + 1]?.text !== '(') return undefined;
  const args: CToken[][] = [[]];
  let depth = 0;
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || token.kind === 'end' || at - index > MOST_WORDS) return undefined;
    if (token.text === '(' && depth++ === 0) continue;
    if (token.text === ')' && --depth === 0) {
      const body = macro?.body ?? readTokens(kernel?.body ?? '').slice(0, -1);
      const words = body.flatMap((word) => {
        const param = word.kind === 'name' ? params.indexOf(word.text) : -1;
        return param < 0 ? [word] : (args[param] ?? []);
      });
      return words.length > MOST_WORDS ? undefined : { words: paste(words), last: at };
    }
    if (token.text === ',' && depth === 1) args.push([]);
    else args.at(-1)?.push(token);
  }
  return undefined;
}

/** `#define VFIO_DEVICE_STATE_SAVING (1 << 1)`: the header of v1 names its states by macros, and they stay names. */
const isStateMacro = (scope: Scope, { name, body }: Macro): boolean =>
  /^VFIO_DEVICE_STATE_(?!MASK$)\w/.test(name) &&
  (body.length === 1 || body[0]?.text === '(') &&
  body.every(({ kind, text }) => kind === 'number' || /^(?:[()]|<<)$/.test(text)) &&
  getConstant(scope, name) !== undefined;

/** `VFIO_DEVICE_STATE_ ## x`: two words around `##` are one. */
function paste(words: readonly CToken[]): CToken[] {
  const pasted: CToken[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const [before, after] = [pasted.at(-1), words[index + 2]];
    if (!word) continue;
    if (word.text === '#' && words[index + 1]?.text === '#' && before && after) {
      pasted.splice(-1, 1, { ...before, text: before.text + after.text });
      index += 2;
    } else pasted.push(word);
  }
  return pasted;
}

/** The known name that is closest to an unknown one; a text with many unknown names gets only so many searches. */
export function findClosestName(scope: Scope, name: string): string | undefined {
  if (!scope.closest.has(name) && scope.closest.size < MOST_CLOSEST)
    scope.closest.set(name, findClosest(name, listNames(scope)));
  return scope.closest.get(name);
}

const MOST_CLOSEST = 50;

const listNames = (scope: Scope): string[] => [
  ...[...scope.enumerators.keys()].slice(0, 200),
  ...[...scope.macros.keys()].slice(0, 200),
  ...listKernelNames(scope.generation),
];

/** The text of a node, for sentences. */
export const getSnippet = (source: CSource, from: number, to: number): string =>
  getText(source, { from, to }).replaceAll(/\s+/g, ' ').slice(0, 60);
