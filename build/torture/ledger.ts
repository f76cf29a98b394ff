import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Random } from '../../electron/service/example/random.ts'
import type { Db } from '../../electron/service/db/database.ts'
import { newWord } from './newWord.ts'
import { EMPTY_FIELDS, type IncidentFields } from '../../shared/incident/fields.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'

/**
 * What a careful clerk would write down beside the program: every command that was sent, and every answer that came.
 * After a death the file is held against it: what was answered is there, what was not is there wholly or not at all.
 */
export interface SentCommand {
  readonly commandId: string
  readonly procedure: string
  readonly input: object
  readonly case: CaseNote
  /** What the answer must say, and what must stand in the file when it is applied. */
  readonly expect: { readonly version: number; readonly title?: string; readonly assessments?: number }
  /** undefined: no answer came (yet). */
  answer: Record<string, unknown> | undefined
}

/** One case, its commands in order: one at a time, so that the order they were applied in is known. */
interface CaseNote {
  readonly key: number
  readonly commands: SentCommand[]
  /** From the answer to the register command, once it has come. */
  id: number | undefined
  flying: SentCommand | undefined
  /** As it stands after every command that is known to be applied. */
  version: number
  title: string
  assessments: number
}

interface DraftNote {
  readonly key: string
  readonly bodies: string[]
  /** The last of `bodies` that was answered; -1 when none was. */
  answered: number
}

export class Ledger {
  readonly cases: CaseNote[] = []
  readonly drafts = new Map<string, DraftNote>()
  answered = 0
  /** Answers that said no although nothing hindered. */
  readonly refusals: string[] = []
  readonly #random: Random
  readonly #unitId: number

  constructor(random: Random, unitId: number) {
    this.#random = random
    this.#unitId = unitId
  }

  /** The next command to send. `inFlight` commands never touch the same case. */
  next(): SentCommand {
    const free = this.cases.filter((note) => note.id !== undefined && note.flying === undefined)
    if (free.length === 0 || this.#random.chance(0.4)) return this.#register()
    const note = this.#random.pick(free)
    return this.#random.chance(0.6) ? this.#update(note) : this.#assess(note)
  }

  /** `big` fills the write-ahead log, so that checkpoints happen. */
  nextDraft(big: boolean): { key: string; body: string; done: (result: CallResult | null) => void } {
    const key = `handelse/prov-${this.#random.int(1, 4)}`
    const note = this.drafts.get(key) ?? { key, bodies: [], answered: -1 }
    this.drafts.set(key, note)
    const length = big ? this.#random.int(50_000, 480_000) : this.#random.int(10, 2000)
    const body = `${newWord()} ${'utkastets ord '.repeat(Math.ceil(length / 14)).slice(0, length)}`
    const index = note.bodies.push(body) - 1
    return {
      key,
      body,
      done: (result) => {
        if (result?.ok) {
          note.answered = Math.max(note.answered, index)
          this.answered++
        } else if (result) this.refusals.push(`account.draft-save: ${result.error.code}`)
      },
    }
  }

  /** Notes what came back; null when the process died. */
  note(command: SentCommand, result: CallResult | null): void {
    if (result === null) return
    if (!result.ok) {
      this.refusals.push(`${command.procedure}: ${result.error.code} ${result.error.message}`)
      command.case.flying = undefined
      // Nothing is expected of what was refused.
      command.case.commands.splice(command.case.commands.indexOf(command), 1)
      return
    }
    // A command answers with an object; its words are checked against the receipt.
    command.answer = result.data as Record<string, unknown>
    this.answered++
    this.#applied(command)
  }

  unanswered(): SentCommand[] {
    return this.cases.flatMap(({ flying }) => (flying ? [flying] : []))
  }

  /** Everything that does not agree between what was written down and what stands in the file. */
  compare(db: Db): string[] {
    const faults: string[] = []
    let registered = 0
    let changes = 0
    for (const note of this.cases) {
      const last = note.commands.filter((command) => this.#isApplied(db, command, faults)).at(-1)
      if (!last) continue
      registered++
      const register = note.commands[0]
      const id = register ? storedAnswer(db, register)?.['id'] : undefined
      const row = db.get<{ title: string; version: number; assessments: number }>(
        `SELECT title, version, (SELECT count(*) FROM assessment WHERE incident_id = incident.id) AS assessments
         FROM incident WHERE id = ?`,
        [typeof id === 'number' ? id : 0],
      )
      const title = note.commands
        .filter((command) => command.expect.version <= last.expect.version)
        .findLast(({ expect }) => expect.title !== undefined)?.expect.title
      const assessments =
        note.commands
          .filter((command) => command.expect.version <= last.expect.version)
          .findLast(({ expect }) => expect.assessments !== undefined)?.expect.assessments ?? 0
      const expected = { title, version: last.expect.version, assessments }
      if (!isDeepStrictEqual({ ...row }, expected)) {
        faults.push(`fall ${note.key}: ${JSON.stringify(row)} i stället för ${JSON.stringify(expected)}`)
      }
      changes += last.expect.version
    }
    // Nothing more than what was sent: no half command left a row, a log line or a word in the index.
    const count = (sql: string) => db.value<number>(sql) ?? -1
    const own = "origin = 'registrerad'"
    const told: Record<string, readonly [number, number]> = {
      händelser: [count(`SELECT count(*) FROM incident WHERE ${own}`), registered],
      versioner: [count(`SELECT coalesce(sum(version), 0) FROM incident WHERE ${own}`), changes],
      kvitton: [count("SELECT count(*) FROM command_receipt WHERE procedure LIKE 'incident.%'"), changes],
      loggrader: [count("SELECT count(*) FROM audit_log WHERE action LIKE 'incident.%'"), changes],
      sökindex: [count('SELECT count(*) FROM incident_fts_docsize'), count('SELECT count(*) FROM incident')],
    }
    for (const [name, [found, wanted]] of Object.entries(told)) {
      if (found !== wanted) faults.push(`${name}: ${found} i stället för ${wanted}`)
    }
    for (const note of this.drafts.values()) {
      const body = db.value<string>('SELECT body FROM draft WHERE key = ?', [note.key])
      const index = body === undefined ? -1 : note.bodies.lastIndexOf(body)
      if (index < note.answered || (body !== undefined && index < 0)) {
        faults.push(`utkast ${note.key}: version ${index} i stället för minst ${note.answered}`)
      }
    }
    return faults
  }

  /** Acknowledged, or applied without anyone having been told. */
  #isApplied(db: Db, command: SentCommand, faults: string[]): boolean {
    const stored = storedAnswer(db, command)
    if (command.answer !== undefined && !isDeepStrictEqual(stored, command.answer)) {
      faults.push(
        `${command.procedure} ${command.commandId}: besvarad, men kvittot är ${JSON.stringify(stored)}`,
      )
    }
    return stored !== undefined
  }

  #applied(command: SentCommand): void {
    const note = command.case
    const id = command.answer?.['id']
    if (typeof id === 'number') note.id = id
    if (command.answer?.['version'] !== command.expect.version) {
      this.refusals.push(`${command.procedure}: version ${String(command.answer?.['version'])}`)
    }
    note.version = command.expect.version
    note.title = command.expect.title ?? note.title
    note.assessments = command.expect.assessments ?? note.assessments
    note.flying = undefined
  }

