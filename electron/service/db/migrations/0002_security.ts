import type { Migration } from '../migrate.ts'

/**
 * Several accounts with roles per förvaltning, the workspace's settings, the patient's identity, attachments.
 */
export const security: Migration = {
  version: 2,
  name: 'security',
  sql: `
-- account -----------------------------------------------------------------------------------------
-- 1 while the passphrase was chosen by somebody else: it must be changed before anything else is done.
ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1));
ALTER TABLE account ADD COLUMN last_unlocked_at TEXT;

-- A role in one förvaltning, or, with none named, in the whole region.
CREATE TABLE account_grant (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account(id),
  role TEXT NOT NULL,
  forvaltning_id INTEGER REFERENCES unit(id)
) STRICT;
CREATE UNIQUE INDEX account_grant_one ON account_grant (account_id, role, coalesce(forvaltning_id, 0));
INSERT INTO account_grant (account_id, role) SELECT account_id, role FROM account_role;
DROP TABLE account_role;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value_json TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the keys of sealed columns are made from; outlives every change of data key (db/fieldKey.ts).
CREATE TABLE field_secret (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

CREATE INDEX audit_log_account ON audit_log (account_id, seq);
CREATE INDEX audit_log_action ON audit_log (action, seq);
CREATE INDEX audit_log_at ON audit_log (at, seq);
CREATE INDEX command_receipt_at ON command_receipt (at);

-- patient -----------------------------------------------------------------------------------------
-- The number is sealed once more, under a key of its own: it is not in any page in clear text even to a reader of
-- the opened file.
CREATE TABLE patient_identity (
  incident_id INTEGER PRIMARY KEY REFERENCES incident(id),
  kind TEXT NOT NULL CHECK (kind IN ('personnummer', 'samordningsnummer', 'reservnummer')),
  sealed BLOB NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('lex_maria', 'journal')),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES account(id)
) STRICT;

-- attachment --------------------------------------------------------------------------------------
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  incident_id INTEGER REFERENCES incident(id),
  analysis_id INTEGER REFERENCES analysis(id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  sha256 TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  -- 1 when its text looked as if it held a personnummer, and the person kept it all the same.
  personnummer_seen INTEGER NOT NULL DEFAULT 0 CHECK (personnummer_seen IN (0, 1)),
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL REFERENCES account(id),
  -- The content is gone then; the row stays as its trace.
  removed_at TEXT,
  removed_by TEXT REFERENCES account(id),
  removed_reason TEXT NOT NULL DEFAULT '',
  CHECK ((incident_id IS NULL) <> (analysis_id IS NULL))
) STRICT;
CREATE INDEX attachment_incident ON attachment (incident_id);
CREATE INDEX attachment_analysis ON attachment (analysis_id);

-- Beside its row, so that a list never reads a page of content.
CREATE TABLE attachment_content (
  attachment_id INTEGER PRIMARY KEY REFERENCES attachment(id),
  content BLOB NOT NULL
) STRICT;
`,
}
