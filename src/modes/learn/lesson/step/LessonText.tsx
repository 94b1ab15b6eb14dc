/** What is told: paragraphs, lists, code and sources, from the typed tree and never from HTML. */

import type { Block, Inline, Narration } from '../../../../lesson/lesson.ts';
import { useActs } from '../../../../page/page-context.tsx';
import { getMessage } from '../../../../protocol/thread/position.ts';
import type { Citation } from '../../../../protocol/words/citation.ts';
import { toAddress } from '../../../../protocol/words/citation.ts';
import { formatFullCitation, formatShortCitation } from '../../../../protocol/words/citation-words.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { LESSON_WORDS } from '../lesson-view-words.ts';
import { LessonPicture } from './LessonPicture.tsx';
import styles from './LessonText.module.css';

/** The tree never changes, so an index into it is a key: what shows another tree is another component. */
const withKeys = <T,>(items: readonly T[]) => items.map((item, key) => ({ key, item }));

export function LessonText({ narration }: { narration: Narration }) {
  if (narration.length === 0) return null;
  return (
    <div className={styles.text} translate="yes">
      {withKeys(narration).map(({ key, item }) => (
        <TextBlock key={key} block={item} />
      ))}
    </div>
  );
}

function TextBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.children} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {withKeys(block.items).map(({ key, item }) => (
            <li key={key}>
              <Inlines inlines={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'review':
      return <ReviewButton name={block.name} text={block.text} />;
    case 'picture':
      return <LessonPicture picture={block.picture} />;
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
        <pre tabIndex={0} translate="no">
          <code>{block.text}</code>
        </pre>
      );
  }
}

/** Opens the text in Review. */
function ReviewButton({ name, text }: { name: string; text: string }) {
  const { handToReview } = useActs();
  return (
    <p className={styles.review}>
      <button type="button" onClick={() => handToReview({ name, text })}>
        {LESSON_WORDS.review}
      </button>
      <small translate="no">{fill(LESSON_WORDS.reviewed, { name })}</small>
    </p>
  );
}

function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  return withKeys(inlines).map(({ key, item }) => <InlinePart key={key} inline={item} />);
}

function InlinePart({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code translate="no">{inline.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      );
    case 'citation':
      return <LessonSources citations={inline.citations} />;
  }
}

/** The sources at the end of a statement. */
export function LessonSources({ citations }: { citations: readonly Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <>
      {' '}
      <span className={styles.cited} translate="no">
        [
        {withKeys(citations).map(({ key, item }) => (
          <span key={key}>
            {key > 0 && ', '}
            <CitationLink citation={item} />
          </span>
        ))}
        ]
      </span>
    </>
  );
}

/** Short to read, in full for screen readers and on hover. */
function CitationLink({ citation }: { citation: Citation }) {
  const [short, full] = [formatShortCitation(citation), formatFullCitation(citation, getMessage)];
  return (
    <a href={toAddress(citation)} target="_blank" rel="noreferrer" title={full} aria-label={full}>
      {short}
    </a>
  );
}
