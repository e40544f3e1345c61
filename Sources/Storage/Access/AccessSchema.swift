extension Schema {
    /// People, their roles, limits of authority and credentials.
    static let access = [
        """
        -- Somebody who works with the books. Books without any have one user, who is every role. A fact.
        CREATE TABLE person (
          id {integer} NOT NULL, -- the identity, which never changes
          name TEXT NOT NULL, -- one person's at a time
          left_on TEXT, -- the first day on which they are gone
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        """
        -- A role that a person holds, for a scheme or for all of them. A fact.
        CREATE TABLE role_grant (
          person_id {integer} NOT NULL,
          role TEXT NOT NULL, -- such as coordinator
          scheme TEXT NOT NULL, -- its code; blank for all schemes
          from_day TEXT NOT NULL,
          to_day TEXT, -- null while it has no end
          {known},
          PRIMARY KEY (person_id, role, scheme, from_day, known_from)) {strict}
        """,
        """
        -- Up to what somebody in a role decides alone, for one account in one day. A fact.
        CREATE TABLE authority_limit (
          role TEXT NOT NULL,
          permission TEXT NOT NULL, -- such as refund-money
          currency TEXT NOT NULL,
          maximum {integer} NOT NULL CHECK (maximum >= 0),
          {known},
          PRIMARY KEY (role, permission, currency, known_from)) {strict}
        """,
        """
        -- What a person shows to be believed: of each only the digest is kept. A fact.
        CREATE TABLE credential (
          id {integer} NOT NULL,
          person_id {integer} NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('key', 'api', 'session')),
          digest {bytes} NOT NULL, -- SHA-256 of 32 random bytes
          label TEXT NOT NULL, -- such as the name of a program
          expires_at TEXT, -- UTC; null for one that holds until it is ended
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX credential_by_digest ON credential (digest)",
        "CREATE INDEX credential_by_person ON credential (person_id)",
    ]
}
