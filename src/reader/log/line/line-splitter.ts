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
  /** The first byte, where it came alone: the second decides the encoding. */
  let first: Uint8Array | null = null;
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
      if (bytes.length === 0) return;
      const known = first ? joinBytes(first, bytes) : bytes;
      if (!decoder && known.length < 2) {
        first = known.slice();
        return;
      }
      first = null;
      decoder ??= new TextDecoder(getEncoding(known));
      take(decoder.decode(known, { stream: true }));
    },
    end() {
      decoder ??= first && new TextDecoder();
      if (decoder) take(decoder.decode(first ?? new Uint8Array()));
      first = null;
      if (rest !== '') onLine(rest, false);
      rest = '';
    },
  };
}

function joinBytes(first: Uint8Array, rest: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + rest.length);
  joined.set(first);
  joined.set(rest, first.length);
  return joined;
}

function getEncoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
