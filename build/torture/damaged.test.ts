import { describe, expect, it } from 'vitest'
import { filesPart } from './damagedFiles.ts'
import { pagesPart } from './pages.ts'
import { runShort, unmet } from './short.ts'
import { wordsPart } from './wordsPart.ts'

describe('a workspace on a bad disk or in wrong hands', { timeout: 120_000 }, () => {
  it('has its damaged pages and logs found, or they do no harm', async () => {
    expect(unmet(await runShort(pagesPart))).toEqual([])
  })

  it('meets damaged keyrings, copies, imports and attachments with a clear word each', async () => {
    expect(unmet(await runShort(filesPart))).toEqual([])
  })

  it('shows no word of its content to whoever copies the folder', async () => {
    expect(unmet(await runShort(wordsPart()))).toEqual([])
  })
})
