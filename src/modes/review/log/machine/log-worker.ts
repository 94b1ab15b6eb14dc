/** The worker that reads a log: a text, or a file that is read piece by piece and never held whole. */

import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import { readLog } from '../../../../judge/replay/read-log.ts';
import { hostWork } from '../../../../page/work/worker-host.ts';
import type { LogRequest } from './log-source.ts';
import { PIECE } from './log-source.ts';

/** Only workers have it, and the page's types are those of a window. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

function* getPieces(text: string | Blob): Generator<Uint8Array> {
  if (typeof text === 'string') {
    yield new TextEncoder().encode(text);
    return;
  }
  const reader = new FileReaderSync();
  for (let at = 0; at < text.size; at += PIECE)
    yield new Uint8Array(reader.readAsArrayBuffer(text.slice(at, at + PIECE)));
}

hostWork<LogRequest, LogReading, number>(({ text, options }, tell) =>
  readLog(getPieces(text), options, typeof text === 'string' ? undefined : tell),
);
