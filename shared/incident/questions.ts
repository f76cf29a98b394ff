/** The questions of the assessment, with the definitions shown beside them (domain.md 1.1, PSL 1 kap. 5 §). */
export const QUESTIONS = {
  effect: 'Fick patienten lidande, skada eller sjukdom, eller avled – eller hade det kunnat ske?',
  careRelated: 'Hänger det ihop med vården, eller med vård som uteblev?',
  avoidability: 'Hade det kunnat undvikas om adekvata åtgärder hade vidtagits?',
  'actual.death': 'Har skadan lett till att patienten avlidit?',
  'actual.lasting': 'Är skadan bestående och inte ringa?',
  'actual.increasedCare': 'Har skadan lett till ett väsentligt ökat vårdbehov?',
  'potential.death': 'Hade patienten kunnat avlida?',
  'potential.lasting': 'Hade skadan kunnat bli bestående och inte ringa?',
  'potential.increasedCare': 'Hade skadan kunnat leda till ett väsentligt ökat vårdbehov?',
  actualSeverity: 'Hur allvarligt var det som hände?',
  potentialSeverity: 'Hur allvarligt hade det kunnat bli?',
  likelihood: 'Hur sannolikt är det att det händer igen?',
} as const
export type QuestionId = keyof typeof QUESTIONS

/** Word for word from the law; shown beside the form, never paraphrased (domain.md 1.1). */
export const LEGAL_DEFINITIONS = {
  vardskada: {
    term: 'Vårdskada',
    text: 'Lidande, kroppslig eller psykisk skada eller sjukdom samt dödsfall som hade kunnat undvikas om adekvata åtgärder hade vidtagits vid patientens kontakt med hälso- och sjukvården.',
    lawRef: 'PSL 1 kap. 5 §',
  },
  allvarligVardskada: {
    term: 'Allvarlig vårdskada',
    text: 'Vårdskada som 1. är bestående och inte ringa, eller 2. har lett till att patienten fått ett väsentligt ökat vårdbehov eller avlidit.',
    lawRef: 'PSL 1 kap. 5 §',
  },
} as const
