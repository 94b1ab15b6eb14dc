/**
 * How a citation is written: on the page, in a mail, and in Learn, which has the thread's authors and dates at hand. They load
 * with the messages, on demand: the caller passes them in.
 */

import type { Citation } from './citation.ts';
import { formatDate } from './date-words.ts';

/** Who wrote a message of the thread, and when; undefined where there is none of that number. */
type FindMessage = (message: number) => { readonly author: string; readonly date: string } | undefined;

/** `drivers/vfio/vfio_main.c, vfio_mig_get_next_state(), v6.2`, or `#25 of the thread, September 2021` */
export function formatCitation(citation: Citation): string {
  if (citation.kind !== 'thread') return formatSaid(citation, (about, date) => `${date}: ${about}`);
  return citation.message === 0
    ? '#0, the patch, 22 September 2021'
    : `#${citation.message} of the thread, September 2021`;
}

/** For a mail, into whose width Message-IDs and addresses do not fit: `message 25 of the thread of September 2021` */
export function formatSource(citation: Citation): string {
  if (citation.kind !== 'thread') return formatSaid(citation, (about, date) => `${about}, ${date}`);
  return citation.message === 0
    ? 'the patch of September 2021'
    : `message ${citation.message} of the thread of September 2021`;
}

/** `#25, Alex Williamson, 29 September 2021`, or `drivers/vfio/vfio_main.c, vfio_mig_get_next_state(), v5.18` */
export function formatDatedCitation(citation: Citation, findMessage: FindMessage): string {
  if (citation.kind !== 'thread')
    return formatSaid(citation, (about, date) => `${formatDate(date)}: ${about}`);
  const message = findMessage(citation.message);
  return message
    ? `#${citation.message}, ${message.author}, ${formatDate(message.date)}`
    : `#${citation.message} of the thread`;
}

/** Where a statement ends: `#25`, or `vfio_save_setup(), QEMU v8.2.0`. */
export function formatShortCitation(citation: Citation): string {
  switch (citation.kind) {
    case 'thread':
      return `#${citation.message}`;
    case 'kernel':
      return `${citation.symbol}, Linux ${citation.tag}`;
    case 'qemu':
      return `${citation.symbol}, QEMU ${citation.tag}`;
    case 'project':
      return `${citation.symbol}, ${citation.project} ${citation.tag}`;
    case 'commit':
      return `commit ${citation.commit}`;
    case 'mail':
      return `${citation.author ?? 'mail'}, ${citation.date}`;
  }
}

/** The short words, and the rest after them: `#25, Jason Gunthorpe, 28 September 2021`. */
export function formatFullCitation(citation: Citation, findMessage: FindMessage): string {
  const short = formatShortCitation(citation);
  switch (citation.kind) {
    case 'thread': {
      const message = findMessage(citation.message);
      return message ? `${short}, ${message.author}, ${formatDate(message.date)}` : short;
    }
    case 'kernel':
    case 'qemu':
    case 'project':
      return `${short}, ${citation.file}`;
    case 'commit':
      return `${short}, ${citation.date}: ${citation.about}`;
    case 'mail':
      return `${short}, ${citation.about}`;
  }
}

/** What is in no message of the thread: a place in a source, or who said what about it, and when. */
function formatSaid(
  citation: Exclude<Citation, { readonly kind: 'thread' }>,
  formatAbout: (about: string, date: string) => string,
): string {
  switch (citation.kind) {
    case 'kernel':
      return `${citation.file}, ${citation.symbol}, ${citation.tag}`;
    case 'qemu':
      return `QEMU ${citation.tag}, ${citation.file}, ${citation.symbol}`;
    case 'project':
      return `${citation.project} ${citation.tag}, ${citation.file}, ${citation.symbol}`;
    case 'commit':
      return `commit ${citation.commit}, ${formatAbout(citation.about, citation.date)}`;
    case 'mail':
      return `${citation.author ? `${citation.author}, ` : ''}${formatAbout(citation.about, citation.date)}`;
  }
}
