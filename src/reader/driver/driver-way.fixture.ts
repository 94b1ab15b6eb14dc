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
  /** Arcs that only one branch of a conditional has. */
  readonly single: ReadonlySet<ArcKey>;
  /** Whether a label that nothing defines may be any state, so that what is missing may be assumed instead. */
  readonly isOpen: boolean;
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
  readonly single = new Set<ArcKey>();
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

export const HEAD = 'static struct file *demo_step(struct demo *demo, enum vfio_device_mig_state new)\n{';
export const CUR = '\tenum vfio_device_mig_state cur = demo->mig_state;';
export const LAST = '\treturn ERR_PTR(-EINVAL);';

export const group = (arcs: readonly Arc[]) => {
  const rows = new Map<number, Arc[]>();
  for (const arc of arcs) rows.set(arc.from, [...(rows.get(arc.from) ?? []), arc]);
  return rows;
};

/** What a branch does, in lines of one indent more than `tabs`. */
export function act({ fails }: Arc, tabs: string, pick: Pick): readonly string[] {
  if (fails) return [`${tabs}\treturn ERR_PTR(-EOPNOTSUPP);`];
  const ways = [
    [`${tabs}\treturn NULL;`],
    [`${tabs}\treturn demo_file(demo);`],
    [`${tabs}\tret = demo_command(demo, DEMO_OP);`, `${tabs}\treturn ret ? ERR_PTR(ret) : NULL;`],
    [
      `${tabs}\tret = demo_command(demo, DEMO_OP);`,
      `${tabs}\tif (ret)`,
      `${tabs}\t\treturn ERR_PTR(ret);`,
      `${tabs}\treturn NULL;`,
    ],
  ];
  return ways[pick(ways.length)] ?? [];
}

/** Writes a step function with these arcs, and what it needs around it. */
export type Idiom = (writer: Writer, arcs: readonly Arc[], pick: Pick) => void;
