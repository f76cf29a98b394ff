import type { ImportField } from '../../../shared/transfer/fields.ts'
import { EMPTY_MAPPING, type Mapping } from '../../../shared/transfer/mapping.ts'

/** How the large foreign files beside the repository are understood. For tests only: nothing of this ships. */

type Joined = readonly [ImportField, 'rubrik' | 'rad' | 'mellanslag']

function foreign(
  name: string,
  fields: Readonly<Record<string, ImportField | Joined>>,
  change: Partial<Mapping> = {},
): Mapping {
  return {
    ...EMPTY_MAPPING,
    name,
    sourceSystem: name,
    places: 'publicerad',
    columns: Object.entries(fields).map(([heading, field], index) =>
      typeof field === 'string'
        ? { index, heading, field }
        : { index, heading, field: field[0], joinWith: field[1] },
    ),
    ...change,
  }
}

const dated = (mapping: Mapping): Mapping => ({
  ...mapping,
  columns: mapping.columns.map((column) =>
    column.field?.endsWith('Date') ? { ...column, dateOrder: 'mdy' as const } : column,
  ),
})

export const VAERS = dated(
  foreign('VAERS', {
    VAERS_ID: 'key',
    STATE: 'region',
    AGE_YRS: 'patientAge',
    SEX: 'patientSex',
    ONSET_DATE: 'eventDate',
    CUR_ILL: ['description', 'rubrik'],
    ALLERGIES: ['description', 'rubrik'],
    DIED: ['description', 'rubrik'],
    NUMDAYS: ['description', 'rubrik'],
    VAX_DATE: ['description', 'rubrik'],
  }),
)

export const NTSB = dated(
  foreign('NTSB', {
    ACCIDENT_NUMBER: 'key',
    EVENT_DATE: 'eventDate',
    CITY: 'enhet',
    STATE: 'region',
    INJURY_SEVERITY: ['description', 'rubrik'],
    AIRCRAFT_DAMAGE: ['description', 'rubrik'],
    MAKE: ['description', 'rubrik'],
    MODEL: 'deviceModel',
    TOTAL_FATALITIES: ['description', 'rubrik'],
    TOTAL_UNINJURED: ['description', 'rubrik'],
    AIRCRAFT_CATEGORY: ['description', 'rubrik'],
    LATITUDE: ['description', 'rubrik'],
  }),
)

export const MICHIGAN = dated(
  foreign(
    'Michigan',
    {
      'Date of Incident': 'eventDate',
      'Event Type': 'handelsetyp',
      'Event Sub-Type': ['description', 'rubrik'],
      'Event Sub-Type Qualifier': ['description', 'rubrik'],
      'Is this a SUD Sentinel Event?': ['description', 'rubrik'],
    },
    // No numbers, and events that are told in the same words are different events.
    { repeatedRows: 'egna' },
  ),
)

export const SAFENET = dated(
  foreign('SAFENET', {
    ID: 'key',
    'Event Start Date': 'eventDate',
    'Incident Name': 'title',
    'Event State': 'region',
    'Event Jurisdiction': 'vardgivare',
    'Event Local Unit': 'enhet',
    Narrative: 'description',
    'Immediate Action Taken': 'immediateAction',
    'Contributing Factors': 'causesText',
    'SAFENET Create Date': 'reportedDate',
  }),
)

export const NASA = dated(
  foreign('NASA', {
    'Lesson ID': 'key',
    Title: 'title',
    Abstract: 'description',
    'Driving Event': ['description', 'rubrik'],
    'Lesson(s) Learned': ['description', 'rubrik'],
    'Recommendation(s)': 'measuresText',
    Organization: 'vardgivare',
    'Date Lesson Occurred': 'eventDate',
    'Publish Date': 'publishedDate',
  }),
)
