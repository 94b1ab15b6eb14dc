/**
 * The built-in course: its lessons in order. What a list needs is here; the text of a lesson is fetched when it is opened.
 */

import type { LessonResult } from './text/lesson-parse.ts';

/** A lesson of the course, as a list shows it; a test compares it with the front matter of the file. */
export interface CourseEntry {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly summary: string;
}

type Row = readonly [id: string, title: string, minutes: number, summary: string];

const ROWS: readonly Row[] = [
  [
    'live-migration',
    'What is live migration, and why has a device a state?',
    8,
    'For someone who knows virtual machines and nothing else: what moves, what cannot be copied, and who asks whom.',
  ],
  [
    'device-state',
    'device_state and its bits',
    8,
    'One register, three bits, five values that mean something, and what the header leaves open.',
  ],
  [
    'source',
    'A live migration seen from the source',
    9,
    'What QEMU asks of the device that is to be moved, write by write, and what the device does in response.',
  ],
  [
    'destination',
    'A live migration seen from the destination',
    8,
    'How a fresh device takes in the state of another, and why one missing arc kept a thread busy.',
  ],
  [
    'faults',
    'What can go wrong',
    9,
    'Declined, faulted, reset, corrupt data. How userspace tells which, and what it can do about it.',
  ],
  [
    'data-session',
    'The data session',
    9,
    'pending_bytes, data_offset and data_size, read by read; and what replaced them in protocol v2.',
  ],
  [
    'same-state',
    'Why x > x and _STOP > _SAVING matter',
    9,
    'A table that looks complete, and the QEMU flows that it refuses.',
  ],
  [
    'peer-to-peer',
    'Why peer-to-peer DMA needs a quiescent state',
    8,
    'Two devices of one VM that write to each other cannot both be stopped first.',
  ],
  [
    'v2-states',
    'Protocol v2, its states, flags and combination transitions',
    10,
    'An enum in place of bits, and a table in the core that tells every driver its next arc.',
  ],
  [
    'pre-copy',
    'Pre-copy and switchover',
    9,
    'How data flows while the VM runs, how userspace knows when to stop it, and what can be taken back.',
  ],
  [
    'never-returned',
    'The request that never returned',
    9,
    'A loop of one line, an entry that no device supports, and a mutex that was never released.',
  ],
  [
    'five-versions',
    'One client, five versions',
    9,
    'The same live migration, as QEMU 5.2, 8.0, 8.1, 8.2 and 9.1 ask for it, and what each does when it fails.',
  ],
  [
    'reviewing',
    'Reviewing a transition table',
    10,
    'Six questions to ask of any table, tried on the one of 2021 and on the drivers that followed.',
  ],
];

/** In the order in which they build on each other. */
export const COURSE: readonly CourseEntry[] = ROWS.map(([id, title, minutes, summary]) => ({
  id,
  title,
  minutes,
  summary,
}));

const TEXTS = import.meta.glob<string>('./course/lesson-*.md', { query: '?raw', import: 'default' });

/** Fetches a lesson of the course; undefined for an id that is not in it. Rejects if the file cannot be fetched. */
export async function loadLesson(id: string): Promise<LessonResult | undefined> {
  const fetchText = TEXTS[`./course/lesson-${id}.md`];
  if (!fetchText) return undefined;
  // Who only lists the lessons does not load what reads them.
  const { parseLesson } = await import('./text/lesson-parse.ts');
  return parseLesson(await fetchText());
}

/** Every lesson file, for the test that the list is complete. */
export const COURSE_FILES: readonly string[] = Object.keys(TEXTS);
