/** The page passes on what the command line prints: one reading, one text. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLog } from '../../judge/replay/read-log.ts';
import { formatReplayAs } from '../../judge/replay/replay-forms.ts';
import { runCommand } from '../command-line.ts';

const SAMPLES = new URL('../../reader/log/sample/', import.meta.url);
const NAMES = readdirSync(SAMPLES, { encoding: 'utf8', recursive: true }).filter((name) =>
  name.endsWith('.txt'),
);

describe('a log on the page', () => {
  it.each(NAMES)('[LOG-60] is told as on the command line: %s', (name) => {
    const bytes = readFileSync(new URL(name, SAMPLES));
    const print = (...args: readonly string[]) => {
      const { live } = runCommand(['replay', 'a.log', ...args]);
      if (!live) throw new Error('the command does not begin');
      return live.push(bytes) + live.end().stdout;
    };
    const reading = readLog([bytes], {});
    expect(formatReplayAs(reading, 'text')).toBe(print());
    expect(formatReplayAs(reading, 'json')).toBe(print('--json'));
  });
});
