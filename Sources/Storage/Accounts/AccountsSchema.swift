extension Schema {
    /// Who pays: parties and their accounts. All personal data is here, and in events.
    static let accounts = [
        """
        -- A person or organisation that holds accounts. A fact.
        CREATE TABLE party (
          id {integer} NOT NULL,
          code TEXT NOT NULL, -- the number people know
          name TEXT NOT NULL,
          email TEXT,
          language TEXT NOT NULL, -- of letters, such as en
          kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
          phone TEXT,
          postal_address TEXT, -- where letters go, where not to the premises
          vulnerability TEXT NOT NULL DEFAULT '', -- needs, in words; blank where none is known
          {known},
          seal {bytes}, -- salts of the personal values, or commitments to erased ones (FactSeal)
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX party_by_code ON party (code, known_from)",
        """
        -- An account of a party: what bills are addressed to and balances are kept of. A fact.
        CREATE TABLE account (
          id {integer} NOT NULL,
          code TEXT NOT NULL, -- the number people know
          party_id {integer} NOT NULL,
          opened_on TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX account_by_code ON account (code, known_from)",
        "CREATE INDEX account_by_party ON account (party_id)",
    ]
}
