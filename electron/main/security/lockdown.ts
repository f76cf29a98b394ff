import { app, session, type WebContents } from 'electron'
import { isOwnPage } from './ownPage.ts'

/** Refuses navigation, windows, webviews, permissions, downloads and every request off app://. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => refuseNavigation(contents))
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, respond) => respond(false))
  own.setPermissionCheckHandler(() => false)
  own.on('will-download', (event) => event.preventDefault())
  own.webRequest.onBeforeRequest((details, respond) => {
    const allowed = isOwnPage(details.url) || /^(data|blob|devtools):/.test(details.url)
    respond({ cancel: !allowed })
  })
  // A dictionary download would be network traffic.
  own.setSpellCheckerEnabled(false)
}

function refuseNavigation(contents: WebContents): void {
  const stop = (event: { preventDefault(): void }) => event.preventDefault()
  contents.on('will-navigate', stop)
  contents.on('will-redirect', stop)
  contents.on('will-frame-navigate', stop)
  contents.on('will-attach-webview', stop)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
