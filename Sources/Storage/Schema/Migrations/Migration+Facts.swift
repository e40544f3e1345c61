// Facts: rows known from one event to another.
extension Migration {
    static let customers = [
        """
        CREATE TABLE party (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          name TEXT NOT NULL,
          email TEXT,
          language TEXT NOT NULL,
          kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
          phone TEXT,
          postal_address TEXT,
          vulnerability TEXT NOT NULL DEFAULT '',
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX party_by_code ON party (code, known_from)",
        """
        CREATE TABLE account (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          party_id {integer} NOT NULL,
          opened_on TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX account_by_code ON account (code, known_from)",
        "CREATE INDEX account_by_party ON account (party_id)",
    ]

    static let supply = [
        """
        CREATE TABLE premises (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          scheme TEXT NOT NULL REFERENCES scheme (code),
          address TEXT NOT NULL,
          postcode TEXT NOT NULL,
          jurisdiction TEXT NOT NULL DEFAULT '',
          price_zone TEXT NOT NULL DEFAULT '',
          class TEXT NOT NULL DEFAULT '',
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX premises_by_code ON premises (code, known_from)",
        """
        CREATE TABLE supply_point (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          premises_id {integer} NOT NULL,
          commodity TEXT NOT NULL CHECK (commodity IN ('water', 'gas', 'electricity', 'heat')),
          cycle TEXT,
          market_id TEXT,
          network_parent TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX supply_point_by_code ON supply_point (code, known_from)",
        "CREATE INDEX supply_point_by_premises ON supply_point (premises_id)",
        """
        CREATE TABLE agreement (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          account_id {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          tariff TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('occupied', 'void')),
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          {known},
          CHECK (from_day < to_day),
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX agreement_by_code ON agreement (code, known_from)",
        "CREATE INDEX agreement_by_supply_point ON agreement (supply_point_id)",
        "CREATE INDEX agreement_by_account ON agreement (account_id)",
        // A dated fact that a tariff may need: a return factor, a band, an agreed capacity.
        """
        CREATE TABLE property (
          supply_point_id {integer} NOT NULL,
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          {known},
          CHECK (from_day < to_day),
          PRIMARY KEY (supply_point_id, name, from_day, known_from)) {strict}
        """,
    ]

    static let metering = [
        // A register of a meter, and the supply point it hangs at between two days.
        """
        CREATE TABLE register (
          id {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          meter_serial TEXT NOT NULL,
          code TEXT NOT NULL,
          usage TEXT NOT NULL,
          unit TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('register', 'interval')),
          interval_minutes {integer} NOT NULL DEFAULT 0,
          dials {integer} NOT NULL,
          decimals {integer} NOT NULL,
          multiplier TEXT NOT NULL,
          installed_on TEXT NOT NULL,
          removed_on TEXT NOT NULL,
          suffix TEXT NOT NULL DEFAULT '',
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX register_by_supply_point ON register (supply_point_id)",
        "CREATE INDEX register_by_serial ON register (meter_serial, code)",
        // A dial at the end of a local day. `type` is the code of the rules' table B1.
        """
        CREATE TABLE reading (
          register_id {integer} NOT NULL,
          day TEXT NOT NULL,
          value {integer} NOT NULL,
          type TEXT NOT NULL,
          source TEXT NOT NULL,
          method TEXT NOT NULL,
          status TEXT NOT NULL,
          {known},
          PRIMARY KEY (register_id, day, known_from)) {strict}{clustered}
        """,
        // A month of one channel: values and qualities of its intervals, in market or UTC days.
        """
        CREATE TABLE interval_block (
          register_id {integer} NOT NULL,
          month TEXT NOT NULL,
          first_day TEXT NOT NULL,
          day_count {integer} NOT NULL,
          interval_minutes {integer} NOT NULL,
          content {bytes} NOT NULL,
          {known},
          PRIMARY KEY (register_id, month, known_from)) {strict}
        """,
    ]

    static let tariffs = [
        """
        CREATE TABLE tariff_version (
          id {integer} NOT NULL PRIMARY KEY,
          code TEXT NOT NULL,
          digest TEXT NOT NULL,
          file_name TEXT NOT NULL,
          book TEXT NOT NULL,
          {known}) {strict}
        """,
        "CREATE INDEX tariff_version_by_code ON tariff_version (code, known_from)",
        // What the utility decided for its runs; one row stands at a time.
        """
        CREATE TABLE policy_version (
          id {integer} NOT NULL PRIMARY KEY,
          digest TEXT NOT NULL,
          file_name TEXT NOT NULL,
          policy TEXT NOT NULL,
          {known}) {strict}
        """,
    ]
}
