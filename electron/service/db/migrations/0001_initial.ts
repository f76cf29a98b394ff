import type { Migration } from '../migrate.ts'

/**
 * The first format. Dates are ISO text (YYYY-MM-DD), instants ISO text in UTC, code lists are the codes of
 * shared/<area>/codes.ts. Text that is searched has a folded twin, because SQLite's own lower() knows ASCII only.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  app_version TEXT NOT NULL
) STRICT;

CREATE TABLE workspace (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  is_example INTEGER NOT NULL CHECK (is_example IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;

-- account -----------------------------------------------------------------------------------------
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  disabled_at TEXT
) STRICT;

CREATE TABLE account_role (
  account_id TEXT NOT NULL REFERENCES account(id),
  role TEXT NOT NULL,
  PRIMARY KEY (account_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  account_id TEXT NOT NULL REFERENCES account(id),
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

-- Append only, chained by hash; the triggers keep honest code honest, the chain shows the rest.
CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  account_id TEXT,
  account_name TEXT NOT NULL,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before_json TEXT,
  after_json TEXT,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_entity ON audit_log (entity, entity_id, seq);
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append only'); END;

-- A command is applied once: its id and what it answered.
CREATE TABLE command_receipt (
  command_id TEXT PRIMARY KEY,
  procedure TEXT NOT NULL,
  account_id TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,
  result_json TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE number_series (
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

-- organisation ------------------------------------------------------------------------------------
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES unit(id),
  -- 'egen': the workspace's own region; 'publicerad': where published cases happened.
  organisation TEXT NOT NULL CHECK (organisation IN ('egen', 'publicerad')),
  kind TEXT NOT NULL CHECK (kind IN ('region', 'forvaltning', 'verksamhet', 'enhet')),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  hsa_id TEXT,
  provides_care INTEGER NOT NULL DEFAULT 1 CHECK (provides_care IN (0, 1)),
  valid_from TEXT,
  valid_to TEXT,
  successor_id INTEGER REFERENCES unit(id),
  -- The nearest förvaltning (or published vårdgivare) above, itself included: what lists are cut by.
  forvaltning_id INTEGER REFERENCES unit(id),
  is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
  UNIQUE (organisation, code)
) STRICT;
CREATE INDEX unit_parent ON unit (parent_id);
CREATE INDEX unit_forvaltning ON unit (forvaltning_id);

-- incident ----------------------------------------------------------------------------------------
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  arendenr TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('registrerad', 'exempel', 'publicerad', 'import')),
  source_system TEXT,
  source_key TEXT,
  source_url TEXT,
  source_publisher TEXT,
  source_date TEXT,
  -- Of the row as last imported: tells a change in the source from a change made here.
  source_hash TEXT,
  arendetyp TEXT NOT NULL,
  status TEXT NOT NULL,
  reported_at TEXT NOT NULL,
  event_date TEXT,
  event_time TEXT,
  event_period TEXT,
  -- The date as the source says it, when it is not a day: 'våren 2017 till maj 2019'.
  event_text TEXT,
  discovered_date TEXT,
  -- What lists sort and cut by: the event's day, else the day it was published or reported.
  sort_date TEXT NOT NULL,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  forvaltning_id INTEGER NOT NULL REFERENCES unit(id),
  reporter_role TEXT,
  handelsetyp TEXT NOT NULL,
  vardtyp TEXT,
  specialty TEXT,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  consequence TEXT NOT NULL DEFAULT '',
  causes_text TEXT NOT NULL DEFAULT '',
  measures_text TEXT NOT NULL DEFAULT '',
  immediate_action TEXT NOT NULL DEFAULT '',
  what_helped TEXT NOT NULL DEFAULT '',
  suggestion TEXT NOT NULL DEFAULT '',
  reported_actual_severity INTEGER CHECK (reported_actual_severity BETWEEN 0 AND 4),
  reported_potential_severity INTEGER CHECK (reported_potential_severity BETWEEN 0 AND 4),
  patient_involved INTEGER NOT NULL DEFAULT 1 CHECK (patient_involved IN (0, 1)),
  patient_age INTEGER CHECK (patient_age BETWEEN 0 AND 130),
  patient_sex TEXT,
  patient_text TEXT,
  patient_informed TEXT,
  patient_informed_date TEXT,
  patient_informed_by TEXT,
  patient_not_informed_reason TEXT,
  journal_noted INTEGER CHECK (journal_noted IN (0, 1)),
  feedback_wanted INTEGER NOT NULL DEFAULT 1 CHECK (feedback_wanted IN (0, 1)),
  feedback_given_date TEXT,
  feedback_text TEXT NOT NULL DEFAULT '',
  diarienummer TEXT,
  -- Why it was rejected, to whom it was handed over, why it was reopened.
  status_reason TEXT NOT NULL DEFAULT '',
  closed_date TEXT,
  -- The current assessment, copied here by its command so that lists and statistics need no join.
  harm TEXT NOT NULL DEFAULT 'ej_bedomd',
  potential_harm TEXT NOT NULL DEFAULT 'ej_bedomd',
  risk_score INTEGER,
  risk_level TEXT,
  investigated INTEGER NOT NULL DEFAULT 0 CHECK (investigated IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX incident_source ON incident (source_system, source_key) WHERE source_key IS NOT NULL;
-- Every order of the register has an index that also holds all it can be filtered by, so that a page, a count or a
-- facet reads one index and never the wide rows (measured: 100 000 entries in 5 ms; the rows themselves, 450 ms).
CREATE INDEX incident_sort ON incident (sort_date, id, forvaltning_id, unit_id, arendetyp, handelsetyp, status, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_forvaltning ON incident (forvaltning_id, sort_date, id, unit_id, arendetyp, handelsetyp, status, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_unit ON incident (unit_id, sort_date, id, forvaltning_id, arendetyp, handelsetyp, status, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_status ON incident (status, sort_date, id, forvaltning_id, unit_id, arendetyp, handelsetyp, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_type ON incident (handelsetyp, sort_date, id, forvaltning_id, unit_id, arendetyp, status, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_harm ON incident (harm, sort_date, id, forvaltning_id, unit_id, arendetyp, handelsetyp, status, potential_harm, risk_level, origin);
CREATE INDEX incident_risk ON incident (risk_score, sort_date, id, forvaltning_id, unit_id, arendetyp, handelsetyp, status, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_number ON incident (arendenr, id, sort_date, forvaltning_id, unit_id, arendetyp, handelsetyp, status, harm, potential_harm, risk_level, origin);
CREATE INDEX incident_reported ON incident (reported_at, id);

-- Words of the free text, the unit and the numbers; never of the patient. Its rows are written with the incident's,
-- by electron/service/incident/repository.ts; the text itself is not kept twice.-- The yearly report counts along this one alone, without touching the rows' text.
CREATE INDEX incident_report ON incident (forvaltning_id, reported_at, origin, arendetyp, status, harm, potential_harm, risk_level, investigated, handelsetyp, reporter_role, patient_informed, closed_date, unit_id);

CREATE VIRTUAL TABLE incident_fts USING fts5 (
  body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0", prefix='2 3'
);
CREATE TRIGGER incident_fts_delete AFTER DELETE ON incident BEGIN
  DELETE FROM incident_fts WHERE rowid = old.id;
END;

-- Every assessment is kept; the newest version counts.
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES incident(id),
  version INTEGER NOT NULL,
  assessed_at TEXT NOT NULL,
  assessed_by TEXT NOT NULL,
  answers_json TEXT NOT NULL,
  harm TEXT NOT NULL,
  potential_harm TEXT NOT NULL,
  avoidability INTEGER CHECK (avoidability BETWEEN 1 AND 4),
  actual_severity INTEGER CHECK (actual_severity BETWEEN 1 AND 4),
  potential_severity INTEGER CHECK (potential_severity BETWEEN 1 AND 4),
  likelihood INTEGER CHECK (likelihood BETWEEN 1 AND 4),
  risk_score INTEGER,
  risk_level TEXT,
  threshold_version TEXT NOT NULL,
  lex_maria_review INTEGER NOT NULL CHECK (lex_maria_review IN (0, 1)),
  investigation_level TEXT NOT NULL,
  motivation TEXT NOT NULL,
  UNIQUE (incident_id, version)
) STRICT;

-- analysis ----------------------------------------------------------------------------------------
CREATE TABLE analysis (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('handelseanalys')),
  incident_id INTEGER NOT NULL REFERENCES incident(id),
  forvaltning_id INTEGER NOT NULL REFERENCES unit(id),
  title TEXT NOT NULL,
  step INTEGER NOT NULL DEFAULT 1 CHECK (step BETWEEN 1 AND 8),
  started_date TEXT NOT NULL,
  completed_date TEXT,
  commissioner TEXT NOT NULL DEFAULT '',
  commissioner_role TEXT NOT NULL DEFAULT '',
  commission_date TEXT,
  purpose TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT '',
  wanted_end_date TEXT,
  feedback_to TEXT NOT NULL DEFAULT '',
  lex_maria TEXT NOT NULL DEFAULT 'ej_avgjort',
  in_nitha INTEGER NOT NULL DEFAULT 0 CHECK (in_nitha IN (0, 1)),
  method TEXT NOT NULL DEFAULT '',
  sources TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',
  event_description TEXT NOT NULL DEFAULT '',
  -- When and how the event was noticed, and whether its like has happened before (HSLF-FS 2017:40, domain.md 1.3).
  noticed TEXT NOT NULL DEFAULT '',
  similar_events TEXT NOT NULL DEFAULT '',
  patient_account TEXT NOT NULL DEFAULT '',
  patient_heard TEXT NOT NULL DEFAULT 'ej_angivet',
  barriers TEXT NOT NULL DEFAULT '',
  side_findings TEXT NOT NULL DEFAULT '',
  cost TEXT NOT NULL DEFAULT '',
  evaluation TEXT NOT NULL DEFAULT '',
  feedback TEXT NOT NULL DEFAULT '',
  spread TEXT NOT NULL DEFAULT '',
  commissioner_comment TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL DEFAULT '',
  decided_date TEXT,
  is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX analysis_incident ON analysis (incident_id);
CREATE INDEX analysis_forvaltning ON analysis (forvaltning_id, started_date);

CREATE TABLE analysis_member (
  -- Never given out again: Ångra puts a removed row back under its own id.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_id INTEGER NOT NULL REFERENCES analysis(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  profession TEXT NOT NULL,
  unit TEXT NOT NULL
) STRICT;
CREATE INDEX analysis_member_analysis ON analysis_member (analysis_id, position);

CREATE TABLE delhandelse (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_id INTEGER NOT NULL REFERENCES analysis(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  time_text TEXT NOT NULL,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  source TEXT NOT NULL,
  deviation TEXT NOT NULL
) STRICT;
CREATE INDEX delhandelse_analysis ON delhandelse (analysis_id, position);

CREATE TABLE cause (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_id INTEGER NOT NULL REFERENCES analysis(id) ON DELETE CASCADE,
  delhandelse_id INTEGER REFERENCES delhandelse(id) ON DELETE SET NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  area TEXT NOT NULL,
  subcategory TEXT NOT NULL,
  no_action_reason TEXT NOT NULL
) STRICT;
CREATE INDEX cause_analysis ON cause (analysis_id, position);
CREATE INDEX cause_delhandelse ON cause (delhandelse_id);

-- action ------------------------------------------------------------------------------------------
CREATE TABLE action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE,
  analysis_id INTEGER REFERENCES analysis(id),
  incident_id INTEGER REFERENCES incident(id),
  forvaltning_id INTEGER NOT NULL REFERENCES unit(id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  strength TEXT NOT NULL,
  responsible TEXT NOT NULL,
  -- Free while it is a proposal; a decided åtgärd must have it (PSL 3 kap. 2 §), see shared/action/rules.ts.
  due_date TEXT,
  measure TEXT NOT NULL,
  focus_area TEXT NOT NULL,
  decision TEXT NOT NULL,
  decision_reason TEXT NOT NULL,
  done_date TEXT,
  follow_up_date TEXT,
  effect TEXT NOT NULL,
  effect_date TEXT,
  effect_text TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1))
) STRICT;
CREATE INDEX action_analysis ON action (analysis_id, position);
CREATE INDEX action_incident ON action (incident_id);
CREATE INDEX action_forvaltning ON action (forvaltning_id, due_date);

CREATE TABLE action_cause (
  action_id INTEGER NOT NULL REFERENCES action(id) ON DELETE CASCADE,
  cause_id INTEGER NOT NULL REFERENCES cause(id) ON DELETE CASCADE,
  PRIMARY KEY (action_id, cause_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_cause_cause ON action_cause (cause_id);

-- supervision -------------------------------------------------------------------------------------
CREATE TABLE lex_maria_case (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  incident_id INTEGER NOT NULL UNIQUE REFERENCES incident(id),
  forvaltning_id INTEGER NOT NULL REFERENCES unit(id),
  -- ska_anmalas, ska_ej_anmalas, ej_beslutat
  decision TEXT NOT NULL,
  decision_date TEXT,
  decision_reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  reported_date TEXT,
  reported_text TEXT,
  ivo_dnr TEXT,
  ivo_decision TEXT,
  ivo_decision_text TEXT,
  ivo_decision_date TEXT,
  is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1))
) STRICT;
CREATE INDEX lex_maria_forvaltning ON lex_maria_case (forvaltning_id, reported_date);

-- indicator ---------------------------------------------------------------------------------------
CREATE TABLE indicator (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  unit TEXT NOT NULL,
  -- 'kolada' or 'webbsida': figures of unlike origin are never one series.
  source TEXT NOT NULL
) STRICT;

CREATE TABLE indicator_value (
  id INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicator(id),
  organisation TEXT NOT NULL,
  period TEXT NOT NULL,
  value REAL NOT NULL,
  numerator REAL,
  denominator REAL,
  target TEXT NOT NULL,
  source_url TEXT NOT NULL,
  source_type TEXT NOT NULL,
  -- 'ungefär' and the like, when the source gives no exact figure.
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX indicator_value_lookup ON indicator_value (indicator_id, organisation, period);
CREATE INDEX indicator_value_organisation ON indicator_value (organisation, indicator_id, period);

-- Vårdtillfällen, vårddygn and the like, once per förvaltning and year.
CREATE TABLE denominator (
  forvaltning_id INTEGER NOT NULL REFERENCES unit(id),
  year INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
  PRIMARY KEY (forvaltning_id, year, kind)
) STRICT, WITHOUT ROWID;

-- annual-report -----------------------------------------------------------------------------------
CREATE TABLE annual_report (
  id INTEGER PRIMARY KEY,
  -- A förvaltning, or the region itself.
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  year INTEGER NOT NULL,
  template TEXT NOT NULL,
  status TEXT NOT NULL,
  responsible TEXT NOT NULL,
  diarienummer TEXT NOT NULL,
  decision_body TEXT NOT NULL,
  decision_date TEXT,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (unit_id, year)
) STRICT;

CREATE TABLE annual_report_section (
  report_id INTEGER NOT NULL REFERENCES annual_report(id) ON DELETE CASCADE,
  section TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (report_id, section)
) STRICT, WITHOUT ROWID;
`,
}
