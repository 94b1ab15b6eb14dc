/** When a change is kept: soon after the last one, but never long after the first, so that what is being typed is kept too. */

export interface Pace {
  /** Milliseconds from the last change until it is kept. */
  readonly after: number;
  /** Milliseconds from the first change that is not kept until it is, however often others follow. */
  readonly within: number;
}

/** A killed tab loses at most a second: `within` leaves a quarter of it to encoding and storing. */
export const KEEP_PACE: Pace = { after: 250, within: 750 };

export interface Debounce {
  /** A change is there to be kept; at another pace where one is given. */
  readonly call: (pace?: Pace) => void;
  /** Keeps it now, if there is one. */
  readonly flush: () => void;
}

/** `run` keeps whatever is current when it is called. */
export function createDebounce(run: () => void, usual: Pace = KEEP_PACE): Debounce {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first change that is not kept came; null where all are. */
  let since: number | null = null;
  const flush = () => {
    if (since === null) return;
    clearTimeout(timer);
    since = null;
    run();
  };
  return {
    call: ({ after, within } = usual) => {
      since ??= performance.now();
      clearTimeout(timer);
      timer = setTimeout(flush, Math.max(0, Math.min(after, since + within - performance.now())));
    },
    flush,
  };
}
