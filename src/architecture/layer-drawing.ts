/**
 * Reads the drawing of the layers as a person does: `app ─┬─> modes` with `└─> page` under the fork is two arrows. An arrow
 * leaves a name to the right, follows the lines through every fork and joint, and ends at each `>` before a name.
 */

/** From one name to another. */
export type Arrow = readonly [from: string, to: string];

/** The directions in which each line character is open: up, down, left, right. */
const OPEN: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'dr',
  '┐': 'dl',
  '└': 'ur',
  '┘': 'ul',
  '├': 'udr',
  '┤': 'udl',
  '┬': 'dlr',
  '┴': 'ulr',
  '┼': 'udlr',
};

const STEPS = { u: [-1, 0, 'd'], d: [1, 0, 'u'], l: [0, -1, 'r'], r: [0, 1, 'l'] } as const;

const NAME = /[a-z][\w.-]*/g;

export function readDrawing(drawing: string): { names: string[]; arrows: Arrow[] } {
  const lines = drawing.split('\n');
  const names: string[] = [];
  const arrows: Arrow[] = [];
  for (const [row, line] of lines.entries())
    for (const { 0: name, index } of line.matchAll(NAME)) {
      names.push(name);
      const start = index + name.length + 1;
      if (line[start] === '─') for (const to of traceLine(lines, row, start)) arrows.push([name, to]);
    }
  return { names: [...new Set(names)], arrows };
}

/** The names that the arrowheads of a line point at. */
function* traceLine(lines: readonly string[], row: number, column: number): Generator<string> {
  const cells = [[row, column] as const];
  const seen = new Set<string>();
  for (const [y, x] of cells) {
    if (seen.has(`${y} ${x}`)) continue;
    seen.add(`${y} ${x}`);
    for (const way of OPEN[lines[y]?.[x] ?? ''] ?? '') {
      const [down, right, back] = STEPS[way as keyof typeof STEPS];
      const next = lines[y + down]?.[x + right] ?? '';
      if (OPEN[next]?.includes(back)) cells.push([y + down, x + right]);
      const name =
        way === 'r' && next === '>' ? /^> ([a-z][\w.-]*)/.exec(lines[y]?.slice(x + 1) ?? '') : null;
      if (name?.[1]) yield name[1];
    }
  }
}
