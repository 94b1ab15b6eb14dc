/** What was found in the text: each table, driver or check with how it was read, and what could not be read. */

import { memo, useId } from 'react';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { FORM_WORDS } from '../../../reader/review-form.ts';
import type { ReviewInput, ReviewOptions } from '../../../reader/review-input.ts';
import type { Names } from '../../../reader/text/name/asked-name.ts';
import type { LocatedProblem } from '../../../reader/text/problem.ts';
import { isOnlyNote } from '../../../reader/text/problem.ts';
import type { Place } from '../../../reader/text/source-line.ts';
import { SEVERITY_SIGNS } from '../../../ui/severity-sign.ts';
import { NameBreaks } from './names/NameBreaks.tsx';
import { NameOffers } from './names/NameOffers.tsx';
import { ReviewChoices } from './ReviewChoices.tsx';
import { ReviewEntries } from './ReviewEntries.tsx';
import styles from './ReviewInputs.module.css';
import { formatFound, formatPlace, getFirstPlace, WORDS } from './review-inputs-words.ts';

interface ReviewInputsProps {
  readonly inputs: readonly ReviewInput[];
  readonly problems: readonly LocatedProblem[];
  readonly names: Names;
  readonly selected: number;
  readonly options: ReviewOptions;
  /** What the selected input is compared with. */
  readonly against: RuleSet | null;
  readonly isBusy: boolean;
  /** What went wrong outside the text: a file that could not be read, a worker that stopped. */
  readonly failure: string | null;
  readonly onSelect: (index: number) => void;
  readonly onOptions: (options: ReviewOptions) => void;
  readonly onLine: (line: number, column: number) => void;
}

export const ReviewInputs = memo(function ReviewInputs(props: ReviewInputsProps) {
  const { inputs, problems, selected, options, against, isBusy, failure, onSelect, onOptions, onLine } =
    props;
  const id = useId();
  const input = inputs[selected] ?? inputs[0];
  const told = problems.filter((problem) => problem.id !== 'empty');
  const notes = inputs.length > 0 ? told.filter(isOnlyNote) : [];
  const unread = told.filter((problem) => !notes.includes(problem));
  const isEmpty = inputs.length === 0 && told.length === 0;
  /** The heading says all of it. */
  const isPlain = inputs.length === 1 && told.length === 0 && !isBusy;
  return (
    <div className={styles.inputs} aria-busy={isBusy}>
      {failure !== null && (
        <p data-alert className={styles.failure}>
          <span aria-hidden="true">✕</span> {failure}
        </p>
      )}
      <p className={isPlain ? 'hidden' : styles.found}>
        {isBusy ? WORDS.busy : isEmpty ? WORDS.empty : formatFound(inputs, unread.length)}
      </p>
      <NameOffers
        names={props.names}
        options={options}
        canEnter={!isEmpty && unread.length > 0}
        onOptions={onOptions}
        onLine={onLine}
      />
      <Unread title={WORDS.unread} kind="problem" sign="✕" problems={unread} onLine={onLine} />
      <Unread
        title={WORDS.leftOut}
        kind="warning"
        sign={SEVERITY_SIGNS.warning}
        problems={notes}
        onLine={onLine}
      />
      {inputs.length > 1 && (
        <ul className={styles.list} aria-label={WORDS.list}>
          {inputs.map((each, index) => (
            <li key={toItemKey(inputs, index)}>
              <button
                type="button"
                className={styles.item}
                aria-current={each === input || undefined}
                onClick={() => onSelect(index)}
              >
                <code>{each.name}</code> <span>{FORM_WORDS[each.form]}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {input && (
        <section aria-labelledby={`${id}-input`} className={styles.input}>
          <div className={styles.head}>
            <h3 id={`${id}-input`} className={styles.name}>
              <code>{input.name}</code> <span>{FORM_WORDS[input.form]}</span>
            </h3>
            <FirstLine input={input} onLine={onLine} />
          </div>
          <ReviewChoices input={input} options={options} against={against} onOptions={onOptions} />
          <Warnings input={input} onLine={onLine} />
          <ReviewEntries input={input} onLine={onLine} />
        </section>
      )}
      {!input && !isEmpty && (
        <ReviewChoices input={null} options={options} against={null} onOptions={onOptions} />
      )}
    </div>
  );
});

/** Two of one name are told apart by their number. */
function toItemKey(inputs: readonly ReviewInput[], index: number): string {
  const name = inputs[index]?.name;
  return `${name} #${inputs.slice(0, index).filter((other) => other.name === name).length + 1}`;
}

interface UnreadProps {
  readonly title: string;
  readonly kind: 'problem' | 'warning';
  readonly sign: string;
  readonly problems: readonly LocatedProblem[];
  readonly onLine: ReviewInputsProps['onLine'];
}

function Unread({ title, kind, sign, problems, onLine }: UnreadProps) {
  const id = useId();
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul className={styles.remarks}>
        {problems.map((problem) => (
          <li key={`${problem.id} ${problem.line} ${problem.column}`} data-kind={kind}>
            <span className={styles.sign} aria-hidden="true">
              {sign}
            </span>
            <div>
              <NameBreaks text={problem.problem} /> <PlaceButton place={problem} onLine={onLine} />
              {problem.near !== '' && <code className={styles.near}>{problem.near}</code>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is worth a warning in how an input was read. */
function Warnings({
  input: { warnings },
  onLine,
}: Pick<ReviewInputsProps, 'onLine'> & { input: ReviewInput }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.remarks} aria-label={WORDS.warnings}>
      {warnings.map((warning) => (
        <li key={`${warning.id} ${warning.line} ${warning.column}`} data-kind="warning">
          <span className={styles.sign} aria-hidden="true">
            {SEVERITY_SIGNS.warning}
          </span>
          <div>
            <NameBreaks text={warning.text} /> <PlaceButton place={warning} onLine={onLine} />
          </div>
        </li>
      ))}
    </ul>
  );
}

interface PlaceButtonProps {
  readonly place: Place;
  readonly onLine: ReviewInputsProps['onLine'];
}

/** A place in the text, and the way to it. */
function PlaceButton({ place, onLine }: PlaceButtonProps) {
  return (
    <button type="button" className={styles.place} onClick={() => onLine(place.line, place.column)}>
      {formatPlace(place)}
    </button>
  );
}

function FirstLine({ input, onLine }: { input: ReviewInput; onLine: ReviewInputsProps['onLine'] }) {
  const place = getFirstPlace(input);
  return place && <PlaceButton place={place} onLine={onLine} />;
}
