extension Schema {
    /// Schemes, premises, supply points, agreements and properties.
    static let supply = [
        """
        -- A network or district with its own prices, rules, currency and clock. Never changes.
        CREATE TABLE scheme (
          code TEXT NOT NULL PRIMARY KEY, -- also the series of its bills' numbers
          name TEXT NOT NULL,
          jurisdiction TEXT NOT NULL, -- such as GB-EAW or AU-VIC
          currency TEXT NOT NULL, -- ISO 4217
          zone TEXT NOT NULL, -- IANA time zone
          contact TEXT NOT NULL DEFAULT '', -- who bills say to ask
          event_id {integer} NOT NULL REFERENCES event (id)) {strict} -- that brought it
        """,
        """
        -- A place that is supplied: one bill for each account there. A fact.
        CREATE TABLE premises (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          scheme TEXT NOT NULL REFERENCES scheme (code),
          address TEXT NOT NULL,
          postcode TEXT NOT NULL,
          jurisdiction TEXT NOT NULL DEFAULT '', -- whose rules hold; blank for the scheme's
          price_zone TEXT NOT NULL DEFAULT '', -- inside the scheme; blank where it has none
          class TEXT NOT NULL DEFAULT '', -- customer class of the price list, such as domestic
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX premises_by_code ON premises (code, known_from)",
        """
        -- Where one commodity is delivered and metered. A fact.
        CREATE TABLE supply_point (
          id {integer} NOT NULL,
          code TEXT NOT NULL, -- supply point number, MPAN, MPRN or NMI
          premises_id {integer} NOT NULL,
          commodity TEXT NOT NULL CHECK (commodity IN ('water', 'gas', 'electricity', 'heat')),
          cycle TEXT, -- when it is billed; null where it has lost its cycle
          market_id TEXT, -- its name in market files, where that is another
          network_parent TEXT, -- the point upstream of it, by code
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX supply_point_by_code ON supply_point (code, known_from)",
        "CREATE INDEX supply_point_by_premises ON supply_point (premises_id)",
        """
        -- An account supplied at a supply point under a tariff from one day up to another. A fact.
        CREATE TABLE agreement (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          account_id {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          tariff TEXT NOT NULL, -- code of the tariff book
          kind TEXT NOT NULL CHECK (kind IN ('occupied', 'void')), -- void: the owner's, between customers
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL, -- 9999-12-31 while it runs
          {known},
          CHECK (from_day < to_day),
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX agreement_by_code ON agreement (code, known_from)",
        "CREATE INDEX agreement_by_supply_point ON agreement (supply_point_id)",
        "CREATE INDEX agreement_by_account ON agreement (account_id)",
        """
        -- A dated fact that a tariff may need: a return factor, a band, an agreed capacity.
        CREATE TABLE property (
          supply_point_id {integer} NOT NULL,
          name TEXT NOT NULL, -- as tariff books ask for it
          value TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          {known},
          CHECK (from_day < to_day),
          PRIMARY KEY (supply_point_id, name, from_day, known_from)) {strict}
        """,
    ]
}
