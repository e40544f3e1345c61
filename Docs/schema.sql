-- The tables of an installation (schema version 11), as SQLite has them; those in PostgreSQL
-- have BIGINT and BYTEA for INTEGER and BLOB. Made by a test from what the program makes tables
-- with: RETELL=1 swift test --filter SchemaTests.
--
-- A fact carries the events that brought it (known_from) and replaced it (known_to). As known at
-- event E is what has known_from <= E and known_to > E. Days are ISO dates, and to_day is the first
-- day after a period. Money is whole minor units of its currency; quantities are millionths of
-- their unit. Bytes of pages and blocks are described where their types are.

-- Settings of the installation: its name, the business day, the version of the schema.
CREATE TABLE installation (
  name TEXT NOT NULL PRIMARY KEY, -- name, business_day, schema_version and others
  value TEXT NOT NULL) STRICT;

-- What happened: who did what to what, when and why. Never changed, never deleted.
CREATE TABLE event (
  id INTEGER NOT NULL PRIMARY KEY, -- in the order in which they happened
  recorded_at TEXT NOT NULL, -- UTC, by the machine's clock
  business_day TEXT NOT NULL, -- the utility's today
  actor TEXT NOT NULL, -- who did it
  action TEXT NOT NULL, -- what was done, such as import-readings
  subject TEXT NOT NULL, -- to what, such as run 12
  reason TEXT NOT NULL DEFAULT '', -- why, in the actor's words
  idempotency_key TEXT UNIQUE) STRICT; -- the same key does a thing once

CREATE INDEX event_by_day ON event (business_day);

-- A file that was imported. Accepted and rejected rows add up to the rows of the file.
CREATE TABLE import_file (
  digest TEXT NOT NULL, -- SHA-256 of its bytes
  kind TEXT NOT NULL, -- such as readings
  name TEXT NOT NULL, -- as it was called
  row_count INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  event_id INTEGER NOT NULL PRIMARY KEY REFERENCES event (id), -- its import
  CHECK (accepted + rejected = row_count)) STRICT;

CREATE INDEX import_file_by_digest ON import_file (digest);

-- A person or organisation that holds accounts. A fact.
CREATE TABLE party (
  id INTEGER NOT NULL,
  code TEXT NOT NULL, -- the number people know
  name TEXT NOT NULL,
  email TEXT,
  language TEXT NOT NULL, -- of letters, such as en
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
  phone TEXT,
  postal_address TEXT, -- where letters go, where not to the premises
  vulnerability TEXT NOT NULL DEFAULT '', -- needs, in words; blank where none is known
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- salts of the personal values, or commitments to erased ones (FactSeal)
  PRIMARY KEY (id, known_from)) STRICT;

CREATE UNIQUE INDEX party_by_code ON party (code, known_from);

-- An account of a party: what bills are addressed to and balances are kept of. A fact.
CREATE TABLE account (
  id INTEGER NOT NULL,
  code TEXT NOT NULL, -- the number people know
  party_id INTEGER NOT NULL,
  opened_on TEXT,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (id, known_from)) STRICT;

CREATE UNIQUE INDEX account_by_code ON account (code, known_from);

CREATE INDEX account_by_party ON account (party_id);

-- A network or district with its own prices, rules, currency and clock. Never changes.
CREATE TABLE scheme (
  code TEXT NOT NULL PRIMARY KEY, -- also the series of its bills' numbers
  name TEXT NOT NULL,
  jurisdiction TEXT NOT NULL, -- such as GB-EAW or AU-VIC
  currency TEXT NOT NULL, -- ISO 4217
  zone TEXT NOT NULL, -- IANA time zone
  contact TEXT NOT NULL DEFAULT '', -- who bills say to ask
  event_id INTEGER NOT NULL REFERENCES event (id)) STRICT; -- that brought it

-- A place that is supplied: one bill for each account there. A fact.
CREATE TABLE premises (
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  scheme TEXT NOT NULL REFERENCES scheme (code),
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  jurisdiction TEXT NOT NULL DEFAULT '', -- whose rules hold; blank for the scheme's
  price_zone TEXT NOT NULL DEFAULT '', -- inside the scheme; blank where it has none
  class TEXT NOT NULL DEFAULT '', -- customer class of the price list, such as domestic
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (id, known_from)) STRICT;

