import { createRoot } from 'react-dom/client';
import { createSession, type Renderer } from './app';
import { invariant } from './core';
import { App } from './ui';

const RENDERERS: readonly string[] = [
  'webgpu-offscreen',
  'webgpu-readback',
  'reference',
] satisfies Renderer[];

/** `?renderer=offscreen|readback|reference` in the address forces a way to draw, for tests and for trouble. */
function forcedRenderer(): Renderer | undefined {
  const asked = new URLSearchParams(location.search).get('renderer');
  const name = asked === 'reference' ? asked : `webgpu-${asked}`;
  return RENDERERS.includes(name) ? (name as Renderer) : undefined;
}

const root = document.getElementById('root');
invariant(root, 'index.html has the element that the app lives in');

const session = createSession({
  modelsUrl: new URL(`${import.meta.env.BASE_URL}models/`, location.href).href,
  renderer: forcedRenderer(),
});
createRoot(root).render(<App session={session} />);
