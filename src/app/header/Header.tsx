/** The top of the page: the rule set, and the acts that concern the whole page. */

import type { PageState } from '../../page/command.ts';
import { useActs, usePageState, useWorkbench } from '../../page/page-context.tsx';
import type { Preferences } from '../../share/store/preferences.ts';
import { Chooser } from './Chooser.tsx';
import styles from './Header.module.css';
import { Modes } from './Modes.tsx';

const THEMES: readonly (readonly [Preferences['theme'], string])[] = [
  ['auto', 'Auto'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'High contrast'],
];

interface HeaderProps {
  /** False where what is open has rules of its own. */
  readonly hasRules: boolean;
}

export function Header({ hasRules }: HeaderProps) {
  const page = usePageState();
  const acts = useActs();
  const { setPreference } = acts;
  const { preferences, mode } = page;
  const isCompared = hasTwoSides(page);
  return (
    <header className={styles.header} data-compared={isCompared || undefined}>
      <h1 className={styles.title}>
        VFIO <span>Migration Explorer</span>
      </h1>
      <Modes mode={mode} onMode={acts.changeMode} />
      {!isCompared && <Sides page={page} hasRules={hasRules} />}
      <div className={styles.acts}>
        <button type="button" onClick={acts.copyLink}>
          Copy link
        </button>
        <label className={styles.theme}>
          <span className="hidden">Theme</span>
          <select
            value={preferences.theme}
            onChange={(event) => setPreference('theme', event.target.value as Preferences['theme'])}
          >
            {THEMES.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className={styles.wide}
          aria-pressed={preferences.size === 'projector'}
          onClick={() => setPreference('size', preferences.size === 'projector' ? 'normal' : 'projector')}
        >
          Projector
        </button>
        <button type="button" onClick={() => acts.open('palette')} aria-keyshortcuts="Control+K">
          Commands <kbd className={styles.wide}>Ctrl K</kbd>
        </button>
        <button type="button" onClick={() => acts.open('help')}>
          Help
        </button>
      </div>
      {isCompared && <Sides page={page} hasRules={hasRules} />}
    </header>
  );
}

/** The rule set that is shown, and in a comparison the one that it is held against. */
function Sides({ page, hasRules }: { page: PageState; hasRules: boolean }) {
  const acts = useActs();
  const { ruleSet, against, mode } = page;
  const subject = useWorkbench((bench) => bench.subject);
  const isCompared = hasTwoSides(page);
  if (subject && mode === 'review')
    return (
      <p className={styles.subject}>
        <b>{subject.title}</b> <span>{subject.text}</span>
      </p>
    );
  return (
    <div className={styles.sides}>
      {isCompared && (
        <>
          <Chooser
            id="against"
            label="Old"
            name="Compared with"
            chosen={against}
            page={page}
            onChoose={acts.changeAgainst}
          />
          <button
            type="button"
            aria-label="Swap the two sides"
            title="Swap the two sides"
            onClick={acts.swapSides}
          >
            ⇄
          </button>
        </>
      )}
      {hasRules && (
        <Chooser
          id="rules"
          label={isCompared ? 'New' : 'Rule set'}
          name="Rule set"
          chosen={ruleSet}
          page={page}
          onChoose={acts.changeRules}
        />
      )}
    </div>
  );
}

const hasTwoSides = ({ mode }: PageState) => mode === 'compare' || mode === 'review';
