/** How a citation is written in Learn's history: the thread's messages with author and date, which are at hand here. */

import { getMessage } from '../../../../protocol/thread/position.ts';
import type { Citation } from '../../../../protocol/words/citation.ts';
import { formatCitation as formatPlainly } from '../../../../protocol/words/citation-words.ts';

/** `#25, Alex Williamson, 29 September 2021`, or `drivers/vfio/vfio_main.c, vfio_mig_get_next_state(), v5.18` */
export function formatCitation(citation: Citation): string {
  switch (citation.kind) {
    case 'thread': {
      const message = getMessage(citation.message);
      return message
        ? `#${message.message}, ${message.author}, ${formatDate(message.date)}`
        : `#${citation.message} of the thread`;
    }
    case 'kernel':
    case 'qemu':
      return formatPlainly(citation);
    case 'commit':
      return `commit ${citation.commit}, ${formatDate(citation.date)}: ${citation.about}`;
    case 'mail':
      return `${citation.author ? `${citation.author}, ` : ''}${formatDate(citation.date)}: ${citation.about}`;
  }
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2021-09-22` is `22 September 2021`, `2022-12` is `December 2022`; of a time the day is written. */
export function formatDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return [day, MONTHS[(month ?? 0) - 1], year].filter((part) => part !== undefined).join(' ');
}

/** `2021-09-23T10:33Z` is `10:33`. */
export function formatTime(date: string): string {
  return date.slice(11, 16);
}
