// Checks of references where one statement writes thousands of rows. PostgreSQL's own foreign keys
// look up the parent once for each row, which took half the time of a bill run. These triggers
// check once for each statement, at the same moment, and refuse the same rows.
extension Dialect {
    /// Statements that replace declared references by checks once for each statement. None for
    /// SQLite, which has another way (`Engine.writeDerived`).
    func checkingByStatement(_ references: [Reference]) -> [String] {
        guard self == .postgres, !references.isEmpty else { return [] }
        return [Dialect.refuseDangling, Dialect.refuseOrphans]
            + references.flatMap(Dialect.checkingByStatement)
    }

    private static func checkingByStatement(_ reference: Reference) -> [String] {
        let names = [reference.table, reference.column, reference.parent, reference.key]
        let arguments = names.map { "'\($0)'" }.joined(separator: ", ")
        func trigger(_ event: String, on table: String, naming rows: String, _ check: String)
            -> String
        {
            """
            CREATE TRIGGER \(reference.name)_\(check)_\(event.lowercased())
            AFTER \(event) ON \(table) \(rows)
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_\(check)(\(arguments))
            """
        }
        let (written, gone) = ("REFERENCING NEW TABLE AS written", "REFERENCING OLD TABLE AS gone")
        return ["ALTER TABLE \(reference.table) DROP CONSTRAINT IF EXISTS \(reference.name)"]
            + ["INSERT", "UPDATE"].map {
                trigger($0, on: reference.table, naming: written, "dangling")
            }
            + ["DELETE", "UPDATE"].map {
                trigger($0, on: reference.parent, naming: gone, "orphans")
            }
            + [trigger("TRUNCATE", on: reference.parent, naming: "", "orphans")]
    }

    /// Like the server's own checks these run with the rights of the tables' owner. Plans are
    /// limited to index look-ups, as statistics may be missing or out of date.
    private static let ofTrigger = """
        RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
        """

    /// Refuses rows that reference a missing row.
    private static let refuseDangling = """
        CREATE OR REPLACE FUNCTION refuse_dangling() \(ofTrigger) AS $$
        DECLARE lost text;
        BEGIN
          EXECUTE format(
            'SELECT named.key FROM (SELECT DISTINCT %1$I AS key FROM written) AS named
             WHERE named.key IS NOT NULL AND NOT EXISTS (
               SELECT FROM %2$I.%3$I AS parent WHERE parent.%4$I = named.key) LIMIT 1',
            TG_ARGV[1], TG_TABLE_SCHEMA, TG_ARGV[2], TG_ARGV[3]) INTO lost;
          IF lost IS NOT NULL THEN
            RAISE foreign_key_violation USING
              MESSAGE = format('%s names in %s what is not there', TG_ARGV[0], TG_ARGV[1]),
              DETAIL = format('There is no %s %s.', TG_ARGV[2], lost),
              CONSTRAINT = format('%s_%s_fkey', TG_ARGV[0], TG_ARGV[1]);
          END IF;
          RETURN NULL;
        END $$
        """

    /// Refuses to delete rows that others reference, including rows being written concurrently.
    private static let refuseOrphans = """
        CREATE OR REPLACE FUNCTION refuse_orphans() \(ofTrigger) AS $$
        DECLARE
          lost text;
          naming text := format('SELECT FROM %I.%I AS child WHERE child.%I',
            TG_TABLE_SCHEMA, TG_ARGV[0], TG_ARGV[1]);
          named text := format(
            'SELECT lost.key FROM (SELECT DISTINCT %1$I AS key FROM gone) AS lost WHERE NOT EXISTS (
               SELECT FROM %2$I.%3$I AS parent WHERE parent.%1$I = lost.key)',
            TG_ARGV[3], TG_TABLE_SCHEMA, TG_ARGV[2]);
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN
            EXECUTE format('SELECT %L WHERE EXISTS (%s IS NOT NULL)', 'row', naming) INTO lost;
          ELSE
            EXECUTE named || ' LIMIT 1' INTO lost;
            IF lost IS NULL THEN RETURN NULL; END IF;
            EXECUTE format('LOCK TABLE %I.%I IN SHARE ROW EXCLUSIVE MODE',
              TG_TABLE_SCHEMA, TG_ARGV[0]);
            EXECUTE format('%s AND EXISTS (%s = lost.key) LIMIT 1', named, naming) INTO lost;
          END IF;
          IF lost IS NOT NULL THEN
            RAISE foreign_key_violation USING
              MESSAGE = format('%s still names in %s what would go', TG_ARGV[0], TG_ARGV[1]),
              DETAIL = format('%s %s is named.', TG_ARGV[2], lost),
              CONSTRAINT = format('%s_%s_fkey', TG_ARGV[0], TG_ARGV[1]);
          END IF;
          RETURN NULL;
        END $$
        """
}
