import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The renderer's build, and the unit tests. Main, preload and service are built by build/bundles.ts. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Electron 25 (development runtime) is Chromium 114; see docs/architecture.md, decision 6.
    target: 'chrome114',
    cssTarget: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // Run before any schema is made (renderer/app/lockedPage.ts): in a file of its own, with the library it tells
        // and nothing that uses it. Left to itself the bundler puts them after what they must come before.
        codeSplitting: {
          groups: [
            { name: 'locked-page', test: /renderer\/app\/lockedPage\.ts$/, priority: 2 },
            { name: 'zod', test: /node_modules\/zod\//, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    root: '.',
    include: [
      'shared/**/*.test.ts',
      'electron/{service,cli,main,preload}/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'build/**/*.test.ts',
    ],
    environment: 'node',
    setupFiles: ['build/testSeed.ts'],
    // A test that hangs ends; one on a loaded machine does not.
    testTimeout: 120_000,
    // Two cores: real databases and scrypt share them.
    maxWorkers: 2,
  },
})
