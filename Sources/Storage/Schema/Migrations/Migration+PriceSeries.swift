extension Migration {
    /// Prices that change by the hour or follow an index, as facts.
    static let priceSeries = [
        // A price of a series from one ISO day or UTC instant up to another.
        """
        CREATE TABLE price_series (
          series TEXT NOT NULL,
          from_time TEXT NOT NULL,
          to_time TEXT NOT NULL,
          value TEXT NOT NULL,
          unit TEXT NOT NULL,
          {known},
          CHECK (from_time < to_time),
          PRIMARY KEY (series, from_time, known_from)) {strict}
        """
    ]
}
