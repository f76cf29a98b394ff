import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative } from 'node:path'

export const APP_SCHEME = 'app'
export const APP_HOST = 'lardom'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** React Aria injects one constant style element (press handling); its hash is the only inline style allowed. */
const REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${REACT_ARIA_STYLE}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The file that an app:// address names, or undefined when it names none of ours: other host, a path out of the
 * folder, an odd encoding.
 */
export function fileFor(url: string, folder: string): string | undefined {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    // Not an address at all: the caller answers 404.
    return undefined
  }
  if (parsed.protocol !== `${APP_SCHEME}:` || parsed.host !== APP_HOST) return undefined
  let path: string
  try {
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0') || path.includes('\\') || path.includes(':')) return undefined
  const file = join(folder, path === '/' ? 'index.html' : path)
  const inside = relative(folder, file)
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined
  return file
}

/** Answers app:// requests from the built renderer: GET only, known types only, with the policy on every page. */
export async function answer(request: { url: string; method: string }, folder: string): Promise<Response> {
  const file = request.method === 'GET' ? fileFor(request.url, folder) : undefined
  const type = file === undefined ? undefined : TYPES[extname(file)]
  if (file === undefined || type === undefined) return new Response(null, { status: 404 })
  try {
    return new Response(await readFile(file), {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      },
    })
  } catch {
    // The built folder lacks the file: to the page that is an ordinary 404.
    return new Response(null, { status: 404 })
  }
}
