const FRAMES = 5

/** The kind of an error and where in the code it rose. Never its message, which may run over lines and quote a row. */
export function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at \S.*:\d+:\d+\)?$/.test(line))
  return [error.name, ...frames.slice(0, FRAMES)].join('\n')
}
