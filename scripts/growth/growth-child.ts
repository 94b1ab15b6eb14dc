/** Reads one growing text in a process of its own, so that it can be stopped and its memory has a limit. */

import { judgeText } from '../../src/judge/judge-text.ts';
import { createReplay } from '../../src/judge/replay/log-replay.ts';
import { toReplayJson } from '../../src/judge/replay/replay-json.ts';
import { parseLesson } from '../../src/lesson/text/lesson-parse.ts';
import { createLineSplitter } from '../../src/reader/log/line/line-splitter.ts';
import { decodeLink } from '../../src/share/link/link-read.ts';
import { decodeHistory } from '../../src/share/store/stored-history-read.ts';
import type { Reader } from './grow.ts';
import { KINDS } from './kinds.ts';

const PIECE = 1 << 16;

const READERS: Readonly<Record<Reader, (text: string) => unknown>> = {
  review: (text) => judgeText(text, {}, null),
  lesson: parseLesson,
  log: readLog,
  link: (text) => decodeLink(text),
  stored: (text) => decodeHistory(text),
};

/** As `vfio replay --json` reads a log, in pieces. */
function readLog(text: string): string {
  const replay = createReplay({});
  const splitter = createLineSplitter(replay.push);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += PIECE) splitter.push(bytes.subarray(at, at + PIECE));
  splitter.end();
  return JSON.stringify(toReplayJson(replay.end()));
}

/** What is asked: a kind, by its index in the list, and how long its text is. */
interface Question {
  readonly kind: number;
  readonly length: number;
}

process.on('message', ({ kind, length }: Question) => {
  const { reader, make } = KINDS[kind] ?? {};
  if (!reader || !make) throw new Error(`there is no kind ${kind}`);
  const text = make(length);
  const before = process.cpuUsage();
  READERS[reader](text);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ milliseconds: (user + system) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 });
});
