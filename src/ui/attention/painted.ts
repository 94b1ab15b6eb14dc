/**
 * What waits until what the reader did is painted. All that waits for one paint is done together after it, so that it costs
 * one more frame, and not one each.
 */

type Job = () => void;

/** What waits for the next paint; null where nothing does. */
let next: Set<Job> | null = null;

/** Does the job once all that is changed by now is painted. Returns what takes it back. */
export function whenPainted(job: Job): () => void {
  const jobs = next ?? waitForPaint();
  jobs.add(job);
  return () => void jobs.delete(job);
}

function waitForPaint(): Set<Job> {
  const jobs = new Set<Job>();
  next = jobs;
  window.requestAnimationFrame(() => {
    next = null;
    // The second timer lets go first what has waited for the same paint: the next press of a key, most of all.
    window.setTimeout(() => window.setTimeout(() => jobs.forEach(attempt)));
  });
  return jobs;
}

/** One that fails is logged, and the others are done. */
function attempt(job: Job): void {
  try {
    job();
  } catch (error) {
    window.reportError(error);
  }
}
