/**
 * `replay`: what the devices of a log did, step by step, judged by a rule set. Exit 1 if a step failed or was refused, or a
 * device and its client are out of step.
 */

import type { JudgedStep, ReplayOptions } from '../../judge/replay/log-replay.ts';
import { createReplay } from '../../judge/replay/log-replay.ts';
import { toReplayJson } from '../../judge/replay/replay-json.ts';
import { formatReplay, formatStepLine } from '../../judge/replay/replay-report.ts';
import { CLIENTS, findClient } from '../../protocol/clients/client-table.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatLiteral, formatVisible, formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { createLogLines } from '../../reader/log/line/mail-lines.ts';
import type { Command, CommandResult, GivenOptions, Live, LiveSource } from '../cli-command.ts';
import { parseFlags } from '../commands/selection.ts';
import { findClosest } from '../nearest-word.ts';
import { createPairLive } from './pair-live.ts';
import { findReplayProblem } from './replay-problem.ts';

/** How often --watch reads. */
const WATCH_SECONDS = 1;

export const REPLAY_COMMAND: Command = {
  name: 'replay',
  account: 'what the devices of a log did; - prints each step as it comes; of two logs, where they part',
  takesFile: true,
  takesSecond: true,
  options: ['json', 'rules', 'flags', 'client', 'device', 'follow', 'watch'],
  run: (given, _readFile, { hasColour }) => {
    const source = parseSource(given);
    if (!source.ok) return source;
    const options = parseReplay(given);
    if (!options.ok) return options;
    if (source.value.kind === 'pair') {
      const live = createPairLive(source.value.paths, options.value, { isJson: given.json, hasColour });
      return { ok: true, value: { text: '', exit: 0, live } };
    }
    const isLive = source.value.kind !== 'file' && !given.json;
    const live = createReplayLive(source.value, options.value, { isLive, isJson: given.json, hasColour });
    return { ok: true, value: { text: '', exit: 0, live } };
  },
};

function parseSource({ file, second, follow, watch, json }: GivenOptions): Result<LiveSource> {
  if (watch !== undefined && (file !== undefined || follow))
    return { ok: false, problem: '--watch DIR and a log are both given: give only one' };
  if (watch !== undefined)
    return { ok: true, value: { kind: 'watch', folder: watch, seconds: WATCH_SECONDS } };
  if (file === undefined) return { ok: false, problem: 'a log is needed: FILE, - or --watch DIR' };
  if (follow && json) return { ok: false, problem: '--follow does not end: --json has nothing to print' };
  if (file !== undefined && second !== undefined) {
    if (follow)
      return { ok: false, problem: '--follow reads one log: two are compared when both have ended' };
    if (file === '-' || second === '-')
      return { ok: false, problem: 'two logs are compared as files: write standard input to one first' };
    return { ok: true, value: { kind: 'pair', paths: [file, second] } };
  }
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
  const splitter = createLogLines(replay.push);

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
      const problem = findReplayProblem(result, options);
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
