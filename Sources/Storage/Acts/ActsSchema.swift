extension Schema {
    /// Records of acts, and proposals that wait for a second person.
    static let acts = [
        """
        -- Who did what an event records, to which object, allowed by what. The values of the last five columns
        -- stand in act_value and can be erased there. The link of the event covers the row.
        CREATE TABLE act_record (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          caller TEXT NOT NULL CHECK (caller IN ('person', 'job', 'system', 'user')),
          person_id {integer}, -- of a person
          subject_kind TEXT NOT NULL, -- such as run
          subject_id TEXT NOT NULL, -- its number or code
          permission TEXT NOT NULL,
          proposal_id {integer}, -- the event that proposed it, where a second person approved it
          request {bytes}, -- commitments: SHA-256 over salt and value; null where there is no value
          machine_user {bytes},
          before {bytes},
          after {bytes},
          answer {bytes}) {strict}
        """,
        "CREATE INDEX act_by_subject ON act_record (subject_kind, subject_id)",
        """
        -- Values that an act commits itself to. Row and salt go where somebody has a right to have them erased.
        CREATE TABLE act_value (
          event_id {integer} NOT NULL REFERENCES event (id),
          part TEXT NOT NULL CHECK (part IN ('request', 'machine_user', 'before', 'after', 'answer')),
          salt {bytes} NOT NULL,
          value TEXT NOT NULL, -- JSON; of machine_user the name by which the system knows who acts
          PRIMARY KEY (event_id, part)) {strict}
        """,
        """
        -- An act that waits for a second person, or waited.
        CREATE TABLE proposal (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id), -- of its proposing
          act TEXT NOT NULL, -- its name
          scheme TEXT, -- that it is for; null for all
          effect {bytes} NOT NULL) {strict} -- digest of what it would change, as it was shown
        """,
        """
        -- What became of a proposal.
        CREATE TABLE proposal_decision (
          proposal_id {integer} NOT NULL PRIMARY KEY REFERENCES proposal (event_id),
          decision TEXT NOT NULL CHECK (decision IN ('approved', 'refused', 'withdrawn')),
          event_id {integer} NOT NULL REFERENCES event (id)) {strict}
        """,
        "CREATE INDEX proposal_decision_by_event ON proposal_decision (event_id)",
        """
        -- An amount that somebody moved for an account: what limits of authority are summed over.
        CREATE TABLE authority_use (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          person_id {integer} NOT NULL,
          permission TEXT NOT NULL,
          account_id {integer} NOT NULL,
          day TEXT NOT NULL, -- the business day
          currency TEXT NOT NULL,
          amount {integer} NOT NULL) {strict} -- minor units, without a sign
        """,
        "CREATE INDEX authority_use_by_day ON authority_use (person_id, account_id, day)",
    ]
}
