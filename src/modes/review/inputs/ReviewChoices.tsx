/** How an input was read, each part beside the control that overrides it. */

import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { formatRuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { ReviewInput, ReviewOptions } from '../../../reader/review-input.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { Choice } from './Choice.tsx';
import { NameBreaks } from './names/NameBreaks.tsx';
import styles from './ReviewChoices.module.css';
import { CHOICE_WORDS, formatAuto, formatBase } from './review-inputs-words.ts';
import { FLAG_SETS, GENERATIONS, listBases, withOption } from './review-options.ts';

interface ReviewChoicesProps {
  /** Null where nothing was found: then only the generation can be chosen. */
  readonly input: ReviewInput | null;
  readonly options: ReviewOptions;
  readonly against: RuleSet | null;
  readonly onOptions: (options: ReviewOptions) => void;
}

export function ReviewChoices({ input, options, against, onOptions }: ReviewChoicesProps) {
  const choose = <Key extends keyof ReviewOptions>(key: Key, value: ReviewOptions[Key] | undefined) =>
    onOptions(withOption(options, key, value));
  const generation = options.generation ?? input?.generation;
  const isDriver = input?.form === 'driver-arcs';
  const flags = input?.new.kind === 'driver' ? input.new.flags : null;
  return (
    <div className={styles.choices}>
      <Choice
        title={CHOICE_WORDS.generation}
        value={options.generation}
        auto={formatFound(options.generation, input?.generation)}
        choices={GENERATIONS.map((each) => [each, each])}
        onChoose={(value) =>
          choose(
            'generation',
            GENERATIONS.find((each) => each === value),
          )
        }
      >
        <NameBreaks text={input?.generationWhy ?? CHOICE_WORDS.generationUnknown} />
      </Choice>
      {input && input.form !== 'validity' && generation && (
        <Choice
          title={CHOICE_WORDS.base}
          value={options.base}
          auto={formatFound(options.base, input.base ?? undefined)}
          choices={listBases(generation).map((each) => [each.id, formatRuleSet(each)])}
          onChoose={(value) => choose('base', value)}
        >
          {formatBase(input)}
        </Choice>
      )}
      {isDriver && generation === 'v2' && (
        <Choice
          title={CHOICE_WORDS.flags}
          value={options.flags === undefined ? undefined : String(options.flags)}
          auto={formatFound(options.flags, flags === null ? CHOICE_WORDS.noFlags : String(flags))}
          choices={FLAG_SETS.map((set) => [String(set), String(set)])}
          onChoose={(value) => choose('flags', value === undefined ? undefined : Number(value))}
        >
          {options.flags !== undefined
            ? CHOICE_WORDS.flagsChosen
            : flags === null
              ? CHOICE_WORDS.flagsMissing
              : CHOICE_WORDS.flagsRead}
        </Choice>
      )}
      {isDriver && (
        <Roles
          key={`${options.roles?.current} ${options.roles?.new}`}
          roles={options.roles}
          onChoose={(roles) => choose('roles', roles)}
        />
      )}
      {input && (
        <p className={styles.row}>
          <span className={styles.title}>{CHOICE_WORDS.against}</span>
          <span className={styles.value}>
            {against?.title ??
              (input.old ? fill(CHOICE_WORDS.before, { name: input.name }) : CHOICE_WORDS.nothing)}
            {against && input.old && <span className={styles.text}>. {CHOICE_WORDS.diff}</span>}
          </span>
        </p>
      )}
    </div>
  );
}

interface RolesProps {
  readonly roles: ReviewOptions['roles'] | undefined;
  readonly onChoose: (roles: ReviewOptions['roles'] | undefined) => void;
}

/** The function's names for the current and the new state. */
function Roles({ roles, onChoose }: RolesProps) {
  const [current, setCurrent] = useState(roles?.current ?? '');
  const [next, setNext] = useState(roles?.new ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const names = [current.trim(), next.trim()] as const;
    const isHalf = names.some((name) => name === '') && names.some((name) => name !== '');
    setProblem(isHalf ? CHOICE_WORDS.oneName : null);
    if (isHalf) announce(CHOICE_WORDS.oneName, 'assertive');
    else onChoose(names[0] === '' ? undefined : { current: names[0], new: names[1] });
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <span className={styles.title}>{CHOICE_WORDS.roles}</span>
      <span className={styles.roles}>
        <label>
          <span>{CHOICE_WORDS.current}</span>
          <input
            value={current}
            placeholder={CHOICE_WORDS.auto}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={({ target }) => setCurrent(target.value)}
          />
        </label>
        <label>
          <span>{CHOICE_WORDS.new}</span>
          <input
            value={next}
            placeholder={CHOICE_WORDS.auto}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={({ target }) => setNext(target.value)}
          />
        </label>
        <button type="submit">{CHOICE_WORDS.readAs}</button>
      </span>
      {problem && (
        <span id={`${id}-problem`} data-alert className={styles.problem}>
          {problem}
        </span>
      )}
    </form>
  );
}

/** What the text has is named where nothing else was chosen. */
const formatFound = (chosen: unknown, found: string | undefined) =>
  formatAuto(chosen === undefined ? found : undefined);
