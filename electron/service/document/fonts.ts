import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Face {
  readonly file: string
  readonly style: 'normal' | 'italic'
  readonly weight: string
}

/** One file for each weight: Chromium embeds them as TrueType, small and sharp in every PDF reader. */
const FACES: readonly Face[] = (
  [
    [400, 'normal'],
    [600, 'normal'],
    [700, 'normal'],
    [400, 'italic'],
    [700, 'italic'],
  ] as const
).map(([weight, style]) => ({
  file: `source-sans-3-latin-${weight}-${style}.woff2`,
  style,
  weight: String(weight),
}))

let loaded: Promise<string> | undefined

/** The document font as @font-face rules with data: URIs, read once. Latin covers Swedish and its neighbours. */
export async function documentFontCss(): Promise<string> {
  loaded ??= readFaces()
  return await loaded
}

async function readFaces(): Promise<string> {
  const folders = fontFolders()
  const folder = folders.find((place) => FACES.every((face) => existsSync(join(place, face.file))))
  if (folder === undefined) throw new Error(`the document font is in none of ${folders.join(', ')}`)
  const rules = FACES.map(async ({ file, style, weight }) => {
    const data = (await readFile(join(folder, file))).toString('base64')
    return `@font-face{font-family:"Source Sans 3";font-style:${style};font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`
  })
  return (await Promise.all(rules)).join('')
}

/** Beside the bundle (build/bundles.ts puts them there), or, from source, in the font's own package. */
function fontFolders(): string[] {
  const here = dirname(fileURLToPath(import.meta.url))
  const packages = createRequire(import.meta.url).resolve.paths('@fontsource') ?? []
  return [join(here, 'fonts'), ...packages.map((folder) => join(folder, '@fontsource/source-sans-3/files'))]
}
