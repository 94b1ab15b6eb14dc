/** The histories that this browser keeps: open, name, delete and save them; what was set aside; all of it as one file. */

import { Dialog } from 'radix-ui';
import { useRef, useState, useSyncExternalStore } from 'react';
import { openRow } from '../../page/keep/keeper.ts';
import { loadKeptFile, saveAside, saveHistory, saveKept } from '../../page/keep/kept-file.ts';
import type { AsideItem, KeptItem } from '../../page/keep/kept-list.ts';
import { followKeptList, getKeptList, nameHistory, removeRow } from '../../page/keep/kept-list.ts';
import { useActs } from '../../page/page-context.tsx';
import { fill } from '../../protocol/words/fill.ts';
import { LONGEST_NAME } from '../../share/store/kept-row.ts';
import { announce } from '../../ui/attention/announce.ts';
import dialog from './Dialog.module.css';
import styles from './KeptHistories.module.css';
import { KEPT_DIALOG_WORDS as WORDS } from './kept-words.ts';

/** What was said last; a number distinguishes the same sentence said twice. */
interface Said {
  readonly number: number;
  readonly sentence: string;
  readonly undo?: (() => Promise<boolean>) | undefined;
}

type Say = (sentence: string, undo?: Said['undo']) => void;

export function KeptHistories() {
  const { closeDialog } = useActs();
  const list = useSyncExternalStore(followKeptList, getKeptList, getKeptList);
  const [said, setSaid] = useState<Said>({ number: 0, sentence: '' });
  const [naming, setNaming] = useState<string | null>(null);
  const say: Say = (sentence, undo) => {
    setSaid(({ number }) => ({ number: number + 1, sentence, undo }));
    announce(sentence);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeDialog()}>
      <Dialog.Portal>
        <div className={dialog.veil} />
        <Dialog.Content
          className={dialog.dialog}
          onEscapeKeyDown={(event) => {
            if (naming === null) return;
            event.preventDefault();
            setNaming(null);
          }}
        >
          <div className={dialog.head}>
            <Dialog.Title className={dialog.title}>{WORDS.title}</Dialog.Title>
            <Dialog.Close asChild>
              <button type="button">{WORDS.close}</button>
            </Dialog.Close>
          </div>
          <div className={dialog.text}>
            <Dialog.Description className={styles.about}>{WORDS.about}</Dialog.Description>
            <FileTools say={say} />
            <SaidLine key={said.number} said={said} say={say} />
            {list.histories.length === 0 ? (
              <p>{list.isRead ? WORDS.nothing : WORDS.waiting}</p>
            ) : (
              <ul className={styles.list} aria-label={WORDS.list}>
                {list.histories.map((item) => (
                  <HistoryRow
                    key={item.key}
                    item={item}
                    isNaming={naming === item.key}
                    onNaming={(isOn) => setNaming(isOn ? item.key : null)}
                    say={say}
                  />
                ))}
              </ul>
            )}
            {list.asides.length > 0 && <Asides asides={list.asides} say={say} />}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Saves everything as a file, and loads a file beside what is kept. */
function FileTools({ say }: { say: Say }) {
  const input = useRef<HTMLInputElement>(null);
  const load = async (file: File | undefined) => {
    if (!file) return;
    const text = await file.text().catch(() => null);
    const loaded = text === null ? null : await loadKeptFile(text, file.name);
    if (!loaded) say(fill(WORDS.unreadable, { name: file.name }));
    else say(loaded.ok ? loaded.value : loaded.problem);
  };
  return (
    <div className={styles.tools}>
      <button type="button" onClick={() => void saveKept().then((sentence) => say(sentence))}>
        {WORDS.saveAll}
      </button>
      <button type="button" onClick={() => input.current?.click()}>
        {WORDS.load}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={WORDS.file}
        onChange={({ target }) => {
          void load(target.files?.[0]);
          target.value = '';
        }}
      />
    </div>
  );
}

/** What the last act has done; a deleted row can be brought back, and the button for it has the focus that went with the row. */
function SaidLine({ said: { sentence, undo }, say }: { said: Said; say: Say }) {
  return (
    <p className={styles.said}>
      {sentence}{' '}
      {undo && (
        <button ref={takeFocus} type="button" onClick={() => void undo().then(() => say(WORDS.back))}>
          {WORDS.undo}
        </button>
      )}
    </p>
  );
}

const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

interface HistoryRowProps {
  readonly item: KeptItem;
  readonly isNaming: boolean;
  readonly onNaming: (isOn: boolean) => void;
  readonly say: Say;
}

function HistoryRow({ item, isNaming, onNaming, say }: HistoryRowProps) {
  const { closeDialog } = useActs();
  const title = toTitle(item);
  const name = (act: string) => fill(WORDS.of, { act, title });
  const open = async () => {
    if (await openRow(item.key)) {
      closeDialog();
      announce(fill(WORDS.opened, { title }));
    } else say(fill(WORDS.notOpened, { title }));
  };
  const openWord = item.place === 'other tab' ? WORDS.openCopy : WORDS.open;
  return (
    <li className={styles.row}>
      {isNaming ? (
        <NameForm item={item} title={title} onEnd={() => onNaming(false)} />
      ) : (
        <p className={styles.title}>
          <strong>{title}</strong>
          <span className={styles.detail}>
            {item.name !== null && `${toCount(item)} · `}
            <time dateTime={new Date(item.changed).toISOString()}>{formatTime(item.changed)}</time>
            {item.place === 'here' && ` · ${WORDS.here}`}
            {item.place === 'other tab' && ` · ${WORDS.otherTab}`}
          </span>
        </p>
      )}
      <div className={styles.tools}>
        {item.place !== 'here' && (
          <button type="button" aria-label={name(openWord)} onClick={() => void open()}>
            {openWord}
          </button>
        )}
        <button type="button" aria-label={name(WORDS.rename)} onClick={() => onNaming(!isNaming)}>
          {WORDS.rename}
        </button>
        <button
          type="button"
          aria-label={name(WORDS.save)}
          onClick={() => void saveHistory(item.key, title).then((sentence) => say(sentence))}
        >
          {WORDS.save}
        </button>
        {item.place !== 'other tab' && (
          <DeleteButton itemKey={item.key} title={title} label={name(WORDS.delete)} say={say} />
        )}
      </div>
    </li>
  );
}

function NameForm({ item, title, onEnd }: { item: KeptItem; title: string; onEnd: () => void }) {
  const [text, setText] = useState(item.name ?? '');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void nameHistory(item.key, text).then(onEnd);
      }}
    >
      <input
        ref={(input) => input?.focus()}
        type="text"
        maxLength={LONGEST_NAME}
        aria-label={fill(WORDS.nameOf, { title })}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit">{WORDS.keepName}</button>
    </form>
  );
}