CREATE UNIQUE INDEX premises_by_code ON premises (code, known_from);

-- Where one commodity is delivered and metered. A fact.
CREATE TABLE supply_point (
  id INTEGER NOT NULL,
  code TEXT NOT NULL, -- supply point number, MPAN, MPRN or NMI
  premises_id INTEGER NOT NULL,
  commodity TEXT NOT NULL CHECK (commodity IN ('water', 'gas', 'electricity', 'heat')),
  cycle TEXT, -- when it is billed; null where it has lost its cycle
  market_id TEXT, -- its name in market files, where that is another
  network_parent TEXT, -- the point upstream of it, by code
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (id, known_from)) STRICT;

CREATE UNIQUE INDEX supply_point_by_code ON supply_point (code, known_from);

CREATE INDEX supply_point_by_premises ON supply_point (premises_id);

-- An account supplied at a supply point under a tariff from one day up to another. A fact.
CREATE TABLE agreement (
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  supply_point_id INTEGER NOT NULL,
  tariff TEXT NOT NULL, -- code of the tariff book
  kind TEXT NOT NULL CHECK (kind IN ('occupied', 'void')), -- void: the owner's, between customers
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL, -- 9999-12-31 while it runs
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  CHECK (from_day < to_day),
  PRIMARY KEY (id, known_from)) STRICT;

CREATE UNIQUE INDEX agreement_by_code ON agreement (code, known_from);

CREATE INDEX agreement_by_supply_point ON agreement (supply_point_id);

CREATE INDEX agreement_by_account ON agreement (account_id);

-- A dated fact that a tariff may need: a return factor, a band, an agreed capacity.
CREATE TABLE property (
  supply_point_id INTEGER NOT NULL,
  name TEXT NOT NULL, -- as tariff books ask for it
  value TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  CHECK (from_day < to_day),
  PRIMARY KEY (supply_point_id, name, from_day, known_from)) STRICT;

