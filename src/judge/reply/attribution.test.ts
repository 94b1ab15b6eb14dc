/** Who wrote what is quoted, as far as the text says it. */

import { describe, expect, it } from 'vitest';
import { getAttribution } from './attribution.ts';

const MAIL = `From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001
From: A Sender <sender@example.org>
Date: Wed, 22 Sep 2021 13:38:51 +0300
Subject: [PATCH 2/7] vfio: check moves
 of the device state

From: B Author <author@example.org>

Words.`;

const PATCHWORK = `[series,2/7] vfio: check moves of the device state

Message ID	20210922.2@example.org (mailing list archive)

Commit Message

A Sender Sept. 22, 2021, 10:38 a.m. UTC
From: B Author <author@example.org>

+ line

Comments

C Reader Sept. 23, 2021, noon UTC | #1
> From: A Sender <sender@example.org>
> Date: Wed, 22 Sep 2021 13:38:51 +0300
> + line`;

const LORE = `* [PATCH 2/7] vfio: check moves
@ 2021-09-22 10:38 A Sender
From: A Sender @ 2021-09-22 10:38 UTC (permalink / raw)
  To: D Someone; +Cc: E Other

+ line`;

const of = (text: string, line?: number) => getAttribution(text.split('\n'), line);

describe('the attribution', () => {
  it('[ATTR-1] is read from the headers of a mail', () => {
    expect(of(MAIL)).toBe('On Wed, 22 Sep 2021 13:38:51 +0300, A Sender wrote:');
    expect(of(MAIL, 9)).toBe(of(MAIL));
    expect(of(MAIL.replaceAll('\n', '\r\n').replaceAll('\r', ''))).toBe(of(MAIL));
  });

  it.each([
    ['From: "Sender, A" <a@example.org>', 'Sender, A wrote:'],
    ['From: a@example.org', 'a@example.org wrote:'],
    ['From: a@example.org (A Sender)', 'A Sender wrote:'],
    ['From: =?UTF-8?q?C=C3=A9dric_S=2E?= <a@example.org>', 'Cédric S. wrote:'],
    ['From: =?utf-8?q?Sender=2C_A?= <a@example.org>', 'Sender, A wrote:'],
    ['From: A\n Sender <a@example.org>', 'A Sender wrote:'],
    ['FROM: A Sender <a@example.org>', 'A Sender wrote:'],
  ])('[ATTR-2] of %s is %s', (from, expected) => expect(of(`${from}\nSubject: x\n\ntext`)).toBe(expected));

  it('[ATTR-2] leaves out the comment after a date', () => {
    expect(of('From: A <a@example.org>\nDate: Wed, 22 Sep 2021 13:38:51 +0300 (EEST)\n')).toBe(
      'On Wed, 22 Sep 2021 13:38:51 +0300, A wrote:',
    );
  });

  it('[ATTR-3] is read from the page of an archive, for the message that the line stands in', () => {
    expect(of(PATCHWORK)).toBe('On Sept. 22, 2021, 10:38 a.m. UTC, A Sender wrote:');
    expect(of(PATCHWORK, 10)).toBe('On Sept. 22, 2021, 10:38 a.m. UTC, A Sender wrote:');
    expect(of(PATCHWORK, 17)).toBe('On Sept. 23, 2021, noon UTC, C Reader wrote:');
    expect(of(LORE)).toBe('On 2021-09-22 10:38 UTC, A Sender wrote:');
  });

  it('[ATTR-5] of the diff after the comments of a page is that of the patch, not of the last comment', () => {
    const page = `${PATCHWORK}\n\nPatch\n\nin words\ndiff mbox series\n\nPatch\n\ndiff --git a/x b/x\n+ line`;
    const count = page.split('\n').length;
    expect(of(page, count)).toBe('On Sept. 22, 2021, 10:38 a.m. UTC, A Sender wrote:');
    expect(of(page, count - 4)).toBe('On Sept. 23, 2021, noon UTC, C Reader wrote:');
    expect(of(page, count - 7)).toBe('On Sept. 23, 2021, noon UTC, C Reader wrote:');
  });

  it('[ATTR-4] is empty where the text does not say it: nothing is made up', () => {
    expect(of('')).toBe('');
    expect(of('static const u8 table[2][2] = {};')).toBe('');
    expect(of('From: B Author <author@example.org>\n\nWords.')).toBe('');
    expect(of('> From: A <a@example.org>\n> Date: 1 Jan 2021\n')).toBe('');
    expect(of('From:\nDate: 1 Jan 2021\n')).toBe('');
    expect(of('Date: 1 Jan 2021\nSubject: x\n')).toBe('');
    expect(of(PATCHWORK, 2)).toBe('');
  });
});
