/** What Review shows and says of a log. The sentences of steps, findings and causes are those of the command line. */

import type { LogFormat } from '../../../reader/log/line/log-fact.ts';

export const LOG_WORDS = {
  head: 'Log',
  /** What the header says in place of two rule sets. */
  subject: 'Log of {count} devices',
  subjectOne: 'Log of {device}',
  subjectNone: 'Log',
  found: 'Formats',
  client: 'Client',
  unknownClient: 'not known from these lines',
  rules: 'Rule set',
  rulesDefault: 'the default for its protocol',
  flags: 'migration_flags',
  flagsPerDevice: 'as the lines show, for each device',
  device: 'Device',
  allDevices: 'all devices',
  devices: 'Devices',
  noDevices: 'No line names a state of a device, so there are no steps.',
  end: 'at the end {state}',
  endUnknown: 'state at the end not known',
  v1: 'protocol v1',
  flagsKnown: 'migration_flags {flags}',
  flagsUnknown: 'migration_flags not known',
  steps: '{count} steps',
  oneStep: '1 step',
  findings: '{count} findings',
  oneFinding: '1 finding',
  causes: '{count} known causes',
  oneCause: '1 known cause',
  heard: 'Found: a {what}.',
  lines: '{lines} lines, {unread} of them not read.',
  nearest: 'The unread line that is most like one of a log:',
  line: 'line {line}',
  auto: 'as the log shows: {found}',
  autoPlain: 'as the log shows',
  progress: 'Reading the log: {percent} % of {size} MB',
  reading: 'Reading the log…',
  stop: 'Stop',
  again: 'Read it again',
  file: 'The file has {size} MB, more than the editor takes: lines {from} to {to} are shown, and all are read as a log. It is not kept: after a reload, open it again.',
  fileTop: 'Show the beginning',
  noSpot: 'The address names a step of a log that this log does not have: {spot}. It may be of another log.',
  noText:
    'The address names a step of a log, but a log is not part of an address: open the log here to see the step.',
  notLog: 'No line of a known log was found in it, and nothing else is read of it. {why}',
} as const;

export const STEP_WORDS = {
  list: 'Steps',
  shown: 'Only the steps of {device} are shown.',
  shownAll: 'The steps of all devices are shown.',
  order: 'Order',
  byDevice: 'By device',
  byTime: 'By time',
  previous: 'Previous step',
  next: 'Next step',
  place: 'Step {number} of {count}',
  gap: '{gap} without a step',
  said: 'a line says so',
  follows: 'it follows from lines',
  assumed: 'not certain',
  certain: 'certain',
  rules: 'By {rules}: {kind}. {why}',
  state: 'The device is now in {state}.',
  stateAssumed: 'The device is now assumed to be in {state}.',
  stateUnknown: 'Which state the device is in now is not known.',
  none: 'Choose a step: the graph shows it.',
  noStep: 'No step of {device} asks for {state}.',
  noRequest: 'No step of {device} asks for {request}.',
  bar: 'Step of the log',
} as const;

export const LOG_PANEL_WORDS = {
  steps: 'Steps',
  findings: 'Log findings',
  causes: 'Causes',
  report: 'Report',
  noFindings: 'Nothing was found wrong in the log.',
  noLog: 'There is no log to report on.',
  noCauses: 'No line names a known cause.',
  todo: 'To do',
  count: '{count} lines',
} as const;

/** What the page calls each format. */
export const FORMAT_WORDS: Readonly<Record<LogFormat, string>> = {
  'qemu-trace-v1': 'trace of QEMU 5.2 to 7.2',
  'qemu-trace-8.0': 'trace of QEMU 8.0 to 9.0',
  'qemu-trace-9.1': 'trace of QEMU 9.1 or later',
  'qemu-trace-10.0': 'trace of QEMU 10.0 or later',
  'qemu-error': 'errors of QEMU',
  qmp: 'QMP',
  'libvfio-user': 'libvfio-user',
  spdk: 'SPDK',
  'kernel-mlx5': 'dmesg: mlx5',
  'kernel-hisi_acc': 'dmesg: hisi_acc',
  'kernel-pds': 'dmesg: pds',
  'kernel-xe': 'dmesg: xe',
  'kernel-lockup': 'dmesg: soft lockup',
  debugfs: 'debugfs migration/state',
  strace: 'strace',
  'perf-trace': 'perf trace',
};

/** Of the worker that reads. */
export const LOG_WORK_WORDS = {
  late: 'The reading of the log was stopped: nothing came of it for {seconds} seconds. Read it with the command line, vfio replay FILE.',
  crashed: 'The reading of the log stopped: {why}. Read it with the command line, vfio replay FILE.',
  unreadable:
    'The reading of the log could not be passed on. Read it with the command line, vfio replay FILE.',
  unstarted: 'Logs cannot be read in this browser: {why}. Read it with the command line, vfio replay FILE.',
} as const;

/** The forms in which a reading leaves the page. */
export const REPORT_WORDS = {
  forms: 'Forms of the report',
  reply: 'Reply',
  text: 'Plain text',
  markdown: 'Markdown',
  json: 'JSON',
  what: 'the reading of the log: {title}',
} as const;

/** A run that is opened, linked or saved elsewhere. */
export const RUN_WORDS = {
  explore: 'Open in Explore',
  link: 'Copy link',
  lesson: 'Save as lesson',
  lessonFile: 'vfio-run.md',
  part: 'It has the steps from line {first} to line {last}: what is before or after does not follow from them by requests alone.',
  replaced: '{errno} is written as EIO in it.',
  nothing: 'Nothing of this run can be asked again: the log does not show what came of it.',
  noLesson: 'A lesson can name only a built-in rule set. Choose one for the log.',
  copied: 'The link to this run is copied.',
  notCopied:
    'The browser does not let the page copy the link. Open the run in Explore: its link is in the address bar.',
  lab: 'Open in the lab',
  noLab:
    'No flow of the lab makes the requests that this run shows: open the run in Explore, where any request can be made.',
  labLeft: 'The lab has at most {most} devices. It leaves out: {names}.',
  labVm: 'The lines name no process: the lab takes the devices as those of one VM.',
  labArcs:
    "These lines are not the client's: they show arcs or states of the device, and one request of the lab may pass several.",
  noLabPart: 'The lab could not be loaded. Try again, or load the page again.',
  lessonTitle: 'What {device} did',
  lessonSummary: 'The steps of a device, from a log.',
  lessonChapter: 'The run',
  lessonStep: 'What the log says',
  lessonText: 'The device was asked for these states. Write what there is to see, and ask about it.',
} as const;

/** Another log beside the one in the text. */
export const OTHER_WORDS = {
  title: 'Other log',
  account:
    'Open the log of another migration, for example a good one: each device is compared step by step, not by time, up to where they part.',
  open: 'Open another log…',
  file: 'Log to compare with',
  list: 'Devices compared',
  own: 'this log',
  none: 'No device is in both logs.',
  alone: '{device} is in {log} alone: it is not compared.',
  pair: '{left} and {right}',
  heard: '{name} is compared with this log. {pairs}',
  heardPair: '{device}: {what}',
  same: '{count} steps are the same, then they part.',
  sameOne: '1 step is the same, then they part.',
  allSame: 'Both logs do the same.',
  first: 'It parts first.',
  ends: 'no more steps',
  notLog: 'No line of a known log was found in it.',
} as const;
