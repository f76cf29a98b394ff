/** Words for what the log holds. An act without words of its own is shown by its name, never hidden. */

/** What one filters by: slag av händelse i loggen. */
export const ACT_KINDS = {
  handelse: 'Händelser',
  analys: 'Analyser och åtgärder',
  berattelse: 'Berättelser',
  visning: 'Visad patientidentitet',
  dokument: 'Dokument och export',
  konto: 'Konton',
  arbetsyta: 'Upplåsning och arbetsyta',
  nekad: 'Nekade försök',
  ovrigt: 'Övrigt',
} as const
export type ActKind = keyof typeof ACT_KINDS

interface Act {
  readonly label: string
  readonly kind: ActKind
}

const act = (kind: ActKind, label: string): Act => ({ kind, label })

export const ACTS: Readonly<Record<string, Act>> = {
  nekad: act('nekad', 'Försökte utan behörighet'),

  skapad: act('arbetsyta', 'Skapade arbetsytan'),
  upplåst: act('arbetsyta', 'Låste upp arbetsytan'),
  inläst: act('arbetsyta', 'Läste in en fil'),
  'transfer.run': act('arbetsyta', 'Började läsa in en fil'),
  'transfer.cancel': act('arbetsyta', 'Avbröt en inläsning'),
  'transfer.undo-batch': act('arbetsyta', 'Ångrade en inläsning'),
  'incident.export': act('dokument', 'Exporterade händelser ur registret'),
  'view.save': act('arbetsyta', 'Sparade en vy av registret'),
  'view.rename': act('arbetsyta', 'Döpte om en vy av registret'),
  'view.share': act('arbetsyta', 'Ändrade vem som ser en vy av registret'),
  'view.remove': act('arbetsyta', 'Tog bort en vy av registret'),
  'view.restore': act('arbetsyta', 'Tog tillbaka en vy av registret'),
  'transfer.save-faulty': act('dokument', 'Sparade felaktiga rader ur en inläsning'),
  'transfer.save-profile': act('arbetsyta', 'Sparade en inläsningsprofil'),
  'transfer.remove-profile': act('arbetsyta', 'Tog bort en inläsningsprofil'),
  'transfer.update': act('handelse', 'Fick nya uppgifter från källan'),
  'transfer.undo': act('handelse', 'Fick tillbaka uppgifterna från före en inläsning'),
  'exempel-skapat': act('arbetsyta', 'Skapade exempeldata'),

  'account.unlock-recovery': act('arbetsyta', 'Låste upp med återställningsnyckeln'),
  'backup.make': act('arbetsyta', 'Tog en säkerhetskopia'),
  'backup.restore': act('arbetsyta', 'Återställde en säkerhetskopia'),
  'backup.rescue-keyring': act('arbetsyta', 'Hämtade nyckelfilen ur en säkerhetskopia'),

  'account.add': act('konto', 'Skapade kontot'),
  'account.update': act('konto', 'Ändrade kontot'),
  'account.remove': act('konto', 'Tog bort kontot'),
  'account.change-passphrase': act('konto', 'Bytte lösenfras'),
  'account.reset-passphrase': act('konto', 'Gjorde en tillfällig lösenfras'),
  'account.wrong-passphrase': act('konto', 'Skrev fel lösenfras'),
  'account.new-recovery-key': act('konto', 'Gjorde en ny återställningsnyckel'),
  'account.rotate-key': act('konto', 'Bytte filens nyckel'),
  'account.enable-device': act('konto', 'Lät en dator öppna utan lösenfras'),
  'account.disable-device': act('konto', 'Tog ifrån en dator rätten att öppna'),
  'account.settings-save': act('konto', 'Ändrade inställningarna'),
  'code.change': act('arbetsyta', 'Ändrade en kodlista'),

  'incident.register': act('handelse', 'Rapporterade händelsen'),
  'incident.update': act('handelse', 'Redigerade händelsen'),
  'incident.assess': act('handelse', 'Bedömde händelsen'),
  'incident.set-status': act('handelse', 'Ändrade status'),
  'incident.give-feedback': act('handelse', 'Gav återkoppling'),
  'incident.undo': act('handelse', 'Ångrade den senaste ändringen'),
  'triage.assign': act('handelse', 'Tilldelade händelsen'),
  'triage.classify': act('handelse', 'Klassificerade händelsen'),
  'triage.undo': act('handelse', 'Ångrade en ändring av flera händelser'),
  'triage.merge': act('handelse', 'Sammanförde med ett annat ärende'),
  'triage.put-away': act('handelse', 'Sammanförde ärendet med ett annat'),
  'triage.unmerge': act('handelse', 'Tog isär sammanförda ärenden'),
  'triage.not-duplicate': act('handelse', 'Markerade som inte samma händelse'),
  'triage.link': act('handelse', 'Länkade ärendet'),
  'triage.unlink': act('handelse', 'Tog bort en länk'),
  'triage.save-settings': act('konto', 'Ändrade inkorgens inställning'),
  'supervision.decide': act('handelse', 'Beslutade om lex Maria'),
  'supervision.mark-reported': act('handelse', 'Markerade som anmäld till IVO'),
  'supervision.record-decision': act('handelse', 'Skrev in IVO:s beslut'),

  'patient.set': act('handelse', 'Skrev in patientens nummer'),
  'patient.remove': act('handelse', 'Tog bort patientens nummer'),
  'patient.reveal': act('visning', 'Visade patientens nummer'),

  'attachment.add': act('handelse', 'Lade till en bilaga'),
  'attachment.describe': act('handelse', 'Ändrade en bilagas namn eller beskrivning'),
  'attachment.remove': act('handelse', 'Tog bort en bilaga'),

  'analysis.start': act('analys', 'Startade händelseanalys'),
  'analysis.save-commission': act('analys', 'Skrev uppdraget'),
  'analysis.save-texts': act('analys', 'Skrev i analysens texter'),
  'analysis.save-members': act('analys', 'Ändrade teamet'),
  'analysis.save-delhandelser': act('analys', 'Ändrade händelseförloppet'),
  'analysis.save-causes': act('analys', 'Ändrade orsakerna'),
  'analysis.save-actions': act('analys', 'Ändrade åtgärdsförslagen'),
  'analysis.set-step': act('analys', 'Gick vidare i analysen'),
  'analysis.decide': act('analys', 'Beslutade om åtgärder'),
  'analysis.complete': act('analys', 'Avslutade händelseanalysen'),
  'analysis.reopen': act('analys', 'Öppnade händelseanalysen igen'),
  'analysis.undo': act('analys', 'Ångrade en ändring i analysen'),
  'action.mark-done': act('analys', 'Markerade åtgärden som genomförd'),
  'action.record-effect': act('analys', 'Följde upp åtgärdens effekt'),

  'annual-report.create': act('berattelse', 'Började på berättelsen'),
  'annual-report.save-section': act('berattelse', 'Skrev ett avsnitt'),
  'annual-report.undo-section': act('berattelse', 'Ångrade ett avsnitt'),
  'annual-report.save-meta': act('berattelse', 'Skrev berättelsens uppgifter'),
  'annual-report.decide': act('berattelse', 'Antecknade beslut om berättelsen'),
  'annual-report.reopen': act('berattelse', 'Öppnade berättelsen igen'),

  'analysis.write-report': act('dokument', 'Sparade slutrapporten som dokument'),
  'annual-report.write': act('dokument', 'Sparade berättelsen som dokument'),
  'attachment.open': act('dokument', 'Öppnade en bilaga'),
  'attachment.save-copy': act('dokument', 'Sparade en kopia av en bilaga'),
  'backup.export': act('dokument', 'Sparade en säkerhetskopia på annan plats'),
  'audit.export': act('dokument', 'Exporterade loggen'),
}