interface DeleteButtonProps {
  readonly itemKey: KeptItem['key'];
  readonly title: string;
  readonly label: string;
  readonly say: Say;
}

function DeleteButton({ itemKey, title, label, say }: DeleteButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={() => void removeRow(itemKey).then((undo) => say(fill(WORDS.deleted, { title }), undo))}
    >
      {WORDS.delete}
    </button>
  );
}

/** What could not be read. */
function Asides({ asides, say }: { asides: readonly AsideItem[]; say: Say }) {
  return (
    <section aria-label={WORDS.asides}>
      <h3>{WORDS.asides}</h3>
      <p>{WORDS.aboutAsides}</p>
      <ul className={styles.list}>
        {asides.map(({ key, was, why, changed }) => {
          const title = `${toKind(was)}, ${formatTime(changed)}`;
          const name = (act: string) => fill(WORDS.of, { act, title });
          return (
            <li key={key} className={styles.row}>
              <p className={styles.title}>
                <strong>{title}</strong>
                <span className={styles.detail}>{why}</span>
              </p>
              <div className={styles.tools}>
                <button
                  type="button"
                  aria-label={name(WORDS.save)}
                  onClick={() => void saveAside(key).then((sentence) => say(sentence))}
                >
                  {WORDS.save}
                </button>
                <DeleteButton itemKey={key} title={title} label={name(WORDS.delete)} say={say} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const KINDS: Readonly<Record<string, string>> = WORDS.aside;

const toKind = (was: string) => KINDS[was] ?? WORDS.aside.aside;

function toCount({ steps }: KeptItem): string {
  if (steps === 0) return WORDS.empty;
  return steps === 1 ? WORDS.one : fill(WORDS.many, { steps });
}

const toTitle = (item: KeptItem) =>
  item.name ?? fill(WORDS.untitled, { ruleSet: item.ruleSet, steps: toCount(item) });

/** As `2026-11-29 14:05`, in the reader's time. */
function formatTime(time: number): string {
  const at = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