-- A register of a meter, and the supply point that it is installed at between two days. A fact.
CREATE TABLE register (
  id INTEGER NOT NULL,
  supply_point_id INTEGER NOT NULL,
  meter_serial TEXT NOT NULL,
  code TEXT NOT NULL, -- what it is called on the meter and in files: 1, DAY, E1
  usage TEXT NOT NULL, -- what it counts, as tariff books name it
  unit TEXT NOT NULL, -- of its readings
  kind TEXT NOT NULL CHECK (kind IN ('register', 'interval')),
  interval_minutes INTEGER NOT NULL DEFAULT 0, -- 0 for a dial
  dials INTEGER NOT NULL, -- digits before the point
  decimals INTEGER NOT NULL, -- digits after it
  multiplier TEXT NOT NULL, -- of what the dial shows; a decimal
  installed_on TEXT NOT NULL,
  removed_on TEXT NOT NULL, -- 9999-12-31 while it is installed
  suffix TEXT NOT NULL DEFAULT '', -- its channel in market files, such as E1
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  net_metered INTEGER NOT NULL DEFAULT 0, -- 1: counts both directions, may run backwards
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX register_by_supply_point ON register (supply_point_id);

CREATE INDEX register_by_serial ON register (meter_serial, code);

-- A dial at the end of a local day. A fact.
CREATE TABLE reading (
  register_id INTEGER NOT NULL,
  day TEXT NOT NULL, -- the dial stood so at its end
  value INTEGER NOT NULL, -- millionths of the register's unit
  type TEXT NOT NULL, -- code of rules B1, such as ACT or EST
  source TEXT NOT NULL, -- who gave it
  method TEXT NOT NULL, -- how it was read or estimated
  status TEXT NOT NULL, -- whether it stands
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (register_id, day, known_from)) STRICT, WITHOUT ROWID;

-- A month of one channel: values and qualities of its intervals, in market or UTC days. A fact.
CREATE TABLE interval_block (
  register_id INTEGER NOT NULL,
  month TEXT NOT NULL, -- such as 2026-03
  first_day TEXT NOT NULL,
  day_count INTEGER NOT NULL,
  interval_minutes INTEGER NOT NULL,
  content BLOB NOT NULL, -- values and qualities (IntervalBlock)
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  versions TEXT NOT NULL DEFAULT '', -- when the sender updated each day, seconds*days; blank: not said
  PRIMARY KEY (register_id, month, known_from)) STRICT;

-- A version of a tariff book, word for word as its file was. A fact.
CREATE TABLE tariff_version (
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL, -- of the tariff
  digest TEXT NOT NULL, -- SHA-256 of the book
  file_name TEXT NOT NULL,
  book TEXT NOT NULL, -- YAML
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807) STRICT;

CREATE INDEX tariff_version_by_code ON tariff_version (code, known_from);

-- What the utility decided for its runs: limits, texts, read windows. One row stands at a time.
CREATE TABLE policy_version (
  id INTEGER NOT NULL PRIMARY KEY,
  digest TEXT NOT NULL, -- SHA-256 of the policy
  file_name TEXT NOT NULL,
  policy TEXT NOT NULL, -- YAML
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807) STRICT;

-- A price of a series from one ISO day or UTC instant up to another. A fact.
CREATE TABLE price_series (
  series TEXT NOT NULL, -- as tariff books name it
  from_time TEXT NOT NULL,
  to_time TEXT NOT NULL,
  value TEXT NOT NULL, -- a decimal
  unit TEXT NOT NULL, -- such as GBP/kWh
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  CHECK (from_time < to_time),
  PRIMARY KEY (series, from_time, known_from)) STRICT;

-- A bill run as it was planned.
CREATE TABLE bill_run (
  id INTEGER NOT NULL PRIMARY KEY,
  through_day TEXT NOT NULL, -- the last day to bill
  sla_day TEXT NOT NULL, -- to be released by
  planned_event INTEGER NOT NULL REFERENCES event (id), -- facts as known then
  supply_points INTEGER NOT NULL,
  batches INTEGER NOT NULL,
  rule_version INTEGER NOT NULL DEFAULT 1) STRICT; -- of the program's own rules

-- The states a run has been through, in order: the last one is the state it is in.
CREATE TABLE bill_run_step (
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  step_no INTEGER NOT NULL,
  state TEXT NOT NULL,
  event_id INTEGER NOT NULL REFERENCES event (id),
  PRIMARY KEY (run_id, step_no)) STRICT;

-- The premises of a batch, by their ids.
CREATE TABLE bill_run_batch (
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  batch_no INTEGER NOT NULL,
  first_premises INTEGER NOT NULL,
  last_premises INTEGER NOT NULL,
  supply_points INTEGER NOT NULL,
  PRIMARY KEY (run_id, batch_no)) STRICT;

-- What came of a supply point in a run: exactly one row for each. Follows from pages.
CREATE TABLE outcome (
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  supply_point_id INTEGER NOT NULL,
  batch_no INTEGER NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('billed', 'held', 'not-due', 'void', 'not-in-supply')),
  PRIMARY KEY (run_id, supply_point_id)) STRICT, WITHOUT ROWID;

-- The journal: pages of canonical bytes, chained by SHA-256. Never changed, never deleted.
CREATE TABLE page (
  sequence INTEGER NOT NULL PRIMARY KEY, -- without gaps
  kind TEXT NOT NULL CHECK (kind IN ('run', 'release', 'entry')),
  run_id INTEGER NOT NULL,
  batch_no INTEGER NOT NULL,
  previous BLOB NOT NULL, -- digest of the page before it
  digest BLOB NOT NULL, -- of previous, sequence, event and content
  content BLOB NOT NULL,
  event_id INTEGER, -- the last event known when it was linked
  event_digest BLOB, -- and that event's place in its chain
  UNIQUE (kind, run_id, batch_no)) STRICT;

-- Pages of which the rows are not written yet. A page is taken from here in the transaction that
-- writes the last of its rows.
CREATE TABLE rows_due (
  sequence INTEGER NOT NULL PRIMARY KEY REFERENCES page (sequence),
  written INTEGER NOT NULL DEFAULT 0) STRICT; -- how many of its rows stand already, in their order

-- The numbers that a release page gave, written with it: the next release goes on from the last of
-- them, and a bill is found by its number before it has rows.
CREATE TABLE number_span (
  series TEXT NOT NULL, -- code of the scheme
  first_number INTEGER NOT NULL,
  last_number INTEGER NOT NULL,
  sequence INTEGER NOT NULL REFERENCES page (sequence),
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  PRIMARY KEY (series, first_number)) STRICT, WITHOUT ROWID;

