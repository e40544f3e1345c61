extension Migration {
    /// Dated facts of parties and accounts.
    static let datedRecords = [
        """
        CREATE TABLE need (
          id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          kind TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          confirmed_on TEXT,
          consent TEXT NOT NULL,
          note TEXT NOT NULL,
          {known},
          seal {bytes},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX need_by_party ON need (party_id)",
        """
        CREATE TABLE hold (
          id {integer} NOT NULL,
          account_id {integer} NOT NULL,
          kind TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          review_on TEXT,
          team TEXT NOT NULL,
          reason TEXT NOT NULL,
          {known},
          seal {bytes},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX hold_by_account ON hold (account_id)",
        """
        CREATE TABLE preference (
          id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          purpose TEXT NOT NULL,
          channel TEXT NOT NULL,
          format TEXT NOT NULL,
          language TEXT NOT NULL,
          quiet_hours TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX preference_by_party ON preference (party_id)",
        """
        CREATE TABLE joint_party (
          id {integer} NOT NULL,
          account_id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX joint_party_by_account ON joint_party (account_id)",
        """
        CREATE TABLE payer (
          id {integer} NOT NULL,
          account_id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          share TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX payer_by_account ON payer (account_id)",
        """
        CREATE TABLE agent (
          id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          kind TEXT NOT NULL,
          name TEXT NOT NULL,
          contact TEXT NOT NULL,
          scopes TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX agent_by_party ON agent (party_id)",
    ]
}
