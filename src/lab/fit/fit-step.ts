/** What a log tells of a request, as the lab compares it with its own. */

/** What was asked of which device, and what came of it. */
export interface FitStep {
  /** Among the devices of the run, from 0. */
  readonly device: number;
  readonly line: number;
  /** `asked`: no line says what came of it. */
  readonly event: 'reached' | 'failed' | 'asked' | 'reset' | 'reset-failed';
  readonly from: number | null;
  readonly to: number | null;
  readonly errno: string | null;
}
