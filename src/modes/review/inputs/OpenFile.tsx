/** A button that opens files from this machine. They are read here and sent nowhere. */

import { useRef } from 'react';
import type { BesideFile } from './beside-file.ts';
import { openFiles } from './beside-file.ts';
import { WORDS } from './review-inputs-words.ts';

interface OpenFileProps {
  readonly onOpen: (text: string, name: string, file: BesideFile | null) => void;
  /** A sentence that says why nothing was opened. */
  readonly onFailure: (problem: string) => void;
}

export function OpenFile({ onOpen, onFailure }: OpenFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const open = async (files: readonly File[]) => {
    if (files.length === 0) return;
    const opened = await openFiles(files);
    if (opened.ok) onOpen(opened.value.text, opened.value.name, opened.value.file);
    else onFailure(opened.problem);
  };
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {WORDS.open}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={WORDS.files}
        onChange={({ target }) => {
          void open([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}
