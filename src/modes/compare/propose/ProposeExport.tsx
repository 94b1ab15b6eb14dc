/** The draft as C: its table, or the patch that makes it of the source. */

import { useId, useState } from 'react';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { listPatchNotes, listTableNotes } from '../../../share/export/c-note.ts';
import { formatPatch } from '../../../share/export/c-patch.ts';
import { formatTable } from '../../../share/export/c-table.ts';
import styles from './ProposeExport.module.css';

interface ProposeExportProps {
  readonly ruleSet: RuleSet;
  readonly source: RuleSet | null;
  readonly onCopy: (text: string, what: string) => void;
  readonly onSave: (text: string, fileName: string) => void;
}

const FORMS = [
  ['table', 'C table', 'the C table', 'c'],
  ['patch', 'Patch', 'the patch', 'patch'],
] as const;

export function ProposeExport({ ruleSet, source, onCopy, onSave }: ProposeExportProps) {
  const id = useId();
  const [form, setForm] = useState<'table' | 'patch'>('patch');
  const base = source?.generation === ruleSet.generation ? source : null;
  const [, title, what, ending] = form === 'table' ? FORMS[0] : FORMS[1];
  const text = form === 'table' ? formatTable(ruleSet) : base ? formatPatch(base, ruleSet) : '';
  const notes = form === 'patch' && base ? listPatchNotes(ruleSet, base) : listTableNotes(ruleSet, base);
  const isEmpty = text === '';
  return (
    <div className={styles.export}>
      <div className={styles.bar}>
        <h3>Export</h3>
        <fieldset className={styles.forms}>
          <legend className="hidden">Export as</legend>
          {FORMS.map(([value, name]) => (
            <label key={value} data-chosen={form === value || undefined}>
              <input
                type="radio"
                name={`${id}-form`}
                data-export=""
                checked={form === value}
                onChange={() => setForm(value)}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className={styles.act}
          aria-disabled={isEmpty}
          aria-label={`Copy ${what}`}
          onClick={() => !isEmpty && onCopy(text, what)}
        >
          Copy
        </button>
        <button
          type="button"
          className={styles.act}
          aria-disabled={isEmpty}
          aria-label={`Save ${what}`}
          onClick={() => !isEmpty && onSave(text, `${ruleSet.id}.${ending}`)}
        >
          Save
        </button>
      </div>
      {isEmpty ? (
        <p className={styles.note}>
          {base
            ? `No patch: ${ruleSet.id} and ${base.id} are the same C.`
            : 'No patch: the source of this draft is not here.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className={styles.text} tabIndex={0} aria-label={title}>
          <pre>{form === 'table' ? text : toLines(text)}</pre>
        </section>
      )}
      {(isEmpty ? [] : notes).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </div>
  );
}

/** Lines of a patch; their marks say what colour repeats. */
function toLines(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const kind = /^(?:diff|---|\+\+\+|@@)/.test(line)
        ? 'head'
        : line.startsWith('+')
          ? 'added'
          : line.startsWith('-')
            ? 'removed'
            : undefined;
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of a text is its number
        <span key={index} data-line={kind}>{`${line}\n`}</span>
      );
    });
}
