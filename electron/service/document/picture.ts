import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { renderAsync, type ResvgRenderOptions } from '@resvg/resvg-js'
import { cleanText } from '../../../shared/document/plainText.ts'

/** Two pixels for each of the drawing's own, so that it is sharp on paper. */
const SCALE = 2

/** A drawing as PNG, for readers that do not show SVG. */
export async function svgToPng(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(cleanText(svg), {
    fitTo: { mode: 'zoom', value: SCALE },
    background: 'white',
    font: fontOptions(),
    logLevel: 'off',
  })
  return image.asPng()
}

type FontOptions = NonNullable<ResvgRenderOptions['font']>
let found: FontOptions | undefined

/** Two files are read in a moment, all the machine's fonts are not: 0.1 s for each drawing on a small server. */
function fontOptions(): FontOptions {
  found ??= findFonts()
  return found
}

function findFonts(): FontOptions {
  for (const [family, regular, bold] of SANS) {
    if (!existsSync(regular)) continue
    const fontFiles = [regular, bold].filter((file) => existsSync(file))
    return { loadSystemFonts: false, fontFiles, defaultFontFamily: family, sansSerifFamily: family }
  }
  return { loadSystemFonts: true, sansSerifFamily: 'Arial' }
}

const WINDOWS = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'Fonts')
const SANS: readonly (readonly [family: string, regular: string, bold: string])[] = [
  ['Arial', join(WINDOWS, 'arial.ttf'), join(WINDOWS, 'arialbd.ttf')],
  [
    'Arial',
    '/System/Library/Fonts/Supplemental/Arial.ttf',
    '/System/Library/Fonts/Supplemental/Arial Bold.ttf',
  ],
  [
    'Liberation Sans',
    '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
    '/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf',
  ],
  [
    'DejaVu Sans',
    '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
    '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf',
  ],
]
