/** Contains what goes wrong in a part of the page: a notice of what failed and how to go on replaces the part; the rest stays. */

import type { ErrorInfo, ReactNode } from 'react';
import { Component } from 'react';
import { forgetFailures } from './chunk.ts';
import { Failure } from './Failure.tsx';
import type { Failed } from './rescue.tsx';

interface BoundaryProps {
  /** The part, by its title: `Matrix`. */
  readonly name: string;
  /** Instead of the failure: where there is no room to show one. */
  readonly instead?: (failed: Failed, again: () => void) => ReactNode;
  /** Called once for a failure. */
  readonly onFail?: () => void;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly failed: Omit<Failed, 'name'> | null;
}

/** A class, because React has no function for it. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failed: { error, components: '' } };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ failed: { error, components: componentStack ?? '' } });
    const { name, onFail } = this.props;
    if (onFail) onFail();
    else
      void import('./failure-heard.ts')
        .then(({ sayFailure }) => sayFailure({ name, error }))
        .catch(() => undefined);
  }

  readonly again = (): void => {
    forgetFailures();
    this.setState({ failed: null });
  };

  override render(): ReactNode {
    const { name, instead, children } = this.props;
    const { failed } = this.state;
    if (!failed) return children;
    const whole: Failed = { name, ...failed };
    return instead ? instead(whole, this.again) : <Failure failed={whole} onAgain={this.again} />;
  }
}
