/** Ways for a text to grow, and what a kind of growing text is. */

/** Who reads the text. */
export type Reader = 'review' | 'lesson' | 'log' | 'link' | 'stored';

export interface Kind {
  readonly title: string;
  readonly reader: Reader;
  /** A text of about `length` characters. */
  readonly make: (length: number) => string;
}

const times = (part: string, length: number) => part.repeat(Math.max(1, Math.ceil(length / part.length)));

/** `head`, then `part` repeated, then `foot`. */
export const repeated =
  (head: string, part: string, foot = '') =>
  (length: number) =>
    `${head}${times(part, length - head.length - foot.length)}${foot}`;

/** As many openings as closings, one inside the other. */
export const nested =
  (head: string, open: string, close: string, middle = '') =>
  (length: number) => {
    const depth = Math.max(1, Math.floor((length - head.length) / (open.length + close.length)));
    return `${head}${open.repeat(depth)}${middle}${close.repeat(depth)}`;
  };

/** Each line differs, as names and numbers do. */
export const numbered =
  (head: string, line: (index: number) => string, foot = '') =>
  (length: number) => {
    const lines: string[] = [head];
    for (let size = head.length + foot.length, index = 0; size < length; index++) {
      const next = line(index);
      lines.push(next);
      size += next.length;
    }
    return `${lines.join('')}${foot}`;
  };
