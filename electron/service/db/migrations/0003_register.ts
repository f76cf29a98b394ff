import type { Migration } from '../migrate.ts'

/**
 * A register of a region's size: the report form's remaining fields, code lists as data, tags, links, imports that can
 * be undone, saved views.
 */
export const register: Migration = {
  version: 3,
  name: 'register',
  sql: `
-- code lists --------------------------------------------------------------------------------------
-- Grows by one with every change of the list; each version is kept whole.
CREATE TABLE code_list (
  list TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  -- Which issue of the shipped list its rows were last brought up to.
  shipped INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
  list TEXT NOT NULL REFERENCES code_list(list),
  code TEXT NOT NULL,
  -- The code above it in a list of two levels.
  parent TEXT,
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  definition TEXT NOT NULL DEFAULT '',
  example TEXT NOT NULL DEFAULT '',
  -- The nearest counterpart in WHO's ICPS, in MIM PS, and NCC MERP's letter, carried beside the Swedish list.
  icps TEXT NOT NULL DEFAULT '',
  mim_ps TEXT NOT NULL DEFAULT '',
  ncc_merp TEXT NOT NULL DEFAULT '',
  -- Offered for choice from and to these days. A code is never removed: cases keep the one they have.
  valid_from TEXT,
  valid_to TEXT,
  -- 1 when it was added in this workspace.
  own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
  PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE code_list_version (
  list TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  change TEXT NOT NULL,
  entries_json TEXT NOT NULL,
  PRIMARY KEY (list, version)
) STRICT, WITHOUT ROWID;

-- incident ----------------------------------------------------------------------------------------
ALTER TABLE incident ADD COLUMN undertyp TEXT;
ALTER TABLE incident ADD COLUMN skadetyp TEXT;
-- A-I as in markörbaserad journalgranskning; the reporter's scale 0-4 stands beside it.
ALTER TABLE incident ADD COLUMN ncc_merp TEXT;
ALTER TABLE incident ADD COLUMN psychological_severity INTEGER CHECK (psychological_severity BETWEEN 0 AND 4);
ALTER TABLE incident ADD COLUMN vardprocess TEXT;
ALTER TABLE incident ADD COLUMN medicine_name TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN medicine_strength TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN medicine_form TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN medicine_batch TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN device_name TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN device_maker TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN device_model TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN device_serial TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN is_child INTEGER CHECK (is_child IN (0, 1));
-- Both the child and its vårdnadshavare are told (patientlagen 3 kap. 3 §): ja, nej, ej_aktuellt.
ALTER TABLE incident ADD COLUMN child_informed TEXT;
ALTER TABLE incident ADD COLUMN guardian_informed TEXT;
ALTER TABLE incident ADD COLUMN frail_elderly INTEGER CHECK (frail_elderly IN (0, 1));
ALTER TABLE incident ADD COLUMN fast_vardkontakt TEXT;
ALTER TABLE incident ADD COLUMN vardplan TEXT;
ALTER TABLE incident ADD COLUMN waiting_kind TEXT;
ALTER TABLE incident ADD COLUMN waiting_days INTEGER CHECK (waiting_days BETWEEN 0 AND 20000);
-- Whether the vårdgaranti's limit of the day was passed, by the dated table in shared/incident/vardgaranti.ts.
ALTER TABLE incident ADD COLUMN guarantee_passed INTEGER CHECK (guarantee_passed IN (0, 1));
ALTER TABLE incident ADD COLUMN samverkan TEXT;
ALTER TABLE incident ADD COLUMN samverkan_with TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN medical_area TEXT;
ALTER TABLE incident ADD COLUMN feedback_skip_reason TEXT NOT NULL DEFAULT '';
-- 1 while only the short report has been written.
ALTER TABLE incident ADD COLUMN incomplete INTEGER NOT NULL DEFAULT 0 CHECK (incomplete IN (0, 1));
ALTER TABLE incident ADD COLUMN assigned_to TEXT REFERENCES account(id);
ALTER TABLE incident ADD COLUMN assigned_at TEXT;
-- The day on which the effect of what was decided is to be followed up.
ALTER TABLE incident ADD COLUMN follow_up_date TEXT;
-- The case that this one was found to be a duplicate of; its status is then 'sammanford'.
ALTER TABLE incident ADD COLUMN merged_into INTEGER REFERENCES incident(id);
ALTER TABLE incident ADD COLUMN import_batch_id INTEGER;
-- The händelsetyp that somebody took from a suggestion: while the case has it, it is no evidence for the next one.
ALTER TABLE incident ADD COLUMN suggested_type TEXT;
-- When something was last done to it; null until then. Kept by the log, so that no change can forget it.
ALTER TABLE incident ADD COLUMN touched_at TEXT;
CREATE TRIGGER incident_touched AFTER INSERT ON audit_log
WHEN new.entity = 'incident' AND new.before_json IS NOT NULL BEGIN
  UPDATE incident SET touched_at = new.at WHERE id = CAST(new.entity_id AS INTEGER);
END;
CREATE INDEX incident_assigned ON incident (assigned_to, status, sort_date) WHERE assigned_to IS NOT NULL;
CREATE INDEX incident_merged ON incident (merged_into) WHERE merged_into IS NOT NULL;
-- What the inbox lists and counts: open cases, and reporters who wait for an answer.
CREATE INDEX incident_open ON incident (reported_at, id, forvaltning_id, unit_id, status, origin, assigned_to, incomplete, touched_at)
  WHERE status IN ('inkommen', 'bedomd', 'under_utredning', 'atgard_beslutad', 'uppfoljning');
CREATE INDEX incident_feedback ON incident (reported_at, id, forvaltning_id, unit_id, status, origin)
  WHERE feedback_wanted = 1 AND feedback_given_date IS NULL AND feedback_skip_reason = '';
CREATE INDEX incident_batch ON incident (import_batch_id) WHERE import_batch_id IS NOT NULL;
-- All that the register is cut and sorted by, in the order of the ids: what its columns in memory are read from
-- (electron/service/incident/columns). They take the place of a wide index for each order.
DROP INDEX incident_unit;
DROP INDEX incident_status;
DROP INDEX incident_type;
DROP INDEX incident_harm;
DROP INDEX incident_risk;
CREATE INDEX incident_unit ON incident (unit_id, sort_date, id);
CREATE INDEX incident_columns ON incident (id, sort_date, reported_at, forvaltning_id, unit_id, arendetyp, handelsetyp, undertyp, status, harm, potential_harm, risk_level, risk_score, reported_actual_severity, origin, skadetyp, ncc_merp, vardtyp, vardprocess, reporter_role, medical_area, samverkan, is_child, frail_elderly, fast_vardkontakt, vardplan, waiting_kind, guarantee_passed, incomplete, assigned_to, feedback_given_date, feedback_wanted, feedback_skip_reason, import_batch_id);

-- Codes of which a case can have several: inblandat agens, strategiområde, kvalitetsregister.
CREATE TABLE incident_tag (
  incident_id INTEGER NOT NULL REFERENCES incident(id) ON DELETE CASCADE,
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (incident_id, list, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_tag_code ON incident_tag (list, code, incident_id);

CREATE TABLE incident_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  incident_id INTEGER NOT NULL REFERENCES incident(id) ON DELETE CASCADE,
  other_id INTEGER REFERENCES incident(id) ON DELETE CASCADE,
  analysis_id INTEGER REFERENCES analysis(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES account(id),
  CHECK ((other_id IS NULL) <> (analysis_id IS NULL)),
  CHECK (other_id IS NULL OR other_id <> incident_id)
) STRICT;
CREATE UNIQUE INDEX incident_link_one ON incident_link (incident_id, coalesce(other_id, 0), coalesce(analysis_id, 0), kind);
CREATE INDEX incident_link_other ON incident_link (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX incident_link_analysis ON incident_link (analysis_id) WHERE analysis_id IS NOT NULL;

-- A filter, sort, grouping and choice of columns under a name; seen by all who share the workspace, or by its owner.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL REFERENCES account(id),
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  name TEXT NOT NULL,
  definition_json TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  -- Kept, so that a removed view can be taken back.
  removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view (coalesce(nullif(shared, 0), account_id), name) WHERE removed_at IS NULL;
-- Until now each person's views were drafts of theirs.
INSERT INTO saved_view (account_id, shared, name, definition_json, updated_at)
  SELECT account_id, 0, substr(key, length('view/incident/') + 1),
    json_object('filter', json_extract(body, '$.filter'), 'sort', json_extract(body, '$.sort'), 'group', NULL, 'columns', NULL),
    updated_at
  FROM draft WHERE key LIKE 'view/incident/_%' AND CASE WHEN json_valid(body) THEN
    json_type(body, '$.filter') = 'object' AND json_type(body, '$.sort') = 'object' ELSE 0 END;
DELETE FROM draft WHERE key LIKE 'view/incident/_%';

-- transfer ----------------------------------------------------------------------------------------
CREATE TABLE import_profile (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  -- Stored as incident.source_system: with the key it tells a row that comes again.
  source_system TEXT NOT NULL,
  definition_json TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What a value of a source means here, remembered per source system.
CREATE TABLE import_value (
  source_system TEXT NOT NULL,
  field TEXT NOT NULL,
  value_folded TEXT NOT NULL,
  value TEXT NOT NULL,
  -- A code, a unit's id, or '' for 'leave empty'.
  target TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (source_system, field, value_folded)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_at TEXT NOT NULL,
  started_by TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES account(id),
  profile_name TEXT NOT NULL,
  source_system TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  -- pagar, klar, avbruten (stopped half-way by a crash), angrad
  state TEXT NOT NULL CHECK (state IN ('pagar', 'klar', 'avbruten', 'angrad')),
  counts_json TEXT NOT NULL,
  finished_at TEXT,
  undone_at TEXT,
  undone_by TEXT
) STRICT;
CREATE INDEX import_batch_started ON import_batch (started_at);

-- What a batch did to each case: what undo takes back.
CREATE TABLE import_batch_row (
  batch_id INTEGER NOT NULL REFERENCES import_batch(id),
  incident_id INTEGER NOT NULL,
  fate TEXT NOT NULL CHECK (fate IN ('ny', 'andrad')),
  -- The version the batch left it at: a later one means that somebody has worked on it since.
  version INTEGER NOT NULL,
  before_json TEXT,
  PRIMARY KEY (batch_id, incident_id)
) STRICT, WITHOUT ROWID;

-- search ------------------------------------------------------------------------------------------
-- Stems, marks and parts of compounds, made by electron/service/search/indexText.ts: the tokenizer only splits at spaces.
-- No places within the text (detail=none): pairs of words are words of their own, which is quicker and smaller.
DROP TRIGGER incident_fts_delete;
DROP TABLE incident_fts;
CREATE VIRTUAL TABLE incident_fts USING fts5 (
  body, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
CREATE TRIGGER incident_fts_delete AFTER DELETE ON incident BEGIN
  DELETE FROM incident_fts WHERE rowid = old.id;
END;

-- Every form that the index has met, in the order they came; never digits. See electron/service/search/vocabulary.ts.
CREATE TABLE search_word (
  id INTEGER PRIMARY KEY,
  word TEXT NOT NULL
) STRICT;

-- By which way of making words the index is, or is being, made. Older than the program's: it is made anew.
CREATE TABLE search_index (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  -- The first case that is still to be done, while it is being made; null when it is whole.
  next_id INTEGER
) STRICT;
INSERT INTO search_index (id, version, next_id) VALUES (1, 0, 1);
`,
}
