/** Names that may be states, each with a question; and what was decided about names, each with a way to take it back. */

import type { FormEvent } from 'react';
import { memo, useId, useRef, useState } from 'react';
import { fill } from '../../../../protocol/words/fill.ts';
import type { Result } from '../../../../protocol/words/result.ts';
import type { ReviewOptions } from '../../../../reader/review-input.ts';
import type { AskedName, Names } from '../../../../reader/text/name/asked-name.ts';
import { toWord } from '../../../../reader/text/name/chosen-name.ts';
import { listStateWords } from '../../../../reader/text/name/near-state.ts';
import { announce } from '../../../../ui/attention/announce.ts';
import { NAME_WORDS } from '../review-inputs-words.ts';
import styles from './NameOffers.module.css';
import { declineName, readAllNames, readNameAs, takeBack } from './name-choice.ts';

interface NameOffersProps {
  readonly names: Names;
  readonly options: ReviewOptions;
  /** Nothing was found, or not all could be read: any name of the text can be entered. */
  readonly canEnter: boolean;
  readonly onOptions: (options: ReviewOptions) => void;
  readonly onLine: (line: number, column: number) => void;
}

export const NameOffers = memo(function NameOffers(props: NameOffersProps) {
  const { names, options, canEnter, onOptions, onLine } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const decide = (decision: Result<ReviewOptions>) => {
    setProblem(decision.ok ? null : decision.problem);
    if (!decision.ok) return announce(decision.problem, 'assertive');
    // The button that was pressed is about to be removed.
    heading.current?.focus();
    onOptions(decision.value);
  };
  const { asked, generation } = names;
  const hasDecided = options.names !== undefined || options.notStates !== undefined;
  if (asked.length === 0 && !hasDecided && !canEnter) return null;
  return (
    <section aria-labelledby={id} className={styles.names}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {NAME_WORDS.title}
      </h3>
      {asked.length > 0 && (
        <ul className={styles.list} aria-label={NAME_WORDS.asked}>
          {asked.map((each) => (
            <li key={`${each.name} ${each.near}`}>
              <Offer
                asked={each}
                generation={generation}
                onYes={(state) => decide(readNameAs(options, each.name, state))}
                onNo={() => decide({ ok: true, value: declineName(options, each.name) })}
                onLine={onLine}
              />
            </li>
          ))}
        </ul>
      )}
      {asked.filter(({ near }) => near !== null).length > 1 && (
        <button type="button" className={styles.all} onClick={() => decide(readAllNames(options, asked))}>
          {NAME_WORDS.all}
        </button>
      )}
      {hasDecided && (
        <Decided options={options} onBack={(name) => decide({ ok: true, value: takeBack(options, name) })} />
      )}
      {problem !== null && (
        <p data-alert className={styles.problem}>
          {problem}
        </p>
      )}
      {canEnter && (
        <Enter generation={generation} onEnter={(name, state) => decide(readNameAs(options, name, state))} />
      )}
    </section>
  );
});

interface OfferProps {
  readonly asked: AskedName;
  readonly generation: Names['generation'];
  readonly onYes: (state: string) => void;
  readonly onNo: () => void;
  readonly onLine: NameOffersProps['onLine'];
}

function Offer({ asked: { name, near, line, column }, generation, onYes, onNo, onLine }: OfferProps) {
  const [state, setState] = useState(near ?? '');
  const words = { name, state: state === '' ? NAME_WORDS.noState : state };
  return (
    <div className={styles.offer}>
      <span>
        {NAME_WORDS.read} <code>{name}</code> {NAME_WORDS.as}
      </span>
      <StateSelect
        label={fill<string>(NAME_WORDS.stateFor, { name })}
        generation={generation}
        value={state}
        onChoose={setState}
      />
      <span className={styles.acts}>
        <button type="button" aria-label={fill<string>(NAME_WORDS.yesTo, words)} onClick={() => onYes(state)}>
          {NAME_WORDS.yes}
        </button>
        <button type="button" aria-label={fill<string>(NAME_WORDS.noTo, words)} onClick={onNo}>
          {NAME_WORDS.no}
        </button>
        <button type="button" className={styles.place} onClick={() => onLine(line, column)}>
          {fill<string>(NAME_WORDS.place, { line: String(line) })}
        </button>
      </span>
    </div>
  );
}

interface StateSelectProps {
  readonly label: string;
  readonly generation: Names['generation'];
  readonly value: string;
  readonly onChoose: (state: string) => void;
}

function StateSelect({ label, generation, value, onChoose }: StateSelectProps) {
  return (
    <select aria-label={label} value={value} onChange={({ target }) => onChoose(target.value)}>
      {value === '' && <option value="">{NAME_WORDS.choose}</option>}
      {listStateWords(generation).map((word) => (
        <option key={word} value={word}>
          {word}
        </option>
      ))}
    </select>
  );
}

interface DecidedProps {
  readonly options: ReviewOptions;
  readonly onBack: (name: string) => void;
}

function Decided({ options: { names = {}, notStates = [] }, onBack }: DecidedProps) {
  const rows = [
    ...Object.entries(names).map(([name, as]) => ({ name, as })),
    ...notStates.map((name) => ({ name, as: null })),
  ];
  return (
    <ul className={styles.list} aria-label={NAME_WORDS.decided}>
      {rows.map(({ name, as }) => (
        <li key={`${name} ${as}`} className={styles.offer}>
          <span>
            <code>{name}</code> {as === null ? NAME_WORDS.isNoState : NAME_WORDS.isReadAs}
            {as !== null && <code>{toWord(as)}</code>}
          </span>
          <button
            type="button"
            aria-label={fill<string>(NAME_WORDS.backOf, { name })}
            onClick={() => onBack(name)}
          >
            {NAME_WORDS.back}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface EnterProps {
  readonly generation: Names['generation'];
  readonly onEnter: (name: string, state: string) => void;
}

/** For a name that nothing asks about. */
function Enter({ generation, onEnter }: EnterProps) {
  const [name, setName] = useState('');
  const [state, setState] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onEnter(name.trim(), state);
  };
  return (
    <details className={styles.enter}>
      <summary>{NAME_WORDS.enter}</summary>
      <form className={styles.offer} onSubmit={submit}>
        <input
          aria-label={NAME_WORDS.name}
          value={name}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
        <span>{NAME_WORDS.as}</span>
        <StateSelect label={NAME_WORDS.state} generation={generation} value={state} onChoose={setState} />
        <button type="submit">{NAME_WORDS.submit}</button>
      </form>
    </details>
  );
}
