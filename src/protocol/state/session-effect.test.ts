/** `[SES-1]` the data_fd of v2, arc by arc; `[SES-2]` the migration region of v1, by its bits. */

import { describe, expect, it } from 'vitest';
import { ask, of } from '../trace/walk.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import { getSessionEffects } from './session-effect.ts';

const told = (ruleSet: string, request: string, flags: number | null = null) => {
  const verdict = ask(ruleSet, request, flags);
  if (verdict.kind !== 'accepted') throw new Error(`${ruleSet} does not accept ${request}`);
  return verdict.arcs
    .map(({ session }) => session.map((each) => `${each.effect} ${each.session}`).join(', '))
    .join(' | ');
};

describe('data_fd', () => {
  it.each([
    ['STOP > STOP_COPY', 'opens saving'],
    ['RUNNING > PRE_COPY', 'opens saving'],
    ['RUNNING_P2P > PRE_COPY_P2P', 'opens saving'],
    ['STOP > RESUMING', 'opens loading'],
    ['PRE_COPY > PRE_COPY_P2P', 'keeps saving'],
    ['PRE_COPY_P2P > PRE_COPY', 'keeps saving'],
    ['PRE_COPY_P2P > STOP_COPY', 'keeps saving'],
    ['STOP_COPY > STOP', 'ends saving'],
    ['PRE_COPY > RUNNING', 'ends saving'],
    ['PRE_COPY_P2P > RUNNING_P2P', 'ends saving'],
    ['RESUMING > STOP', 'ends loading'],
    ['STOP > RUNNING_P2P', ''],
    ['RUNNING_P2P > STOP', ''],
    ['RUNNING_P2P > RUNNING', ''],
    ['RUNNING > RUNNING_P2P', ''],
  ])('[SES-1] %s: %s', (arc, effects) => {
    expect(told('v2-7.2', arc, 7)).toBe(effects);
  });

  it('[SES-1] is known for each of the fifteen arcs', () => {
    const arcs = new Set<string>();
    for (let from = 1; from < 8; from += 1)
      for (let to = 1; to < 8; to += 1) {
        const verdict = getVerdict(of('v2-7.2'), { from, to, flags: 7 });
        if (verdict.kind === 'accepted') for (const arc of verdict.arcs) arcs.add(`${arc.from}>${arc.to}`);
      }
    expect(arcs.size).toBe(15);
  });

  it('[SES-1] of a merged arc is that of the arcs it merges', () => {
    expect(told('v2-7.2', 'PRE_COPY > STOP_COPY', 5)).toBe('keeps saving');
    expect(told('v2-7.2', 'PRE_COPY > STOP', 5)).toBe('ends saving | ');
    expect(told('v2-7.2', 'RESUMING > RUNNING', 1)).toBe('ends loading | ');
  });

  it('[SES-1] of x > x is none: no arc is taken', () => {
    expect(told('v2-7.2', 'STOP_COPY > STOP_COPY', 7)).toBe('');
  });
});

describe('the migration region', () => {
  it.each([
    ['_RUNNING > _SAVING|_RUNNING', 'opens saving'],
    ['_SAVING|_RUNNING > _SAVING', 'keeps saving'],
    ['_SAVING > _STOP', 'ends saving'],
    ['_RUNNING > _RESUMING', 'opens loading'],
    ['_RESUMING > _RUNNING', 'ends loading'],
    ['_RESUMING > _SAVING', 'ends loading, opens saving'],
    ['_SAVING > _RESUMING', 'ends saving, opens loading'],
    ['_RUNNING > _STOP', ''],
    ['_SAVING > _SAVING', ''],
  ])('[SES-2] %s: %s', (request, effects) => {
    expect(told('fully-connected', request)).toBe(effects);
  });

  it('[SES-2] never ends what is not open and never opens two at once, for any pair of listed states', () => {
    for (const id of ['uapi-v1', 'ndma-rfc', 'v2-7.2'])
      for (const from of of(id).states)
        for (const to of of(id).states) {
          const effects = getSessionEffects(from, to);
          const [first, last] = [effects[0], effects.at(-1)];
          if (from.session === 'none') expect(effects.every(({ effect }) => effect === 'opens')).toBe(true);
          else
            expect([first?.effect, first?.session]).toEqual([
              from === to || from.session === to.session ? 'keeps' : 'ends',
              from.session,
            ]);
          if (to.session === 'none') expect(effects.every(({ effect }) => effect === 'ends')).toBe(true);
          else expect(last?.session).toBe(to.session);
        }
  });
});
