/** When Review has nothing to show on its graph. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../judge/judge-message.ts';
import { of } from '../../../protocol/trace/walk.ts';
import { hasNothingToDraw } from './nothing-to-draw.ts';

const look = (text: string, shown: { id: string }) =>
  hasNothingToDraw(judge({ text, options: {}, against: null }), shown);

const read = (name: string) =>
  readFileSync(new URL(`../../../reader/fixtures/${name}`, import.meta.url), 'utf8');

describe('a text of which nothing can be drawn', () => {
  const builtIn = of('patch-2021-09');

  it('[BEGIN-1] leaves no graph of rules that it has nothing to do with', () => {
    expect(look('Hello, this is no patch.\n', builtIn)).toBe(true);
    expect(look(read('no-table.txt'), builtIn)).toBe(true);
  });

  it('[BEGIN-1] keeps the graph of what could be read before', () => {
    expect(look('Hello, this is no patch.\n', { id: 'pasted-1' })).toBe(false);
  });

  it('[BEGIN-2] is none with a table or a driver in it, and none before it is read', () => {
    expect(look(read('v1-mail.txt'), builtIn)).toBe(false);
    expect(look(read('driver.patch'), builtIn)).toBe(false);
    expect(hasNothingToDraw(null, builtIn)).toBe(false);
  });
});
