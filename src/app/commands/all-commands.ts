/** Every command: those of the page, and one for each part of it, each lesson and each fault. The palette reads this. */

import { COURSE } from '../../lesson/course.ts';
import type { CommandActs } from '../../page/acts.ts';
import type { Command } from '../../page/command.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { fill } from '../../protocol/words/fill.ts';
import { announce } from '../../ui/attention/announce.ts';
import { reach } from '../../ui/attention/reach.ts';
import { getModeTitle } from '../rescue-page.ts';
import { getKeyedCommands } from './keyed-commands.ts';
import type { PlaceRow } from './place-table.ts';
import { PLACES } from './place-table.ts';

const WORDS = {
  notThere: 'The page has no such part now.',
  lesson: 'Lesson: {title}',
} as const;

/** All that there is under a rule set. */
export function getAllCommands(ruleSet: RuleSet, all: readonly RuleSet[]): readonly Command[] {
  const places = PLACES.filter(({ only }) => only === undefined || only === ruleSet.generation);
  return [
    ...getKeyedCommands(ruleSet, all).map(addWords),
    ...places.map(toPlaceCommand),
    ...FAULT_COMMANDS,
    ...LESSON_COMMANDS,
  ];
}

/** What the commands of the page are found by besides their titles. */
const MORE_WORDS: Readonly<Record<string, string>> = {
  request: 'inspector errno why data_fd citation source ioctl c call driver userspace read',
};

function addWords(command: Command): Command {
  const more = MORE_WORDS[command.id];
  return more === undefined ? command : { ...command, words: more };
}

function toPlaceCommand(place: PlaceRow): Command {
  const { id, mode, name, words = '', without = WORDS.notThere } = place;
  return {
    id: `go ${mode} ${id}`,
    title: `${getModeTitle(mode)}: ${name}`,
    words: `${name} ${words}`,
    group: 'Go to',
    keys: [],
    run: (acts, page) => {
      if (page.mode !== mode) acts.changeMode(mode);
      void reach(place).then((arrival) => {
        if (arrival !== 'there') announce(arrival === 'instead' ? without : WORDS.notThere);
      });
    },
  };
}

const FAULTS: readonly (readonly [title: string, words: string, fault: Fault | null])[] = [
  [
    'Arm: the driver declines the next request',
    'fault errno EBUSY',
    { kind: 'declined', arc: 1, errno: 'EBUSY' },
  ],
  ['Arm: the driver faults on the next request', 'fault ERROR', { kind: 'faulted', arc: 1 }],
  ['Arm: corrupt data, the device stays in RESUMING', 'fault', { kind: 'corrupt', device: 'stays' }],
  ['Arm: corrupt data, the device goes to ERROR', 'fault', { kind: 'corrupt', device: 'faults' }],
  ['Disarm: no fault waits', 'fault none', null],
];

const FAULT_COMMANDS = FAULTS.map(
  ([title, words, fault], index): Command => ({
    id: `fault ${index}`,
    title,
    words,
    group: 'Device',
    keys: [],
    run: (acts) => acts.arm(fault),
  }),
);

function openLesson(acts: CommandActs, id: string): void {
  acts.learn(`lesson.${id}`);
  void reach({ way: [], end: '[data-part="lesson"] h3[tabindex]' });
}

const LESSON_COMMANDS = COURSE.map(
  ({ id, title, summary }): Command => ({
    id: `lesson ${id}`,
    title: fill(WORDS.lesson, { title }),
    words: summary,
    group: 'Lesson',
    keys: [],
    run: (acts) => openLesson(acts, id),
  }),
);
