/**
 * A run of the lab as a word of an address. Same settings, same run: so the settings, what fails, and how many steps are
 * taken are all of it. What is as it begins is left out.
 *
 *   lab   = "lab" [ ":" entry *( "," entry ) ]
 *   entry = key "~" value / "fail~" step "~" fault
 *   fault = "declined-" arc "-" errno / "faulted-" arc / "corrupt-stays" / "corrupt-faults" / "refuses"
 *           / "fails-" errno / "breaks" / "reinit" / "cancelled"
 *
 * `each~7.3` are the flags of the first and of the second device, where they differ.
 * `lab:rules~v2-6.2,flags~5,devices~1,fail~3~declined-1-EBUSY,at~4`. Sizes are in bytes, rates in bytes a second, the
 * limit is in milliseconds.
 */

import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { Errno } from '../../protocol/trace/trace.ts';
import { ERRNOS } from '../../protocol/trace/trace.ts';
import { LAB_CLIENTS } from '../client/lab-client.ts';
import type { LabFault, LabFaultKind, LabSettings } from './lab-settings.ts';
import { ACKS, DEFAULT_SETTINGS, PAGE_RULES, toSettings } from './lab-settings.ts';

export interface LabSpot {
  readonly settings: LabSettings;
  /** Steps that are taken. */
  readonly at: number;
}

export const FIRST_LAB_SPOT: LabSpot = { settings: DEFAULT_SETTINGS, at: 0 };

/** The key of each setting in an address. */
const KEYS = {
  ruleSet: 'rules',
  flags: 'flags',
  ownFlags: 'each',
  client: 'client',
  flow: 'flow',
  target: 'to',
  ack: 'ack',
  multifd: 'multifd',
  hasLength: 'length',
  hasInfoV2: 'info2',
  devices: 'devices',
  linked: 'linked',
  stateSize: 'state',
  dirtyRate: 'dirty',
  bandwidth: 'bandwidth',
  downtimeLimit: 'limit',
  seed: 'seed',
} as const satisfies Record<Exclude<keyof LabSettings, 'faults'>, string>;

type Name = keyof typeof KEYS;
const NAMES = Object.keys(KEYS) as Name[];

const FAULT_FORM =
  /^(?:declined-(?<arc>[1-9])-(?<errno>\w+)|faulted-(?<faulted>[1-9])|corrupt-(?<device>stays|faults)|fails-(?<fails>\w+)|(?<word>refuses|breaks|reinit|cancelled))$/;

/** What a link leaves out: the client is the default of the generation of the rules. */
const getBase = ({ ruleSet }: LabSettings): LabSettings => ({
  ...DEFAULT_SETTINGS,
  client: ruleSet === PAGE_RULES ? '' : toSettings({ ruleSet }).client,
});

/** `formatLabSpot({ settings: { ...DEFAULT_SETTINGS, devices: 1 }, at: 4 })` is `lab:devices~1,at~4`. */
export function formatLabSpot({ settings, at }: LabSpot): string {
  const base = getBase(settings);
  const entries = [
    ...NAMES.filter((name) => format(settings[name]) !== format(base[name])).map(
      (name) => `${KEYS[name]}~${format(settings[name])}`,
    ),
    ...settings.faults.map(({ step, what }) => `fail~${step}~${Object.values(what).join('-')}`),
    ...(at > 0 ? [`at~${at}`] : []),
  ];
  return entries.length > 0 ? `lab:${entries.join(',')}` : 'lab';
}

/** The run of a text; undefined where an entry cannot be read. Numbers beyond what the lab takes are brought within it. */
export function parseLabSpot(text: string): LabSpot | undefined {
  const [, list] = /^lab(?::(.+))?$/.exec(text) ?? [];
  if (list === undefined) return text === 'lab' ? FIRST_LAB_SPOT : undefined;
  const wanted: { -readonly [name in Name]?: LabSettings[Name] } = {};
  const faults: LabFault[] = [];
  let at = 0;
  for (const entry of list.split(',')) {
    const [key, first = '', second, more] = entry.split('~');
    const name = NAMES.find((each) => KEYS[each] === key);
    if (more !== undefined || (second !== undefined) !== (key === 'fail')) return undefined;
    if (name) {
      const value = parse(name, first);
      if (value === undefined) return undefined;
      wanted[name] = value;
    } else if (key === 'fail') {
      const what = parseFault(second ?? '');
      if (!what || !isCount(first)) return undefined;
      faults.push({ step: Number(first), what });
    } else if (key === 'at' && isCount(first)) at = Number(first);
    else return undefined;
  }
  // Each value is of the type that its name has: `parse` goes by the name.
  const settings = { ...(wanted as Partial<LabSettings>), faults };
  // What fits the rules on the page is known where the page is.
  if (settings.ruleSet === PAGE_RULES) return { settings: { ...DEFAULT_SETTINGS, ...settings }, at };
  return { settings: toSettings(settings), at };
}

const isCount = (text: string) => /^\d{1,9}$/.test(text);

function format(value: LabSettings[Name]): string {
  if (isList(value)) return value.join('.');
  return typeof value === 'boolean' ? `${Number(value)}` : `${value ?? 'none'}`;
}

const isList = (value: LabSettings[Name]): value is readonly number[] => Array.isArray(value);

function parse(name: Name, text: string): LabSettings[Name] | undefined {
  switch (name) {
    case 'ruleSet':
      return text === PAGE_RULES ? text : getRuleSet(text)?.id;
    case 'client':
      return LAB_CLIENTS.find(({ id }) => id === text)?.id;
    case 'ack':
      return ACKS.find((ack) => ack === text);
    case 'flow':
      return /^[a-z-]{1,40}$/.test(text) ? (text as LabSettings['flow']) : undefined;
    case 'target':
      return text === 'host' || text === 'file' ? text : undefined;
    case 'linked':
    case 'multifd':
    case 'hasLength':
    case 'hasInfoV2':
      return text === '0' || text === '1' ? text === '1' : undefined;
    case 'ownFlags':
      return /^\d{1,3}(?:\.\d{1,3})*$/.test(text) ? text.split('.').map(Number) : undefined;
    case 'flags':
      return text === 'none' ? null : isCount(text) ? Number(text) : undefined;
    default:
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  }
}

function parseFault(text: string): LabFaultKind | undefined {
  const { arc, errno, faulted, device, fails, word } = FAULT_FORM.exec(text)?.groups ?? {};
  if (arc !== undefined) return isErrno(errno) ? { kind: 'declined', arc: Number(arc), errno } : undefined;
  if (fails !== undefined) return isErrno(fails) ? { kind: 'fails', errno: fails } : undefined;
  if (faulted !== undefined) return { kind: 'faulted', arc: Number(faulted) };
  if (device === 'stays' || device === 'faults') return { kind: 'corrupt', device };
  if (word === 'refuses' || word === 'breaks' || word === 'reinit' || word === 'cancelled')
    return { kind: word };
  return undefined;
}

const isErrno = (text: string | undefined): text is Errno => ERRNOS.some((errno) => errno === text);
