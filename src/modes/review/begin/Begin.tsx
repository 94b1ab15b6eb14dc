/** What Review shows while it has no text: the ways to bring one in, and examples. */

import { useId } from 'react';
import type { BesideFile } from '../inputs/beside-file.ts';
import { openPasted } from '../inputs/beside-file.ts';
import { OpenFile } from '../inputs/OpenFile.tsx';
import type { ReviewPartProps } from '../machine/review-actor.tsx';
import { useReview } from '../machine/review-actor.tsx';
import { REVIEW_WORDS } from '../review-mode-words.ts';
import styles from './Begin.module.css';
import { BEGIN_WORDS, EXAMPLE_WORDS } from './begin-words.ts';
import { ExampleList } from './ExampleList.tsx';
import { Kinds } from './Kinds.tsx';

interface BeginProps extends ReviewPartProps {
  /** Focuses the text, because a pressed button disappears with the start, and goes to the top of the page. */
  readonly onBegin: () => void;
}

export function Begin({ review, onBegin }: BeginProps) {
  const id = useId();
  const failure = useReview(review, (context) => context.failure);
  const isDragged = useReview(review, (context) => context.isDragged);
  const hasBefore = useReview(review, (context) => context.hasBefore);
  const replace = (text: string, name: string | null, file: BesideFile | null = null) => {
    review.send({ type: 'text.replace', text, name, file });
    onBegin();
  };
  const fail = (problem: string) => review.send({ type: 'fail', problem });
  const paste = async () => {
    const text = await navigator.clipboard.readText().catch(() => null);
    if (text === null) fail(BEGIN_WORDS.notPasted);
    else if (text.trim() === '') fail(BEGIN_WORDS.nothingToPaste);
    else {
      const opened = await openPasted(text);
      if (opened.ok) replace(opened.value.text, null, opened.value.file);
      else fail(opened.problem);
    }
  };
  return (
    <section className={styles.begin} data-beginning aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{BEGIN_WORDS.title}</h2>
      <p>{BEGIN_WORDS.account}</p>
      <Kinds />
      <div className={styles.acts}>
        <OpenFile onOpen={replace} onFailure={fail} />
        <button type="button" onClick={() => void paste()}>
          {BEGIN_WORDS.paste}
        </button>
        {hasBefore && (
          <button
            type="button"
            onClick={() => {
              review.send({ type: 'text.bring-back' });
              onBegin();
            }}
          >
            {REVIEW_WORDS.bringBack}
          </button>
        )}
        <span className={styles.keys}>{BEGIN_WORDS.keys}</span>
      </div>
      <div data-alert>
        {failure !== null && (
          <p className={styles.failure}>
            <span aria-hidden="true">✕</span> {failure}
          </p>
        )}
      </div>
      <h3>{BEGIN_WORDS.examples}</h3>
      <p className={styles.account}>{BEGIN_WORDS.examplesAccount}</p>
      <ExampleList onOpen={replace} account={(example) => EXAMPLE_WORDS[example].account} />
      {isDragged && <p className={styles.drop}>{BEGIN_WORDS.drop}</p>}
    </section>
  );
}
