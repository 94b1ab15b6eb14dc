/**
 * The command line of the explorer, `npm run -s vfio -- COMMAND`: prints what command-line.ts answers.
 */

import { runCommand } from './command-line.ts';

/** Whoever reads may stop early, as `| head` does: then there is nothing left to say. */
function stopOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

const { stdout, stderr, exit } = runCommand(process.argv.slice(2));
process.stdout.on('error', stopOnClosedPipe);
process.stderr.on('error', stopOnClosedPipe);
process.exitCode = exit;
process.stdout.write(stdout);
process.stderr.write(stderr);
