/**
 * A log, replayed: its steps, each judged as it comes; its findings, each cause once; the causes that its errors name; and
 * how it all ends. Flat: of a log without end only a fixed number of steps is kept.
 */

import type { Cause } from '../../protocol/causes/cause.ts';
import { findCauses } from '../../protocol/causes/find-causes.ts';
import type { ClientId } from '../../protocol/clients/client.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { P2P } from '../../protocol/state/migration-flags.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { fill } from '../../protocol/words/fill.ts';
import { mayAsk } from '../../reader/log/client/client-pairs.ts';
import { createLogReader, type LogSummary } from '../../reader/log/log-reader.ts';
import type { RunNote, RunStep, SaidId } from '../../reader/log/run/run-step.ts';
import { formatStepText } from '../../reader/log/run/step-words.ts';
import { createEventFailures } from './event-failure.ts';
import { formatFailure, formatStepRequest, getDefaultRules, judgeStep } from './judged-step.ts';
import { findBreaches } from './phase/p2p-phase.ts';
import { formatBreach } from './phase/phase-words.ts';
import { NOTE_WORDS, type ReplayCause, type ReplayFindingId, type ReplaySeverity } from './replay-words.ts';

export interface ReplayOptions {
  readonly rules?: RuleSet | undefined;
  readonly flags?: number | undefined;
  readonly client?: ClientId | undefined;
  /** Only the device of that name. */
  readonly device?: string | undefined;
}

export interface ReplayFinding {
  readonly id: ReplayFindingId;
  readonly severity: ReplaySeverity;
  /** The line where it begins. */
  readonly line: number;
  readonly device: string | null;
  readonly text: string;
  /** How many lines say the same. */
  count: number;
}

export interface JudgedStep {
  readonly step: RunStep;
  readonly ruleSet: RuleSet;
  readonly verdict: Verdict | null;
  readonly text: string;
}

export interface ReplayDevice {
  readonly name: string;
  readonly generation: 'v1' | 'v2';
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly flagsWhy: string;
  readonly end: number | null;
  /** The process of its client, where the lines name it. */
  readonly process: string | null;
  /** The order of its first fact, as in its steps. */
  readonly since: number;
  /** null where no line tells. */
  readonly hasP2p: boolean | null;
  readonly steps: readonly JudgedStep[];
}

export interface ReplayResult {
  readonly summary: LogSummary;
  readonly devices: readonly ReplayDevice[];
  readonly causes: readonly ReplayCause[];
  readonly findings: readonly ReplayFinding[];
  /** True if a step was refused or failed, or device and client are out of step. */
  readonly isBad: boolean;
}

export interface ReplaySink {
  readonly onStep?: (step: JudgedStep) => void;
  readonly onFinding?: (finding: ReplayFinding) => void;
}

export interface Replay {
  push(line: string, isWhole?: boolean, number?: number, isEncoded?: boolean): void;
  pause(): void;
  end(): ReplayResult;
}

/** Steps that are requests of a client, as its own lines tell them. */
const OF_CLIENT: readonly SaidId[] = ['set', 'now', 'now-or-reset', 'failed', 'failed-quietly', 'unset'];

const MOST_STEPS = 50_000;
const MOST_FINDINGS = 1000;

