extension Migration {
    /// What the program does by itself.
    static let jobs = [
        """
        CREATE TABLE job (
          name TEXT NOT NULL,
          task TEXT NOT NULL,
          argument TEXT NOT NULL,
          schedule TEXT NOT NULL,
          zone TEXT NOT NULL,
          missed TEXT NOT NULL,
          window_minutes {integer} NOT NULL,
          retries {integer} NOT NULL,
          pause_minutes {integer} NOT NULL,
          predecessors TEXT NOT NULL,
          owner TEXT NOT NULL,
          on_call TEXT NOT NULL,
          is_on {integer} NOT NULL,
          {known},
          PRIMARY KEY (name, known_from)) {strict}
        """,
        """
        CREATE TABLE job_firing (
          job_name TEXT NOT NULL,
          scheduled_at {integer} NOT NULL,
          state TEXT NOT NULL,
          failures {integer} NOT NULL DEFAULT 0,
          due_at {integer} NOT NULL,
          token {integer} NOT NULL DEFAULT 0,
          holder TEXT,
          leased_until {integer},
          said TEXT NOT NULL DEFAULT '',
          event_id {integer} REFERENCES event (id),
          PRIMARY KEY (job_name, scheduled_at)) {strict}
        """,
        "CREATE INDEX job_firing_by_state ON job_firing (state, due_at)",
        "CREATE INDEX job_firing_by_event ON job_firing (event_id)",
    ]
}
