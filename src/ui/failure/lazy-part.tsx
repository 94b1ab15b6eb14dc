/** A component that is loaded when it is first shown. Unlike React's own, one that failed can be asked for again. */

import type { ComponentType } from 'react';
import { use } from 'react';
import { createChunk } from './chunk.ts';

/** It suspends while it loads, and throws a `ChunkFailure` if that fails. */
export function createLazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const get = createChunk(load);
  return function LazyPart(props: Props) {
    const Part = use(get());
    return <Part {...props} />;
  };
}
