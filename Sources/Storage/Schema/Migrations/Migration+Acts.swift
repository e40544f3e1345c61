extension Migration {
    /// People with their roles, limits and credentials, and what events know of acts.
    static let actsByPeople = [
        """
        CREATE TABLE person (
          id {integer} NOT NULL,
          name TEXT NOT NULL,
          left_on TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        """
        CREATE TABLE role_grant (
          person_id {integer} NOT NULL,
          role TEXT NOT NULL,
          scheme TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT,
          {known},
          PRIMARY KEY (person_id, role, scheme, from_day, known_from)) {strict}
        """,
        """
        CREATE TABLE authority_limit (
          role TEXT NOT NULL,
          permission TEXT NOT NULL,
          currency TEXT NOT NULL,
          maximum {integer} NOT NULL CHECK (maximum >= 0),
          {known},
          PRIMARY KEY (role, permission, currency, known_from)) {strict}
        """,
        """
        CREATE TABLE credential (
          id {integer} NOT NULL,
          person_id {integer} NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('key', 'api', 'session')),
          digest {bytes} NOT NULL,
          label TEXT NOT NULL,
          expires_at TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX credential_by_digest ON credential (digest)",
        "CREATE INDEX credential_by_person ON credential (person_id)",
        """
        CREATE TABLE act_record (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          caller TEXT NOT NULL CHECK (caller IN ('person', 'job', 'system', 'user')),
          person_id {integer},
          subject_kind TEXT NOT NULL,
          subject_id TEXT NOT NULL,
          permission TEXT NOT NULL,
          proposal_id {integer},
          request {bytes},
          machine_user {bytes},
          before {bytes},
          after {bytes},
          answer {bytes}) {strict}
        """,
        "CREATE INDEX act_by_subject ON act_record (subject_kind, subject_id)",
        """
        CREATE TABLE act_value (
          event_id {integer} NOT NULL REFERENCES event (id),
          part TEXT NOT NULL CHECK (part IN ('request', 'machine_user', 'before', 'after', 'answer')),
          salt {bytes} NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (event_id, part)) {strict}
        """,
        """
        CREATE TABLE proposal (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          act TEXT NOT NULL,
          scheme TEXT,
          effect {bytes} NOT NULL) {strict}
        """,
        """
        CREATE TABLE proposal_decision (
          proposal_id {integer} NOT NULL PRIMARY KEY REFERENCES proposal (event_id),
          decision TEXT NOT NULL CHECK (decision IN ('approved', 'refused', 'withdrawn')),
          event_id {integer} NOT NULL REFERENCES event (id)) {strict}
        """,
        "CREATE INDEX proposal_decision_by_event ON proposal_decision (event_id)",
        """
        CREATE TABLE authority_use (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          person_id {integer} NOT NULL,
          permission TEXT NOT NULL,
          account_id {integer} NOT NULL,
          day TEXT NOT NULL,
          currency TEXT NOT NULL,
          amount {integer} NOT NULL) {strict}
        """,
        "CREATE INDEX authority_use_by_day ON authority_use (person_id, account_id, day)",
    ]
}
