/** How a citation is written on the page; the authors and dates of the thread come with the messages, on demand. */

import type { Citation } from './citation.ts';

/** `drivers/vfio/vfio_main.c, vfio_mig_get_next_state(), v6.2`, or `#25 of the thread, September 2021` */
export function formatCitation(citation: Citation): string {
  switch (citation.kind) {
    case 'thread':
      return citation.message === 0
        ? '#0, the patch, 22 September 2021'
        : `#${citation.message} of the thread, September 2021`;
    case 'kernel':
      return `${citation.file}, ${citation.symbol}, ${citation.tag}`;
    case 'qemu':
      return `QEMU ${citation.tag}, ${citation.file}, ${citation.symbol}`;
    case 'commit':
      return `commit ${citation.commit}, ${citation.date}: ${citation.about}`;
    case 'mail':
      return `${citation.author ? `${citation.author}, ` : ''}${citation.date}: ${citation.about}`;
  }
}
