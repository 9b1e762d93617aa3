import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { SECURITY_HEADERS } from './scripts/headers.mjs';

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  // Hot reload needs inline scripts and a websocket, so only the built app is served with its policy.
  preview: { headers: SECURITY_HEADERS },
});
