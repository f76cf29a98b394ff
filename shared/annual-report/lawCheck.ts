import type { LawCode } from './law.ts'
import type { SectionKey } from './skrTemplate.ts'

export interface LawRequirement {
  readonly id: string
  readonly law: LawCode
  /** 'SOSFS 2011:9, 7 kap. 2 § 1' */
  readonly provision: string
  readonly text: string
  /** Any one of them answers it. */
  readonly sections: readonly SectionKey[]
}

/** The points that a reviewer ticks off: PSL 3 kap. 9–10 §§ and SOSFS 2011:9 7 kap. 2–3 §§. */
export const LAW_REQUIREMENTS: readonly LawRequirement[] = [
  {
    id: 'psl-9',
    law: 'psl-3-9',
    provision: '3 kap. 9 § PSL',
    text: 'Hur det organisatoriska ansvaret för patientsäkerhetsarbetet är fördelat',
    sections: ['f1-organisation'],
  },
  {
    id: 'psl-10-1',
    law: 'psl-3-10',
    provision: '3 kap. 10 § första stycket 1 PSL',
    text: 'Hur patientsäkerhetsarbetet har bedrivits under föregående kalenderår',
    sections: ['f1-mal', 'f1', 'f2', 'f3'],
  },
  {
    id: 'psl-10-2',
    law: 'psl-3-10',
    provision: '3 kap. 10 § första stycket 2 PSL',
    text: 'Vilka åtgärder som har vidtagits för att öka patientsäkerheten',
    sections: ['o4', 'o2', 'o3'],
  },
  {
    id: 'psl-10-3',
    law: 'psl-3-10',
    provision: '3 kap. 10 § första stycket 3 PSL',
    text: 'Vilka resultat som har uppnåtts',
    sections: ['sammanfattning', 'o1', 'o1-vardskador', 'o2'],
  },
  {
    id: 'sosfs-7-2-1',
    law: 'sosfs-7-2',
    provision: '7 kap. 2 § 1 SOSFS 2011:9',
    text: 'Hur det organisatoriska ansvaret har varit fördelat',
    sections: ['f1-organisation'],
  },
  {
    id: 'sosfs-7-2-2',
    law: 'sosfs-7-2',
    provision: '7 kap. 2 § 2 SOSFS 2011:9',
    text: 'Hur patientsäkerheten har följts upp och utvärderats genom egenkontroll',
    sections: ['o2'],
  },
  {
    id: 'sosfs-7-2-3',
    law: 'sosfs-7-2',
    provision: '7 kap. 2 § 3 SOSFS 2011:9',
    text: 'Hur samverkan har möjliggjorts för att förebygga vårdskador',
    sections: ['f1-samverkan'],
  },
  {
    id: 'sosfs-7-2-4',
    law: 'sosfs-7-2',
    provision: '7 kap. 2 § 4 SOSFS 2011:9',
    text: 'Hur risker för vårdskador har hanterats',
    sections: ['o3-riskhantering', 'o5'],
  },
  {
    id: 'sosfs-7-2-5',
    law: 'sosfs-7-2',
    provision: '7 kap. 2 § 5 SOSFS 2011:9',
    text: 'Hur personalens rapporter enligt 6 kap. 4 § PSL har hanterats',
    sections: ['o4-avvikelser'],
  },
  {
    id: 'sosfs-7-2-6',
    law: 'sosfs-7-2',
    provision: '7 kap. 2 § 6 SOSFS 2011:9',
    text: 'Hur klagomål och synpunkter som har betydelse för patientsäkerheten har hanterats',
    sections: ['o4-klagomal'],
  },
  {
    id: 'sosfs-7-3',
    law: 'sosfs-7-3',
    provision: '7 kap. 3 § SOSFS 2011:9',
    text: 'Att arbetet i verksamhetens olika delar går att bedöma',
    sections: ['o1-verksamheter', 'o1-forvaltningar', 'f1-organisation'],
  },
]

/** What a section holds: the writer's text, figures from the register, both or nothing. */
export interface SectionContent {
  readonly hasText: boolean
  readonly hasData: boolean
}

export interface LawCheck extends LawRequirement {
  /** text: described in words. siffror: figures only, nobody has described it. saknas: nothing yet. */
  readonly state: 'text' | 'siffror' | 'saknas'
  /** The sections in this report that answer it and have something. */
  readonly answeredBy: readonly SectionKey[]
}

/** The checklist for one report. Sections outside the report (other kind of unit) are not counted. */
export function checkLaw(content: ReadonlyMap<SectionKey, SectionContent>): LawCheck[] {
  return LAW_REQUIREMENTS.map((requirement) => {
    const answeredBy = requirement.sections.filter((key) => {
      const section = content.get(key)
      return section !== undefined && (section.hasText || section.hasData)
    })
    const described = answeredBy.some((key) => content.get(key)?.hasText)
    const state = described ? 'text' : answeredBy.length > 0 ? 'siffror' : 'saknas'
    return { ...requirement, answeredBy, state }
  })
}
