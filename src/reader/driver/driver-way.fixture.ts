/** The lines of a driver as they are written, each arc with the lines that implement it. */

import { V2_STATES } from '../../protocol/state/state.ts';

export type Pick = (limit: number) => number;

/** `1>3` and its like. */
export type ArcKey = string;

export interface DriverText {
  readonly idiom: string;
  readonly lines: readonly string[];
  /** The first and the last line that say an arc, counted from 0. */
  readonly said: ReadonlyMap<ArcKey, readonly [first: number, last: number]>;
  /** The lines of the step function, from its head to its last brace. */
  readonly body: readonly [first: number, last: number];
}

/** What a driver does for an arc: succeed, or fail with an errno whatever happens. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly fails: boolean;
}

export const toKey = ({ from, to }: Pick2): ArcKey => `${from}>${to}`;
type Pick2 = { readonly from: number; readonly to: number };

export const NAMES = V2_STATES.map(({ name }) => name);
export const state = (value: number) => `VFIO_DEVICE_STATE_${NAMES[value]}`;
export const both = ({ from, to }: Arc) => `cur == ${state(from)} && new == ${state(to)}`;

export class Writer {
  readonly lines: string[] = [];
  readonly said = new Map<ArcKey, [number, number]>();
  body: [number, number] = [0, 0];
  #open: Arc[] = [];

  /** Lines that say these arcs. */
  say(arcs: readonly Arc[], ...texts: readonly string[]): this {
    for (const text of texts.flatMap((each) => each.split('\n'))) {
      for (const arc of [...this.#open, ...arcs]) {
        const known = this.said.get(toKey(arc));
        this.said.set(toKey(arc), [known?.[0] ?? this.lines.length, this.lines.length]);
      }
      this.lines.push(text);
    }
    return this;
  }

  write(...texts: readonly string[]): this {
    return this.say([], ...texts);
  }

  begin(...texts: readonly string[]): this {
    this.body = [this.lines.length, 0];
    return this.write(...texts);
  }

  end(...texts: readonly string[]): this {
    this.write(...texts);
    this.body = [this.body[0], this.lines.length - 1];
    return this;
  }
}
