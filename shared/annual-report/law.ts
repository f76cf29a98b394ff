/**
 * The provisions that the template's sections answer (domain.md 1.2, 1.5, 2.2).
 * The wording is ours; a printed legal text is checked against the source before release.
 */
export interface Law {
  /** As a small tag: 'PSL 3:10'. */
  readonly short: string
  /** As in running text. */
  readonly full: string
  readonly gist: string
}

export const LAWS = {
  'psl-3-1': {
    short: 'PSL 3:1',
    full: '3 kap. 1 § patientsäkerhetslagen',
    gist: 'Verksamheten ska planeras, ledas och kontrolleras så att kravet på god vård upprätthålls.',
  },
  'psl-3-2': {
    short: 'PSL 3:2',
    full: '3 kap. 2 § patientsäkerhetslagen',
    gist: 'Åtgärder ska vidtas för att förebygga vårdskador, med tidsplan för det som inte kan göras genast.',
  },
  'psl-3-3': {
    short: 'PSL 3:3',
    full: '3 kap. 3 § patientsäkerhetslagen',
    gist: 'Händelser som har medfört eller hade kunnat medföra vårdskada ska utredas.',
  },
  'psl-3-4': {
    short: 'PSL 3:4',
    full: '3 kap. 4 § patientsäkerhetslagen',
    gist: 'Patienter och närstående ska ges möjlighet att delta i patientsäkerhetsarbetet.',
  },
  'psl-3-5': {
    short: 'PSL 3:5',
    full: '3 kap. 5 § patientsäkerhetslagen',
    gist: 'Händelser som har medfört eller hade kunnat medföra allvarlig vårdskada ska anmälas till IVO.',
  },
  'psl-3-8': {
    short: 'PSL 3:8',
    full: '3 kap. 8 § patientsäkerhetslagen',
    gist: 'En patient som har drabbats av en vårdskada ska snarast informeras.',
  },
  'psl-3-9': {
    short: 'PSL 3:9',
    full: '3 kap. 9 § patientsäkerhetslagen',
    gist: 'Det ska vara dokumenterat hur ansvaret för patientsäkerhetsarbetet är fördelat.',
  },
  'psl-3-10': {
    short: 'PSL 3:10',
    full: '3 kap. 10 § patientsäkerhetslagen',
    gist: 'Senast den 1 mars ska det finnas en berättelse om arbetet, åtgärderna och resultaten under föregående år.',
  },
  'psl-6-4': {
    short: 'PSL 6:4',
    full: '6 kap. 4 § patientsäkerhetslagen',
    gist: 'Personalen ska rapportera risker för vårdskador och händelser till vårdgivaren.',
  },
  'sosfs-3-1': {
    short: 'SOSFS 3:1',
    full: '3 kap. 1 § SOSFS 2011:9',
    gist: 'Vårdgivaren ansvarar för att det finns ett ledningssystem.',
  },
  'sosfs-4-6': {
    short: 'SOSFS 4:6',
    full: '4 kap. 6 § SOSFS 2011:9',
    gist: 'Samverkan med andra vårdgivare och verksamheter ska vara möjlig.',
  },
  'sosfs-5-1': {
    short: 'SOSFS 5:1',
    full: '5 kap. 1 § SOSFS 2011:9',
    gist: 'Risker ska bedömas fortlöpande: hur sannolika de är och vad de kan leda till.',
  },
  'sosfs-5-2': {
    short: 'SOSFS 5:2',
    full: '5 kap. 2 § SOSFS 2011:9',
    gist: 'Verksamheten ska följas genom egenkontroll.',
  },
  'sosfs-5-3': {
    short: 'SOSFS 5:3',
    full: '5 kap. 3 § SOSFS 2011:9',
    gist: 'Klagomål och synpunkter ska tas emot och utredas.',
  },
  'sosfs-7-2': {
    short: 'SOSFS 7:2',
    full: '7 kap. 2 § SOSFS 2011:9',
    gist: 'Berättelsen ska visa ansvar, egenkontroll, samverkan, risker, rapporter och klagomål.',
  },
  'sosfs-7-3': {
    short: 'SOSFS 7:3',
    full: '7 kap. 3 § SOSFS 2011:9',
    gist: 'Berättelsen ska vara så utförlig att arbetet i verksamhetens olika delar går att bedöma.',
  },
  'hslf-2016-40': {
    short: 'HSLF-FS 2016:40',
    full: 'HSLF-FS 2016:40',
    gist: 'Journaluppgifter ska hanteras säkert: behörighet, loggkontroll, säkerhetskopior.',
  },
} as const satisfies Readonly<Record<string, Law>>
export type LawCode = keyof typeof LAWS
