import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const PACKAGE = '@fontsource-variable/source-sans-3/files'
const FACES = [
  { file: 'source-sans-3-latin-wght-normal.woff2', style: 'normal' },
  { file: 'source-sans-3-latin-wght-italic.woff2', style: 'italic' },
] as const

let loaded: Promise<string> | undefined

/** The document font as @font-face rules with data: URIs, read once. Latin covers Swedish and its neighbours. */
export async function documentFontCss(): Promise<string> {
  loaded ??= readFaces()
  return await loaded
}

async function readFaces(): Promise<string> {
  const require = createRequire(import.meta.url)
  const faces = await Promise.all(
    FACES.map(async ({ file, style }) => {
      const data = (await readFile(require.resolve(`${PACKAGE}/${file}`))).toString('base64')
      return `@font-face{font-family:"Source Sans 3";font-style:${style};font-weight:200 900;src:url(data:font/woff2;base64,${data}) format("woff2")}`
    }),
  )
  return faces.join('')
}
