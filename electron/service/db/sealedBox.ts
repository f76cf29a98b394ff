import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { TAG_LENGTH } from './keyringFormat.ts'

/** AES-256-GCM with a fresh iv; `aad` is what it belongs to, so that it cannot be moved elsewhere. */
interface Box {
  readonly iv: string
  readonly tag: string
  readonly sealed: string
}

export function sealBox(key: Buffer, content: Buffer, aad: string): Box {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_LENGTH })
  cipher.setAAD(Buffer.from(aad))
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return {
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  }
}

/** The content, or undefined when the key is another one or anything of it was changed. */
export function openBox(key: Buffer, box: Box, aad: string): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.iv, 'base64'), {
    authTagLength: TAG_LENGTH,
  })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(Buffer.from(box.tag, 'base64'))
  const content = decipher.update(Buffer.from(box.sealed, 'base64'))
  try {
    decipher.final()
    return content
  } catch {
    // The tag did not match. That is an answer, not a fault.
    content.fill(0)
    return undefined
  }
}
