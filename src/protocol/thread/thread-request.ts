/**
 * How the data of the thread writes requests: `1>4 0>4` is _RUNNING > _RESUMING and _STOP > _RESUMING, in the values of
 * the v1 register. The formatter would spread the same pairs over twenty lines.
 */

import type { RequestTuple } from '../state/request-pair.ts';

/** The pairs of a list like `1>4 0>4`: `[[1, 4], [0, 4]]`. Throws on anything else; only our own data is written so. */
export function toRequests(list: string): readonly RequestTuple[] {
  return list.split(' ').map((request) => {
    const [, from, to] = /^([0-7])>([0-7])$/.exec(request) ?? [];
    if (from === undefined || to === undefined) throw new Error(`'${request}' in '${list}' is not like 1>4`);
    return [Number(from), Number(to)];
  });
}
