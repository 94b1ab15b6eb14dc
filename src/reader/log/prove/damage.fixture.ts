/** What happens to a log on its way: each damage keeps, for each line of the file, what the whole line told. */

import type { WrittenLine } from './written-log.fixture.ts';

/** A line of the file. `source` is null for one that is not of the log. */
export interface FileLine {
  readonly text: string;
  readonly source: WrittenLine | null;
  /** Its place before lines were moved. */
  readonly place?: number;
}

export interface Random {
  readonly pick: (limit: number) => number;
  readonly choose: <T>(items: readonly T[]) => T;
  readonly happens: (share: number) => boolean;
}

export const toRandom = (random: () => number): Random => {
  const pick = (limit: number) => Math.floor(random() * limit);
  return {
    pick,
    choose: (items) => items[pick(items.length)] as never,
    happens: (share) => random() < share,
  };
};

const FOREIGN = [
  'vfio_region_write  (0000:01:00.0:region0+0x10, 0x1, 4)',
  '4711@1700000000.000001:vfio_save_block  (0000:01:00.0) data_size 1048576',
  'libvirtd: 2024-05-02 12:01:30.100+0000: 12: warning: something unrelated',
  '',
  'the migration state of the weather is RUNNING out',
  '{"event": "RESUME", "data": {}}',
  '    at Object.<anonymous> (a.js:1:1)',
];

/** How the time stands before a line. */
export type Stamp = 'backend' | 'none' | 'iso' | 'syslog' | 'journal';

export function stampLine(line: WrittenLine, stamp: Stamp, pid: number, seconds: number): string {
  const whole = Math.floor(seconds);
  const micros = String(Math.round((seconds - whole) * 1e6)).padStart(6, '0');
  const iso = `${new Date(whole * 1000).toISOString().slice(0, 19)}.${micros}Z`;
  if (line.isError) return `${stamp === 'none' ? '' : `${iso} `}qemu-system-x86_64: ${line.text}`;
  switch (stamp) {
    case 'backend':
      return `${pid}@${whole}.${micros}:${line.text}`;
    case 'none':
      return line.text;
    case 'iso':
      return `${iso} ${line.text}`;
    case 'syslog':
      return `May  2 12:01:30 host qemu-system-x86_64[${pid}]: ${line.text}`;
    case 'journal':
      return JSON.stringify({ __REALTIME_TIMESTAMP: String(Math.round(seconds * 1e6)), MESSAGE: line.text });
  }
}

export type DamageId =
  | 'doubled'
  | 'moved'
  | 'foreign'
  | 'headless'
  | 'torn'
  | 'narrow'
  | 'wrapped'
  | 'pane'
  | 'quoted'
  | 'crlf'
  | 'cut';

/** In this order: what is lost before lines are moved is lost at the head, not in between, where nobody could see it. */
const DAMAGES: readonly DamageId[] = [
  'headless',
  'doubled',
  'moved',
  'foreign',
  'torn',
  'narrow',
  'wrapped',
  'pane',
  'quoted',
  'crlf',
  'cut',
];

/** Each of them with that chance. A text is wrapped once: by a mailer or by a terminal. */
export const chooseDamages = ({ happens }: Random, share: number): readonly DamageId[] => {
  const chosen = DAMAGES.filter(() => happens(share));
  return chosen.includes('wrapped') ? chosen.filter((id) => id !== 'pane') : chosen;
};

/** The farthest that a line is moved. */
const FARTHEST = 8;

export function damage(
  file: readonly FileLine[],
  id: DamageId,
  { pick, choose }: Random,
): readonly FileLine[] {
  const lines = id === 'moved' ? file.map((line, place) => ({ ...line, place })) : [...file];
  switch (id) {
    case 'doubled':
      for (let times = 1 + pick(4); times > 0; times -= 1) {
        const at = pick(lines.length);
        const line = lines[at];
        if (line) lines.splice(at + 1, 0, line);
      }
      return lines;
    case 'moved':
      for (let times = 1 + pick(3); times > 0; times -= 1) {
        const at = pick(lines.length);
        const [line] = lines.splice(at, 1);
        const to = Math.min(lines.length, Math.max(0, at + pick(2 * FARTHEST) - FARTHEST));
        if (line) lines.splice(to, 0, line);
      }
      return lines;
    case 'foreign':
      for (let times = 1 + pick(8); times > 0; times -= 1)
        lines.splice(pick(lines.length + 1), 0, { text: choose(FOREIGN), source: null });
      return lines;
    case 'headless':
      return lines.slice(pick(lines.length));
    case 'torn':
      return lines.map((line, index) =>
        pick(lines.length) < 1 && isPlaced(lines, index) ? tear(line, pick) : line,
      );
    case 'narrow': {
      const width = 50 + pick(60);
      return lines.map((line) => ({ ...line, text: line.text.slice(0, width) }));
    }
    case 'wrapped': {
      const width = 60 + pick(20);
      return lines.flatMap((line) => wrap(line, width));
    }
    case 'pane': {
      const width = 40 + pick(60);
      return lines.flatMap((line) => breakLine(line, width));
    }
    case 'quoted':
      return lines.map((line) => ({ ...line, text: `> ${line.text}` }));
    case 'crlf':
      return lines.map((line) => ({ ...line, text: `${line.text}\r` }));
    case 'cut': {
      const last = lines.at(-1);
      return last && isPlaced(lines, lines.length - 1)
        ? [...lines.slice(0, -1), { ...last, text: last.text.slice(0, pick(last.text.length)) }]
        : lines;
    }
  }
}

/** False for a line that others have passed: of one that is cut before its time, nobody could see where it belongs. */
function isPlaced(lines: readonly FileLine[], index: number): boolean {
  const own = lines[index]?.place;
  return (
    own === undefined ||
    lines.every(({ place = own }, other) => place === own || place < own === other < index)
  );
}

/** A line that was cut so that it shows: what is left is no whole line of another state or errno. */
function tear(line: FileLine, pick: (limit: number) => number): FileLine {
  const { text } = line;
  for (let times = 0; times < 10; times += 1) {
    const left = text.slice(0, 12 + pick(Math.max(1, text.length - 12)));
    const isWhole = /(?:state|to|=)[ =]?[A-Z0-9_]+$|err=-\d+$/.test(left) || left === text;
    if (!isWhole) return { ...line, text: left };
  }
  return line;
}

/** As a mailer does: at blanks. Only the first piece has the number of the line. */
function wrap(line: FileLine, width: number): readonly FileLine[] {
  const pieces: string[] = [];
  let rest = line.text;
  while (rest.length > width) {
    const at = rest.lastIndexOf(' ', width);
    if (at <= 0) break;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at + 1).trimStart();
  }
  return [...pieces, rest].map((text) => ({ ...line, text }));
}

/** As a narrow terminal does: anywhere. */
function breakLine(line: FileLine, width: number): readonly FileLine[] {
  const pieces = line.text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''];
  return pieces.map((text) => ({ ...line, text }));
}
