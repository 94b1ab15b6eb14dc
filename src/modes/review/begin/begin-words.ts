/** What an empty Review shows and says: the ways to bring a text in, and what each example is for. */

export const BEGIN_WORDS = {
  title: 'Start a review',
  account:
    'Paste a patch, a mail, a mailbox, C source or a log anywhere on this page, quoted or not. Or drop files here. Nothing leaves this browser.',
  /** What it understands, and what comes of it. */
  kinds: [
    [
      'Patches and source',
      'Tables of allowed requests or next states, arrays of bit masks, the step function of a driver, checks of which values are valid. Each entry is judged with its line, and an answer is drafted.',
    ],
    [
      'Logs and error lines',
      'QEMU trace and errors, QMP and virsh events, dmesg, libvfio-user, debugfs; in a mail or a bug report too. What each device did, step by step, what failed and why, and what to do next.',
    ],
  ],
  keys: 'Ctrl+V pastes, wherever the focus is.',
  paste: 'Paste',
  notPasted:
    'The browser does not let the page read the clipboard. Paste with Ctrl+V, or from the menu of the text field.',
  nothingToPaste: 'There is no text in the clipboard.',
  examples: 'Examples',
  examplesAccount: 'Five texts that we wrote. If you open one, what you have here can be brought back.',
  drop: 'Drop the files, or the text, to review it',
} as const;

/** In place of the graph, where a text has nothing for it. */
export const NOTHING_WORDS = {
  title: 'Nothing to draw',
  account:
    'Review found no table of states, no step function of a driver and no step of a log in this text. “Found in the text” says what it could not read.',
} as const;

export type ExampleId = 'table' | 'v2' | 'driver' | 'reply' | 'log';

/** What each example is, and what to look at in it. */
export const EXAMPLE_WORDS = {
  table: {
    title: 'A patch to a table',
    account: 'It adds one transition to the table that was posted in September 2021.',
  },
  v2: {
    title: 'A patch to v2',
    account: 'It drops one condition of a loop in the core. Some requests then never return.',
  },
  driver: {
    title: 'A driver',
    account:
      'C source that claims peer-to-peer support. Its step function lacks one arc that this claim requires.',
  },
  reply: {
    title: 'A quoted reply',
    account:
      'A mail that quotes part of a patch and asks about it. What was cut out of the quotation is reported as not read.',
  },
  log: {
    title: 'A log of QEMU',
    account: 'Two devices of one VM. The migration fails, because one of them cannot save its state.',
  },
} as const satisfies Readonly<Record<ExampleId, { readonly title: string; readonly account: string }>>;

/** The mail of the example `reply`, around the patch that it quotes. */
export const REPLY_WORDS = {
  head: [
    'From: Ada Example <ada@example.org>',
    'To: Ben Example <ben@example.org>',
    'Subject: Re: [PATCH] vfio: Allow _RUNNING > _RESUMING',
    'Date: Tue, 5 Oct 2021 09:30:00 +0000',
    'Message-ID: <reply@example.org>',
    'In-Reply-To: <patch@example.org>',
    '',
    'On Mon, 4 Oct 2021 18:00:00 +0000, Ben Example <ben@example.org> wrote:',
  ],
  cut: '[...]',
  question: [
    'A destination could then start to load straight from _RUNNING. Does every driver reset',
    'what it runs before it takes the data, or should userspace stop the device first?',
  ],
  end: ['Thanks,', 'Ada'],
} as const;
