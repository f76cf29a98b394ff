import { describe, expect, it } from 'vitest'
import { accountContract } from './contract.ts'
import { accountsContract } from './accounts.ts'

const grants = [{ role: 'lasare', forvaltningId: null }]
const add = (name: string, title = '') =>
  accountsContract['account.add'].input.safeParse({ name, title, grants }).success
const create = (name: string, accountName: string) =>
  accountContract['account.create'].input.safeParse({
    path: '/a.lardom',
    name,
    accountName,
    passphrase: 'fyra små ord om havet',
  }).success

/** The log names people: what cannot be seen could make one name look like another, or like a row of its own. */
describe('a name', () => {
  it.each(['Anna Öst', 'Zoë D’Arcy-Łuczak', 'Åsa (IVA), överläkare', '佐藤 花子', 'مريم', 'न्‍य'])(
    'of any language is taken: %s',
    (name) => {
      expect([add(name), add('Bo', name), create(name, name)]).toEqual([true, true, true])
    },
  )

  it.each([
    ['a line of its own', 'Anna\n2026-01-01 Bo'],
    ['a colour', 'Anna\u001b[31m'],
    ['a turn of the text', 'Anna\u202egnus'],
    ['something that isolates text', 'Anna\u2066'],
    ['a sign without width', 'An\u200bna'],
    ['a soft hyphen', 'An\u00adna'],
  ])('with %s is refused', (_what, name) => {
    expect([add(name), add('Bo', name), create(name, 'Bo'), create('Arbetsyta', name)]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
