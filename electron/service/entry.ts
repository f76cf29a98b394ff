import { enableCompileCache } from 'node:module'
import { isMainThread } from 'node:worker_threads'

/**
 * The data service's first file, small on purpose: with the compile cache on, the rest is not parsed anew at every
 * start. The same file serves as the thread that checks and copies a workspace. The cache holds code, never data.
 */
enableCompileCache()
if (isMainThread) {
  const { startService } = await import('./serviceProcess.ts')
  startService(import.meta.filename)
} else {
  const { runFileThread } = await import('./backup/fileThread.ts')
  runFileThread()
}
