/**
 * Expressions of C, with C's precedence: from words to a tree. Total: what cannot be read is `unknown` with a reason.
 *
 * @source ISO C 6.5; the levels of binary operators are rows of one table, loosest first
 */

import type { CToken } from './c-token.ts';
import { readTokens } from './c-token.ts';

interface Where {
  readonly from: number;
  readonly to: number;
}

export type CExpression = Where &
  (
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'paren'; readonly inner: CExpression }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: CExpression }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: CExpression;
        readonly right: CExpression;
      }
    | {
        readonly kind: 'choice';
        readonly condition: CExpression;
        readonly then: CExpression;
        readonly otherwise: CExpression;
      }
    | { readonly kind: 'cast'; readonly type: string; readonly operand: CExpression }
    | { readonly kind: 'call'; readonly callee: CExpression; readonly args: readonly CExpression[] }
    | { readonly kind: 'index'; readonly array: CExpression; readonly index: CExpression }
    | {
        readonly kind: 'member';
        readonly object: CExpression;
        readonly member: string;
        readonly arrow: boolean;
      }
    | {
        readonly kind: 'assign';
        readonly operator: string;
        readonly left: CExpression;
        readonly right: CExpression;
      }
    | { readonly kind: 'unknown'; readonly why: string }
  );

/** Binary operators, loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const LEVEL_OF = new Map(
  LEVELS.flatMap((operators, level) => operators.map((each) => [each, level] as const)),
);

const UNARY = ['!', '~', '-', '+', '*', '&', '++', '--'];
const ASSIGN = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='];

/** Names of types that may stand in a cast. */
const TYPE =
  /^(?:__)?(?:[us](?:8|16|32|64)|u?int(?:8|16|32|64)?_t|le(?:16|32|64)|u?int|u?long|unsigned|signed|char|short|bool|_Bool|size_t|ssize_t|uint|enum|const|volatile|void|struct)$/;

/** The deepest nesting of an expression that is read. */
const DEEPEST_EXPRESSION = 200;

/** Words of the longest expression that is read; what walks a tree may call itself that often. */
const LONGEST_EXPRESSION = 1500;

interface Reader {
  readonly tokens: readonly CToken[];
  at: number;
  depth: number;
}

/** The expression that stands between two offsets of a text. */
export function parseExpression(text: string, from = 0, to = text.length): CExpression {
  return parseTokens(readTokens(text, from, to));
}

/** The expression that words make; words must end with `end`. */
export function parseTokens(tokens: readonly CToken[]): CExpression {
  const reader: Reader = { tokens, at: 0, depth: 0 };
  if (tokens.length > LONGEST_EXPRESSION) return unknown(reader, 'it is too long');
  const expression = readAssignment(reader);
  const rest = peek(reader);
  if (rest.kind === 'end' || expression.kind === 'unknown') return expression;
  return unknown(reader, `${rest.text} is unexpected`);
}

const END: CToken = { kind: 'end', text: '', from: 0, to: 0 };
const peek = ({ tokens, at }: Reader, ahead = 0): CToken => tokens[at + ahead] ?? tokens.at(-1) ?? END;