CREATE INDEX number_span_by_page ON number_span (sequence);

CREATE INDEX number_span_by_run ON number_span (run_id);

-- What a run page comes to, for who reviews the run. Pages of earlier programs have none.
CREATE TABLE page_figures (
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  batch_no INTEGER NOT NULL,
  digest BLOB NOT NULL, -- of the page
  content BLOB NOT NULL, -- sums and shapes of bills (PageFigures)
  PRIMARY KEY (run_id, batch_no)) STRICT;

-- A bill: of one account at one premises in one run.
CREATE TABLE bill (
  id INTEGER NOT NULL PRIMARY KEY, -- run, batch and index (BillID)
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  batch_no INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  premises_id INTEGER NOT NULL,
  currency TEXT NOT NULL, -- ISO 4217
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL, -- the first day after it
  net INTEGER NOT NULL, -- minor units
  tax INTEGER NOT NULL,
  total INTEGER NOT NULL,
  estimated INTEGER NOT NULL, -- 1: stands on an estimate
  facts_digest BLOB, -- of the facts it was billed from
  rules_digest BLOB) STRICT; -- of the rules it follows

CREATE INDEX bill_by_account ON bill (account_id);

-- A part of a bill: one supply point under one agreement.
CREATE TABLE segment (
  bill_id INTEGER NOT NULL REFERENCES bill (id),
  segment_no INTEGER NOT NULL,
  supply_point_id INTEGER NOT NULL,
  agreement_id INTEGER NOT NULL,
  tariff_version_id INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  net INTEGER NOT NULL, -- minor units
  tax INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (bill_id, segment_no)) STRICT, WITHOUT ROWID;

CREATE INDEX segment_by_supply_point ON segment (supply_point_id, to_day);

-- A charge on a bill over some days.
CREATE TABLE bill_line (
  bill_id INTEGER NOT NULL REFERENCES bill (id),
  line_no INTEGER NOT NULL,
  segment_no INTEGER NOT NULL,
  charge TEXT NOT NULL, -- its code in the tariff book
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  quantity TEXT NOT NULL, -- an exact fraction or decimal
  unit TEXT NOT NULL,
  price TEXT NOT NULL, -- for a unit of it
  amount INTEGER NOT NULL, -- minor units
  tax_code TEXT NOT NULL,
  PRIMARY KEY (bill_id, line_no)) STRICT, WITHOUT ROWID;

-- A tax on a segment.
CREATE TABLE bill_tax (
  bill_id INTEGER NOT NULL REFERENCES bill (id),
  tax_no INTEGER NOT NULL,
  segment_no INTEGER NOT NULL,
  tax_code TEXT NOT NULL,
  percent TEXT NOT NULL,
  base INTEGER NOT NULL, -- what is taxed, minor units
  amount INTEGER NOT NULL,
  included INTEGER NOT NULL, -- 1: contained in the lines already
  PRIMARY KEY (bill_id, tax_no)) STRICT, WITHOUT ROWID;

-- The readings a bill stands on. The next bill opens with the closing value here.
CREATE TABLE bill_reading (
  register_id INTEGER NOT NULL,
  closing_day TEXT NOT NULL,
  bill_id INTEGER NOT NULL REFERENCES bill (id),
  opening_day TEXT NOT NULL,
  opening_value INTEGER NOT NULL, -- millionths of the register's unit
  opening_type TEXT NOT NULL, -- code of rules B1
  closing_value INTEGER NOT NULL,
  closing_type TEXT NOT NULL,
  consumption INTEGER NOT NULL, -- millionths
  PRIMARY KEY (bill_id, register_id, closing_day)) STRICT, WITHOUT ROWID;

CREATE INDEX bill_reading_by_register ON bill_reading (register_id, closing_day);

-- What a run found wrong or worth a look at a supply point.
CREATE TABLE finding (
  id INTEGER NOT NULL PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  supply_point_id INTEGER NOT NULL,
  code TEXT NOT NULL, -- of the catalogue of exceptions, such as RD-HIGH
  severity TEXT NOT NULL CHECK (severity IN ('warning', 'blocking')),
  rule TEXT NOT NULL, -- number of the rule that failed
  figures TEXT NOT NULL, -- what it was judged by, as JSON
  currency TEXT NOT NULL,
  money_at_risk INTEGER NOT NULL, -- minor units
  owner TEXT NOT NULL, -- who looks after it
  raised_on TEXT NOT NULL,
  due_on TEXT NOT NULL) STRICT;

