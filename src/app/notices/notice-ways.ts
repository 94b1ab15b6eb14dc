/** The ways out that a notice offers. What keeps things is loaded on demand. */

import type { Acts } from '../../page/acts.ts';
import type { Way } from '../../page/shell.ts';

export function takeWay(way: Way, { copyLink, open, notify }: Acts): void {
  if (way === 'copy-link') copyLink();
  else if (way === 'open-kept') open('kept');
  else void import('../../page/keep/kept-file.ts').then(({ saveKept }) => saveKept()).then(notify);
}

/** Back to the reader's own history. */
export function goBack({ dismissOffer }: Acts): void {
  dismissOffer();
  void import('../../page/keep/keeper.ts').then((keeper) => keeper.goBack());
}
