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

const places = {
  _RUNNING: { x: 200, y: 0 },
  _SAVING_RUNNING: { x: 400, y: 0 },
  _STOP: { x: 200, y: 200 },
  _SAVING: { x: 400, y: 200 },
  _RESUMING: { x: 0, y: 200 },
  _ERROR: { x: 200, y: 400 },
};

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
  const nodes = Object.entries(places).map(([id, position]): Node => {
    const node = { id, position, data: { label: id } };
    if (!snapshot.matches(id)) return node;
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
