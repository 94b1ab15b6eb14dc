/** What comes of reading something from outside: it, or what is wrong with it. */

export type Result<Value, Problem = string> =
  | { readonly ok: true; readonly value: Value }
  /** A complete sentence where nothing else is said: what is wrong, and where. */
  | { readonly ok: false; readonly problem: Problem };
