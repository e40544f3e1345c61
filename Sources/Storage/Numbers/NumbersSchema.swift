extension Schema {
    /// Numbers of new things.
    static let numbers = [
        """
        -- The last number given to a thing of a kind. Kinds without a row have given none.
        CREATE TABLE number_sequence (
          kind TEXT NOT NULL PRIMARY KEY, -- the table of the things
          last_number {integer} NOT NULL CHECK (last_number >= 0)) {strict}
        """
    ]
}
