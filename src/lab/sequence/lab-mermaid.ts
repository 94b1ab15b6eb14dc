/** A sequence diagram as Mermaid text, to paste into a document. @source mermaid.js.org/syntax/sequenceDiagram.html */

import type { MessageTone, Sequence, SequenceLine } from './lab-lane.ts';

const ARROWS: Readonly<Record<MessageTone, string>> = {
  call: '->>',
  return: '-->>',
  refused: '--x',
  stray: '-)',
};

/** Of what text may hold, Mermaid reads these as its own: it wants their number instead. */
const CODES: Readonly<Record<string, string>> = { '#': '#35;', ';': '#59;', '<': '#60;' };

/** The whole diagram, ended by a newline. Mermaid reads it as the page draws it. */
export function formatMermaid({ title, lanes, lines }: Sequence): string {
  const boxes = [...new Set(lanes.map(({ host }) => host))].flatMap((host) => [
    // Without a colour Mermaid takes the first word for one.
    `  box transparent ${toText(host)}`,
    ...lanes
      .filter((lane) => lane.host === host)
      .map((lane) => `    participant ${lane.id} as ${toText(lane.title)}`),
    '  end',
  ]);
  const header = ['---', `title: ${JSON.stringify(title)}`, '---', 'sequenceDiagram', '  autonumber'];
  return `${[...header, ...boxes, ...lines.flatMap((line) => formatLine(line, '  '))].join('\n')}\n`;
}

function formatLine(line: SequenceLine, indent: string): readonly string[] {
  switch (line.kind) {
    case 'message':
      return [`${indent}${line.from}${ARROWS[line.tone]}${line.to}: ${toText(line.text)}`];
    case 'note':
      return [`${indent}Note over ${line.over}: ${toText(line.text)}`];
    case 'loop':
      return [
        `${indent}loop ${toText(line.text)}`,
        ...line.lines.flatMap((each) => formatLine(each, `${indent}  `)),
        `${indent}end`,
      ];
  }
}

/** One line, without what Mermaid would read as its own. */
const toText = (text: string) =>
  text.replace(/\s+/g, ' ').replace(/[#;<]/g, (character) => CODES[character] ?? character);
