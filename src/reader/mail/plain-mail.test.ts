/** A mail as its reader sees it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reviewText } from '../review-text.ts';
import { MAIL_SHAPES } from './mail-shape.fixture.ts';
import { toPlainMail } from './plain-mail.ts';

const PATCH = readFileSync(new URL('../fixtures/breaks-more.patch', import.meta.url), 'utf8');
const MAIL = `From 0123456789abcdef Mon Sep 17 00:00:00 2001
From: =?UTF-8?q?Ren=C3=A9_A?= <a@example.org>
Date: Wed, 22 Sep 2021 13:38:51 +0300
${PATCH}-- 
2.30.2
`;

describe('a mail in plain', () => {
  it.each(MAIL_SHAPES)('[PLAIN-1] has the lines of the patch, %s', (_, shape) => {
    const plain = toPlainMail(shape(MAIL));
    if (typeof plain !== 'string') throw new Error('a mail is read');
    expect(plain).toMatch(/^[> ]*[+-][\t\u00a0]+\[VFIO_DEVICE_STATE_STOP\] = 1,\s*$/m);
    expect(reviewText(plain).inputs).toHaveLength(1);
  });

  it('[PLAIN-2] keeps who wrote it, and is no longer encoded', () => {
    for (const [name, shape] of MAIL_SHAPES) {
      if (!/quoted-printable|base64|multipart/.test(name)) continue;
      const plain = toPlainMail(shape(MAIL));
      expect(plain, name).toMatch(/^From: =\?UTF-8\?q\?Ren=C3=A9_A\?= <a@example\.org>\nDate: Wed/);
      expect(plain, name).not.toMatch(/content-/i);
    }
  });

  it('[PLAIN-3] is the text itself where nothing is encoded, or nothing can be read', () => {
    expect(toPlainMail(PATCH)).toBe(PATCH);
    expect(toPlainMail('')).toBe('');
    const binary = new Uint8Array([1, 0, 0, 0, 2, 9, 9, 9]);
    expect(toPlainMail(binary)).toBe(binary);
  });

  it('[PLAIN-4] keeps the mails of an mbox apart', () => {
    const encoded = MAIL_SHAPES.find(([name]) => name === 'in base64')?.[1](MAIL);
    const from = 'From 0 Mon Sep 17 00:00:00 2001';
    const plain = toPlainMail(`${from}\n${encoded}\n\n${from}\n${encoded}\n`);
    if (typeof plain !== 'string') throw new Error('a mail is read');
    expect(plain.match(/^From: /gm)).toHaveLength(2);
    expect(plain.match(/^From \S/gm)).toHaveLength(2);
    expect(plain.match(/^-\t+\[VFIO_DEVICE_STATE_STOP\] = 1,$/gm)).toHaveLength(2);
  });
});
