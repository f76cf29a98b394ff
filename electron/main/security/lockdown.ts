import { app, session, type Session, type WebContents } from 'electron'
import { isOwnPage } from './ownPage.ts'
import { mayUse } from './permissions.ts'

/**
 * Before Electron is ready: what only Chromium's command line can switch off. The page has no address to reach, but a
 * preconnect or a name look-up passes below its policy; with these nothing can be named or connected to.
 */
export function closeTheNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('no-proxy-server')
  app.commandLine.appendSwitch('disable-quic')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
  app.commandLine.appendSwitch('no-pings')
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
  app.commandLine.appendSwitch('disable-http-cache')
}

/** Refuses navigation, windows, webviews, permissions, devices, downloads and every request off app://. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => refuseLeaving(contents))
  app.on('session-created', lockSession)
  lockSession(session.defaultSession)
  // The system's certificates identify the person: none is offered to anyone. (A wrong certificate and a question for a
  // password are refused by Electron when nobody answers.)
  app.on('select-client-certificate', (event) => event.preventDefault())
}

function lockSession(own: Session): void {
  own.setPermissionRequestHandler((_contents, permission, respond) => respond(mayUse(permission)))
  own.setPermissionCheckHandler((_contents, permission) => mayUse(permission))
  own.setDevicePermissionHandler(() => false)
  own.setBluetoothPairingHandler((_details, respond) => respond({ confirmed: false }))
  own.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose(null)
  })
  own.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  own.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  own.on('will-download', (event) => event.preventDefault())
  own.webRequest.onBeforeRequest((details, respond) => {
    const allowed = isOwnPage(details.url) || /^(data|blob|devtools):/.test(details.url)
    respond({ cancel: !allowed })
  })
  // A dictionary download would be network traffic.
  own.setSpellCheckerEnabled(false)
}

function refuseLeaving(contents: WebContents): void {
  const stop = (event: { preventDefault(): void }) => event.preventDefault()
  contents.on('will-navigate', stop)
  contents.on('will-redirect', stop)
  contents.on('will-frame-navigate', stop)
  contents.on('will-attach-webview', stop)
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