/** For acts that have no words yet: the area before the dot says most of it. */
const KIND_OF_AREA: Readonly<Record<string, ActKind>> = {
  incident: 'handelse',
  triage: 'handelse',
  supervision: 'handelse',
  patient: 'handelse',
  attachment: 'handelse',
  analysis: 'analys',
  action: 'analys',
  'annual-report': 'berattelse',
  account: 'konto',
  backup: 'arbetsyta',
}

export function kindOf(action: string): ActKind {
  return ACTS[action]?.kind ?? KIND_OF_AREA[action.slice(0, action.indexOf('.'))] ?? 'ovrigt'
}

export function actLabel(action: string): string {
  return ACTS[action]?.label ?? action
}

/** What an act was done to, as the log names it. */
export const ENTITIES: Readonly<Record<string, string>> = {
  incident: 'Händelse',
  analysis: 'Händelseanalys',
  action: 'Åtgärd',
  attachment: 'Bilaga',
  patient: 'Patientidentitet',
  annual_report: 'Berättelse',
  annual_report_section: 'Avsnitt i berättelse',
  account: 'Konto',
  arbetsyta: 'Arbetsyta',
  backup: 'Säkerhetskopia',
  setting: 'Inställningar',
  code: 'Kodlista',
  audit: 'Logg',
  import: 'Inläst fil',
  'incident-export': 'Export ur registret',
  view: 'Vy av registret',
  indicator: 'Mått',
  unit: 'Enheter',
  procedure: 'Anrop',
}

const AREA_WORDS: Readonly<Record<string, string>> = {
  account: 'konton',
  action: 'åtgärder',
  analysis: 'händelseanalyser',
  'annual-report': 'berättelser',
  attachment: 'bilagor',
  audit: 'loggen',
  backup: 'säkerhetskopior',
  code: 'kodlistor',
  example: 'exempeldata',
  incident: 'händelser',
  indicator: 'mått',
  organisation: 'organisationen',
  patient: 'patientidentiteter',
  supervision: 'lex Maria',
  transfer: 'inläsning',
  triage: 'inkorgen',
}

/** A refused call in words: 'händelser (incident.get)'. */
export function procedureWords(procedure: string): string {
  const area = AREA_WORDS[procedure.slice(0, procedure.indexOf('.'))]
  return area === undefined ? procedure : `${area} (${procedure})`
}