CREATE INDEX finding_by_supply_point ON finding (supply_point_id);

CREATE INDEX finding_by_run ON finding (run_id, code);

-- A person's decision on a finding: accepted as right, or closed as mended.
CREATE TABLE finding_decision (
  finding_id INTEGER NOT NULL PRIMARY KEY REFERENCES finding (id),
  decision TEXT NOT NULL CHECK (decision IN ('accepted', 'mended')),
  event_id INTEGER NOT NULL REFERENCES event (id)) STRICT;

CREATE INDEX finding_decision_by_event ON finding_decision (event_id);

-- A released bill: its number is part of a series without gaps.
CREATE TABLE issued_bill (
  series TEXT NOT NULL, -- code of the scheme
  number INTEGER NOT NULL,
  bill_id INTEGER NOT NULL UNIQUE REFERENCES bill (id),
  run_id INTEGER NOT NULL REFERENCES bill_run (id),
  issued_on TEXT NOT NULL,
  due_on TEXT NOT NULL, -- to be paid by
  PRIMARY KEY (series, number)) STRICT, WITHOUT ROWID;

-- What people query: released bills with the codes of their account and premises as known now.
CREATE VIEW issued_bill_view AS
SELECT issued_bill.series, issued_bill.number, bill.id AS bill_id,
  account.code AS account, premises.code AS premises, bill.from_day, bill.to_day,
  bill.currency, bill.net, bill.tax, bill.total, issued_bill.issued_on,
  issued_bill.due_on, bill.run_id
FROM issued_bill
JOIN bill ON bill.id = issued_bill.bill_id
JOIN account ON account.id = bill.account_id AND account.known_to = 9223372036854775807
JOIN premises ON premises.id = bill.premises_id AND premises.known_to = 9223372036854775807;

-- Findings without a decision, with the code of their supply point as known now.
CREATE VIEW open_finding_view AS
SELECT finding.*, supply_point.code AS supply_point
FROM finding
JOIN supply_point ON supply_point.id = finding.supply_point_id
  AND supply_point.known_to = 9223372036854775807
WHERE finding.id NOT IN (SELECT finding_id FROM finding_decision);

-- One side of a balanced entry.
CREATE TABLE posting (
  page_sequence INTEGER NOT NULL REFERENCES page (sequence),
  posting_no INTEGER NOT NULL, -- on its page
  entry_no INTEGER NOT NULL, -- postings of one entry add up to zero
  day TEXT NOT NULL,
  reference TEXT NOT NULL, -- such as the bill's number
  ledger_account TEXT NOT NULL, -- such as income:water
  account_id INTEGER, -- the customer's, on receivables
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL, -- minor units; debits are above zero
  bill_id INTEGER,
  PRIMARY KEY (page_sequence, posting_no)) STRICT, WITHOUT ROWID;

CREATE INDEX posting_by_account ON posting (account_id, day)
WHERE account_id IS NOT NULL;

-- A run that is being calculated. Times are milliseconds since 1970 by the server's clock.
CREATE TABLE run_work (
  run_id INTEGER NOT NULL PRIMARY KEY REFERENCES bill_run (id),
  opened_at INTEGER NOT NULL,
  began_at INTEGER) STRICT; -- when the first batch was taken

-- A batch without a page.
CREATE TABLE batch_work (
  run_id INTEGER NOT NULL REFERENCES run_work (run_id),
  batch_no INTEGER NOT NULL,
  token INTEGER NOT NULL DEFAULT 0, -- counts its leases: only the last one may deliver
  worker TEXT, -- who has it in hand
  leased_until INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  problem TEXT, -- what went wrong last
  content BLOB, -- its page, where it was delivered before its turn in the chain
  PRIMARY KEY (run_id, batch_no)) STRICT;

-- The link of each event. Who, to what and why enter the digest as salted commitments: a value and
-- its salt can be erased, and the chain still verifies.
CREATE TABLE event_proof (
  event_id INTEGER NOT NULL PRIMARY KEY REFERENCES event (id),
  digest BLOB NOT NULL,
  page_sequence INTEGER NOT NULL, -- the last page known then
  page_digest BLOB NOT NULL,
  actor_commitment BLOB NOT NULL,
  subject_commitment BLOB NOT NULL,
  reason_commitment BLOB NOT NULL,
  actor_salt BLOB, -- null once the value is erased
  subject_salt BLOB,
  reason_salt BLOB) STRICT;

