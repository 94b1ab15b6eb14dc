/**
 * A list of every rule set, by generation, each by its title and then its id. A select cuts what is too long: the title of
 * the chosen one stands over it, and wraps.
 */

import type { PageState } from '../../page/command.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRuleSet } from '../../protocol/rule-sets/rule-set.ts';
import styles from './Chooser.module.css';

const GROUPS = [
  ['Protocol v1: a bit field, Linux 5.8 to 5.17', 'v1'],
  ['Protocol v2: an enum, since Linux 5.18', 'v2'],
  ['Your own: edited, pasted, or from a link', 'library'],
] as const;

interface ChooserProps {
  readonly id: string;
  /** What is shown before it; `name` is what it is called. */
  readonly label: string;
  readonly name: string;
  readonly chosen: RuleSet;
  readonly page: PageState;
  readonly onChoose: (ruleSet: RuleSet) => void;
}

export function Chooser({ id, label, name, chosen, page: { all, library }, onChoose }: ChooserProps) {
  const isOwn = (ruleSet: RuleSet) => library.some((entry) => entry.ruleSet.id === ruleSet.id);
  const choose = (wanted: string) => {
    const found = all.find((each) => each.id === wanted);
    if (found) onChoose(found);
  };
  return (
    <label className={styles.rules} htmlFor={id}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <span className={styles.chooser}>
        <b className={styles.whole} aria-hidden="true">
          {chosen.title}
          {'\u00a0· '}
          <span className={styles.id}>{chosen.id}</span>
        </b>
        <select
          id={id}
          aria-label={name}
          value={chosen.id}
          title={formatRuleSet(chosen)}
          onChange={(event) => choose(event.target.value)}
        >
          {GROUPS.map(([title, group]) => {
            const members = all.filter((each) => (isOwn(each) ? 'library' : each.generation) === group);
            return (
              members.length > 0 && (
                <optgroup key={group} label={title}>
                  {members.map((each) => (
                    <option key={each.id} value={each.id}>
                      {formatRuleSet(each)}
                    </option>
                  ))}
                </optgroup>
              )
            );
          })}
        </select>
      </span>
    </label>
  );
}
