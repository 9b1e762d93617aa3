import { type Harness, harness } from './harness';

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = harness;
document.documentElement.dataset.ready = 'true';
