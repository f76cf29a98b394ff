import { declareReplacement, finishReplacement } from './replace.ts'

/**
 * For tests, in a process of its own: replaces a workspace and is killed after a step, as by a power cut.
 *   node crashRestore.ts WORKSPACE COPY KEPT STEP
 */
const [path = '', copy = '', kept = '', last = ''] = process.argv.slice(2)

function stopAfter(step: string): void {
  process.stdout.write(`${step}\n`)
  if (step === last) process.kill(process.pid, 'SIGKILL')
}

declareReplacement(path, { copy, kept }, stopAfter)
finishReplacement(path, stopAfter)
