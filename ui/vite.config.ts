import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  base: './',
  clearScreen: false,
  // `..`: what the mock of the desk draws on.
  server: { port: 1420, strictPort: true, fs: { allow: ['..'] } },
  build: {
    target: 'es2022',
    // The polyfill fetches what it preloads; the window may fetch nothing.
    modulePreload: false,
    // Inlined assets would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  // `css`: a test reads the stylesheet itself.
  test: { include: ['src/**/*.test.ts'], css: true },
});
