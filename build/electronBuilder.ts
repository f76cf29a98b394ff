import type { Configuration } from 'electron-builder'

/** What is packaged and how. The runtime is given by build/package.ts; the fuses are decided in build/fuses.ts. */
export const electronBuilder: Configuration = {
  appId: 'se.lardom.app',
  productName: 'Lärdom',
  copyright: 'Lärdom',
  directories: { output: 'release', buildResources: 'build/resources' },
  files: [
    'dist/**',
    '!dist/stamps.json',
    'package.json',
    // The database module carries eight platforms and its C sources: only the wanted platform's binary is needed.
    '!node_modules/better-sqlite3/{deps,src,docs,build,binding.gyp}/**',
    '!node_modules/playwright-core/{lib/vite,bin}/**',
    '!**/*.map',
  ],
  asar: true,
  asarUnpack: ['**/*.node', 'node_modules/playwright-core/**', 'dist/service/**'],
  npmRebuild: false,
  // Nothing is fetched by the program itself: there is no update server to name.
  publish: null,
  linux: { target: ['dir'], category: 'MedicalSoftware', executableName: 'lardom' },
  win: { target: ['nsis'] },
  mac: { target: ['dmg'], category: 'public.app-category.medical' },
}
