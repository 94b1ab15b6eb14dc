/** Puts words into the braces of a sentence: the tables of sentences are written with `{word}` where a word comes later. */

import { formatVisible } from './outside-text.ts';

/** What may stand for a word. */
export type Words = Readonly<Record<string, string | number>>;

type WordIn<Sentence extends string> = Sentence extends `${string}{${infer Word}}${infer Rest}`
  ? Word | WordIn<Rest>
  : never;

/** All words of a sentence that is known when this is compiled; of one of several sentences, those of any one of them. */
type WordsOf<Sentence extends string> = string extends Sentence
  ? Words
  : Sentence extends string
    ? Words & Readonly<Record<WordIn<Sentence>, string | number>>
    : never;

/**
 * `fill('{a} > {b}', { a: 1, b: 2 })` is `1 > 2`. Braces whose word is not given stay as they are. A word may come from outside:
 * what does not show in it is spelled out.
 */
export function fill<Sentence extends string>(sentence: Sentence, words: WordsOf<Sentence>): string;
export function fill(sentence: string, words: Words): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, word: string) =>
    formatVisible(String(words[word] ?? whole)),
  );
}
