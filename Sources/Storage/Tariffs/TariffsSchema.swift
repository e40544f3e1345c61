extension Schema {
    /// Versions of tariff books, price series, and versions of the billing policy.
    static let tariffs = [
        """
        -- A version of a tariff book, word for word as its file was. A fact.
        CREATE TABLE tariff_version (
          id {integer} NOT NULL PRIMARY KEY,
          code TEXT NOT NULL, -- of the tariff
          digest TEXT NOT NULL, -- SHA-256 of the book
          file_name TEXT NOT NULL,
          book TEXT NOT NULL, -- YAML
          {known}) {strict}
        """,
        "CREATE INDEX tariff_version_by_code ON tariff_version (code, known_from)",
        """
        -- What the utility decided for its runs: limits, texts, read windows. One row stands at a time.
        CREATE TABLE policy_version (
          id {integer} NOT NULL PRIMARY KEY,
          digest TEXT NOT NULL, -- SHA-256 of the policy
          file_name TEXT NOT NULL,
          policy TEXT NOT NULL, -- YAML
          {known}) {strict}
        """,
        """
        -- A price of a series from one ISO day or UTC instant up to another. A fact.
        CREATE TABLE price_series (
          series TEXT NOT NULL, -- as tariff books name it
          from_time TEXT NOT NULL,
          to_time TEXT NOT NULL,
          value TEXT NOT NULL, -- a decimal
          unit TEXT NOT NULL, -- such as GBP/kWh
          {known},
          CHECK (from_time < to_time),
          PRIMARY KEY (series, from_time, known_from)) {strict}
        """,
    ]
}
