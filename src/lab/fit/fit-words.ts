/** What is said of a run that was opened in the lab: what of it the lab plays, and what it cannot have. */

import { FLOWS } from '../../protocol/clients/flow-table.ts';
import { fill } from '../../protocol/words/fill.ts';
import { LAB_CLIENTS } from '../client/lab-client.ts';
import type { FitRun, LabFit } from './lab-fit.ts';

const WORDS = {
  same: 'The lab plays “{flow}” of {client}: what it asks is what the log shows from line {first} to line {last}.',
  sameOne: 'The lab plays “{flow}” of {client}: what it asks first is what the log shows in line {first}.',
  notYet: 'It stands before the step in view, because no flow of this client has that step there.',
  faults: "Its requests fail where the log's do.",
  oneFault: "One request fails where the log's does.",
  before: 'It leaves out the log before line {first}.',
  after: 'From line {line} on, the log differs.',
  order: 'It asks the devices in another order than the log.',
  devices: '{names} are its devices {numbers}.',
  client: 'The log does not name the client, so the lab uses its default.',
  flags: 'migration_flags of {names} are not known from the log: {flags} fits its steps.',
  errno: 'The log has {errno} in line {line}, the lab another errno.',
  errnoUnknown: 'The log names no errno in line {line}, the lab does.',
  state:
    'The log does not show in which state the failed request of line {line} left the device: in the lab it keeps its state.',
  sizes: 'Sizes, rates and times are those of the lab.',
} as const;

/** Whole sentences, the most important first. `names` are those of the devices. */
export function formatFit(run: FitRun, fit: LabFit, names: readonly string[]): readonly string[] {
  const { steps } = run;
  const { client, flow, first, last, spot, order, notes, supposed } = fit;
  const lineOf = (index: number) => steps[index]?.line ?? 0;
  const title = LAB_CLIENTS.find(({ id }) => id === client)?.title ?? client;
  const words = { flow: FLOWS[flow].title, client: title, first: lineOf(first), last: lineOf(last) };
  const faults = spot.settings.faults.length;
  return [
    fill(first === last ? WORDS.sameOne : WORDS.same, words),
    ...(run.at > last ? [WORDS.notYet] : []),
    ...(faults > 0 ? [faults === 1 ? WORDS.oneFault : WORDS.faults] : []),
    ...(names.length > 1
      ? [
          fill(WORDS.devices, {
            names: listWords(order.map((device) => names[device] ?? '')),
            numbers: listWords(order.map((_, index) => `${index + 1}`)),
          }),
        ]
      : []),
    ...(first > 0 ? [fill(WORDS.before, words)] : []),
    ...(last < steps.length - 1 ? [fill(WORDS.after, { line: lineOf(last + 1) })] : []),
    ...(fit.isInOrder ? [] : [WORDS.order]),
    ...(run.client === null ? [WORDS.client] : []),
    ...(supposed.length > 0
      ? [
          fill(WORDS.flags, {
            names: listWords(supposed.map(({ device }) => names[device] ?? '')),
            flags: supposed[0]?.flags ?? 0,
          }),
        ]
      : []),
    ...notes.map((note) => {
      if (note.kind === 'state') return fill(WORDS.state, { line: note.line });
      return note.errno === null
        ? fill(WORDS.errnoUnknown, { line: note.line })
        : fill(WORDS.errno, { line: note.line, errno: note.errno });
    }),
    WORDS.sizes,
  ];
}

/** `a`, `a and b`, `a, b and c`. */
const listWords = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
