/**
 * True in a finished version: its code lies in an app.asar (the fuse onlyLoadAppFromAsar allows nothing else). Where the
 * code lies decides, not the program's name and not an environment variable: both can be changed by whoever starts it.
 */
export function isRelease(codeFolder: string): boolean {
  return /[\\/]app\.asar[\\/]/.test(codeFolder)
}

/** The same folder beside the archive, for a program that cannot read into it: plain Node, in the development runtime. */
export function besideArchive(folder: string): string {
  return folder.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked')
}
