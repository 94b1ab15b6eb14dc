/** A rule set to edit: its table and its other rules, what differs from the source, and the draft as C. */

import { useId, useLayoutEffect, useRef, useState } from 'react';
import { formatList } from '../../../panels/comparison/compare-words.ts';
import { setTitle } from '../../../protocol/rule-sets/draft.ts';
import type { Cell, RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { announce } from '../../../ui/attention/announce.ts';
import type { Edit } from './draft-edit.ts';
import { listEdits, revertEdit } from './draft-edit.ts';
import type { Entered } from './draft-key.ts';
import { enter, sayDraft, takeBack } from './draft-key.ts';
import { listFixedStates } from './draft-table.ts';
import styles from './Propose.module.css';
import { ProposeExport } from './ProposeExport.tsx';
import { ProposeRules } from './ProposeRules.tsx';
import { ProposeTable } from './ProposeTable.tsx';

interface ProposeProps {
  /** The draft. */
  readonly ruleSet: RuleSet;
  /** What it was made from; null where that is not known. */
  readonly source: RuleSet | null;
  readonly selection: RequestPair | null;
  readonly flags: number | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onChange: (ruleSet: RuleSet) => void;
  /** The title letter by letter: undo does not stop at each. */
  readonly onRevise: (ruleSet: RuleSet) => void;
  readonly onSelect: (request: RequestPair) => void;
  readonly onCopy: (text: string, what: string) => void;
  readonly onSave: (text: string, fileName: string) => void;
}

/** What was said last; the number tells two of the same apart. */
interface Said {
  readonly sentence: string;
  readonly number: number;
}

export function Propose(props: ProposeProps) {
  const { ruleSet, source, selection, flags, onChange, onSelect, onCopy, onSave } = props;
  const [said, setSaid] = useState<Said | null>(null);
  const [count, setCount] = useState(0);
  const say = (sentence: string) => {
    announce(sentence);
    setSaid({ sentence, number: count });
    setCount(count + 1);
  };
  const select = (request: RequestPair) => {
    if (request.from !== selection?.from || request.to !== selection.to) setSaid(null);
    onSelect(request);
  };
  const take = ({ draft, sentence }: Entered) => {
    if (draft !== ruleSet) onChange(draft);
    say(sentence);
  };
  const change = (draft: RuleSet) => {
    setSaid(null);
    if (draft !== ruleSet) onChange(draft);
  };
  const hint = sayDraft(ruleSet.generation === 'v1' ? 'hint-v1' : 'hint-v2');
  const fixed = listFixedStates(ruleSet).map(({ name }) => name);
  return (
    <div className={styles.propose}>
      <div className={styles.layout}>
        <div className={styles.part}>
          <Head {...props} onChange={change} />
          <div className={styles.scroll}>
            <ProposeTable
              ruleSet={ruleSet}
              source={source}
              flags={flags}
              selection={selection}
              onSelect={select}
              onEnter={(from, to, entry: Cell | number) => take(enter(ruleSet, from, to, entry))}
              onTakeBack={(from, to) => take(takeBack(ruleSet, source, from, to))}
              onSay={say}
            />
            <ProposeRules ruleSet={ruleSet} source={source} onChange={change} />
          </div>
          <p className={styles.said}>
            {!said && <span className={styles.hint}>{hint}</span>}
            <span>{said && <span key={said.number}>{said.sentence}</span>}</span>
          </p>
          {fixed.length > 0 && (
            <p className={styles.hint}>
              {sayDraft('fixed', { states: formatList(fixed), them: fixed.length === 1 ? 'it' : 'them' })}
            </p>
          )}
        </div>
        <div className={styles.part}>
          <Edits ruleSet={ruleSet} source={source} onChange={change} />
          <ProposeExport ruleSet={ruleSet} source={source} onCopy={onCopy} onSave={onSave} />
        </div>
      </div>
    </div>
  );
}

/** The title, undo and redo. The title is taken as it is typed; undo takes back all that was typed before the field was left. */
function Head({ ruleSet, canUndo, canRedo, onUndo, onRedo, onChange, onRevise }: ProposeProps) {
  const id = useId();
  /** What stands in the field while it is typed in: blanks and an empty title are never taken. */
  const [typed, setTyped] = useState<{ readonly title: string; readonly isTaken: boolean } | null>(null);
  const type = (title: string) => {
    const draft = setTitle(ruleSet, title);
    const isTaken = typed?.isTaken ?? false;
    if (draft !== ruleSet) (isTaken ? onRevise : onChange)(draft);
    setTyped({ title, isTaken: isTaken || draft !== ruleSet });
  };
  const leave = () => setTyped(null);
  return (
    <div className={styles.head}>
      <label htmlFor={`${id}-title`}>Title</label>
      <input
        id={`${id}-title`}
        value={typed?.title ?? ruleSet.title}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      />
      <button
        type="button"
        className={styles.act}
        aria-disabled={!canUndo}
        onClick={() => canUndo && onUndo()}
      >
        <span aria-hidden="true">↶</span> Undo
      </button>
      <button
        type="button"
        className={styles.act}
        aria-disabled={!canRedo}
        onClick={() => canRedo && onRedo()}
      >
        <span aria-hidden="true">↷</span> Redo
      </button>
    </div>
  );
}

type EditsProps = Pick<ProposeProps, 'ruleSet' | 'source' | 'onChange'>;

/** What differs from the source, each with a button that takes it back; the focus then stays in the list. */
function Edits({ ruleSet, source, onChange }: EditsProps) {
  const id = useId();
  const part = useRef<HTMLDivElement>(null);
  const returnTo = useRef<number | null>(null);
  const edits = source ? listEdits(ruleSet, source) : [];
  const revert = (edit: Edit, index: number) => {
    returnTo.current = index;
    if (!source) return;
    onChange(revertEdit(ruleSet, source, edit));
    announce(sayDraft('reverted', { edit: edit.words }));
  };
  useLayoutEffect(() => {
    if (returnTo.current === null) return;
    const buttons = part.current?.querySelectorAll('button');
    const next = buttons?.[Math.min(returnTo.current, buttons.length - 1)];
    (next ?? part.current?.querySelector('h3'))?.focus();
    returnTo.current = null;
  });
  return (
    <div ref={part} className={styles.edits}>
      <h3 id={`${id}-title`} tabIndex={-1}>
        {edits.length === 0 ? 'Edits' : edits.length === 1 ? '1 edit' : `${edits.length} edits`}
        {source && <> of {source.id}</>}
      </h3>
      {edits.length === 0 ? (
        <p className={styles.hint}>{sayDraft(source ? 'no-edits' : 'no-source')}</p>
      ) : (
        <ul aria-labelledby={`${id}-title`}>
          {edits.map((edit, index) => (
            <li key={edit.id}>
              <span>{edit.words}</span>
              <button
                type="button"
                className={styles.back}
                aria-label={`Take back ${edit.words}`}
                title="Take back"
                onClick={() => revert(edit, index)}
              >
                ↶
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
