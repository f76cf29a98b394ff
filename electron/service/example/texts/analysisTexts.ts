/** Texts that every generated händelseanalys shares. Roles only; `[this|that]` as in grammar.ts. */

export const METHOD =
  'Händelseanalys enligt den nationella handboken. Teamet har [intervjuat berörda enskilt|intervjuat berörda och gått igenom förloppet tillsammans], läst journal och rutiner, ritat förloppet i delhändelser och frågat varför för varje avvikelse.'

export const SOURCES =
  '[Sex|Sju|Åtta|Nio] intervjuer (roller enligt deltagarlistan), journalen, [schema och bemanning|loggar ur systemen], gällande rutiner och [platsbesök|genomgång av utrustningen].'

export const SIMILAR = [
  'Avvikelser de tre senaste åren är genomsökta. [Två|Tre|Fyra] liknande händelser utan skada har rapporterats.',
  'Sökning i avvikelser och i kunskapsbanken gav en liknande händelse i annan förvaltning.',
  'Ingen liknande händelse hittades bland avvikelser de tre senaste åren.',
] as const

export const COSTS = [
  'Merkostnaden uppskattas till [två|tre|fem] vårddygn utöver det planerade.',
  'Merkostnaden består av extra vårdtid, en operation och återbesök. Beloppet är inte beräknat.',
  'Ingen uppskattning är gjord.',
] as const

export const EVALUATION =
  'Orsakerna bekräftades av [minst två källor|både intervjuer och dokument]. Åtgärderna möter alla orsaker och har mått. Resurserna räckte; analysen tog [sex|åtta|nio] veckor.'

export const FEEDBACK_TEXT =
  'Patienten eller närstående har fått muntlig återkoppling av verksamhetschefen. Personalen fick genomgång på arbetsplatsträff. Den som rapporterade har fått svar.'

export const SPREAD =
  'Avidentifierad sammanfattning delas på chefläkarmöte och i förvaltningens patientsäkerhetsforum.'

export const NOT_HEARD = {
  erbjuden_avbojt: 'Patienten och närstående har erbjudits att delta men avböjt.',
  nej: '',
} as const

export const FEEDBACK_TO =
  'Patienten eller närstående, berörd personal, den som rapporterade och förvaltningens chefläkare.'

export const COMMENTS = [
  'Jag delar teamets slutsatser. Åtgärderna följs upp i förvaltningens ledningsgrupp.',
  'Tack för ett gott arbete. Den starkaste åtgärden prioriteras och får medel i årets budget.',
  'Analysen visar på brister i arbetssättet, inte hos enskilda. Åtgärderna genomförs enligt plan.',
] as const

export const NOT_DONE = [
  'En gemensam lösning för hela förvaltningen är redan beslutad och ersätter åtgärden.',
  'Kostnaden står inte i proportion till effekten. Övriga åtgärder möter orsaken.',
] as const

export const REFERRED = [
  'Kräver beslut som gäller fler än vår verksamhet och lyfts till förvaltningsledningen.',
  'Gäller ett gemensamt system och lyfts till koncernkontoret.',
] as const

export const CHANGED = ['Genomförs först på en enhet och utvärderas innan den införs på alla.'] as const

export const EFFECT_TEXTS = {
  ja: [
    'Målet nåddes vid första mätningen och håller i sig.',
    'Måttet ligger över målvärdet tre månader i rad.',
  ],
  delvis: [
    'Måttet har förbättrats men når inte målet. Ny mätning om tre månader.',
    'Målet nås på vardagar men inte på helger.',
  ],
  nej: ['Ingen skillnad mot före åtgärden. En ny åtgärd tas fram.'],
} as const

export const PROFESSIONS = {
  avd: ['Sjuksköterska', 'Undersköterska', 'Läkare', 'Fysioterapeut'],
  akut: ['Sjuksköterska', 'Läkare', 'Undersköterska', 'Sekreterare'],
  op: ['Operationssjuksköterska', 'Anestesisjuksköterska', 'Kirurg', 'Anestesiläkare'],
  forl: ['Barnmorska', 'Obstetriker', 'Undersköterska', 'Barnläkare'],
  psyk: ['Sjuksköterska', 'Skötare', 'Psykiater', 'Kurator'],
  barn: ['Barnsjuksköterska', 'Barnläkare', 'Farmaceut', 'Undersköterska'],
  mott: ['Läkare', 'Sjuksköterska', 'Medicinsk sekreterare', 'Vårdutvecklare'],
  lab: ['Biomedicinsk analytiker', 'Laboratorieläkare', 'Kvalitetssamordnare', 'Sekreterare'],
  rtg: ['Röntgensjuksköterska', 'Röntgenläkare', 'Sjukhusfysiker', 'Sekreterare'],
  vc: ['Distriktsläkare', 'Distriktssköterska', 'Medicinsk sekreterare', 'Biomedicinsk analytiker'],
  jour: ['Distriktsläkare', 'Sjuksköterska', 'Sekreterare', 'Undersköterska'],
  rehab: ['Fysioterapeut', 'Arbetsterapeut', 'Sekreterare', 'Sjuksköterska'],
  bvc: ['Barnsjuksköterska', 'Distriktsläkare', 'Barnmorska', 'Sekreterare'],
  telefon: ['Telefonsjuksköterska', 'Medicinsk rådgivare', 'Vårdutvecklare', 'Systemförvaltare'],
  hab: ['Arbetsterapeut', 'Fysioterapeut', 'Logoped', 'Psykolog'],
  sinne: ['Audionom', 'Optiker', 'Kurator', 'Ingenjör'],
  tand: ['Tandläkare', 'Tandsköterska', 'Tandhygienist', 'Receptionist'],
} as const
