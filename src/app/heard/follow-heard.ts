/** Says what comes of each deed of the reader, once it is painted, and every notice. Loaded after the first paint. */

import type { Page } from '../../page/open-page.ts';
import type { Notice } from '../../page/shell.ts';
import { getSentence } from '../../page/shell.ts';
import { announce } from '../../ui/attention/announce.ts';
import { readShown } from '../../ui/attention/read-shown.ts';
import type { Happening, Moment } from './heard.ts';
import { formatHeard } from './heard.ts';

/** Follows the page, for as long as it is open. */
export function followHeard(page: Page): void {
  followDeeds(page);
  followNotices(page);
}

function followDeeds({ history, workbench, shell, onDeed }: Page): void {
  const read = (): Moment => ({
    history: history.getSnapshot().context,
    isPlaying: history.getSnapshot().matches('playing'),
    workbench: workbench.getSnapshot().context,
    preferences: shell.getSnapshot().context.preferences,
  });
  let before: Moment | null = null;
  let deeds: Happening[] = [];
  const tell = () => {
    const sentences = before ? [formatHeard(deeds, before, read()), readBeside(deeds)] : [];
    [before, deeds] = [null, []];
    return sentences.filter((sentence) => sentence !== '').join(' ');
  };
  const hear = (deed: Happening) => {
    if (before === null) {
      before = read();
      announce(tell);
    }
    deeds.push(deed);
  };
  onDeed(hear);
  let wasPlaying = read().isPlaying;
  history.subscribe(() => {
    const { isPlaying } = read();
    if (wasPlaying && !isPlaying && deeds.length === 0) hear('played');
    wasPlaying = isPlaying;
  });
}

/** What the page shows beside that only in a comparison: of the old side, or of both. */
const BESIDE: Readonly<Partial<Record<Happening, string>>> = {
  ask: '[data-old-side]',
  reset: '[data-old-side]',
  played: '[data-old-side]',
  rules: '[data-sides]',
  against: '[data-sides]',
};

function readBeside(deeds: readonly Happening[]): string {
  const selectors = new Set(deeds.flatMap((deed) => BESIDE[deed] ?? []));
  return [...selectors].map(readShown).join(' ').trim();
}

/** A notice that comes again is said again. */
function followNotices({ shell }: Page): void {
  let told: readonly Notice[] = [];
  const tell = () => {
    const { notices } = shell.getSnapshot().context;
    if (notices === told) return;
    const fresh = notices.filter((notice) => !told.includes(notice));
    const isCleared = notices.length < told.length;
    told = notices;
    const said = fresh.length > 0 ? fresh : isCleared ? [] : notices.slice(-1);
    for (const notice of said) announce(getSentence(notice), 'assertive');
  };
  shell.subscribe(tell);
  tell();
}