-- What an event brought to each table and what it ended there, as digests of sets of rows.
CREATE TABLE event_pin (
  event_id INTEGER NOT NULL REFERENCES event (id),
  table_name TEXT NOT NULL,
  brought INTEGER NOT NULL, -- how many rows
  brought_digest BLOB NOT NULL,
  ended INTEGER NOT NULL,
  ended_digest BLOB NOT NULL,
  PRIMARY KEY (event_id, table_name)) STRICT, WITHOUT ROWID;

-- Somebody who works with the books. Books without any have one user, who is every role. A fact.
CREATE TABLE person (
  id INTEGER NOT NULL, -- the identity, which never changes
  name TEXT NOT NULL, -- one person's at a time
  left_on TEXT, -- the first day on which they are gone
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (id, known_from)) STRICT;

-- A role that a person holds, for a scheme or for all of them. A fact.
CREATE TABLE role_grant (
  person_id INTEGER NOT NULL,
  role TEXT NOT NULL, -- such as coordinator
  scheme TEXT NOT NULL, -- its code; blank for all schemes
  from_day TEXT NOT NULL,
  to_day TEXT, -- null while it has no end
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (person_id, role, scheme, from_day, known_from)) STRICT;

-- Up to what somebody in a role decides alone, for one account in one day. A fact.
CREATE TABLE authority_limit (
  role TEXT NOT NULL,
  permission TEXT NOT NULL, -- such as refund-money
  currency TEXT NOT NULL,
  maximum INTEGER NOT NULL CHECK (maximum >= 0),
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (role, permission, currency, known_from)) STRICT;

-- What a person shows to be believed: of each only the digest is kept. A fact.
CREATE TABLE credential (
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('key', 'api', 'session')),
  digest BLOB NOT NULL, -- SHA-256 of 32 random bytes
  label TEXT NOT NULL, -- such as the name of a program
  expires_at TEXT, -- UTC; null for one that holds until it is ended
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX credential_by_digest ON credential (digest);

CREATE INDEX credential_by_person ON credential (person_id);

-- Who did what an event records, to which object, allowed by what. The values of the last five columns
-- stand in act_value and can be erased there. The link of the event covers the row.
CREATE TABLE act_record (
  event_id INTEGER NOT NULL PRIMARY KEY REFERENCES event (id),
  caller TEXT NOT NULL CHECK (caller IN ('person', 'job', 'system', 'user')),
  person_id INTEGER, -- of a person
  subject_kind TEXT NOT NULL, -- such as run
  subject_id TEXT NOT NULL, -- its number or code
  permission TEXT NOT NULL,
  proposal_id INTEGER, -- the event that proposed it, where a second person approved it
  request BLOB, -- commitments: SHA-256 over salt and value; null where there is no value
  machine_user BLOB,
  before BLOB,
  after BLOB,
  answer BLOB) STRICT;

CREATE INDEX act_by_subject ON act_record (subject_kind, subject_id);

-- Values that an act commits itself to. Row and salt go where somebody has a right to have them erased.
CREATE TABLE act_value (
  event_id INTEGER NOT NULL REFERENCES event (id),
  part TEXT NOT NULL CHECK (part IN ('request', 'machine_user', 'before', 'after', 'answer')),
  salt BLOB NOT NULL,
  value TEXT NOT NULL, -- JSON; of machine_user the name by which the system knows who acts
  PRIMARY KEY (event_id, part)) STRICT;

-- An act that waits for a second person, or waited.
CREATE TABLE proposal (
  event_id INTEGER NOT NULL PRIMARY KEY REFERENCES event (id), -- of its proposing
  act TEXT NOT NULL, -- its name
  scheme TEXT, -- that it is for; null for all
  effect BLOB NOT NULL) STRICT; -- digest of what it would change, as it was shown

-- What became of a proposal.
CREATE TABLE proposal_decision (
  proposal_id INTEGER NOT NULL PRIMARY KEY REFERENCES proposal (event_id),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'refused', 'withdrawn')),
  event_id INTEGER NOT NULL REFERENCES event (id)) STRICT;

