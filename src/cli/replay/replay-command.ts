/**
 * `replay`: what the devices of a log did, step by step, judged by a rule set. Exit 1 if a step failed or was refused, or a
 * device and its client are out of step.
 */

import type { JudgedStep, ReplayOptions, ReplayResult } from '../../judge/replay/log-replay.ts';
import { createReplay } from '../../judge/replay/log-replay.ts';
import { toReplayJson } from '../../judge/replay/replay-json.ts';
import { formatReplay, formatStepLine } from '../../judge/replay/replay-report.ts';
import { LOOKED_FOR } from '../../judge/replay/replay-words.ts';
import { CLIENTS, findClient } from '../../protocol/clients/client-table.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatLiteral, formatVisible, formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { createLineSplitter } from '../../reader/log/line/line-splitter.ts';
import type { Command, CommandResult, GivenOptions, Live, LiveSource } from '../cli-command.ts';
import { parseFlags } from '../commands/selection.ts';
import { findClosest } from '../nearest-word.ts';

/** How often --watch reads. */
const WATCH_SECONDS = 1;

export const REPLAY_COMMAND: Command = {
  name: 'replay',
  account: 'what the devices of a log did, step by step; - prints each step as it comes',
  takesFile: true,
  options: ['json', 'rules', 'flags', 'client', 'device', 'follow', 'watch'],
  run: (given, _readFile, { hasColour }) => {
    const source = parseSource(given);
    if (!source.ok) return source;
    const options = parseReplay(given);
    if (!options.ok) return options;
    const isLive = source.value.kind !== 'file' && !given.json;
    const live = createReplayLive(source.value, options.value, { isLive, isJson: given.json, hasColour });
    return { ok: true, value: { text: '', exit: 0, live } };
  },
};

function parseSource({ file, follow, watch, json }: GivenOptions): Result<LiveSource> {
  if (watch !== undefined && (file !== undefined || follow))
    return { ok: false, problem: '--watch DIR and a log are both given: give only one' };
  if (watch !== undefined)
    return { ok: true, value: { kind: 'watch', folder: watch, seconds: WATCH_SECONDS } };
  if (file === undefined) return { ok: false, problem: 'a log is needed: FILE, - or --watch DIR' };
  if (follow && json) return { ok: false, problem: '--follow does not end: --json has nothing to print' };
  if (file === '-') return { ok: true, value: { kind: 'input' } };
  return { ok: true, value: { kind: follow ? 'follow' : 'file', path: file } };
}

function parseReplay({ rules, flags, client, device }: GivenOptions): Result<ReplayOptions> {
  const ruleSet = rules === undefined ? undefined : getRuleSet(rules);
  if (rules !== undefined && !ruleSet) {
    const ids = RULE_SETS.map(({ id }) => id);
    const closest = findClosest(rules, ids);
    return {
      ok: false,
      problem: `--rules ${formatLiteral(rules)}: no rule set has that id; the closest is ${closest}`,
    };
  }
  const given = flags === undefined ? undefined : parseFlags(flags);
  if (given && !given.ok) return given;
  const known = client === undefined ? undefined : findClient(client);
  if (client !== undefined && !known) {
    const ids = CLIENTS.flatMap(({ id, aliases }) => [id, ...aliases]);
    const closest = findClosest(client, ids);
    return {
      ok: false,
      problem: `--client ${formatLiteral(client)}: no client has that id; the closest is ${closest}`,
    };
  }
  return { ok: true, value: { rules: ruleSet, flags: given?.value, client: known?.id, device } };
}

interface LiveForm {
  /** True: each step is printed as it comes. */
  readonly isLive: boolean;
  readonly isJson: boolean;
  readonly hasColour: boolean;
}

/** The command as it goes on. */
function createReplayLive(source: LiveSource, options: ReplayOptions, form: LiveForm): Live {
  const { isLive, isJson, hasColour } = form;
  let printed: string[] = [];
  let width = 0;
  const onStep = (judged: JudgedStep) => {
    width = Math.min(40, Math.max(width, judged.step.device.length));
    printed.push(formatStepLine(judged, width, hasColour));
  };
  const replay = createReplay(options, isLive ? { onStep } : {});
  const splitter = createLineSplitter(replay.push);

  function print(): string {
    const text = printed.map((line) => `${line}\n`).join('');
    printed = [];
    return text;
  }

  return {
    source,
    push(bytes) {
      splitter.push(bytes);
      return print();
    },
    pause() {
      replay.pause();
      return print();
    },
    end() {
      splitter.end();
      const result = replay.end();
      const before = print();
      const problem = findProblem(result, options);
      if (problem !== null)
        return { stdout: before, stderr: `${formatVisibleLine(`vfio replay: ${problem}`)}\n`, exit: 2 };
      const text = isJson
        ? formatVisible(JSON.stringify(toReplayJson(result)))
        : formatReplay(result, !isLive, hasColour);
      const parted = before === '' && isLive ? '' : isLive ? '\n' : '';
      return {
        stdout: `${before}${parted}${text}\n`,
        stderr: '',
        exit: result.isBad ? 1 : 0,
      } satisfies CommandResult;
    },
  };
}

/** Why there is nothing to tell, or null. */
function findProblem(
  { summary, devices, causes }: ReplayResult,
  { device, rules }: ReplayOptions,
): string | null {
  if (summary.formats.length === 0 && causes.length === 0) {
    const { nearest } = summary;
    const near = nearest ? ` The nearest is line ${nearest.line}: ${formatLiteral(nearest.text)}` : '';
    return `no line of a known log; looked for ${LOOKED_FOR}.${near}`;
  }
  const names = summary.devices.map(({ name }) => name);
  if (device !== undefined && devices.length === 0) {
    const closest = findClosest(device, names);
    const near = closest === undefined ? '' : `; the closest is ${formatLiteral(closest)}`;
    return `--device ${formatLiteral(device)}: no device of that name is in the log${near}`;
  }
  const generation = devices[0]?.generation;
  if (rules && generation && devices.every((one) => one.generation !== rules.generation))
    return `--rules ${rules.id}: it is for protocol ${rules.generation}, but the log is of ${generation}`;
  return null;
}
