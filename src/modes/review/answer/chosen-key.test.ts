import { describe, expect, it } from 'vitest';
import { getFindingKey } from '../../../judge/catalogue/finding-key.ts';
import { judge } from '../../../judge/judge-message.ts';
import { getStem, listChosen, listOwn } from './chosen-key.ts';

const table = (entries: string) =>
  `static const u8 moves[5][5] = {\n\t[VFIO_DEVICE_STATE_STOP] = { ${entries} },\n};\n`;

/** One version of a patch; a mailbox may hold several. */
const patch = (subject: string, entries: string) =>
  `From 1 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: ${subject}\n\n--- a/a.c\n+++ b/a.c\n@@ -0,0 +1,3 @@\n${table(entries).trimEnd().replaceAll(/^/gm, '+')}\n\n`;

describe('a finding that is chosen for the answer', () => {
  it('[CHOSEN-1] belongs to one table, even if another has the same name and the same finding', () => {
    const text = patch('[PATCH] one', '0, 1, 0, 0, 1') + patch('[PATCH v2] one', '1, 1, 0, 0, 1');
    const judged = judge({ text, options: {}, against: null });
    const [first, second] = judged.inputs;
    if (!first || !second) throw new Error('both versions must be read');
    expect([getStem(judged, first), getStem(judged, second)]).toEqual(['moves: ', 'moves #2: ']);
    const shared = second.findings.find((finding) =>
      first.findings.some((other) => getFindingKey(other) === getFindingKey(finding)),
    );
    if (!shared) throw new Error('the two versions must share a finding');
    const chosen = [`moves #2: ${getFindingKey(shared, second.findings)}`];
    expect(listOwn(judged, first, chosen)).toEqual([]);
    expect(listChosen(judged, chosen)).toEqual([shared]);
  });
});
