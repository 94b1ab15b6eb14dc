/** The top of the page: the rule set, and the acts that concern the whole page. */

import type { RuleSet } from '../protocol/rule-set.ts';
import type { Preferences } from '../share/preferences.ts';
import type { Acts } from './command.ts';
import styles from './Header.module.css';

const THEMES: readonly (readonly [Preferences['theme'], string])[] = [
  ['auto', 'Auto'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'High contrast'],
];

const GENERATIONS = [
  ['v1', 'Protocol v1: a bit field'],
  ['v2', 'Protocol v2: an enum'],
] as const;

export function Header({ ruleSet, acts }: { ruleSet: RuleSet; acts: Acts }) {
  const { all, preferences, setPreference } = acts;
  const choose = (id: string) => {
    const chosen = all.find((each) => each.id === id);
    if (chosen) acts.changeRules(chosen);
  };
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>
        VFIO <span>Migration Explorer</span>
      </h1>
      <label className={styles.rules} htmlFor="rules">
        <span>Rule set</span>
        <select id="rules" value={ruleSet.id} onChange={(event) => choose(event.target.value)}>
          {GENERATIONS.map(([generation, title]) => (
            <optgroup key={generation} label={title}>
              {all
                .filter((each) => each.generation === generation)
                .map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.id}: {each.title}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
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
    </header>
  );
}
