import { describe, expect, it } from 'vitest';
import { createLogReader } from '../log-reader.ts';
import { formatRunSteps } from '../log-run.fixture.ts';
import type { RunStep } from '../run/run-step.ts';
import { createLogLines, listLogLines } from './mail-lines.ts';

const NAME = 'VFIO user </tmp/größe=3D.sock>';
const LOG = [
  `31@1714651290.000001:vfio_migration_realize  (${NAME})`,
  `31@1714651290.000002:vfio_migration_set_state  (${NAME}) state PRE_COPY`,
  `31@1714651290.000003:vfio_migration_set_state  (${NAME}) state STOP_COPY`,
  '',
].join('\n');
const STEPS = ['2>6', '6>3'];

const bytes = new TextEncoder().encode(LOG);
const base64 = (btoa(String.fromCharCode(...bytes)).match(/.{1,76}/g) ?? []).join('\n');
const quoted = LOG.split('\n')
  .map((line) =>
    Array.from(new TextEncoder().encode(line), (byte) =>
      byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte),
    )
      .join('')
      .replace(/(.{60}[^=]{3})(?=.)/g, '$1=\n'),
  )
  .join('\n');

const mail = (encoding: string, body: string) =>
  `From: Bob <bob@example.org>\nSubject: it fails\nContent-Type: text/plain;\n charset="utf-8"\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;
const parts = (encoding: string, body: string) =>
  `From: Bob\nSubject: it fails\nContent-Type: multipart/mixed; boundary="b-1"\n\n--b-1\nContent-Type: text/plain\n\nHello,\n--b-1\nContent-Transfer-Encoding: ${encoding}\nContent-Type: text/plain; name=qemu.log\n\n${body}\n--b-1--\n31@1714651290.000004:vfio_migration_set_state  (${NAME}) state STOP\n`;

/** Read in pieces of `size` bytes. */
function read(text: string, size = 7) {
  const steps: RunStep[] = [];
  const reader = createLogReader({ onStep: (step) => steps.push(step), onNote: () => undefined });
  const lines = createLogLines(reader.push);
  const all = new TextEncoder().encode(text);
  for (let at = 0; at < all.length; at += size) lines.push(all.subarray(at, at + size));
  lines.end();
  return { steps, notes: [], summary: reader.end() };
}

const told = (run: ReturnType<typeof read>) => formatRunSteps(run).map((step) => step.replace(/^\d+ /, ''));

describe('a log in a mail', () => {
  it.each([
    ['7bit', LOG],
    ['base64', base64],
    ['quoted-printable', quoted],
  ])('[LOG-47] is read as it was written: %s', (encoding, body) => {
    const run = read(mail(encoding, body));
    expect(told(run)).toEqual(STEPS);
    expect(run.summary.devices).toMatchObject([{ name: NAME }]);
    expect(told(read(mail(encoding, body).replaceAll('\n', '\r\n')))).toEqual(STEPS);
    expect(told(read(parts(encoding, body), 1 << 20))).toEqual([...STEPS, '3>1']);
  });

  it('[LOG-47] has the line of the file that each of its lines begins in', () => {
    const text = mail('quoted-printable', quoted);
    const rows = text.split('\n');
    for (const { line } of read(text).steps) expect(rows[line - 1]).toContain('vfio_migration_set_state');
    const encoded = mail('base64', base64);
    const [first, second] = read(encoded).steps;
    const at = encoded.split('\n').indexOf('') + 1;
    const row = (what: string) =>
      at +
      1 +
      Math.floor((bytes.length - new TextEncoder().encode(LOG.slice(LOG.indexOf(what))).length) / 57);
    expect([first?.line, second?.line]).toEqual([row('31@1714651290.000002'), row('31@1714651290.000003')]);
  });

  it('[LOG-47] that only speaks of an encoding stays as it is', () => {
    const spoken = `The header was\nContent-Transfer-Encoding: base64\nas you see.\n\n${LOG}`;
    expect(formatRunSteps(read(spoken)).map((step) => step.replace(/^\d+ /, ''))).toEqual(STEPS);
    expect(told(read(mail('base64', LOG)))).toEqual(STEPS);
    expect(told(read(`Content-Type: text/plain\n\n${LOG}`))).toEqual(STEPS);
  });

  it('[LOG-47] is quoted decoded, by the same numbers', () => {
    const text = mail('base64', base64);
    const [first] = read(text).steps;
    expect(listLogLines(text)[(first?.line ?? 0) - 1]).toContain(') state PRE_COPY');
    expect(listLogLines(text)).toHaveLength(text.split('\n').length);
    expect(listLogLines('a\r\nb')).toEqual(['a', 'b']);
  });

  it('[LOG-47] keeps no long body in memory', () => {
    const taken: number[] = [];
    const lines = createLogLines((line) => taken.push(line.length));
    const row = new TextEncoder().encode(`${btoa('a'.repeat(57))}\n`);
    lines.push(new TextEncoder().encode('Content-Transfer-Encoding: base64\n\n'));
    for (let times = 0; times < 2000; times += 1) lines.push(row);
    lines.end();
    expect(Math.max(...taken)).toBeLessThanOrEqual(16_384);
  });
});
