import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/**
 * SQLCipher 4's page: 4096 bytes, of which the last 80 are an iv (16) and an HMAC-SHA512 (64) over the page and its
 * number; the file begins with the salt (https://www.zetetic.net/sqlcipher/design/). The HMAC's key comes from the
 * file's key by two rounds of PBKDF2 over the salt with each byte turned by 0x3a.
 */
const PAGE = 4096
const SALT = 16
const HMAC = 64
const MASK = 0x3a
/** Looked at, spread over the file. */
const SAMPLE = 64

/**
 * True when some page of the file was written under this key. When the file does not open, that tells a damaged file
 * from one that belongs to another key.
 */
export function hasPageOf(path: string, dataKey: Buffer): boolean {
  const handle = openSync(path, 'r')
  try {
    const pages = Math.floor(fstatSync(handle).size / PAGE)
    const page = Buffer.alloc(PAGE)
    if (pages === 0) return false
    readSync(handle, page, 0, SALT, 0)
    const salt = Buffer.from(page.subarray(0, SALT)).map((byte) => byte ^ MASK)
    const key = pbkdf2Sync(dataKey, salt, 2, 32, 'sha512')
    for (let index = 0; index < Math.min(pages, SAMPLE); index++) {
      const number = 1 + Math.floor((index * pages) / Math.min(pages, SAMPLE))
      readSync(handle, page, 0, PAGE, (number - 1) * PAGE)
      if (isSealed(page, number, key)) return true
    }
    return false
  } finally {
    closeSync(handle)
  }
}

function isSealed(page: Buffer, number: number, key: Buffer): boolean {
  const place = Buffer.alloc(4)
  place.writeUInt32LE(number)
  const stated = page.subarray(PAGE - HMAC)
  const made = createHmac('sha512', key)
    .update(page.subarray(number === 1 ? SALT : 0, PAGE - HMAC))
    .update(place)
    .digest()
  return timingSafeEqual(stated, made)
}
