/** Consequences that a calm headline leaves out: they are told in the text, with the care they need. */
const NOT_IN_TITLE = /avled|avlid|suicid|självmord|död/i
const LONGEST = 52

/**
 * A headline from what the source classified, by rule: händelsetyp, then the first short consequence, else the
 * specialty. Adds no fact.
 */
export function makeTitle(source: { handelsetyp: string; specialty: string; consequence: string }): string {
  const [kind = '', detail] = source.handelsetyp.split('/')
  const head = capitalise(detail === undefined ? kind : `${kind}: ${detail}`)
  const consequence = source.consequence.split(';')[0]?.trim() ?? ''
  const usable =
    consequence !== '' &&
    consequence.length <= LONGEST &&
    !NOT_IN_TITLE.test(consequence) &&
    consequence.toLocaleLowerCase('sv') !== kind.toLocaleLowerCase('sv')
  if (usable) return `${head} – ${consequence}`
  const specialty = source.specialty.trim()
  const known = specialty !== '' && !head.toLocaleLowerCase('sv').includes(specialty.toLocaleLowerCase('sv'))
  return known ? `${head}, ${specialty}` : head
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1)
}
