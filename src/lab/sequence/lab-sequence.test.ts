/** The sequence diagram, and the two texts that are made of it. What is well formed is checked here anew, by other means. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabRun } from '../run/lab-model.ts';
import { CASES, findRequest, run, runCase, withFault } from '../run/lab-run.fixture.ts';
import type { Sequence, SequenceLine } from './lab-lane.ts';
import { toLayout } from './lab-layout.ts';
import { formatMermaid } from './lab-mermaid.ts';
import { toSequence } from './lab-sequence.ts';
import { escapeXml, formatSvg, toHead } from './lab-svg.ts';

/** `sourceVmm>sourceCore setup`, `{ ... }` for a loop. */
const write = (line: SequenceLine): string => {
  if (line.kind === 'loop') return `{${line.text}: ${line.lines.map(write).join(', ')}}`;
  return line.kind === 'note' ? `(${line.text})` : `${line.from}>${line.to} ${line.text}`;
};

const countMessages = (lines: readonly SequenceLine[]): number =>
  lines.reduce((sum, line) => sum + (line.kind === 'loop' ? countMessages(line.lines) : 1), 0);

/** One rule set of each form: the others ask the same. */
const SOME = CASES.filter(({ ruleSet }) => ['uapi-v1', 'patch-2021-09', 'v2-7.2'].includes(ruleSet.id));

/** Runs of many forms: all flows, faults, many rounds, a file. */
const RUNS: readonly LabRun[] = [
  ...SOME.map((each) => runCase(each, { downtimeLimit: 600 })),
  ...SOME.map((each) => runCase(each, { target: 'file', devices: 4 })),
  run({ dirtyRate: 500 * 2 ** 20, downtimeLimit: 10 }),
  run({ dirtyRate: 2 ** 34 }),
  // Few lanes, and a note that is wider than all of them.
  run({ dirtyRate: 2 ** 34, devices: 1, target: 'file' }),
  withFault(run(), { step: 2, what: { kind: 'declined', arc: 1, errno: 'EBUSY' } }),
  withFault(run(), { step: 12, what: { kind: 'breaks' } }),
  run({ client: 'qemu-11.1', ack: 'legacy', multifd: true, hasInfoV2: true }),
  run({ client: 'qemu-11.1', ack: 'on', downtimeLimit: 5000 }),
  run({ client: 'cloud-hypervisor', flow: 'snapshot' }),
  withFault(run({ ruleSet: 'uapi-v1' }), { step: 0, what: { kind: 'faulted', arc: 1 } }),
];

