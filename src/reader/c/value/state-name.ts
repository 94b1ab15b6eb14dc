/**
 * Which names are states of the device: those of the kernel, of an enum of states that the text has, and macros for either.
 * A name that only ends like one, such as SRV_STATE_RUNNING, is not a state.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import { listKeys } from './c-key.ts';
import type { Scope } from './c-scope.ts';
import { expandWords, getConstant } from './c-scope.ts';
import { toNumber } from './c-value.ts';

const KERNEL_STATE = /^VFIO_(?:USER_)?DEVICE_STATE_(?!MASK$|NR$)\w/;

const KERNEL_PREFIX = /^VFIO_(?:USER_)?DEVICE_STATE_/;

/** Whether a name is a state's and has a value. */
const isStateName = (scope: Scope, name: string): boolean =>
  (KERNEL_STATE.test(name) ||
    scope.enumerators.get(name)?.isState === true ||
    Object.hasOwn(scope.names, name)) &&
  getConstant(scope, name) !== undefined;

/** `VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING`: it reads nothing but states. */
export function isState(expression: CExpression, scope: Scope): boolean {
  const keys = listKeys(expression);
  return keys.length > 0 && keys.every((key) => isStateName(scope, key));
}

/** Whether a piece of a text names a state, by itself or by a macro. */
export function namesState(scope: Scope, text: string): boolean {
  const words = text.match(/\b[A-Za-z_]\w*/g) ?? [];
  return words.some((word) => isStateName(scope, word) || isStateMacro(scope, word));
}

const known = new WeakMap<Scope, Map<string, boolean>>();

function isStateMacro(scope: Scope, name: string): boolean {
  const macro = scope.macros.get(name);
  if (!macro) return false;
  const answers = known.get(scope) ?? new Map<string, boolean>();
  known.set(scope, answers);
  const answer =
    answers.get(name) ??
    (isOfFamily(scope, name) ||
      macro.body.some(({ text }) => KERNEL_PREFIX.test(text)) ||
      expandWords(scope, name, 0, name.length).some(({ text }) => isStateName(scope, text)));
  answers.set(name, answer);
  return answer;
}

const STATE_WORD = /(?:RUNNING_P2P|PRE_COPY_P2P|RUNNING|STOP_COPY|PRE_COPY|RESUMING|SAVING|STOP|ERROR)$/;

/** `#define DEMO_STOP 1` is a state where DEMO_RUNNING and DEMO_RESUMING are defined beside it. */
function isOfFamily({ macros }: Scope, name: string): boolean {
  const [word] = STATE_WORD.exec(name) ?? [];
  if (word === undefined) return false;
  const prefix = name.slice(0, -word.length);
  return ['STOP', 'RUNNING', 'RESUMING'].every((each) => macros.has(prefix + each));
}

const NDMA = 8;

const NDMA_NAME = /\bVFIO_DEVICE_STATE_(?:V1_)?NDMA\b/;

const fourth = new WeakMap<Scope, boolean>();

/** Whether the text has a fourth bit, NDMA: it defines a state of that value, or uses the RFC's name. Then 8 to 12 are values. */
export function hasNdma(scope: Scope): boolean {
  const found = fourth.get(scope);
  if (found !== undefined) return found;
  const { generation, sources, macros, enumerators } = scope;
  const isOne = (name: string) => {
    if (!/_STATE_(?:V1_)?\w+$/.test(name) || /_MASK$/.test(name)) return false;
    const value = getConstant(scope, name);
    return value !== undefined && toNumber(value) === NDMA;
  };
  const has =
    generation === 'v1' &&
    (sources.some(({ text }) => NDMA_NAME.test(text)) ||
      [...macros.keys(), ...enumerators.keys()].some(isOne));
  fourth.set(scope, has);
  return has;
}
