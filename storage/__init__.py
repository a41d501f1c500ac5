"""The tables and the queries on them; the engine, the migrations' runner, the outbox and the audit log."""
