/**
 * Which text that comes back from the page is only an echo of what was typed. The page may answer late, when more was
 * typed; an answer that undid it would lose what the user wrote.
 */

export interface Echoes {
  /** Notes a text that was told to the page. One that the page has already will not come back, nor what was told before. */
  readonly tell: (text: string, had: string) => void;
  /** True for a text that was told and has not come back; it and all that were told before it are then forgotten. */
  readonly isEcho: (text: string) => boolean;
}

/** Texts that are remembered at most. */
const MOST = 32;

/** Remembers nothing at first. */
export function createEchoes(): Echoes {
  let told: string[] = [];
  return {
    tell: (text, had) => {
      told = text === had ? [] : [...told.slice(1 - MOST), text];
    },
    isEcho: (text) => {
      const at = told.indexOf(text);
      if (at < 0) return false;
      told = told.slice(at + 1);
      return true;
    },
  };
}