describe('the sequence', () => {
  it('[LAB-60] a request goes from QEMU through the core to the driver, arc by arc, and back', () => {
    const { lines } = toSequence(run({ devices: 1 }), 5);
    expect(lines.map(write)).toEqual([
      'sourceVmm>sourceDriver1 read VFIO_DEVICE_FEATURE_MIG_DATA_SIZE: 1 GiB',
      '(allocate a data buffer: 1 MiB)',
      'sourceVmm>sourceCore setup: device_state = PRE_COPY',
      'sourceCore>sourceDriver1 RUNNING > PRE_COPY',
      'sourceCore>sourceVmm 0',
      'sourceVmm>sourceDriver1 read VFIO_MIG_GET_PRECOPY_INFO: 1 GiB: initial 1 GiB, dirty 0 B',
      'destinationVmm>destinationCore load: device_state = RESUMING',
      'destinationCore>destinationDriver1 RUNNING > RUNNING_P2P',
      'destinationCore>destinationDriver1 RUNNING_P2P > STOP',
      'destinationCore>destinationDriver1 STOP > RESUMING',
      'destinationCore>destinationVmm 0',
    ]);
  });

  it('[LAB-61] what is refused comes back with its errno, what a driver declines from the driver', () => {
    const refused = run({ ruleSet: 'patch-2021-09', devices: 1, target: 'file', downtimeLimit: 9000 });
    const last = toSequence(refused).lines.map(write);
    expect(last).toContain('sourceVmm>sourceCore complete: device_state = 010b');
    expect(last).toContain('sourceCore>sourceVmm -EINVAL, reads _SAVING');
    const { index } = findRequest(run({ devices: 1 }), 'setup');
    const declined = withFault(run({ devices: 1 }), {
      step: index,
      what: { kind: 'declined', arc: 1, errno: 'EBUSY' },
    });
    expect(
      toSequence(declined, index + 1)
        .lines.map(write)
        .slice(3),
    ).toEqual([
      'sourceCore>sourceDriver1 RUNNING > PRE_COPY',
      'sourceDriver1>sourceCore -EBUSY',
      'sourceCore>sourceVmm -EBUSY, reads RUNNING',
    ]);
  });

  it('[LAB-62] chunks are told once, with their number and size', () => {
    const lab = run({ devices: 1, downtimeLimit: 5000 });
    expect(toSequence(lab).lines.map(write)).toContain(
      '{5 chunks: 1 GiB: sourceVmm>sourceDriver1 read data_fd, sourceVmm>destinationVmm chunk, destinationVmm>destinationDriver1 write data_fd}',
    );
    const v1 = toSequence(run({ ruleSet: 'uapi-v1', devices: 1, downtimeLimit: 500 })).lines.find(
      (line) => line.kind === 'loop',
    );
    expect(v1).toMatchObject({ text: '5 chunks: 1 GiB' });
  });

  it('[LAB-63] of many rounds the first three and the last are told, those between in one loop', () => {
    const lab = run({ dirtyRate: 460 * 2 ** 20, downtimeLimit: 10 });
    expect(lab.outcome.rounds).toBeGreaterThan(20);
    const { lines } = toSequence(lab);
    const notes = lines.filter((line) => line.kind === 'note' && /round|stop/.test(line.text));
    expect(notes).toHaveLength(4);
    expect(lines.find((line) => line.kind === 'loop' && line.text.startsWith('rounds'))).toMatchObject({
      text: expect.stringContaining(`rounds 4 to ${lab.outcome.rounds}: `),
    });
  });

  it('[LAB-64] grows as the run does, and stays short', () => {
    for (const lab of RUNS) {
      let before = 0;
      for (let at = 0; at <= Math.min(lab.steps.length, 40); at += 1) {
        const { lines } = toSequence(lab, at);
        if (at === 1) expect(lines.length).toBeGreaterThan(0);
        before = Math.max(before, countMessages(lines));
      }
      expect(before).toBeGreaterThan(0);
      expect(countMessages(toSequence(lab).lines)).toBeLessThan(400);
    }
  });

  it('[LAB-65] shows DMA that arrives at a stopped peer as a message between drivers', () => {
    const stray = toSequence(run({ flags: 5 })).lines.filter(
      (line) => line.kind === 'message' && line.tone === 'stray',
    );
    expect(stray.map(write)).toEqual([
      'sourceDriver1>sourceDriver2 DMA to a stopped peer',
      'destinationDriver1>destinationDriver2 DMA to a stopped peer',
    ]);
  });

  it('[LAB-66] every message goes between lanes that there are', () => {
    const check = (sequence: Sequence, lines: readonly SequenceLine[]) => {
      const ids = new Set(sequence.lanes.map(({ id }) => id));
      for (const line of lines)
        if (line.kind === 'message') expect([ids.has(line.from), ids.has(line.to)]).toEqual([true, true]);
        else if (line.kind === 'note') expect(ids.has(line.over)).toBe(true);
        else check(sequence, line.lines);
    };
    for (const lab of RUNS) check(toSequence(lab), toSequence(lab).lines);
  });
});

