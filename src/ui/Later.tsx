/** What can wait for the first paint: shown one paint after what surrounds it. */

import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { whenPainted } from './attention/painted.ts';

export function Later({ children }: { children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => whenPainted(() => setShown(true)), []);
  return isShown ? children : null;
}
