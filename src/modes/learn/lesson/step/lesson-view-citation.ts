/** How a citation is written where a statement ends, and how in full. The full words begin with the short ones. */

import { getMessage } from '../../../../protocol/thread/position.ts';
import type { Citation } from '../../../../protocol/words/citation.ts';
import { formatDate } from '../../debate/ending/debate-citation.ts';

interface CitationWords {
  /** `#25`, or `vfio_save_setup(), QEMU v8.2.0` */
  readonly short: string;
  /** `#25, Jason Gunthorpe, 28 September 2021`, or `vfio_save_setup(), QEMU v8.2.0, hw/vfio/migration.c` */
  readonly full: string;
}

export function getCitationWords(citation: Citation): CitationWords {
  const short = formatShort(citation);
  return { short, full: [short, ...listRest(citation)].join(', ') };
}

function formatShort(citation: Citation): string {
  switch (citation.kind) {
    case 'thread':
      return `#${citation.message}`;
    case 'kernel':
      return `${citation.symbol}, Linux ${citation.tag}`;
    case 'qemu':
      return `${citation.symbol}, QEMU ${citation.tag}`;
    case 'commit':
      return `commit ${citation.commit}`;
    case 'mail':
      return `${citation.author ?? 'mail'}, ${citation.date}`;
  }
}

function listRest(citation: Citation): readonly string[] {
  switch (citation.kind) {
    case 'thread': {
      const message = getMessage(citation.message);
      return message ? [message.author, formatDate(message.date)] : [];
    }
    case 'kernel':
    case 'qemu':
      return [citation.file];
    case 'commit':
      return [`${citation.date}: ${citation.about}`];
    case 'mail':
      return [citation.about];
  }
}
