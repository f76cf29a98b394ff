import { describe, expect, it } from 'vitest'
import { ACTS } from '../../../shared/audit/acts.ts'
import { contract } from '../../../shared/contract.ts'

/**
 * What every job leaves in the log, written out by hand: a new one must be meant. (A command that changes anything
 * without a trace is stopped by the router itself, in use as in tests; see router.test.ts.)
 */
const JOBS: Readonly<Record<string, readonly string[] | string>> = {
  'account.unlock': ['upplåst', 'account.unlock-recovery'],
  'account.create': ['skapad'],
  'account.lock': 'changes nothing',
  'account.draft-save': 'one’s own unfinished words, gone when they are sent in',
  'account.draft-discard': 'one’s own unfinished words, gone when they are sent in',
  'account.add': ['account.add'],
  'account.update': ['account.update'],
  'account.remove': ['account.remove', 'account.rotate-key'],
  'account.change-passphrase': ['account.change-passphrase', 'account.wrong-passphrase'],
  'account.reset-passphrase': ['account.reset-passphrase'],
  'account.new-recovery-key': ['account.new-recovery-key', 'account.wrong-passphrase'],
  'account.rotate-key': ['account.rotate-key'],
  'account.enable-device': ['account.enable-device', 'account.wrong-passphrase'],
  'account.disable-device': ['account.disable-device'],
  'example.create': ['skapad', 'exempel-skapat', 'inläst'],
  'triage.change-many': ['triage.assign', 'triage.classify'],
  'triage.undo': ['triage.undo'],
  'triage.duplicates': 'changes nothing',
  'transfer.inspect': 'changes nothing',
  'transfer.check': 'changes nothing',
  'transfer.run': ['transfer.run', 'inläst', 'transfer.update', 'transfer.cancel'],
  'transfer.save-faulty': ['transfer.save-faulty'],
  'transfer.undo-batch': ['transfer.undo', 'transfer.undo-batch'],
  'incident.export': ['incident.export'],
  'patient.set': ['patient.set'],
  'patient.reveal': ['patient.reveal'],
  'attachment.add': ['attachment.add'],
  'attachment.add-bytes': ['attachment.add'],
  'attachment.extract': ['attachment.open', 'attachment.save-copy'],
  'analysis.write-report': ['analysis.write-report'],
  'annual-report.write': ['annual-report.write'],
  'audit.verify': 'changes nothing',
  'audit.export': ['audit.export'],
  'backup.make': ['backup.make'],
  'backup.export': ['backup.export'],
  'backup.restore': ['backup.restore'],
  'backup.restore-closed': ['backup.restore'],
  'backup.rescue-keyring': ['backup.rescue-keyring'],
}

describe('the trace that a job leaves', () => {
  it('is decided for every job', () => {
    const jobs = Object.entries(contract).flatMap(([name, { kind }]) => (kind === 'job' ? [name] : []))
    expect(Object.keys(JOBS).sort()).toEqual(jobs.sort())
  })

  it('has words in Swedish', () => {
    const acts = Object.values(JOBS).flatMap((acts) => (typeof acts === 'string' ? [] : acts))
    expect(acts.filter((act) => ACTS[act] === undefined)).toEqual([])
  })
})
