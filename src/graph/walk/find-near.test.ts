/** What an arrow key finds on the canvas. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../../protocol/state/state.ts';
import { of, value } from '../../protocol/trace/walk.ts';
import { toGraph } from '../picture/graph.ts';
import { NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import { findNear } from './find-near.ts';

const ARROWS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;

const press = (id: string, from: string, arrow: keyof typeof ARROWS) => {
  const rules = of(id);
  const near = findNear(toGraph(rules, 7, WIDE), value(rules, from), ARROWS[arrow]);
  return near === undefined ? undefined : formatState(rules.states, near);
};

describe('an arrow key', () => {
  it.each([
    ['v2-7.2', 'RUNNING', 'down', 'RUNNING_P2P'],
    ['v2-7.2', 'RUNNING_P2P', 'down', 'STOP'],
    ['v2-7.2', 'STOP', 'down', 'ERROR'],
    ['v2-7.2', 'STOP', 'left', 'RESUMING'],
    ['v2-7.2', 'STOP', 'right', 'STOP_COPY'],
    ['v2-7.2', 'STOP_COPY', 'up', 'PRE_COPY_P2P'],
    ['v2-7.2', 'PRE_COPY', 'left', 'RUNNING'],
    ['uapi-v1', '_RUNNING', 'left', '101b'],
    ['uapi-v1', '_RUNNING', 'down', '_STOP'],
    ['uapi-v1', '_SAVING', 'up', '_SAVING|_RUNNING'],
    ['uapi-v1', '_ERROR', 'left', '111b'],
    ['ndma-rfc', '_STOP', 'down', '_NDMA'],
  ] as const)('[NEAR-1] goes in %s from %s %s to %s', (id, from, arrow, expected) => {
    expect(press(id, from, arrow)).toBe(expected);
  });

  it('[NEAR-2] goes nowhere past the edge, and from a value that has no place', () => {
    expect(press('v2-7.2', 'RUNNING', 'up')).toBeUndefined();
    expect(press('v2-7.2', 'PRE_COPY', 'right')).toBeUndefined();
    expect(press('v2-7.2', 'ERROR', 'down')).toBeUndefined();
    expect(findNear(toGraph(of('v2-7.2'), 7, WIDE), 0xf000, ARROWS.left)).toBeUndefined();
  });

  it('[NEAR-3] leads, pressed often enough, from every state to every other, in every layout', () => {
    for (const layout of [WIDE, NARROW, PROJECTOR])
      for (const ruleSet of RULE_SETS) {
        const graph = toGraph(ruleSet, getFlagSets(ruleSet).at(-1) ?? null, layout);
        for (const { value: start } of ruleSet.states) {
          const reached = new Set([start]);
          for (const at of reached)
            for (const direction of Object.values(ARROWS)) {
              const near = findNear(graph, at, direction);
              if (near !== undefined) reached.add(near);
            }
          expect(reached.size, `${ruleSet.id} from ${start}`).toBe(ruleSet.states.length);
        }
      }
  });
});
