import * as z from 'zod'
import {
  actionRow,
  analysisContract,
  causeRow,
  delhandelseRow,
  memberRow,
} from '../../shared/analysis/contract.ts'
import { lockWaitsFor, nothingToSave } from '../app/beforeLock.ts'
import { call } from '../app/rpc.ts'
import { tellUnread } from '../app/tellUnread.ts'
import { untie, type FormState } from './editorState.ts'
import { PARTS, type Part, type Parts, type Saver } from './saver.ts'

/**
 * What an analysis could not save (a personnummer in a text, a full disk) is kept as a draft in the encrypted file,
 * so that a closed window loses nothing; when the analysis is opened again it comes back into the form.
 */

const key = z.string()
const schemas = {
  commission: analysisContract['analysis.save-commission'].input.shape.commission,
  texts: analysisContract['analysis.save-texts'].input.pick({ texts: true, patientHeard: true }),
  members: z.array(memberRow.extend({ key })),
  delhandelser: z.array(delhandelseRow.extend({ key })),
  causes: z.array(causeRow.extend({ key })),
  actions: z.array(actionRow.extend({ key })),
} as const

export function keepDraft<P extends Part>(id: number, part: P, value: Parts[P]): void {
  // The failure itself is told by the saver; that it could not even be kept is told if one then locks.
  const key = draftKey(id, part)
  lockWaitsFor(key, call('account.draft-save', { key, body: JSON.stringify(value) })).catch(() => undefined)
}

export function letGoDraft(id: number, part: Part): void {
  nothingToSave(draftKey(id, part))
  call('account.draft-discard', { key: draftKey(id, part) }).catch(() => undefined)
}

export interface KeptChange {
  readonly into: (form: FormState) => FormState
  readonly again: (saver: Saver) => void
}

/** What is kept of this analysis. A draft of an older form, or one that is damaged, is left where it is. */
export async function keptDrafts(id: number): Promise<KeptChange[]> {
  const found = await call('account.draft-list', { prefix: draftKey(id, '') }).catch(tellUnread([]))
  const changes: KeptChange[] = []
  for (const part of PARTS) {
    if (!found.some((draft) => draft.key === draftKey(id, part))) continue
    const draft = await call('account.draft-get', { key: draftKey(id, part) }).catch(tellUnread(null))
    const change = draft && changeFrom(part, draft.body)
    if (change) changes.push(change)
  }
  return changes
}

function changeFrom(part: Part, body: string): KeptChange | undefined {
  const json = parseJson(body)
  switch (part) {
    case 'commission': {
      const { data } = schemas.commission.safeParse(json)
      return (
        data && {
          into: (form) => ({ ...form, commission: data }),
          again: (saver) => saver.change('commission', data),
        }
      )
    }
    case 'texts': {
      const { data } = schemas.texts.safeParse(json)
      if (!data) return undefined
      const { texts, patientHeard } = data
      return {
        into: (form) => ({
          ...form,
          texts: { ...form.texts, ...texts },
          patientHeard: patientHeard ?? form.patientHeard,
        }),
        again: (saver) =>
          saver.change('texts', patientHeard === undefined ? { texts } : { texts, patientHeard }),
      }
    }
    case 'members': {
      const { data } = schemas.members.safeParse(json)
      return (
        data && {
          into: (form) => ({ ...form, members: data }),
          again: (saver) => saver.change('members', data),
        }
      )
    }
    case 'delhandelser': {
      const { data } = schemas.delhandelser.safeParse(json)
      return (
        data && {
          into: (form) => untie({ ...form, delhandelser: data }),
          again: (saver) => saver.change('delhandelser', data),
        }
      )
    }
    case 'causes': {
      const { data } = schemas.causes.safeParse(json)
      return (
        data && {
          into: (form) => untie({ ...form, causes: data }),
          again: (saver) => saver.change('causes', data),
        }
      )
    }
    case 'actions': {
      const { data } = schemas.actions.safeParse(json)
      return (
        data && {
          into: (form) => ({ ...form, actions: data }),
          again: (saver) => saver.change('actions', data),
        }
      )
    }
  }
}

function draftKey(id: number, part: Part | ''): string {
  return `analys/${id}/${part}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Cut short: nothing to bring back.
    return undefined
  }
}