function take(reader: Reader): CToken {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

function unknown(reader: Reader, why: string): CExpression {
  const { from, to } = peek(reader);
  reader.at = reader.tokens.length - 1;
  return { kind: 'unknown', why, from, to };
}

function readAssignment(reader: Reader): CExpression {
  const left = readChoice(reader);
  if (left.kind === 'unknown' || !ASSIGN.includes(peek(reader).text)) return left;
  const operator = take(reader).text;
  const right = deeper(reader, readAssignment);
  if (right.kind === 'unknown') return right;
  return { kind: 'assign', operator, left, right, from: left.from, to: right.to };
}

function readChoice(reader: Reader): CExpression {
  const condition = readBinary(reader, 0);
  if (condition.kind === 'unknown' || peek(reader).text !== '?') return condition;
  take(reader);
  const then = peek(reader).text === ':' ? condition : deeper(reader, readAssignment);
  if (then.kind === 'unknown') return then;
  if (peek(reader).text !== ':') return unknown(reader, 'a : is missing after ?');
  take(reader);
  const otherwise = deeper(reader, readChoice);
  if (otherwise.kind === 'unknown') return otherwise;
  return { kind: 'choice', condition, then, otherwise, from: condition.from, to: otherwise.to };
}

/** Precedence climbing: operands joined by operators at least as tight as `level`. */
function readBinary(reader: Reader, level: number): CExpression {
  let left = deeper(reader, readUnary);
  for (;;) {
    const operator = peek(reader).text;
    const found = peek(reader).kind === 'operator' ? LEVEL_OF.get(operator) : undefined;
    if (left.kind === 'unknown' || found === undefined || found < level) return left;
    take(reader);
    const right = deeper(reader, (inner) => readBinary(inner, found + 1));
    if (right.kind === 'unknown') return right;
    left = { kind: 'binary', operator, left, right, from: left.from, to: right.to };
  }
}

function deeper(reader: Reader, read: (reader: Reader) => CExpression): CExpression {
  if (reader.depth >= DEEPEST_EXPRESSION)
    return unknown(reader, `it is nested more than ${DEEPEST_EXPRESSION} levels deep`);
  reader.depth += 1;
  const expression = read(reader);
  reader.depth -= 1;
  return expression;
}

function readUnary(reader: Reader): CExpression {
  const token = peek(reader);
  if (token.kind === 'operator' && UNARY.includes(token.text)) {
    take(reader);
    const operand = deeper(reader, readUnary);
    if (operand.kind === 'unknown') return operand;
    return { kind: 'unary', operator: token.text, operand, from: token.from, to: operand.to };
  }
  const type = token.text === '(' ? findCast(reader) : undefined;
  if (type !== undefined) {
    reader.at += type.length;
    const operand = deeper(reader, readUnary);
    if (operand.kind === 'unknown') return operand;
    const words = type.slice(1, -1).map((each) => each.text);
    return { kind: 'cast', type: words.join(' '), operand, from: token.from, to: operand.to };
  }
  return readPostfix(reader);
}

/** The words of `(type)` if that is what stands here. */
function findCast(reader: Reader): readonly CToken[] | undefined {
  let ahead = 1;
  let isType = false;
  for (; ahead < 8; ahead += 1) {
    const token = peek(reader, ahead);
    if (token.text === ')') break;
    if (token.text === '*' && isType) continue;
    if (token.kind !== 'name') return undefined;
    if (!TYPE.test(token.text) && !['enum', 'struct'].includes(peek(reader, ahead - 1).text))
      return undefined;
    isType = true;
  }
  if (!isType || peek(reader, ahead).text !== ')') return undefined;
  return reader.tokens.slice(reader.at, reader.at + ahead + 1);
}

function readPostfix(reader: Reader): CExpression {
  let base = readPrimary(reader);
  for (;;) {
    const { text } = peek(reader);
    if (base.kind === 'unknown') return base;
    if (text === '(') base = readCall(reader, base);
    else if (text === '[') {
      take(reader);
      const index = deeper(reader, readAssignment);
      if (index.kind === 'unknown') return index;
      if (peek(reader).text !== ']') return unknown(reader, 'a ] is missing');
      base = { kind: 'index', array: base, index, from: base.from, to: take(reader).to };
    } else if (text === '.' || text === '->') {
      take(reader);
      const { kind, text: member, to } = take(reader);
      if (kind !== 'name') return unknown(reader, `a name is missing after ${text}`);
      base = { kind: 'member', object: base, member, arrow: text === '->', from: base.from, to };
    } else if (text === '++' || text === '--') {
      const { to } = take(reader);
      base = { kind: 'unary', operator: text, operand: base, from: base.from, to };
    } else return base;
  }
}

function readCall(reader: Reader, callee: CExpression): CExpression {
  take(reader);
  const args: CExpression[] = [];
  while (peek(reader).text !== ')') {
    const arg = deeper(reader, readAssignment);
    if (arg.kind === 'unknown') return arg;
    args.push(arg);
    if (peek(reader).text === ',') take(reader);
    else if (peek(reader).text !== ')') return unknown(reader, 'a ) is missing');
  }
  return { kind: 'call', callee, args, from: callee.from, to: take(reader).to };
}

function readPrimary(reader: Reader): CExpression {
  const token = peek(reader);
  const { from, to, text } = token;
  if (token.kind === 'end') return unknown(reader, 'it is incomplete');
  take(reader);
  if (token.kind === 'number' || (token.kind === 'text' && text.startsWith("'")))
    return { kind: 'number', text, from, to };
  if (token.kind === 'name') return { kind: 'name', name: text, from, to };
  if (token.kind === 'text')
    return { kind: 'unknown', why: `${text.slice(0, 20)} is not a number`, from, to };
  if (text !== '(') return { kind: 'unknown', why: `${text} is unexpected`, from, to };
  let inner = deeper(reader, readAssignment);
  // The value of `(a, b)` is b.
  while (inner.kind !== 'unknown' && peek(reader).text === ',') {
    take(reader);
    inner = deeper(reader, readAssignment);
  }
  if (inner.kind === 'unknown') return inner;
  if (peek(reader).text !== ')') return unknown(reader, 'a ) is missing');
  return { kind: 'paren', inner, from, to: take(reader).to };
}