export function createReplay(options: ReplayOptions, sink: ReplaySink = {}): Replay {
  const steps: RunStep[] = [];
  const findings = new Map<string, ReplayFinding>();
  const causes = new Map<string, ReplayCause>();
  const failed = new Map<string, RunStep>();
  const ofEvents = createEventFailures();
  let [leftOut, badSteps] = [0, 0];

  const getRules = (generation: 'v1' | 'v2') =>
    options.rules?.generation === generation ? options.rules : getDefaultRules(generation);
  const isMeant = (device: string | null) =>
    options.device === undefined || device === null || device === options.device;

  const reader = createLogReader(
    {
      onStep: takeStep,
      onNote: takeNote,
      onError: (line, text) => {
        for (const cause of findCauses(text)) addCause(line, cause);
      },
    },
    options.client ?? null,
  );

  function getFlags(device: string): number | null {
    if (options.flags !== undefined) return options.flags;
    return reader.describe(device)?.most ?? null;
  }

  function toJudged(step: RunStep, flags: number | null): JudgedStep {
    const ruleSet = getRules(step.generation);
    const verdict = judgeStep(ruleSet, flags, step);
    return { step, ruleSet, verdict, text: formatStepText(step) };
  }

  function takeStep(step: RunStep): void {
    if (!isMeant(step.device)) return;
    if (steps.length < MOST_STEPS) steps.push(step);
    else leftOut += 1;
    closeFailed(step.device, step);
    ofEvents.see(step);
    if (step.event === 'failed') failed.set(step.device, step);
    if (sink.onStep) sink.onStep(toJudged(step, getFlags(step.device)));
  }

  /** The step after a failed one may be its recover state, or the reset. */
  function closeFailed(device: string, next: RunStep | null): void {
    const step = failed.get(device);
    if (!step) return;
    failed.delete(device);
    const isMend =
      next !== null && next.from === null && (next.event === 'reset' || next.event === 'reached');
    const mended = isMend ? next : null;
    if (!ofEvents.keep(step, mended)) addFailed(step, mended);
  }

  function addFailed(step: RunStep, mended: RunStep | null): void {
    badSteps += 1;
    const text = formatFailure(getRules(step.generation), getFlags(step.device), step, mended);
    add('failed-request', step.line, step.device, text, `${step.line}`);
  }

  function takeNote({ id, line, device, words }: RunNote): void {
    if (!isMeant(device)) return;
    if (id === 'migration-status') ofEvents.seeStatus(`${words.status}`, line);
    const { believed, closest, error, format } = words;
    const ruleSet = getRules(typeof believed === 'number' && isV1(device) ? 'v1' : 'v2');
    const text = fill(NOTE_WORDS[id].text, {
      ...words,
      believed: typeof believed === 'number' ? formatState(ruleSet.states, believed) : '',
      initial: formatState(ruleSet.states, ruleSet.initial),
      fd: ruleSet.generation === 'v2' ? ', and keeps its data_fd' : '',
      closest: closest ? `; the closest is ${closest}` : '',
      error: error ? `: ${error}` : '',
      format: format === 'perf-trace' ? 'perf trace' : (format ?? ''),
    });
    add(id, line, device, text, id === 'migration-status' ? text : `${format ?? ''}`);
  }

  const isV1 = (device: string | null) => device !== null && reader.describe(device)?.generation === 'v1';

  function add(id: ReplayFindingId, line: number, device: string | null, text: string, detail: string): void {
    const key = `${id}|${device}|${detail}`;
    const known = findings.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    if (findings.size >= MOST_FINDINGS) return;
    const finding: ReplayFinding = { id, severity: NOTE_WORDS[id].severity, line, device, text, count: 1 };
    findings.set(key, finding);
    sink.onFinding?.(finding);
  }

  function addCause(line: number, { id, title, meaning, todo }: Cause): void {
    if (causes.has(id)) return;
    causes.set(id, { line, id, text: `${title}. ${meaning}`, todo });
  }

  function end(): ReplayResult {
    const summary = reader.end();
    for (const device of [...failed.keys()]) closeFailed(device, null);
    for (const { failed: step, mended, isTold } of ofEvents.all())
      if (isTold) addFailed(step, mended);
      else add('failed-or-continued', step.line, step.device, NOTE_WORDS['failed-or-continued'].text, '');
    if (leftOut > 0)
      add(
        'steps-left-out',
        summary.lines,
        null,
        fill(NOTE_WORDS['steps-left-out'].text, { count: leftOut }),
        '',
      );
    const silent = new Set(summary.devices.filter(({ hasErrors }) => !hasErrors).map(({ name }) => name));
    // A failure that is not told leaves a device in RUNNING: for the P2P phase its steps are as sure as their lines. Behind
    // the back of QEMU it may be left in a recover state.
    const asTold = steps.map((step) => ({
      ...step,
      certain: step.certain && !(step.event === 'reset' && silent.has(step.device)),
    }));
    const doubtful = new Set(steps.filter(({ certain }) => !certain));
    for (const step of steps) step.certain &&= !step.needsErrors || !silent.has(step.device);
    const own = groupSteps(steps);
    const devices = summary.devices
      .filter(({ name }) => isMeant(name))
      .map((device) => toDevice(device, own.get(device.name) ?? []));
    for (const device of devices) {
      addRefused(device, doubtful);
      const client = summary.devices.find(({ name }) => name === device.name)?.client;
      if (client) addUnasked(device, client);
    }
    addBreaches(devices, asTold, summary.tears);
    const told = [...findings.values()].toSorted((a, b) => a.line - b.line);
    const isBad = badSteps > 0 || told.some(({ severity }) => severity === 'error');
    return { summary, devices, causes: [...causes.values()], findings: told, isBad };
  }

  function toDevice(summary: LogSummary['devices'][number], own: readonly RunStep[]): ReplayDevice {
    const { name, generation, flags, why, most, end: value, process, since } = summary;
    const given = generation === 'v2' ? options.flags : undefined;
    const known = given ?? flags;
    return {
      ...{ name, generation, ruleSet: getRules(generation), flags: known, end: value, process, since },
      hasP2p: given === undefined ? summary.hasP2p : (given & P2P) !== 0,
      flagsWhy: given === undefined ? why : 'you chose them',
      steps: own.map((step) => toJudged(step, given ?? most)),
    };
  }

  /**
   * A request that the device took, though the rules refuse it. Where it is not certain from which state, a line that is not
   * there explains it as well: of a reset, or of another process. Two readings of debugfs are no request.
   */
  function addRefused({ name, ruleSet, steps: judged }: ReplayDevice, doubtful: ReadonlySet<RunStep>): void {
    for (const { step, verdict } of judged) {
      const isRefused = verdict?.kind === 'refused' || verdict?.kind === 'never-returns';
      if (!isRefused || step.event !== 'reached' || step.said === 'sample') continue;
      const request = formatStepRequest(ruleSet, step);
      const words = { request, rules: ruleSet.id, why: verdict.why };
      const id = doubtful.has(step) ? 'refused-or-missed' : 'refused-request';
      add(id, step.line, name, fill(NOTE_WORDS[id].text, words), request);
    }
  }

  function addBreaches(
    told: readonly ReplayDevice[],
    asTold: readonly RunStep[],
    tears: readonly number[],
  ): void {
    const own = groupSteps(asTold);
    const phases = told.map((device) => ({ ...device, steps: own.get(device.name) ?? [] }));
    for (const breach of findBreaches(phases, tears)) {
      const { id, text } = formatBreach(breach, getRules('v2'));
      add(id, breach.stopped.line, breach.stopped.device, text, breach.other);
    }
  }

  /** A request that the client is not known to make from there. */
  function addUnasked({ name, ruleSet, steps: judged }: ReplayDevice, client: ClientId): void {
    for (const { step } of judged) {
      const { from, to, said } = step;
      if (from === null || to === null || !OF_CLIENT.includes(said) || mayAsk([client], from, to)) continue;
      const words = { request: formatStepRequest(ruleSet, step), client };
      add('unasked-request', step.line, name, fill(NOTE_WORDS['unasked-request'].text, words), words.request);
    }
  }

  return { push: reader.push, pause: reader.pause, end };
}

/** The steps of each device, in order. */
function groupSteps(steps: readonly RunStep[]): ReadonlyMap<string, readonly RunStep[]> {
  const groups = new Map<string, RunStep[]>();
  for (const step of steps) {
    const group = groups.get(step.device);
    if (group) group.push(step);
    else groups.set(step.device, [step]);
  }
  return groups;
}
