import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Report, ReportSection } from '../../shared/annual-report/contract.ts'
import { lockWaitsFor, nothingToSave, saveBeforeLock } from '../app/beforeLock.ts'
import { call } from '../app/rpc.ts'
import { tellUnread } from '../app/tellUnread.ts'
import { SectionSaver, type SectionState } from './sectionSaver.ts'

const PAUSE = 900

/**
 * One saver for as long as the page shows this berättelse (give the page a key of its unit and year); the sections'
 * texts live in it.
 */
export function useReportEditor(report: Report): SectionSaver {
  const { unitCode, year } = report
  const [saver] = useState(() => {
    const made = makeSaver(unitCode, year)
    for (const section of report.sections) if (section.kind === 'text') made.adopt(section.key, section)
    return made
  })

  useEffect(() => {
    for (const section of report.sections) if (section.kind === 'text') saver.adopt(section.key, section)
  }, [saver, report])

  useEffect(() => {
    let live = true
    void keptTexts(unitCode, year).then((kept) => {
      if (live) for (const { key, text } of kept) saver.restore(key, text)
    })
    const noLongerOpen = saveBeforeLock(async () => {
      await saver.saveOrKeepAll()
      return null
    })
    return () => {
      live = false
      noLongerOpen()
      // A lock that comes now waits for it.
      lockWaitsFor(`berattelse/${unitCode}/${year}`, saver.saveOrKeepAll()).catch(() => undefined)
    }
  }, [saver, unitCode, year])

  return saver
}

/** A section's text as it is typed, and how it is saved. */
export function useSectionText(saver: SectionSaver, section: ReportSection): SectionState {
  const get = useCallback(() => saver.state(section.key), [saver, section.key])
  const state = useSyncExternalStore(saver.subscribe, get)
  return state ?? { ...section, phase: 'saved', error: null }
}

function makeSaver(unitCode: string, year: number): SectionSaver {
  return new SectionSaver({
    pause: PAUSE,
    send: (section, text, expectedUpdatedAt) =>
      call(
        'annual-report.save-section',
        { unitCode, year, section, text, expectedUpdatedAt },
        { commandId: crypto.randomUUID() },
      ),
    takeBack: (section, expectedUpdatedAt) =>
      call(
        'annual-report.undo-section',
        { unitCode, year, section, expectedUpdatedAt },
        { commandId: crypto.randomUUID() },
      ),
    // The failure itself is told beside the field; that it could not even be kept is told if one then locks.
    keep: (section, text) => {
      const key = draftKey(unitCode, year, section)
      lockWaitsFor(key, call('account.draft-save', { key, body: text })).catch(() => undefined)
    },
    letGo: (section) => {
      const key = draftKey(unitCode, year, section)
      nothingToSave(key)
      call('account.draft-discard', { key }).catch(() => undefined)
    },
  })
}

function draftKey(unitCode: string, year: number, section: string): string {
  return `berattelse/${unitCode}/${year}/${section}`
}

/** Words of this berättelse that could not be saved last time. */
async function keptTexts(unitCode: string, year: number): Promise<{ key: string; text: string }[]> {
  const prefix = draftKey(unitCode, year, '')
  const found = await call('account.draft-list', { prefix }).catch(tellUnread([]))
  const drafts = await Promise.all(
    found.map(async ({ key }) => ({
      key: key.slice(prefix.length),
      draft: await call('account.draft-get', { key }).catch(tellUnread(null)),
    })),
  )
  return drafts.flatMap(({ key, draft }) => (draft === null ? [] : [{ key, text: draft.body }]))
}
