/** The unread line that is most like one of a log: what a reader is shown who pasted something else. */

/** Words of the lines that are known, with what each is worth. */
const WORDS: readonly (readonly [pattern: RegExp, worth: number])[] = [
  [/vfio/i, 3],
  [/device.?state|set_state/i, 3],
  [/migrat/i, 2],
  [/\b(?:STOP_COPY|PRE_COPY|RUNNING_P2P|RESUMING)\b/, 2],
  [/\bstate\b/i, 1],
  [/qemu|kvm/i, 1],
];

const LONGEST = 400;

interface Nearest {
  see(line: number, text: string): void;
  get(): { readonly line: number; readonly text: string } | null;
}

export function createNearest(): Nearest {
  let best: { line: number; text: string } | null = null;
  let most = 0;
  return {
    see(line, text) {
      if (most > 5) return;
      const head = text.slice(0, LONGEST);
      const worth = WORDS.reduce((sum, [pattern, each]) => sum + (pattern.test(head) ? each : 0), 0);
      if (worth > most) [best, most] = [{ line, text: head }, worth];
    },
    get: () => best,
  };
}