CREATE INDEX proposal_decision_by_event ON proposal_decision (event_id);

-- An amount that somebody moved for an account: what limits of authority are summed over.
CREATE TABLE authority_use (
  event_id INTEGER NOT NULL PRIMARY KEY REFERENCES event (id),
  person_id INTEGER NOT NULL,
  permission TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  day TEXT NOT NULL, -- the business day
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL) STRICT; -- minor units, without a sign

CREATE INDEX authority_use_by_day ON authority_use (person_id, account_id, day);

-- A message that goes out, written with the act that causes it. Never changed, never deleted.
CREATE TABLE outbox (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL, -- mail, letter, sms, webhook, bank-file, field-order, valve-command
  message_key TEXT NOT NULL UNIQUE, -- what the receiver sees of it, the same at every try
  subject TEXT NOT NULL, -- what it is about, such as bill 10000100001
  account_id INTEGER, -- whose customer it is for
  digest BLOB NOT NULL, -- SHA-256 over salt, receiver, sender and content
  event_id INTEGER NOT NULL REFERENCES event (id)) STRICT; -- the act that causes it

CREATE INDEX outbox_by_event ON outbox (event_id);

CREATE INDEX outbox_by_account ON outbox (account_id);

-- Where a message stands. Times are milliseconds since 1970 by the server's clock.
CREATE TABLE outbox_standing (
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES outbox (id),
  kind TEXT NOT NULL, -- the message's, to find what is due of each
  state TEXT NOT NULL, -- waiting, sending, sent, failed, unknown, held, withdrawn
  tries INTEGER NOT NULL DEFAULT 0, -- that failed
  handed_over INTEGER NOT NULL DEFAULT 0, -- 1: the receiver may have it
  due_at INTEGER NOT NULL, -- not sent before
  good_until INTEGER, -- not sent after
  token INTEGER NOT NULL DEFAULT 0, -- counts its leases: only the last one may hand it over
  sender TEXT, -- the process that has it in hand
  leased_until INTEGER) STRICT;

CREATE INDEX outbox_due ON outbox_standing (state, kind, due_at, message_id);

-- What a message holds: personal data, which can be erased while the message stays.
CREATE TABLE outbox_content (
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES outbox (id),
  receiver TEXT NOT NULL, -- empty once it is erased
  sender TEXT NOT NULL, -- where answers go
  salt BLOB, -- 16 bytes that hide the content behind the digest
  content BLOB) STRICT; -- the bytes that are handed over

-- What became of a message, step by step: tries, decisions, reports.
CREATE TABLE outbox_step (
  message_id INTEGER NOT NULL REFERENCES outbox (id),
  step_no INTEGER NOT NULL,
  what TEXT NOT NULL, -- such as queued, sent, not-taken, in-doubt, lapsed, held, decided, bounced
  state TEXT NOT NULL, -- of the message from here on
  said TEXT NOT NULL DEFAULT '', -- the receiver's answer, or why; empty once it is erased
  recorded_at TEXT NOT NULL, -- UTC, by the machine's clock
  event_id INTEGER REFERENCES event (id), -- of a person's act
  PRIMARY KEY (message_id, step_no)) STRICT;

-- The last number given to a thing of a kind. Kinds without a row have given none.
CREATE TABLE number_sequence (
  kind TEXT NOT NULL PRIMARY KEY, -- the table of the things
  last_number INTEGER NOT NULL CHECK (last_number >= 0)) STRICT;

-- Values of a row that an event erased. The row stays, with commitments in the place of the values.
CREATE TABLE erasure (
  event_id INTEGER NOT NULL REFERENCES event (id),
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL, -- the number of the thing or of the event
  known_from INTEGER NOT NULL, -- of a fact; 0 for a row that is none
  parts TEXT NOT NULL, -- columns or parts with semicolons between them
  digest BLOB NOT NULL, -- of a fact's row with commitments in the place of values; else empty
  PRIMARY KEY (event_id, table_name, row_key, known_from, parts)) STRICT;

-- An erasure of personal data of a party, as somebody asked for it: what a restore does again.
CREATE TABLE party_erasure (
  event_id INTEGER NOT NULL REFERENCES event (id),
  party_id INTEGER NOT NULL,
  parts TEXT NOT NULL, -- such as contacts;needs
  again TEXT NOT NULL, -- event and day of the erasure that it repeats; blank for a first one
  PRIMARY KEY (event_id, party_id)) STRICT;

