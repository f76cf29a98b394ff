import { buildAll } from './bundles.ts'

await buildAll((line) => console.log(line), { force: process.argv.includes('--force') })
