/** Reads one growing text in a process of its own, so that it can be stopped and its memory has a limit. */
import { judgeText } from '../../src/judge/judge-text.ts';
import { parseLesson } from '../../src/lesson/text/lesson-parse.ts';
import { decodeLink } from '../../src/share/link/link-read.ts';
import { decodeHistory } from '../../src/share/store/stored-history-read.ts';
import type { Reader } from './kinds.ts';
import { KINDS } from './kinds.ts';

const READERS: Readonly<Record<Reader, (text: string) => unknown>> = {
  review: (text) => judgeText(text, {}, null),
  lesson: parseLesson,
  link: (text) => decodeLink(text),
  stored: (text) => decodeHistory(text),
};

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
