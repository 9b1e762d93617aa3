import { Component, type ReactNode } from 'react';
import { messageOf } from '../core';
import { Button } from './primitives/Button';

interface ErrorBoundaryProps {
  children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failure: string | null;
}

/** A fault in drawing the screen shows one sentence and a way on, never an empty page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { failure: messageOf(error) };
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    return (
      <main className="first">
        <div className="first-middle" role="alert">
          <p>Manylight could not draw its screen: {this.state.failure}</p>
          <p className="first-hint quiet">The edit up to the last finished move is kept.</p>
          <Button label="Load it again" look="main" onClick={() => location.reload()} />
        </div>
      </main>
    );
  }
}
