extension Schema {
    /// Dated facts of parties and accounts.
    static let datedRecords = [
        """
        -- What is to be minded of a party. A fact.
        CREATE TABLE need (
          id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          kind TEXT NOT NULL, -- such as dialysis; blank once erased
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          confirmed_on TEXT,
          consent TEXT NOT NULL, -- how they agreed, or why it is kept without
          note TEXT NOT NULL,
          {known},
          seal {bytes}, -- as of party
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX need_by_party ON need (party_id)",
        """
        -- Why something about an account stands still. A fact.
        CREATE TABLE hold (
          id {integer} NOT NULL,
          account_id {integer} NOT NULL,
          kind TEXT NOT NULL, -- such as breathing-space
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          review_on TEXT,
          team TEXT NOT NULL, -- who looks after it, such as billing
          reason TEXT NOT NULL,
          {known},
          seal {bytes}, -- as of party
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX hold_by_account ON hold (account_id)",
        """
        -- How a party wants to be reached for a purpose. A fact.
        CREATE TABLE preference (
          id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          purpose TEXT NOT NULL, -- bill, service, interruption or marketing
          channel TEXT NOT NULL,
          format TEXT NOT NULL, -- such as large-print
          language TEXT NOT NULL, -- blank for the party's own
          quiet_hours TEXT NOT NULL, -- 22:00-07:00, or blank
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL, -- of a consent
          {known},
          seal {bytes}, -- as of party
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX preference_by_party ON preference (party_id)",
        """
        -- Somebody liable for an account beside its party. A fact.
        CREATE TABLE joint_party (
          id {integer} NOT NULL,
          account_id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes}, -- as of party
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX joint_party_by_account ON joint_party (account_id)",
        """
        -- Somebody who pays an account for its party. A fact.
        CREATE TABLE payer (
          id {integer} NOT NULL,
          account_id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          share TEXT NOT NULL, -- percent, a decimal
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes}, -- as of party
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX payer_by_account ON payer (account_id)",
        """
        -- Somebody with authority to act for a party. A fact.
        CREATE TABLE agent (
          id {integer} NOT NULL,
          party_id {integer} NOT NULL,
          kind TEXT NOT NULL, -- such as power-of-attorney
          name TEXT NOT NULL,
          contact TEXT NOT NULL,
          scopes TEXT NOT NULL, -- such as bills;readings
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          evidence TEXT NOT NULL,
          {known},
          seal {bytes}, -- as of party
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX agent_by_party ON agent (party_id)",
    ]
}