CREATE INDEX party_erasure_by_party ON party_erasure (party_id);

-- What is to be minded of a party. A fact.
CREATE TABLE need (
  id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  kind TEXT NOT NULL, -- such as dialysis; blank once erased
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  confirmed_on TEXT,
  consent TEXT NOT NULL, -- how they agreed, or why it is kept without
  note TEXT NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- as of party
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX need_by_party ON need (party_id);

-- Why something about an account stands still. A fact.
CREATE TABLE hold (
  id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  kind TEXT NOT NULL, -- such as breathing-space
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  review_on TEXT,
  team TEXT NOT NULL, -- who looks after it, such as billing
  reason TEXT NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- as of party
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX hold_by_account ON hold (account_id);

-- How a party wants to be reached for a purpose. A fact.
CREATE TABLE preference (
  id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  purpose TEXT NOT NULL, -- bill, service, interruption or marketing
  channel TEXT NOT NULL,
  format TEXT NOT NULL, -- such as large-print
  language TEXT NOT NULL, -- blank for the party's own
  quiet_hours TEXT NOT NULL, -- 22:00-07:00, or blank
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  evidence TEXT NOT NULL, -- of a consent
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- as of party
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX preference_by_party ON preference (party_id);

-- Somebody liable for an account beside its party. A fact.
CREATE TABLE joint_party (
  id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  evidence TEXT NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- as of party
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX joint_party_by_account ON joint_party (account_id);

-- Somebody who pays an account for its party. A fact.
CREATE TABLE payer (
  id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  share TEXT NOT NULL, -- percent, a decimal
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  evidence TEXT NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- as of party
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX payer_by_account ON payer (account_id);

-- Somebody with authority to act for a party. A fact.
CREATE TABLE agent (
  id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  kind TEXT NOT NULL, -- such as power-of-attorney
  name TEXT NOT NULL,
  contact TEXT NOT NULL,
  scopes TEXT NOT NULL, -- such as bills;readings
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  evidence TEXT NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  seal BLOB, -- as of party
  PRIMARY KEY (id, known_from)) STRICT;

CREATE INDEX agent_by_party ON agent (party_id);

-- A job: what is done when. A fact.
CREATE TABLE job (
  name TEXT NOT NULL,
  task TEXT NOT NULL, -- such as send-outbox
  argument TEXT NOT NULL, -- of the task; blank where it has none
  schedule TEXT NOT NULL, -- such as daily 02:00
  zone TEXT NOT NULL, -- IANA name, of the times of the schedule
  missed TEXT NOT NULL, -- skip, last or each: times at which nobody was there
  window_minutes INTEGER NOT NULL, -- after its time in which a start is not late
  retries INTEGER NOT NULL,
  pause_minutes INTEGER NOT NULL, -- between tries
  predecessors TEXT NOT NULL, -- jobs that have to end well before it, with semicolons
  owner TEXT NOT NULL,
  on_call TEXT NOT NULL, -- who is told when it fails
  is_on INTEGER NOT NULL,
  known_from INTEGER NOT NULL REFERENCES event (id),
  known_to INTEGER NOT NULL DEFAULT 9223372036854775807,
  PRIMARY KEY (name, known_from)) STRICT;

-- One time of a job, and how it stands.
CREATE TABLE job_firing (
  job_name TEXT NOT NULL,
  scheduled_at INTEGER NOT NULL, -- seconds since 1970
  state TEXT NOT NULL, -- waiting, running, done, failed or missed
  failures INTEGER NOT NULL DEFAULT 0, -- tries that failed
  due_at INTEGER NOT NULL, -- milliseconds since 1970: not tried before
  token INTEGER NOT NULL DEFAULT 0, -- counts its leases: only the last one may end it
  holder TEXT, -- the process that has it in hand
  leased_until INTEGER, -- milliseconds since 1970
  said TEXT NOT NULL DEFAULT '', -- what the last try came to
  event_id INTEGER REFERENCES event (id), -- that ended it
  PRIMARY KEY (job_name, scheduled_at)) STRICT;

CREATE INDEX job_firing_by_state ON job_firing (state, due_at);

CREATE INDEX job_firing_by_event ON job_firing (event_id);
