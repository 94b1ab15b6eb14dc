/** What a rule set is, and who says so, until a request is looked at; and the way to the rules of today. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, TODAY } from '../../protocol/rule-sets/rule-sets.ts';
import { fill } from '../../protocol/words/fill.ts';
import { Citations } from '../findings/Citations.tsx';
import { ABOUT_WORDS } from './request-words.ts';

interface AboutProps {
  readonly ruleSet: RuleSet;
  readonly onRules: (ruleSet: RuleSet) => void;
}

export function About({ ruleSet, onRules }: AboutProps) {
  const today = getRuleSet(TODAY);
  return (
    <>
      <p>{ruleSet.account}</p>
      <Citations citations={ruleSet.citations} />
      <p>{ABOUT_WORDS.how}</p>
      {today && ruleSet.id !== TODAY && (
        <p>
          <button type="button" onClick={() => onRules(today)}>
            {fill(ABOUT_WORDS.today, { id: TODAY })}
          </button>
        </p>
      )}
    </>
  );
}