describe('Mermaid', () => {
  const PARTICIPANT = /^ {4}participant (\w+) as [^#;<]+$/;
  const MESSAGE = /^ *(\w+)(?:->>|-->>|--x|-\))(\w+): \S.*$/;
  const NOTE = /^ *Note over (\w+): \S.*$/;

  it('[LAB-67] is a diagram whose blocks close and whose participants are declared', () => {
    for (const lab of RUNS) {
      const text = formatMermaid(toSequence(lab));
      const [front, title, after, kind, numbered, ...lines] = text.trimEnd().split('\n');
      expect([front, after, kind, numbered]).toEqual(['---', '---', 'sequenceDiagram', '  autonumber']);
      expect(title).toMatch(/^title: ".*"$/);
      const declared = new Set<string>();
      let depth = 0;
      for (const line of lines) {
        if (/^ *(loop|box) \S/.test(line)) depth += 1;
        else if (/^ *end$/.test(line)) depth -= 1;
        else {
          const found = PARTICIPANT.exec(line) ?? MESSAGE.exec(line) ?? NOTE.exec(line);
          expect(found, line).not.toBeNull();
          if (PARTICIPANT.test(line)) declared.add(found![1]!);
          else for (const id of found!.slice(1)) expect(declared.has(id)).toBe(true);
        }
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
    }
  });

  it('[LAB-68] writes what Mermaid reads as its own by number, and each text on one line', () => {
    const text = formatMermaid({
      title: 'a "title": #1',
      lanes: [{ id: 'a', title: 'x; y', host: 'h' }],
      lines: [{ kind: 'message', from: 'a', to: 'a', text: 'one\n  two; #3 <b>', tone: 'call' }],
    });
    expect(text).toContain('title: "a \\"title\\": #1"');
    expect(text).toContain('participant a as x#59; y\n');
    expect(text).toContain('a->>a: one two#59; #35;3 #60;b>\n');
  });
});

/** The names of the elements, in order of their ends; throws where they do not nest. */
function parseXml(text: string): readonly string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const rest = text.replace(
    /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>/g,
    (_, close, name, _attributes, empty) => {
      if (close) {
        if (open.pop() !== name) throw new Error(`</${name}> ends nothing`);
      } else if (!empty) open.push(name);
      if (close || empty) seen.push(name);
      return '';
    },
  );
  if (open.length > 0) throw new Error(`${open.join()} not ended`);
  if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(rest)) throw new Error(`not well formed: ${rest.slice(0, 200)}`);
  return seen;
}

describe('SVG', () => {
  it('[LAB-69] is well formed, whole, and asks for nothing else', () => {
    for (const lab of RUNS) {
      const text = formatSvg(toLayout(toSequence(lab)));
      expect(parseXml(text).at(-1)).toBe('svg');
      expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
      expect(text).not.toMatch(/style|script|href|url\(|NaN|undefined|Infinity/);
    }
  });

  it('[LAB-69] says in words what it is, between whom, and how much', () => {
    const text = formatSvg(toLayout(toSequence(run({ devices: 1, target: 'file' }), 1)));
    expect(text).toContain(
      '<title>QEMU 10.1 to 11.0: live-migration under v2-7.2, migration_flags 7</title>',
    );
    expect(text).toContain(
      '<desc>Sequence diagram: 1 message between source QEMU, source vfio core, source driver 1, stream file.</desc>',
    );
  });

  it('[LAB-70] escapes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const lines: SequenceLine[] = [
          { kind: 'note', over: 'a', text: title },
          {
            kind: 'loop',
            text: title,
            lines: [{ kind: 'message', from: 'a', to: 'a', text: title, tone: 'refused' }],
          },
        ];
        const text = formatSvg(toLayout({ title, lanes: [{ id: 'a', title, host: title }], lines }));
        expect(() => parseXml(text)).not.toThrow();
        expect(text).not.toContain('\u0000');
      }),
      { numRuns: 100, seed: 3 },
    );
    expect(escapeXml('a < b & "c" > d\u0001')).toBe('a &lt; b &amp; &quot;c&quot; &gt; d');
  });

  it('[LAB-71] keeps every part on the sheet, and one line under the other', () => {
    for (const lab of RUNS) {
      const layout = toLayout(toSequence(lab));
      let y = 0;
      for (const line of layout.lines) {
        const [left, right] =
          line.kind === 'message'
            ? [Math.min(line.from, line.to), Math.max(line.from, line.to)]
            : [line.x, line.x + line.width];
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(layout.width);
        expect(line.y + (line.kind === 'loop' ? line.height : 0)).toBeLessThanOrEqual(layout.height);
        if (line.kind !== 'message') continue;
        expect(line.y).toBeGreaterThan(y);
        y = line.y;
      }
    }
  });

  it('[LAB-72] the head of an arrow points where the message goes', () => {
    expect(toHead(0, 100, 10, 'arrow')).toBe('M100 10L93 6.5L93 13.5Z');
    expect(toHead(100, 0, 10, 'open')).toBe('M7 6.5L0 10L7 13.5');
  });
});