  #send(note: CaseNote, procedure: string, input: object, expect: SentCommand['expect']): SentCommand {
    const command: SentCommand = {
      commandId: randomUUID(),
      procedure,
      input,
      case: note,
      expect,
      answer: undefined,
    }
    note.commands.push(command)
    note.flying = command
    return command
  }

  #register(): SentCommand {
    const note: CaseNote = {
      key: this.cases.length + 1,
      commands: [],
      id: undefined,
      flying: undefined,
      version: 0,
      title: '',
      assessments: 0,
    }
    this.cases.push(note)
    const title = `Prov ${note.key} ${newWord()}`
    return this.#send(note, 'incident.register', { fields: this.#fields(title) }, { version: 1, title })
  }

  #update(note: CaseNote): SentCommand {
    const title = `Prov ${note.key} ändrat ${newWord()}`
    return this.#send(
      note,
      'incident.update',
      { id: note.id, version: note.version, fields: this.#fields(title) },
      { version: note.version + 1, title },
    )
  }

  #assess(note: CaseNote): SentCommand {
    return this.#send(
      note,
      'incident.assess',
      {
        id: note.id,
        version: note.version,
        answers: NO_HARM,
        investigationLevel: 'enkel',
        motivation: `Bedömd ${newWord()}`,
      },
      { version: note.version + 1, assessments: note.assessments + 1 },
    )
  }

  #fields(title: string): IncidentFields {
    return {
      ...EMPTY_FIELDS,
      arendetyp: 'negativ_handelse',
      handelsetyp: 'fall',
      unitId: this.#unitId,
      title,
      description:
        `Patienten gled på ett vått golv. ${'En mening till om samma sak. '.repeat(this.#random.int(0, 300))}`.trim(),
      eventDate: '2026-01-10',
    }
  }
}

const nothing = { lasting: null, increasedCare: null, death: null }
export const NO_HARM = {
  effect: 'ingen',
  careRelated: null,
  avoidability: null,
  actual: nothing,
  potential: nothing,
  actualSeverity: null,
  potentialSeverity: null,
  likelihood: null,
} as const

function storedAnswer(db: Db, command: SentCommand): Record<string, unknown> | undefined {
  const json = db.value<string>('SELECT result_json FROM command_receipt WHERE command_id = ?', [
    command.commandId,
  ])
  // A receipt holds what the command answered: an object.
  return json === undefined ? undefined : (JSON.parse(json) as Record<string, unknown>)
}
