/** Propose: begins a draft of the shown rule set, and edits the draft that is shown. */

import type { MouseEvent } from 'react';
import { useActs, useHistory, useHistoryActor, usePageState } from '../../../page/page-context.tsx';
import { createId } from '../../../page/workbench.ts';
import { createDraft } from '../../../protocol/rule-sets/draft.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { copyText, saveText } from '../../../ui/hand-over.ts';
import { Propose } from './Propose.tsx';
import styles from './propose-part.module.css';

const WORDS = {
  account: (id: string) =>
    `A draft of ${id} can be edited: its table, its initial value, and whatever else its protocol has. The differences and the findings follow every keystroke, and the draft is kept on this machine and travels with the link.`,
  begin: (id: string) => `Begin a draft of ${id}`,
  another: 'Begin another draft of it',
  remove: 'Delete this draft',
  removed: (id: string) => `${id} is deleted; undo brings it back.`,
};

export function ProposePart() {
  const { ruleSet, all, library } = usePageState();
  const { send, select, changeRules, changeAgainst, putEntry, removeEntry, notify } = useActs();
  const history = useHistoryActor();
  const flags = useHistory(({ context }) => context.flags);
  const selection = useHistory(({ context }) => context.selection);
  const canUndo = useHistory(({ context }) => context.past.length > 0);
  const canRedo = useHistory(({ context }) => context.future.length > 0);
  const entry = library.find((each) => each.ruleSet.id === ruleSet.id);
  const isDraft = entry !== undefined && entry.origin !== 'pasted';

  const begin = (event: MouseEvent) => {
    keepFocus(event);
    // Undo may bring a deleted draft back: its id stays its own.
    const { past, future } = history.getSnapshot().context;
    const taken = [...all, ...[...past, ...future].map((workspace) => workspace.ruleSet)];
    const draft = createDraft(ruleSet, createId('draft', taken));
    putEntry({ ruleSet: draft, base: ruleSet.id, origin: 'edited' });
    changeAgainst(ruleSet);
    changeRules(draft, flags);
  };
  const remove = (event: MouseEvent) => {
    keepFocus(event);
    const source = all.find(({ id }) => id === entry?.base) ?? getRuleSet('patch-2021-09');
    if (source) changeRules(source);
    removeEntry(ruleSet.id);
    notify(WORDS.removed(ruleSet.id));
  };

  if (!isDraft)
    return (
      <div className={styles.begin}>
        <p>{WORDS.account(ruleSet.id)}</p>
        <button type="button" data-begin="" onClick={begin}>
          {WORDS.begin(ruleSet.id)}
        </button>
      </div>
    );
  return (
    <>
      <Propose
        ruleSet={ruleSet}
        source={all.find(({ id }) => id === entry.base) ?? null}
        selection={selection}
        flags={flags}
        canUndo={canUndo}
        canRedo={canRedo}
        onUndo={() => send('undo')}
        onRedo={() => send('redo')}
        onChange={(changed) => changeRules(changed, flags)}
        onRevise={(changed) => history.send({ type: 'rules.revise', ruleSet: changed })}
        onSelect={select}
        onCopy={(text, what) => void copyText(text, what).then(notify)}
        onSave={(text, fileName) => notify(saveText(text, fileName, 'text/plain'))}
      />
      <p className={styles.acts}>
        <button type="button" onClick={begin}>
          {WORDS.another}
        </button>
        <button type="button" onClick={remove}>
          {WORDS.remove}
        </button>
      </p>
    </>
  );
}

/** The button that is pressed goes away: then its panel has the focus. */
function keepFocus({ currentTarget }: MouseEvent): void {
  const panel = currentTarget.closest<HTMLElement>('[role="tabpanel"]');
  window.setTimeout(() => document.activeElement === document.body && panel?.focus());
}
