/** Says that a part failed. Loaded with the first failure. */

import { announce } from '../attention/announce.ts';
import { formatFailure } from './failure-words.ts';
import type { Failed } from './rescue.tsx';

export const sayFailure = (failed: Pick<Failed, 'name' | 'error'>) =>
  announce(formatFailure(failed), 'assertive');
