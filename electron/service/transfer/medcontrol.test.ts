import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../testing/importFile.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
})
afterAll(() => workspace.close())

const one = (key: string) =>
  workspace
    .db()
    .get<Record<string, string | number | null>>(
      'SELECT incident.*, unit.name AS unit_name FROM incident JOIN unit ON unit.id = unit_id WHERE source_key = ?',
      [key],
    )

describe('En export ur ett system av MedControl PRO:s slag', () => {
  const heading =
    'Ärendenummer;Ärendetyp;Rubrik;Händelsedatum;Klockslag;Registreringsdatum;Organisatorisk tillhörighet;Yrkeskategori;Beskrivning;Huvudkategori;Underkategori;Faktisk konsekvens;Patient informerad;Kön;Ålder;Status;Avslutsdatum;Något eget'
  const row =
    'MC-17;Tillbud;Fel styrka i droppet;2025-04-30;14.35;2025-05-02;SU > Östra sjukhuset;Specialistsjuksköterska;Dubbel styrka upptäcktes före start.;Läkemedel;Iordningställande;1;Ja;K;67 år;Avslutad;2025-06-01;x'

  it('känns igen på sina rubriker, fast några saknas och en är egen', async () => {
    const path = join(workspace.folder, 'mc.csv')
    writeFileSync(path, `${heading}\n${row}\n`)
    const inspected = await workspace.call('transfer.inspect', { path })
    expect(inspected.profile).toBe('medcontrol')
    const report = await importFile(workspace, path)
    expect(report).toMatchObject({
      profileName: 'MedControl PRO (vanliga rubriker)',
      counts: { new: 1, faulty: 0, warnings: 0 },
      unknown: [],
    })
    expect(one('MC-17')).toMatchObject({
      arendetyp: 'tillbud',
      title: 'Fel styrka i droppet',
      event_date: '2025-04-30',
      event_time: '14:35',
      reported_at: '2025-05-02T11:00:00.000Z',
      unit_name: 'Östra sjukhuset',
      reporter_role: 'sjukskoterska',
      handelsetyp: 'lakemedel',
      undertyp: 'lakemedel.iordningstallande',
      reported_actual_severity: 1,
      patient_informed: 'ja',
      patient_sex: 'kvinna',
      patient_age: 67,
      status: 'avslutad',
      closed_date: '2025-06-01',
    })
  })

  it('utan profil får förslag till varje kolumn, med skäl', async () => {
    const path = join(workspace.folder, 'annan.csv')
    writeFileSync(
      path,
      'Avvikelse-ID;Datum för händelsen;Klinik;Vad har hänt?;Kategori;Läge\n' +
        Array.from(
          { length: 12 },
          (_, at) => `${at};2025-01-${at + 10};Mölndals sjukhus;Text ${at} om vad som hände.;Fall;Ny\n`,
        ).join(''),
    )
    const { suggestions, mapping, profile } = await workspace.call('transfer.inspect', { path })
    expect(profile).toBeNull()
    expect(mapping.columns.map(({ field }) => field)).toEqual([
      'key',
      'eventDate',
      'verksamhet',
      'description',
      'handelsetyp',
      'status',
    ])
    expect(suggestions.every(({ best }) => (best?.reason.length ?? 0) > 10)).toBe(true)
    expect((await importFile(workspace, path)).counts).toMatchObject({ new: 12, faulty: 0 })
  })

  it('med väntetid räknar om vårdgarantin passerades', async () => {
    const path = join(workspace.folder, 'vantan.csv')
    const file = (days: number) =>
      writeFileSync(
        path,
        `Ärendenummer;Händelsedatum;Enhet;Beskrivning;Typ av väntan;Väntetid\nV-1;2025-04-30;Skövde;Väntade på operation.;Operation eller behandling;${days}\n`,
      )
    file(30)
    await importFile(workspace, path)
    expect(one('V-1')).toMatchObject({ waiting_days: 30, guarantee_passed: 0 })
    file(120)
    expect((await importFile(workspace, path)).counts.changed).toBe(1)
    expect(one('V-1')).toMatchObject({ waiting_days: 120, guarantee_passed: 1 })
  })
})

describe('En export med ett citattecken som aldrig stängs', () => {
  it('tar in raderna runt om, och namnger den trasiga', async () => {
    const report = await importFile(
      workspace,
      join(import.meta.dirname, 'testdata', 'avvikelser_smutsig_oavslutat_citat.csv'),
    )
    expect(report.counts.faulty).toBe(1)
    expect(report.faulty[0]?.reason).toContain('citattecken')
    expect(report.counts.new).toBe(report.counts.read - 1)
  })
})
