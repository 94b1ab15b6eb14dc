/** A part that the first picture is whole without: it comes a paint later, and where it fails nothing stands in its place. */

import type { ReactNode } from 'react';
import { Suspense } from 'react';
import { Later } from '../Later.tsx';
import { Boundary } from './Boundary.tsx';

const showNothing = () => null;

export function Optional({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Later>
      <Boundary name={name} instead={showNothing}>
        <Suspense>{children}</Suspense>
      </Boundary>
    </Later>
  );
}
