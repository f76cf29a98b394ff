/** Consequences that a calm headline leaves out: they are told in the text, with the care they need. */
const NOT_IN_TITLE = /avled|avlid|suicid|självmord|död/i
const LONGEST = 52

/**
 * A headline from what the source classified, by rule: händelsetyp, then the first short consequence, else the
 * specialty. Adds no fact.
 */
export function makeTitle(source: { handelsetyp: string; specialty: string; consequence: string }): string {
  if (source.handelsetyp === '') return withSpecialty('Händelsetyp ej angiven', source.specialty)
  const [kind = '', detail] = source.handelsetyp.split('/')
  // Of a suicide the headline says no more than that.
  const plain = detail === undefined || kind === 'suicid'
  const head = capitalise(plain ? kind : `${kind}: ${detail}`)
  const consequence = source.consequence.split(';')[0]?.trim() ?? ''
  if (consequence === '' || consequence.length > LONGEST || NOT_IN_TITLE.test(consequence)) {
    return withSpecialty(head, source.specialty)
  }
  // 'fördröjd diagnos' and 'fördröjd cancerdiagnos': the second says both.
  const last = (detail ?? kind).split(' ').at(-1) ?? ''
  const saysBoth = consequence.toLocaleLowerCase('sv').includes(last.toLocaleLowerCase('sv'))
  return saysBoth ? withSpecialty(capitalise(consequence), source.specialty) : `${head} – ${consequence}`
}

function withSpecialty(head: string, specialty: string): string {
  const known = specialty !== '' && !head.toLocaleLowerCase('sv').includes(specialty.toLocaleLowerCase('sv'))
  return known ? `${head}, ${specialty}` : head
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1)
}

/** The first sentence of what happened, where the source has neither a headline nor a kind of event. */
export function titleFromText(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  const sentence = /^.{15,90}?[.!?](?= |$)/.exec(plain)?.[0]?.replace(/\.$/, '') ?? plain
  if (sentence.length <= 90) return sentence
  const cut = sentence.slice(0, 88)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > 40 ? space : 88).replace(/[,;:.\s]+$/, '')} …`
}
