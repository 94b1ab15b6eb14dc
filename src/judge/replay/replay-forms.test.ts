/** The reading of a log as it leaves the page. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ATTACKS, HIDDEN } from '../../protocol/words/outside-text.fixture.ts';
import { readLog } from './read-log.ts';
import type { ReplayForm } from './replay-forms.ts';
import { formatLogReply, formatReplayAs, REPLAY_FORMS } from './replay-forms.ts';

const read = (text: string) => readLog([new TextEncoder().encode(text)], {});
const LOG = readFileSync(
  new URL('../../reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url),
  'utf8',
);
const FORMS = Object.keys(REPLAY_FORMS) as ReplayForm[];

describe('a reading that is passed on', () => {
  it('[LOG-61] has every step, finding and cause as Markdown, in whole rows', () => {
    const markdown = formatReplayAs(read(LOG), 'markdown');
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(14 + 2 * 2);
    expect(new Set(rows.map((row) => row.replaceAll(/\\./g, '').split('|').length))).toEqual(new Set([9]));
    expect(markdown).toContain('| 24 | 1751500000.901401 | failed | STOP \\> STOP\\_COPY | ENOSPC | yes |');
    expect(markdown).toContain('**error**, line 24, 0000:5e:00.4: STOP \\> STOP\\_COPY failed with ENOSPC.');
    expect(markdown).toContain('`state-failed-and-recovered`, line 24');
  });

  it('[LOG-62] quotes the line that decides in a reply, with what was found under it', () => {
    const reply = formatLogReply(read(LOG), LOG.split('\n'), [{ line: 3, text: 'Is this the first?' }]);
    const lines = reply.split('\n');
    const at = lines.indexOf(`> ${LOG.split('\n')[23]}`);
    expect(lines[at + 2]).toMatch(/^0000:5e:00\.4: STOP > STOP_COPY failed with ENOSPC/);
    expect(lines.indexOf('Is this the first?')).toBeLessThan(at);
    // Of a large file the lines are not at hand.
    const bare = formatLogReply(read(LOG), null, []);
    expect(bare).toMatch(/^Line 24: 0000:5e:00\.4: STOP > STOP_COPY failed/);
    expect(bare).not.toContain('> 2291@');
  });

  it('[LOG-63] hides nothing that a name has', () => {
    for (const attack of Object.values(ATTACKS)) {
      const name = `a${attack}b`.replaceAll(/[\n\r]/g, '');
      const text = `1@1.000001:vfio_migration_set_state  (${name}) state PRE_COPY\nqemu: ${name}: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device\n`;
      const reading = read(text);
      const texts = [
        ...FORMS.map((form) => formatReplayAs(reading, form)),
        formatLogReply(reading, text.split('\n'), []),
      ];
      expect(texts.filter((each) => HIDDEN.test(each))).toEqual([]);
    }
  });
});
