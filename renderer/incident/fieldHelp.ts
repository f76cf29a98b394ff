import type { Arendetyp } from '../../shared/incident/codes.ts'
import { LEGAL_DEFINITIONS } from '../../shared/incident/questions.ts'
import type { FieldName } from './reportForm.ts'

/** What a field asks for, in the law's or the handbook's words where they have some, and what an answer can look like. */
export interface FieldHelpText {
  readonly text: string
  readonly example?: string
}

/** Domain.md 1.1, word for word where it defines. */
export const TYPE_HELP: Readonly<Record<Exclude<Arendetyp, 'ej_angivet'>, string>> = {
  negativ_handelse: 'Något oönskat har hänt.',
  tillbud: 'Något oönskat hade kunnat hända.',
  risk: 'Något som kan leda till en negativ händelse.',
  klagomal: 'En synpunkt från patient eller närstående.',
  forbattringsforslag: 'Ett förslag som kan göra vården säkrare.',
  samverkansavvikelse: 'Något brast mellan oss och en annan vårdgivare.',
}

export const FIELD_HELP: Readonly<Partial<Record<FieldName, FieldHelpText>>> = {
  description: {
    text: 'Berätta i den ordning det hände: vad gjordes, och vad blev annorlunda än väntat? Skriv roller i stället för namn, och inga personnummer.',
    example:
      'Patienten skulle få 2,5 mg. Sjuksköterskan gav 5 mg, eftersom listan var från i går. Felet sågs vid nästa rond.',
  },
  title: {
    text: 'En mening som säger vad det gäller. Den föreslås ur din berättelse; ändra den om du vill.',
    example: 'Dubbel dos blodförtunnande efter flytt mellan avdelningar',
  },
  immediateAction: {
    text: 'Vad gjordes direkt för att skydda eller hjälpa patienten?',
    example: 'Läkare tillkallades. Prov togs efter två timmar.',
  },
  unitId: {
    text: 'Platsen där det hände, inte där du arbetar. Enheten från din förra rapport är vald från början.',
    example: 'Skriv en del av namnet: ”kirurg” eller ”Borås”',
  },
  eventDate: {
    text: 'Dagen då det hände. Pågick det länge, ange den första dagen. En risk eller ett förslag behöver ingen dag.',
    example: '2026-03-01',
  },
  eventTime: { text: 'Om du vet det. Lämna annars tomt.', example: '14:30' },
  eventPeriod: { text: 'Om klockslaget är okänt.' },
  discoveredDate: {
    text: 'Dagen då någon i verksamheten fick veta det, om den var senare än händelsen. Tiden till anmälan räknas från den.',
  },
  reportedActualSeverity: {
    text: 'Din egen uppskattning av vad som faktiskt hände med patienten. Bedömningen görs senare, av någon annan.',
    example: '2 Måttlig: en övergående skada, eller mer vård än väntat',
  },
  reportedPotentialSeverity: {
    text: 'Tänk dig att samma sak hade hänt en gång till, med sämre tur.',
    example: '4 Katastrofal: hade ingen märkt det kunde patienten ha dött',
  },
  patientInvolved: { text: 'Svara nej för en risk eller ett fel som aldrig nådde någon patient.' },
  feedbackWanted: {
    text: 'Svara ja om du vill veta vad rapporten leder till. Ärendet kan då inte avslutas utan att du har fått svar.',
  },
  handelsetyp: { text: 'Vad handlar det mest om? Välj det som gick fel först.' },
  undertyp: { text: 'Vad i händelsetypen det gällde. Listan beror på händelsetypen.' },
  vardtyp: {
    text: 'Vilken sorts vård det gällde, inte vilken förvaltning.',
    example: 'Mobilt team: Mobil vård',
  },
  vardprocess: {
    text: 'Var i patientens väg genom vården det brast.',
    example: 'Fel i listan vid hemgång: Utskrivning',
  },
  agens: { text: 'Ting och system som var med när det hände. Flera kan väljas.' },
  specialty: { text: 'Verksamhetens specialitet.', example: 'ortopedi' },
  reporterRole: { text: 'Rollen hos den som rapporterade. Namnet behövs inte.' },
  consequence: {
    text: 'Vad ledde händelsen till för patienten?',
    example: 'Två extra vårddygn och en ny röntgen.',
  },
  whatHelped: { text: 'Det som gick rätt är också värt att veta: vad hindrade eller begränsade skadan?' },
  causesText: { text: 'Varför hände det? Se till arbetssätt, miljö och teknik hellre än till personer.' },
  suggestion: { text: 'Vad skulle hindra att det händer igen?' },
  measuresText: { text: 'Åtgärder som redan är gjorda eller beslutade på enheten.' },
  skadetyp: { text: 'Skadans art enligt markörbaserad journalgranskning.', example: 'Fallskada' },
  nccMerp: {
    text: 'Bokstaven från A till I. Skada börjar vid E; bokstaven ersätter inte bedömningen enligt patientsäkerhetslagen.',
    example: 'F: patienten fick stanna två dygn längre',
  },
  psychologicalSeverity: {
    text: `Bedöms för sig: lagen räknar lidande och psykisk skada. ${LEGAL_DEFINITIONS.vardskada.term} är bland annat ”lidande, kroppslig eller psykisk skada” (${LEGAL_DEFINITIONS.vardskada.lawRef}).`,
  },
  patientAge: { text: 'I hela år. Inga födelsedatum.' },
  isChild: { text: 'Under 18 år. Föreslås av åldern.' },
  frailElderly: {
    text: 'Äldre med stora och sammansatta behov av vård och omsorg, till exempel med många läkemedel, inläggningar och insatser.',
  },
  fastVardkontakt: { text: 'En utsedd person som samordnar vården (patientlagen 6 kap. 2 §).' },
  vardplan: { text: 'En plan för patientens vård, gärna gemensam mellan vårdgivare.' },
  patientInformed: {
    text: 'Den som drabbats av en vårdskada ska snarast få veta det, och vad som görs åt det (PSL 3 kap. 8 §).',
  },
  childInformed: {
    text: 'Barnet får information anpassad till ålder och mognad (patientlagen 3 kap. 6 §).',
  },
  guardianInformed: {
    text: 'När patienten är ett barn ska även vårdnadshavarna informeras (patientlagen 3 kap. 3 §).',
  },
  medicineName: { text: 'Läkemedlets namn eller verksamma ämne.', example: 'Warfarin' },
  medicineStrength: { text: 'Som det står på förpackningen.', example: '2,5 mg' },
  medicineForm: { text: 'Beredningsform.', example: 'tablett, injektionsvätska' },
  medicineBatch: { text: 'Behövs om läkemedlet kan ha varit felaktigt.' },
  deviceName: { text: 'Produktens namn.', example: 'Infusionspump' },
  deviceMaker: {
    text: 'En negativ händelse med en medicinteknisk produkt ska också rapporteras till tillverkaren och Läkemedelsverket (HSLF-FS 2021:52).',
  },
  deviceSerial: { text: 'Behövs om produkten kan ha varit felaktig.' },
  samverkan: { text: 'Vilken sorts vårdgivare det brast emot.' },
  samverkanWith: { text: 'Regionens 49 kommuner föreslås. Skriv vårdgivarens namn om det är en annan.' },
  waitingKind: { text: 'Vårdgarantin har en gräns för var och en av de fyra första.' },
  waitingDays: {
    text: 'Hela dagar, från remiss, beslut eller kontakt till i dag eller till vården gavs.',
    example: '120',
  },
  medicalArea: { text: 'De nationella programområdena, som regionens samordningsråd följer.' },
  strategiomraden: { text: 'Regionens strategiområden som händelsen säger något om.' },
  kvalitetsregister: { text: 'Register där vårdtillfället också finns, om du vet.' },
  diarienummer: { text: 'Verksamhetens eget nummer.', example: 'RS 2026-01294' },
  feedbackText: { text: 'Vad har rapportören fått veta om vad rapporten ledde till?' },
  feedbackSkipReason: {
    text: 'Skriv bara här när återkoppling inte går att ge.',
    example: 'Rapportören har slutat.',
  },
}
