/**
 * Tells whether a text from the page only echoes what was typed. The page may answer late, after the user has typed more;
 * applying that answer would lose what they wrote.
 */

export interface Echoes {
  /** Records a text sent to the page. A text that the page already has never comes back, nor do earlier ones. */
  readonly tell: (text: string, had: string) => void;
  /** True for a text that was sent and has not come back yet; it and all earlier ones are then forgotten. */
  readonly isEcho: (text: string) => boolean;
}

/** The most texts to remember. */
const MOST = 32;

/** Starts with nothing to remember. */
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
