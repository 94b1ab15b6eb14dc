/**
 * The benchmark adds this to both pages before any of their scripts. It notes when the graph is seen, when its first
 * node is painted and, for each click on a node, when that node became current and when that was painted (ms). It is
 * plain JavaScript, because the page runs it as it is.
 */
const probe = { seen: undefined, firstNode: undefined, clicks: [] };
window.probe = probe;

/** A frame's callbacks run before it is painted; a message posted in one arrives after the paint. */
function afterPaint(then) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  });
}

// The graph is seen with the first content that is painted if its picture is there by then, or else with its first node.
let picture;
const arrival = new MutationObserver(() => {
  if (!document.querySelector('.first svg[data-layout]')) return;
  arrival.disconnect();
  picture = performance.now();
});
arrival.observe(document, { subtree: true, childList: true });
new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries())
    if (name === 'first-contentful-paint' && picture < startTime) probe.seen = startTime;
}).observe({ type: 'paint', buffered: true });

// React Flow keeps its nodes hidden until it has measured them.
const load = new MutationObserver(() => {
  const node = document.querySelector('.react-flow__node');
  if (!node || node.style.visibility === 'hidden') return;
  load.disconnect();
  afterPaint((time) => {
    probe.firstNode = time;
    probe.seen ??= time;
  });
});
load.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['style'] });

addEventListener(
  'click',
  (event) => {
    const node = event.target.closest('.react-flow__node');
    if (!node) return;
    const current = '[aria-current="true"]';
    const change = new MutationObserver(() => {
      if (!node.matches(current) && !node.querySelector(current)) return;
      change.disconnect();
      const changed = performance.now() - event.timeStamp;
      afterPaint((time) => probe.clicks.push({ changed, painted: time - event.timeStamp }));
    });
    change.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-current'],
    });
  },
  true,
);
