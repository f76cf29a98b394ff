import { readFile, realpath } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'

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

/** The page's policy, whole: what is not named is refused. Read back word for word in addresses.test.ts. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "script-src-attr 'none'",
  `style-src 'self' ${REACT_ARIA_STYLE}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Text never becomes code or markup; the one rule that exists (renderer/app/lockedPage.ts) passes the empty text.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

/** Longer than any of our files' addresses. */
const LONGEST_ADDRESS = 1000

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'permissions-policy': [
    'accelerometer',
    'autoplay',
    'camera',
    'clipboard-read',
    'clipboard-write',
    'display-capture',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * The file that an app:// address names, or undefined when it names none of ours: other host, a path out of the
 * folder, an odd encoding.
 */
export function fileFor(url: string, folder: string): string | undefined {
  if (url.length > LONGEST_ADDRESS) return undefined
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    // Not an address at all: the caller answers 404.
    return undefined
  }
  if (parsed.protocol !== `${APP_SCHEME}:` || parsed.host !== APP_HOST) return undefined
  if (parsed.username !== '' || parsed.password !== '') return undefined
  let path: string
  try {
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0') || path.includes('\\') || path.includes(':')) return undefined
  const file = join(folder, path === '/' ? 'index.html' : path)
  return isInside(folder, file) ? file : undefined
}

/** Answers app:// requests from the built renderer: GET only, known types only, with the policy on every page. */
export async function answer(request: { url: string; method: string }, folder: string): Promise<Response> {
  const file = request.method === 'GET' ? fileFor(request.url, folder) : undefined
  const type = file === undefined ? undefined : TYPES[extname(file)]
  if (file === undefined || type === undefined) return new Response(null, { status: 404 })
  try {
    // Where the file really lies: a link out of the folder names nothing of ours either.
    const real = await realpath(file)
    if (!isInside(await realpath(folder), real)) return new Response(null, { status: 404 })
    return new Response(await readFile(real), { headers: { ...HEADERS, 'content-type': type } })
  } catch {
    // The built folder lacks the file: to the page that is an ordinary 404.
    return new Response(null, { status: 404 })
  }
}

function isInside(folder: string, file: string): boolean {
  const inside = relative(folder, file)
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
}
