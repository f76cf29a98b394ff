import { safeStorage } from 'electron'
import type { Keychain } from './accountMemory.ts'

/** Backends on Linux that ask the person's own keyring; 'basic_text' only hides the key in the program. */
const SAFE_ON_LINUX: readonly string[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']

/** The operating system's own: Keychain, DPAPI, libsecret or KWallet. */
export const systemKeychain: Keychain = {
  available: () => safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || isSafeOnLinux()),
  name: () => (process.platform === 'linux' ? linuxBackend() : process.platform),
  seal: (text) => safeStorage.encryptString(text).toString('base64'),
  open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
}

function isSafeOnLinux(): boolean {
  return SAFE_ON_LINUX.includes(linuxBackend())
}

/**
 * The old runtime for development has no such question. There encryption is available only where a real keyring
 * answered: Chromium 114 makes no key of the first kind ('v11') for its own 'basic' store.
 */
function linuxBackend(): string {
  const storage: Partial<typeof safeStorage> = safeStorage
  return storage.getSelectedStorageBackend?.() ?? 'gnome_libsecret'
}
