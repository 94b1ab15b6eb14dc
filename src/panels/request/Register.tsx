/** The device_state register of v1, bit by bit, or the enum of v2: any u32 can be written. */

import type { FormEvent } from 'react';
import { memo, useId, useState } from 'react';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { findFlagsFault, MIGRATION_FLAGS } from '../../protocol/state/migration-flags.ts';
import { formatDigits, formatState } from '../../protocol/state/state.ts';
import { fill } from '../../protocol/words/fill.ts';
import { announce } from '../../ui/attention/announce.ts';
import styles from './Register.module.css';
import { formatBinary, formatHex, parseEntry } from './register-entry.ts';
import { ENTRY_WORDS, REGISTER_WORDS } from './request-words.ts';

interface RegisterProps {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  readonly onAsk: (to: number) => void;
  readonly onFlags: (flags: number) => void;
}

const BIT_NAMES: Readonly<Record<number, string>> = {
  0: '_RUNNING',
  1: '_SAVING',
  2: '_RESUMING',
  3: 'NDMA',
};

/** What is entered and not written yet. */
interface Entry {
  /** The state that it was begun in. */
  readonly of: number;
  readonly draft: number;
  /** As it is typed; null where it is the draft. */
  readonly text: string | null;
  readonly problem: string | null;
}

const toEntry = (current: number): Entry => ({ of: current, draft: current, text: null, problem: null });

export const Register = memo(function Register({ ruleSet, flags, current, onAsk, onFlags }: RegisterProps) {
  const [kept, setKept] = useState<Entry>(() => toEntry(current));
  // What was begun in another state is over.
  const { draft, text, problem } = kept.of === current ? kept : toEntry(current);
  const change = (changed: Partial<Entry>) => setKept({ of: current, draft, text, problem, ...changed });
  const id = useId();
  const isV1 = ruleSet.generation === 'v1';
  const take = (value: number) => change({ draft: value >>> 0, text: null, problem: null });
  const write = (event: FormEvent) => {
    event.preventDefault();
    if (text === null) return onAsk(draft);
    const entry = parseEntry(text, ruleSet.states);
    if (!entry.ok) {
      announce(entry.problem, 'assertive');
      return change({ problem: entry.problem });
    }
    take(entry.value);
    onAsk(entry.value);
  };
  return (
    <form className={styles.register} onSubmit={write}>
      {isV1 ? (
        <Bits known={ruleSet.states.length > 8 ? 4 : 3} draft={draft} onChange={take} />
      ) : (
        <Enum ruleSet={ruleSet} draft={draft} onChange={take} />
      )}
      <div className={styles.entry}>
        <label htmlFor={`${id}-value`}>{ENTRY_WORDS[ruleSet.generation].field}</label>
        <input
          id={`${id}-value`}
          className={styles.value}
          value={text ?? (isV1 ? formatHex(draft) : String(draft))}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : `${id}-binary`}
          onChange={(event) => change({ text: event.target.value })}
        />
        <button type="submit" className={styles.write}>
          {ENTRY_WORDS[ruleSet.generation].ask}
        </button>
        <span id={`${id}-binary`} className={styles.reads}>
          {isV1 && <code>{formatBinary(text === null ? draft : (readDraft(text, ruleSet) ?? draft))}</code>}
          <span>
            {REGISTER_WORDS.reads}{' '}
            <code>{`${formatState(ruleSet.states, current)} ${formatDigits(ruleSet.states, current)}`}</code>
          </span>
        </span>
      </div>
      {problem && (
        <p id={`${id}-problem`} data-alert className={styles.problem}>
          {problem}
        </p>
      )}
      {!isV1 && flags !== null && <Flags ruleSet={ruleSet} flags={flags} onFlags={onFlags} />}
    </form>
  );
});

function readDraft(text: string, ruleSet: RuleSet): number | undefined {
  const entry = parseEntry(text, ruleSet.states);
  return entry.ok ? entry.value : undefined;
}

/** 32 switches; those that no name covers are set apart. */
function Bits({
  known,
  draft,
  onChange,
}: {
  known: number;
  draft: number;
  onChange: (value: number) => void;
}) {
  const bits = Array.from({ length: 32 }, (_, index) => 31 - index);
  const reserved = (draft & ~((1 << known) - 1)) >>> 0;
  const toLabel = (bit: number) =>
    fill(REGISTER_WORDS.bit, { bit, name: (bit < known && BIT_NAMES[bit]) || REGISTER_WORDS.reservedBit });
  const toSwitch = (bit: number) => (
    <button
      key={bit}
      type="button"
      role="switch"
      className={styles.bit}
      aria-checked={((draft >>> bit) & 1) === 1}
      aria-label={toLabel(bit)}
      title={toLabel(bit)}
      onClick={() => onChange(draft ^ (1 << bit))}
    >
      <span>{(draft >>> bit) & 1}</span>
      {bit < known && <span className={styles.bitName}>{BIT_NAMES[bit]}</span>}
    </button>
  );
  return (
    <fieldset className={styles.bits}>
      <legend className="hidden">{REGISTER_WORDS.register}</legend>
      <div className={styles.known}>{bits.filter((bit) => bit < known).map(toSwitch)}</div>
      <details className={styles.reserved}>
        <summary>
          {fill(REGISTER_WORDS.reserved, {
            known,
            value: reserved === 0 ? REGISTER_WORDS.allZero : formatHex(reserved),
          })}
        </summary>
        <span className={styles.row}>{bits.filter((bit) => bit >= known).map(toSwitch)}</span>
      </details>
    </fieldset>
  );
}

function Enum({
  ruleSet,
  draft,
  onChange,
}: {
  ruleSet: RuleSet;
  draft: number;
  onChange: (value: number) => void;
}) {
  const isListed = ruleSet.states.some(({ value }) => value === draft);
  return (
    <label className={styles.enum}>
      <span>{REGISTER_WORDS.states}</span>
      <select value={isListed ? draft : ''} onChange={(event) => onChange(Number(event.target.value))}>
        {!isListed && <option value="">{REGISTER_WORDS.notListed}</option>}
        {ruleSet.states.map(({ value, name }) => (
          <option key={value} value={value}>
            {name} {value}
          </option>
        ))}
      </select>
    </label>
  );
}

function Flags({
  ruleSet,
  flags,
  onFlags,
}: {
  ruleSet: RuleSet;
  flags: number;
  onFlags: (flags: number) => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const sets = ruleSet.generation === 'v2' ? ruleSet.flagSets : [];
  const toggle = (bit: number) => {
    const wanted = flags ^ bit;
    const fault =
      findFlagsFault(wanted) ??
      (sets.includes(wanted)
        ? undefined
        : fill(REGISTER_WORDS.flagsUndefined, { wanted, sets: sets.join(', ') }));
    const kept = fault ? fill(REGISTER_WORDS.flagsKept, { fault, flags }) : null;
    setProblem(kept);
    if (kept === null) onFlags(wanted);
    else announce(kept, 'assertive');
  };
  return (
    <fieldset className={styles.flags}>
      <legend>
        {REGISTER_WORDS.flags} <code>{flags}</code>
      </legend>
      {MIGRATION_FLAGS.map(({ bit, name }) => (
        <label key={bit} className={styles.flag}>
          <input
            type="checkbox"
            role="switch"
            checked={(flags & bit) !== 0}
            aria-checked={(flags & bit) !== 0}
            onChange={() => toggle(bit)}
          />
          <code>{name}</code>
        </label>
      ))}
      {problem && (
        <p data-alert className={styles.problem}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
