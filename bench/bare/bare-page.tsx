/**
 * What the same libraries cost with nothing built on them: React, one XState machine and React Flow with six states
 * and ten arcs. A click on a state sends an event; the current state has a class and aria-current. The benchmark
 * measures the real page against this one.
 */
import { useMachine } from '@xstate/react';
import { type Edge, type Node, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { createRoot } from 'react-dom/client';
import { createMachine } from 'xstate';

const idle = [
  { id: '_RUNNING', position: { x: 200, y: 0 } },
  { id: '_SAVING_RUNNING', position: { x: 400, y: 0 } },
  { id: '_STOP', position: { x: 200, y: 200 } },
  { id: '_SAVING', position: { x: 400, y: 200 } },
  { id: '_RESUMING', position: { x: 0, y: 200 } },
  { id: '_ERROR', position: { x: 200, y: 400 } },
].map((place): Node => ({ ...place, data: { label: place.id } }));

const arcs: Record<string, string[]> = {
  _RUNNING: ['_STOP', '_SAVING_RUNNING', '_RESUMING', '_ERROR'],
  _SAVING_RUNNING: ['_SAVING', '_RUNNING'],
  _STOP: ['_RUNNING'],
  _SAVING: ['_STOP', '_RUNNING'],
  _RESUMING: ['_RUNNING'],
  _ERROR: [],
};

const machine = createMachine({
  initial: '_RUNNING',
  states: Object.fromEntries(
    Object.entries(arcs).map(([from, targets]) => [
      from,
      { on: Object.fromEntries(targets.map((to) => [`request.${to}`, to])) },
    ]),
  ),
});

const edges: Edge[] = Object.entries(arcs).flatMap(([source, targets]) =>
  targets.map((target) => ({ id: `${source}>${target}`, source, target })),
);

function BarePage() {
  const [snapshot, send] = useMachine(machine);
  const nodes = idle.map((node): Node => {
    if (!snapshot.matches(node.id)) return node;
    return { ...node, className: 'current', domAttributes: { 'aria-current': 'true' } };
  });
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      fitView
      onNodeClick={(_, node) => send({ type: `request.${node.id}` })}
    />
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<BarePage />);
