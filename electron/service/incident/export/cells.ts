import type { CodeListName } from '../../../../shared/code/names.ts'
import {
  ARENDETYPER,
  JA_NEJ_OKANT,
  NCC_MERP,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  VANTETIDER,
} from '../../../../shared/incident/codes.ts'
import type { ExportColumn } from '../../../../shared/incident/columns.ts'
import { ATERKOPPLING } from '../../../../shared/incident/filter.ts'
import { maskPersonnummer } from '../../../../shared/text/personnummer.ts'
import { isIsoDate } from '../../../../shared/time/dates.ts'
import type { PlainRow } from '../rows.ts'
import type { ExportTexts } from './exportRows.ts'

export type Cell =
  | { readonly kind: 'text' | 'day'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | null

export interface ExportRow extends PlainRow {
  readonly texts: ExportTexts
}

/** Names a code of a list that is data. */
export type Namer = (list: CodeListName, code: string) => string

export const MASK = '[personnummer borttaget]'

const SEVERITIES = ['0 Ingen påverkan', '1 Mindre', '2 Måttlig', '3 Betydande', '4 Katastrofal']

/** Cells of a case, with personnummer masked and counted. */
export class CellMaker {
  readonly #name: Namer
  masked = 0

  constructor(name: Namer) {
    this.#name = name
  }

  cell(column: ExportColumn, row: ExportRow): Cell {
    const code = (list: CodeListName, value: string | null) =>
      value === null ? null : this.#text(this.#name(list, value))
    const codes = (list: CodeListName, values: readonly string[]) =>
      this.#text(values.map((value) => this.#name(list, value)).join('; '))
    const { texts } = row
    switch (column) {
      case 'date':
        return day(row.date)
      case 'number':
        return this.#text(row.arendenr)
      case 'title':
        return this.#text(row.title)
      case 'unit':
        return this.#text(row.unitName)
      case 'forvaltning':
        return this.#text(row.forvaltningName)
      case 'arendetyp':
        return this.#text(ARENDETYPER[row.arendetyp])
      case 'type':
        return code('handelsetyp', row.handelsetyp)
      case 'undertyp':
        return code('handelsetyp', row.undertyp)
      case 'status':
        return this.#text(STATUSAR[row.status])
      case 'harm':
        return this.#text(SKADOR[row.harm])
      case 'potentialHarm':
        return this.#text(SKADERISKER[row.potentialHarm])
      case 'risk':
        return number(row.riskScore)
      case 'severity':
        return this.#text(row.severity === null ? null : (SEVERITIES[row.severity] ?? String(row.severity)))
      case 'skadetyp':
        return code('skadetyp', row.skadetyp)
      case 'nccMerp':
        return this.#text(row.nccMerp === null ? null : NCC_MERP[row.nccMerp])
      case 'vardform':
        return code('vardform', row.vardtyp)
      case 'vardprocess':
        return code('vardprocess', row.vardprocess)
      case 'reporterRole':
        return code('yrkesroll', row.reporterRole)
      case 'medicalArea':
        return code('medicinskt_omrade', row.medicalArea)
      case 'samverkan':
        return code('samverkan', row.samverkan)
      case 'agens':
        return codes('agens', row.agens)
      case 'strategiomraden':
        return codes('strategiomrade', row.strategiomraden)
      case 'kvalitetsregister':
        return codes('kvalitetsregister', row.kvalitetsregister)
      case 'isChild':
        return yesOrNo(row.isChild)
      case 'frailElderly':
        return yesOrNo(row.frailElderly)
      case 'fastVardkontakt':
        return this.#text(row.fastVardkontakt === null ? null : JA_NEJ_OKANT[row.fastVardkontakt])
      case 'vardplan':
        return this.#text(row.vardplan === null ? null : JA_NEJ_OKANT[row.vardplan])
      case 'waitingKind':
        return this.#text(row.waitingKind === null ? null : VANTETIDER[row.waitingKind])
      case 'waitingDays':
        return number(row.waitingDays)
      case 'guaranteePassed':
        return yesOrNo(row.guaranteePassed)
      case 'assignee':
        return this.#text(row.assigneeName)
      case 'feedback':
        return this.#text(ATERKOPPLING[row.feedback])
      case 'reported':
        return day(row.reported)
      case 'closedDate':
        return day(row.closedDate)
      case 'origin':
        return this.#text(URSPRUNG[row.origin])
      case 'discoveredDate':
        return day(texts.discoveredDate)
      case 'medicine':
        return this.#text(
          joined(texts.medicineName, texts.medicineStrength, texts.medicineForm, texts.medicineBatch),
        )
      case 'device':
        return this.#text(joined(texts.deviceName, texts.deviceMaker, texts.deviceModel, texts.deviceSerial))
      case 'eventTime':
      case 'description':
      case 'consequence':
      case 'immediateAction':
      case 'causesText':
      case 'measuresText':
      case 'whatHelped':
      case 'suggestion':
      case 'specialty':
      case 'samverkanWith':
      case 'diarienummer':
      case 'statusReason':
      case 'feedbackText':
      case 'sourceSystem':
      case 'sourceKey':
        return this.#text(texts[column])
      default:
        return column satisfies never
    }
  }

  /** Every text goes through here. */
  safe(text: string): string {
    const hidden = maskPersonnummer(text, MASK)
    if (hidden !== text) this.masked += 1
    return hidden
  }

  #text(value: string | null): Cell {
    return value === null || value === '' ? null : { kind: 'text', value: this.safe(value) }
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}

function number(value: number | null): Cell {
  return value === null ? null : { kind: 'number', value }
}

function day(value: string | null): Cell {
  if (value === null) return null
  return { kind: isIsoDate(value) ? 'day' : 'text', value }
}

function yesOrNo(value: boolean | null): Cell {
  return value === null ? null : { kind: 'text', value: value ? 'Ja' : 'Nej' }
}
