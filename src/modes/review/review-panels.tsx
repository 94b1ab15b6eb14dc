/** The panels below Review's canvas: findings, differences, requests, notes and the answer. */

import { useMemo } from 'react';
import { isIntroduced } from '../../judge/findings/finding-split.ts';
import { getAttribution } from '../../judge/reply/attribution.ts';
import { UNNAMED } from '../../judge/reply/reply-words.ts';
import { toReport } from '../../judge/report/judged-report.ts';
import { useActs, useHistory } from '../../page/page-context.tsx';
import { DifferencesPart, FlowPairsPart, UnionMatrixPart } from '../../panels/compare-parts.tsx';
import type { Comparison } from '../../panels/comparison.tsx';
import { HistoryTools } from '../../panels/HistoryTools.tsx';
import type { ComparisonProps } from '../../panels/request-parts.tsx';
import { HistoryPart, RequestPart } from '../../panels/request-parts.tsx';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { copyText, saveText } from '../../ui/hand-over.ts';
import type { Panel } from '../../ui/Panels.tsx';
import { Panels } from '../../ui/Panels.tsx';
import { Answer } from './answer/Answer.tsx';
import { listChosen } from './answer/chosen-key.ts';
import { Notes } from './answer/Notes.tsx';
import type { ShownDriver } from './driver/driver-parts.tsx';
import { DriverArcPanel, DriverMatrixPart } from './driver/driver-parts.tsx';
import { DRIVER_WORDS } from './driver/driver-words.ts';
import type { ShownLog } from './log/log-parts.tsx';
import { listLogPanels, useLogCounts } from './log/log-parts.tsx';
import type { ReviewPartProps } from './machine/review-actor.tsx';
import { useReview } from './machine/review-actor.tsx';
import { getChosen } from './machine/review-machine.ts';
import { findNamedLine, getStates, splitLines, toNote, toNotes } from './machine/review-view.ts';
import { PANEL_WORDS } from './review-mode-words.ts';
import { FoundPart } from './verdict/FoundPart.tsx';

interface BelowPartProps extends ReviewPartProps {
  readonly all: readonly RuleSet[];
  readonly comparison: Comparison;
  readonly comparisonProps: ComparisonProps;
  /** The driver that is read, if it is one: it has no rule set to compare, to walk or to run clients on. */
  readonly driver: ShownDriver | null;
  readonly shownLog: ShownLog;
  readonly onLine: (line: number, column?: number) => void;
  /** Goes to a line of the log. */
  readonly onLogLine: (line: number) => void;
}

export function BelowPart(props: BelowPartProps) {
  const { review, shownLog, onLine, onLogLine } = props;
  const counts = useLogCounts(shownLog.log);
  const chosen = useReview(review, (context) => context.panel);
  const findings = useReview(review, (context) => getChosen(context)?.findings.filter(isIntroduced).length);
  const notes = useReview(review, ({ kept }) => kept.notes.length);
  const tables: readonly Panel[] = [
    {
      id: 'findings',
      title: PANEL_WORDS.findings,
      ...(findings !== undefined && { count: findings }),
      content: <FoundPart review={review} />,
    },
    ...listSubjectPanels(props),
  ];
  const panels: readonly Panel[] = [
    ...(shownLog.isAlone ? [] : tables),
    ...(shownLog.isLog ? listLogPanels(review, shownLog, counts, onLogLine) : []),
    {
      id: 'notes',
      title: PANEL_WORDS.notes,
      count: notes,
      content: <NotesPart review={review} onLine={onLine} />,
    },
    // A log alone is answered by its report.
    ...(shownLog.isAlone
      ? []
      : [{ id: 'answer', title: PANEL_WORDS.answer, content: <AnswerPart review={review} /> }]),
  ];
  return (
    <Panels
      label={PANEL_WORDS.label}
      panels={panels}
      chosen={chosen}
      onChoose={(panel) => review.send({ type: 'panel.choose', panel })}
      tools={chosen === 'history' && !props.driver && <HistoryTools />}
    />
  );
}

/** What concerns the arcs of a driver; or the two rule sets, the requests and the history of a device. */
function listSubjectPanels({ all, comparison, comparisonProps, driver, onLine }: BelowPartProps): Panel[] {
  const { differences, flows, matrix, request, history } = PANEL_WORDS;
  if (driver)
    return [
      { id: 'matrix', title: matrix, content: <DriverMatrixPart driver={driver} /> },
      {
        id: 'request',
        title: DRIVER_WORDS.panel,
        content: <DriverArcPanel driver={driver} onLine={onLine} />,
      },
    ];
  return [
    { id: 'differences', title: differences, content: <DifferencesPart comparison={comparison} /> },
    { id: 'flows', title: flows, content: <FlowPairsPart /> },
    { id: 'matrix', title: matrix, content: <UnionMatrixPart comparison={comparisonProps} /> },
    { id: 'request', title: request, content: <RequestPart all={all} /> },
    { id: 'history', title: history, content: <HistoryPart /> },
  ];
}

interface NotesPartProps extends ReviewPartProps {
  readonly onLine: (line: number) => void;
}

function NotesPart({ review, onLine }: NotesPartProps) {
  const kept = useReview(review, (context) => context.kept);
  const line = useReview(review, (context) => context.caret ?? context.line);
  const chosen = useReview(review, getChosen);
  const selection = useHistory(({ context }) => context.selection);
  const shown = useHistory(({ context }) => context.ruleSet.states);
  const states = chosen ? getStates(chosen) : shown;
  const notes = useMemo(() => toNotes(kept), [kept]);
  return (
    <Notes
      notes={notes}
      draft={kept.draft ? toNote(kept.draft) : null}
      line={kept.text === '' ? null : line}
      request={selection && formatRequest(states, selection)}
      onChange={(changed) => review.send({ type: 'notes.change', notes: changed })}
      onDraft={(draft) => review.send({ type: 'note.draft', draft })}
      onLine={onLine}
    />
  );
}

const NO_REVIEW = { inputs: [], findings: [], flows: [] };

function AnswerPart({ review: actor }: ReviewPartProps) {
  const { notify } = useActs();
  const kept = useReview(actor, (context) => context.kept);
  const judged = useReview(actor, (context) => context.judged);
  const table = useReview(actor, getChosen);
  const lines = useMemo(() => splitLines(kept.text), [kept.text]);
  const review = useMemo(() => (judged ? toReport(judged) : NO_REVIEW), [judged]);
  const notes = useMemo(() => toNotes(kept), [kept]);
  const chosen = useMemo(() => (judged ? listChosen(judged, kept.chosen) : []), [judged, kept.chosen]);
  const lineOf = useMemo(() => (request: string) => (table ? findNamedLine(table, request) : null), [table]);
  const firstLine = [...notes, ...chosen].find(({ line }) => line !== null)?.line ?? null;
  const attribution = kept.attribution ?? (getAttribution(lines, firstLine) || UNNAMED);
  return (
    <Answer
      review={review}
      lines={lines}
      notes={notes}
      chosen={chosen}
      attribution={attribution}
      lineOf={lineOf}
      onAttribution={(own) => actor.send({ type: 'attribution.change', attribution: own })}
      onCopy={(text, what) => void copyText(text, what).then(notify)}
      onSave={(text, fileName, type) => notify(saveText(text, fileName, type))}
    />
  );
}
