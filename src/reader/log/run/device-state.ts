/** What is known of one device while a log is read, and how its steps are held and handed on. */

import type { ClientId } from '../../../protocol/clients/client.ts';
import { FAMILIES, type Family } from '../client/client-guess.ts';
import { mayAsk } from '../client/client-pairs.ts';
import type { Generation, LineTime } from '../line/log-fact.ts';
import type { NoteId, RunNote, RunStep } from './run-step.ts';

/** Where a fact stands. */
export interface Place {
  readonly line: number;
  readonly time: LineTime | null;
  /** How many facts of the log came before. */
  readonly order: number;
  /** True for a line that may have been cut at its end. */
  readonly isCut: boolean;
}

export interface Intent extends Place {
  readonly to: number;
  readonly recover: number;
  /** The step that says that nothing was asked, where the client believed the device to be there. */
  readonly skipped: RunStep | null;
  /** True if it is known what the client believed. */
  readonly known: boolean;
  unsure: boolean;
  /** True if the request for the recover state failed too: what comes next is a reset. */
  recoverFailed: boolean;
}

/** A request that failed, as the lines without its error show it. */
interface FailedRequest {
  readonly step: RunStep;
  readonly recover: number;
  /** True if it was made because the VM stopped or started. */
  isOfVm: boolean;
}

export interface DeviceState {
  readonly name: string;
  readonly pid: string | null;
  /** The order of the first fact of it. */
  readonly since: number;
  generation: Generation;
  /** How its client writes; null until a line tells. */
  family: Family | null;
  /** device_state, and whether a line says so. */
  value: number | null;
  sure: boolean;
  /** What the client believes; null where that is not known. */
  believed: number | null;
  /** True from the line that opens the device until its first step. */
  opened: boolean;
  /** True if the first line is of a reset: what the client believed then is not known. */
  wasReset: boolean;
  /** Steps that later lines may still change. */
  held: RunStep[];
  intent: Intent | null;
  /** An error whose request is told by the line after it. */
  pending: (Place & { readonly kind: 'out-of-sync' | 'write-failed'; readonly errno: string | null }) | null;
  /** True after a line that decides a request, until vfio_vmstate_change says what was wanted. */
  decided: RunStep | null;
  /** Failed steps without an errno, for an error that is printed late. */
  recentFailed: FailedRequest[];
  lastRunning: RunStep | null;
  /** Pieces of lines stood between. */
  torn: boolean;
  /** True since a line that begins a migration: an error that is printed late is of a request after it. */
  isFromStart: boolean;
  /** True after the error of a recover state whose request is told by the error after it (9.1-). */
  isRecoverFailed: boolean;
  lastSeconds: LineTime | null;
  readonly flags: FlagSigns;
  lastBy: string;
  /** True from its first step: its protocol stays that of it. */
  hasSteps: boolean;
  /** True from the start of another QEMU until a line tells which protocol it uses. */
  isAnew: boolean;
}

/** What shows the migration_flags, each with its line; 0 where nothing does. */
interface FlagSigns {
  p2p: number;
  noP2p: number;
  preCopy: number;
  noPreCopy: number;
  /** The line of a setup that asked nothing of a device in RUNNING, or in a state that is not known. */
  quietSetup: number;
  /** True if the VM stop that goes on was prepared. */
  prepared: boolean;
}

/** What the engine of a device needs from the log around it. */
export interface RunContext {
  /** The client that the user names; null where the lines tell. */
  readonly client: ClientId | null;
  readonly emit: (step: RunStep) => void;
  readonly note: (note: RunNote) => void;
}

export function createDeviceState(
  name: string,
  pid: string | null,
  generation: Generation,
  since: number,
): DeviceState {
  return {
    ...{
      name,
      pid,
      since,
      generation,
      family: null,
      value: null,
      sure: false,
      believed: null,
      opened: false,
      wasReset: false,
    },
    ...{ held: [], intent: null, pending: null, decided: null, recentFailed: [], lastRunning: null },
    ...{
      torn: false,
      isFromStart: false,
      isRecoverFailed: false,
      lastSeconds: null,
      lastBy: '',
      hasSteps: false,
      isAnew: false,
    },
    flags: { p2p: 0, noP2p: 0, preCopy: 0, noPreCopy: 0, quietSetup: 0, prepared: false },
  };
}

/** The value after open and after a reset. */
export const getInitial = ({ generation }: DeviceState): number => (generation === 'v1' ? 1 : 2);

/** Hands on what was held: no later line changes it, but for an error that is printed late. */
export function release(state: DeviceState, { emit }: RunContext): void {
  for (const step of state.held) emit(step);
  state.held = [];
}

type StepWords = Pick<RunStep, 'event' | 'from' | 'to' | 'said' | 'certain'> &
  Partial<Pick<RunStep, 'errno' | 'needsErrors' | 'believes'>>;

/** Adds a step to those that are held. */
export function hold(state: DeviceState, place: Place, words: StepWords): RunStep {
  const step: RunStep = {
    ...{
      device: state.name,
      generation: state.generation,
      line: place.line,
      order: place.order,
      time: place.time ? detach(place.time.text) : null,
      at: place.time && { seconds: place.time.seconds, clock: place.time.clock },
    },
    // A request that failed changes nothing of what the client believes.
    believes: words.event === 'failed' && words.from !== null ? state.believed : null,
    ...{ errno: null, needsErrors: false },
    ...words,
  };
  state.held.push(step);
  state.hasSteps = true;
  seeFlags(state, step);
  return step;
}

/** A copy that does not keep the whole piece of the file alive that the text was cut from. */
const detach = (text: string): string => JSON.parse(JSON.stringify(text));

/** True if the client is known to make that request from there; also where the state is not known. */
export function isAsked(
  { family }: DeviceState,
  { client }: RunContext,
  from: number | null,
  to: number,
): boolean {
  if (from === null) return true;
  return mayAsk(client !== null ? [client] : family === null ? [] : FAMILIES[family], from, to);
}

export function addNote(
  context: RunContext,
  id: NoteId,
  line: number,
  device: string | null,
  words: RunNote['words'] = {},
): void {
  context.note({ id, line, device, words });
}

/** The states in which data flows. */
const SESSION = { v1: [2, 3, 4], v2: [3, 4, 6, 7] } as const;

export function isInSession(generation: Generation, value: number | null): boolean {
  return value !== null && (SESSION[generation] as readonly number[]).includes(value);
}

/** Takes the device to a state that a line names. */
export function settle(state: DeviceState, value: number | null, sure: boolean): void {
  state.value = value;
  state.sure = sure;
}

const P2P_STATES = [5, 7];
const PRE_COPY_STATES = [6, 7];

function seeFlags({ flags, generation }: DeviceState, { event, from, to, line, said }: RunStep): void {
  if (generation === 'v1' || to === null || event === 'none') return;
  if (P2P_STATES.includes(to)) flags.p2p ||= line;
  if (PRE_COPY_STATES.includes(to)) flags.preCopy ||= line;
  const stops = event === 'reached' && from === 2 && (to === 5 || to === 1) && said !== 'mended';
  if (stops && flags.quietSetup > 0) flags.noPreCopy ||= flags.quietSetup;
}
