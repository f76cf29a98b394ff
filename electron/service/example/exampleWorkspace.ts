import type { OutputOf, ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import {
  EXAMPLE_ACCOUNT,
  EXAMPLE_PASSPHRASE,
  type exampleContract,
} from '../../../shared/example/contract.ts'
import type { Status } from '../../../shared/incident/codes.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { makeWorkspace } from '../account/session.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import type { Db } from '../db/database.ts'
import { asLardomError } from '../db/faults.ts'
import { closeWorkspaceFile, removeWorkspaceFiles } from '../db/workspaceFile.ts'
import { insertAssessment, insertIncident } from '../incident/repository.ts'
import { writeAudit } from '../kernel/audit.ts'
import type { Actor, OpenContext } from '../kernel/context.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { insertLexMariaCase } from '../supervision/repository.ts'
import { hashFile } from '../transfer/fileHash.ts'
import { runImport } from '../transfer/runImport.ts'
import { SHIPPED_PROFILES } from '../transfer/shippedProfiles.ts'
import { generateAnalysis } from './analyses.ts'
import { insertDenominators } from './denominators.ts'
import { exampleDataFile } from './exampleDataFile.ts'
import { insertExampleUnits } from './exampleUnits.ts'
import { loadFigures, readFigures } from '../indicator/loadFigures.ts'
import { clip, generateIncident } from './incidents.ts'
import { asReported, withPerspectives } from './perspectives.ts'
import { AS_OF } from './plan.ts'
import { assertFree, buildingPlace, moveIntoPlace } from './placing.ts'
import { insertExampleReports } from './reports.ts'
import { makeSchedule, type Slot } from './schedule.ts'
import { generateStoryIncident } from './storyIncidents.ts'

type Input = ParsedInputOf<(typeof exampleContract)['example.create']>
type Output = OutputOf<(typeof exampleContract)['example.create']>

export const EXAMPLE_WORKSPACE_NAME = 'Exempeldata Västra Götaland'
const BATCH = 500

/**
 * Makes the example workspace: VGR's organisation with example units, every published case, the published figures and
 * generated incidents with analyses, åtgärder and lex Maria cases. It is built under a name of its own and moved into
 * place when whole, so a half-made one is never opened; on cancel or error nothing is left. Leaves it locked, and the
 * workspace that is open as it is.
 */
export async function createExampleWorkspace(input: Input, context: OpenContext): Promise<Output> {
  const { path, replace } = input
  if (!replace) assertFree(path)
  const building = buildingPlace(path)
  const { workspace, actor } = await makeWorkspace(context, {
    path: building,
    name: EXAMPLE_WORKSPACE_NAME,
    accountName: EXAMPLE_ACCOUNT,
    passphrase: EXAMPLE_PASSPHRASE,
    isExample: true,
  })
  try {
    const made = await fill(input, context, workspace.file.db, actor)
    closeWorkspaceFile(workspace.file)
    moveIntoPlace(building, path, replace)
    return made
  } catch (error) {
    closeWorkspaceFile(workspace.file)
    throw asLardomError(error, path) ?? error
  } finally {
    // After a failure all of it, otherwise its lock's file.
    removeWorkspaceFiles(building)
  }
}

async function fill(input: Input, context: OpenContext, db: Db, actor: Actor): Promise<Output> {
  const { seed, incidents } = input
  const at = context.now().toISOString()
  const audit = (action: string, entity: string, entityId: string, after: unknown) =>
    writeAudit(db, actor, at, { action, entity, entityId, after })
  const total = incidents + 1

  context.progress(0, total, 'Läser in publicerade fall och mått')
  const units = db.transaction(() => {
    const made = insertExampleUnits(db)
    insertDenominators(db, seed, incidents, made)
    audit('exempel-skapat', 'unit', 'exempelenheter', { units: made.length })
    return made
  })
  const published = await importPublished(context, db, actor, at)
  const figures = await readFigures(exampleDataFile('figures.csv'))
  db.transaction(() => {
    const values = loadFigures(db, figures)
    audit('inläst', 'indicator', 'figures.csv', { values })
  })

  db.transaction(() => {
    audit('exempel-skapat', 'annual_report', 'exempelberättelser', { reports: insertExampleReports(db, at) })
  })

  const slots = makeSchedule(seed, incidents, units)
  let analyses = 0
  for (let start = 0; start < slots.length; start += BATCH) {
    const batch = slots.slice(start, start + BATCH)
    analyses += db.transaction(() => {
      const made = batch.reduce((count, slot) => count + insertSlot(db, seed, slot, actor.id), 0)
      audit('exempel-skapat', 'incident', `${start + 1}–${start + batch.length}`, {
        incidents: batch.length,
        analyses: made,
        seed,
      })
      return made
    })
    context.progress(start + batch.length, total, 'Skapar exempelhändelser')
    await breathe(context.signal)
  }
  context.progress(total, total, 'Klart')
  return { published, generated: slots.length, analyses }
}

/** Every published case, as one batch like any other import. Returns how many there are. */
async function importPublished(context: OpenContext, db: Db, actor: Actor, at: string): Promise<number> {
  const path = exampleDataFile('lexmaria.csv')
  const mapping = SHIPPED_PROFILES.find(({ id }) => id === 'lexmaria')?.mapping
  if (!mapping) throw new RangeError('the profile of the published cases is missing')
  const { signal } = context
  const { counts } = await runImport(
    { path, wishes: {}, mapping, sha256: await hashFile(path, signal) },
    {
      db,
      scope: { all: true },
      at,
      signal,
      progress: () => undefined,
      audit: (entry) => writeAudit(db, actor, at, entry),
    },
    actor,
  )
  return counts.new
}

/** Lets other calls in, and stops when the caller has changed their mind. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  if (signal.aborted) throw new LardomError('CANCELLED')
}

/** Stores one slot's incident and all that hangs on it; returns the number of analyses made, 0 or 1. */
function insertSlot(db: Db, seed: number, slot: Slot, handler: string): number {
  const year = Number(slot.reportedDay.slice(0, 4))
  const arendenr = nextNumber(db, 'AVV', year)
  if (slot.story === null) {
    const { incident, assessment } = asReported(seed, slot, generateIncident(seed, slot))
    const incidentId = insertIncident(db, { arendenr, ...withPerspectives(seed, slot, incident, handler) })
    if (assessment) insertAssessment(db, { ...assessment, incidentId })
    return 0
  }
  const made = generateStoryIncident(seed, slot, slot.story)
  const generated = generateAnalysis(seed, slot, slot.story, {
    title: made.title,
    description: made.description,
    lexMaria:
      made.lexMaria?.decision === 'ska_anmalas'
        ? 'ja'
        : made.lexMaria?.decision === 'ska_ej_anmalas'
          ? 'nej'
          : 'ej_avgjort',
  })
  const { decision, completedDate } = generated?.analysis ?? {}
  const decided = decision?.decidedDate !== undefined && decision.decidedDate !== null
  const closedDate = completedDate ? clip(completedDate, AS_OF) : null
  const incident = {
    ...made.incident,
    investigated: decided,
    status: storyStatus(generated === null, decided, closedDate !== null),
    closedDate,
    ...(closedDate === null ? {} : { feedbackGivenDate: closedDate, feedbackText: STORY_FEEDBACK }),
  }
  const incidentId = insertIncident(db, { arendenr, ...withPerspectives(seed, slot, incident, handler) })
  if (made.assessment) insertAssessment(db, { ...made.assessment, incidentId })
  if (made.lexMaria) {
    const caseYear = Number((made.lexMaria.decisionDate ?? slot.reportedDay).slice(0, 4))
    insertLexMariaCase(db, { ...made.lexMaria, incidentId, number: nextNumber(db, 'LM', caseYear) })
  }
  if (!generated) return 0
  insertAnalysis(
    db,
    { ...generated.analysis, incidentId, forvaltningId: slot.unit.forvaltningId },
    generated.parts,
  )
  return 1
}

const STORY_FEEDBACK = 'Händelseanalysen och åtgärderna är genomgångna på arbetsplatsträffen.'

function storyStatus(isOnlyAssessed: boolean, decided: boolean, completed: boolean): Status {
  if (isOnlyAssessed) return 'bedomd'
  if (completed) return 'avslutad'
  return decided ? 'atgard_beslutad' : 'under_utredning'
}
