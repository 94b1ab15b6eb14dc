/** What the help says: how to read the page, what can be set, and the keys that are not commands. */

export const HELP_WORDS = {
  title: 'Help',
  close: 'Close',
  firstWords: 'Show the first words again: what this page is, and three ways to begin',
  keys: 'Keys',
  about: 'About',
  aboutPage:
    'The page runs in this browser alone: there is no server and no account, and what you paste stays here. It is free software under the MIT licence.',
  licenses: 'Licences',
  licensesOf: 'of the packages that it contains',
  singleKeys: 'Single keys are commands',
  motion: 'Show transitions in motion',
  arrows: 'The next state in the graph, the next cell in the matrix',
  inGraph: 'Keys in the graph',
  reader:
    'Tab enters the graph once. A screen reader reads each state and then the arcs that leave it; these keys work in its focus mode. The matrix has the same requests as a table.',
  ask: 'Ask for the state. An arc that does not begin in the current state is explained',
  letters: 'The next state whose name begins with these capital letters',
  explain: 'Explain the focused state or cell without asking',
} as const;

/** A term and what it means. */
export const READING: readonly (readonly [string, string])[] = [
  [
    'A place means something',
    'The row says what the device may do: it runs, it runs but starts no peer-to-peer DMA, it is stopped. The column says which way data flows: loading, no session, saving.',
  ],
  [
    'Click a state',
    'This asks for that state from the current one, legal or not. The verdict appears above the graph, with the details beside it.',
  ],
  [
    'Click an arc or a cell',
    'If it starts at the current state, this asks for it. If not, the request is explained and nothing moves.',
  ],
  [
    'Point at a state',
    'Its path and verdict are previewed. The e key explains the focused state or cell without asking.',
  ],
  [
    'Arcs',
    'A solid arc is accepted. Refused ✕, unspecified ? and never returning ∞ each have a dash, a sign, and a switch under the graph. A combination transition runs along its arcs.',
  ],
  [
    'Signs in a state',
    'They say whether the device may start DMA, whether its internal state may change, and whether a data session is open. Rest the pointer, the focus or a finger on a state, a row or a column, and a tip explains it.',
  ],
  [
    'Faults',
    'An armed fault applies to the next request that reaches its arc. VFIO_DEVICE_RESET returns the device to its initial state from anywhere.',
  ],
  [
    'Compare',
    'Old and new on one graph: added +, removed −, changed ≠ or kept. One request goes to both sides, and each keeps its own state. Propose begins a draft that you can edit.',
  ],
  [
    'Review',
    'Paste, drop or open a patch, a mail, a page of an archive, C source or a log. Each finding has its line and plays on the graph; notes and chosen findings become the reply. Each device of a log has its steps, on the graph too.',
  ],
  [
    'Learn',
    'Lessons on the state machine, the debate of 2021, the life of the protocol, a lab in which devices migrate, and the causes that keep a device from migrating.',
  ],
  [
    'The address',
    'It holds the mode, the rules (edited and pasted ones too), what was asked, and the cursor. Paste it into a mail, and it opens the same view.',
  ],
];
