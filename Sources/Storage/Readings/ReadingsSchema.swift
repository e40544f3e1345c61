extension Schema {
    /// Meters: registers, their readings, and months of interval data.
    static let readings = [
        """
        -- A register of a meter, and the supply point that it is installed at between two days. A fact.
        CREATE TABLE register (
          id {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          meter_serial TEXT NOT NULL,
          code TEXT NOT NULL, -- what it is called on the meter and in files: 1, DAY, E1
          usage TEXT NOT NULL, -- what it counts, as tariff books name it
          unit TEXT NOT NULL, -- of its readings
          kind TEXT NOT NULL CHECK (kind IN ('register', 'interval')),
          interval_minutes {integer} NOT NULL DEFAULT 0, -- 0 for a dial
          dials {integer} NOT NULL, -- digits before the point
          decimals {integer} NOT NULL, -- digits after it
          multiplier TEXT NOT NULL, -- of what the dial shows; a decimal
          installed_on TEXT NOT NULL,
          removed_on TEXT NOT NULL, -- 9999-12-31 while it is installed
          suffix TEXT NOT NULL DEFAULT '', -- its channel in market files, such as E1
          {known},
          net_metered {integer} NOT NULL DEFAULT 0, -- 1: counts both directions, may run backwards
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX register_by_supply_point ON register (supply_point_id)",
        "CREATE INDEX register_by_serial ON register (meter_serial, code)",
        """
        -- A dial at the end of a local day. A fact.
        CREATE TABLE reading (
          register_id {integer} NOT NULL,
          day TEXT NOT NULL, -- the dial stood so at its end
          value {integer} NOT NULL, -- millionths of the register's unit
          type TEXT NOT NULL, -- code of rules B1, such as ACT or EST
          source TEXT NOT NULL, -- who gave it
          method TEXT NOT NULL, -- how it was read or estimated
          status TEXT NOT NULL, -- whether it stands
          {known},
          PRIMARY KEY (register_id, day, known_from)) {strict}{clustered}
        """,
        """
        -- A month of one channel: values and qualities of its intervals, in market or UTC days. A fact.
        CREATE TABLE interval_block (
          register_id {integer} NOT NULL,
          month TEXT NOT NULL, -- such as 2026-03
          first_day TEXT NOT NULL,
          day_count {integer} NOT NULL,
          interval_minutes {integer} NOT NULL,
          content {bytes} NOT NULL, -- values and qualities (IntervalBlock)
          {known},
          versions TEXT NOT NULL DEFAULT '', -- when the sender updated each day, seconds*days; blank: not said
          PRIMARY KEY (register_id, month, known_from)) {strict}
        """,
    ]
}
