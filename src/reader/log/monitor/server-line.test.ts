import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';

const read = (...lines: readonly string[]) => readLog(`${lines.join('\n')}\n`);
const told = (...lines: readonly string[]) => formatRunSteps(read(...lines));

describe('lines of a server of vfio-user', () => {
  const spdk = (endpoint: string, text: string) =>
    `[2024-05-02 12:01:30.000100] vfio_user.c:2222:vfio_user_log: *DEBUG*: ${endpoint}: ${text}`;

  it('[LOG-44] are of the endpoint that SPDK names', () => {
    const run = read(
      spdk('/var/run/a', 'migration: transitioned from state running to state pre-copy'),
      spdk('/var/run/b', 'migration: transitioned from state running to state stopped'),
      spdk('/var/run/a', 'migration: transitioned from state pre-copy to state stop-and-copy'),
    );
    expect(formatRunSteps(run, '/var/run/a')).toEqual(['1 1>3', '3 3>2']);
    expect(formatRunSteps(run, '/var/run/b')).toEqual(['2 1>0']);
  });

  it('[LOG-44] tell what was refused, and what a callback failed with', () => {
    expect(told('bad transition from state running to state stopped')).toEqual(['1 1>0 failed EINVAL']);
    expect(
      told(
        'migration: transition from state running to state pre-copy',
        'failed to transition to state 3: Device or resource busy',
      ),
    ).toEqual(['2 1>3 failed EBUSY']);
    // Words of a mail are no piece of a line.
    expect(read('The device failed to transition to the new state.').notes).toEqual([]);
  });

  it('[LOG-44] leave open what came of a request whose answer is missing', () => {
    expect(
      told(
        'migration: transitioning from state running to state pre-copy',
        'migration: transitioning from state pre-copy to state stop-and-copy',
      ),
    ).toEqual(['~1 1>3', '2 3>2 asked']);
  });
});
