extension Schema {
    /// What the program does by itself, and what became of each time of it.
    static let jobs = [
        """
        -- A job: what is done when. A fact.
        CREATE TABLE job (
          name TEXT NOT NULL,
          task TEXT NOT NULL, -- such as send-outbox
          argument TEXT NOT NULL, -- of the task; blank where it has none
          schedule TEXT NOT NULL, -- such as daily 02:00
          zone TEXT NOT NULL, -- IANA name, of the times of the schedule
          missed TEXT NOT NULL, -- skip, last or each: times at which nobody was there
          window_minutes {integer} NOT NULL, -- after its time in which a start is not late
          retries {integer} NOT NULL,
          pause_minutes {integer} NOT NULL, -- between tries
          predecessors TEXT NOT NULL, -- jobs that have to end well before it, with semicolons
          owner TEXT NOT NULL,
          on_call TEXT NOT NULL, -- who is told when it fails
          is_on {integer} NOT NULL,
          {known},
          PRIMARY KEY (name, known_from)) {strict}
        """,
        """
        -- One time of a job, and how it stands.
        CREATE TABLE job_firing (
          job_name TEXT NOT NULL,
          scheduled_at {integer} NOT NULL, -- seconds since 1970
          state TEXT NOT NULL, -- waiting, running, done, failed or missed
          failures {integer} NOT NULL DEFAULT 0, -- tries that failed
          due_at {integer} NOT NULL, -- milliseconds since 1970: not tried before
          token {integer} NOT NULL DEFAULT 0, -- counts its leases: only the last one may end it
          holder TEXT, -- the process that has it in hand
          leased_until {integer}, -- milliseconds since 1970
          said TEXT NOT NULL DEFAULT '', -- what the last try came to
          event_id {integer} REFERENCES event (id), -- that ended it
          PRIMARY KEY (job_name, scheduled_at)) {strict}
        """,
        "CREATE INDEX job_firing_by_state ON job_firing (state, due_at)",
        "CREATE INDEX job_firing_by_event ON job_firing (event_id)",
    ]
}
