// A thread of Node does not inherit what lets its parent load TypeScript.
import { register } from 'tsx/esm/api';

register();
await import(new URL('./fallbackHand.ts', import.meta.url).href);
