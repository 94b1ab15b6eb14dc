/** From bytes, as they come, to lines. Flat: of a line without end only its beginning is kept. */

/** No known line is longer. */
const LONGEST = 16_384;

export interface LineSplitter {
  push(bytes: Uint8Array): void;
  /** The last line, if no line feed ended it. */
  end(): void;
}

/** `isWhole` is false for a last line without its line feed. UTF-8, or UTF-16 with its byte order mark. */
export function createLineSplitter(onLine: (line: string, isWhole: boolean) => void): LineSplitter {
  let decoder: TextDecoder | null = null;
  let rest = '';
  let isLong = false;

  function take(text: string): void {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const line = rest === '' ? text.slice(from, at) : rest + text.slice(from, at);
      from = at + 1;
      rest = '';
      isLong = false;
      onLine(line, true);
    }
    if (!isLong) rest += text.slice(from, from + LONGEST);
    if (rest.length >= LONGEST) isLong = true;
  }

  return {
    push(bytes) {
      decoder ??= new TextDecoder(getEncoding(bytes));
      take(decoder.decode(bytes, { stream: true }));
    },
    end() {
      if (decoder) take(decoder.decode());
      if (rest !== '') onLine(rest, false);
      rest = '';
    },
  };
}

function getEncoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
