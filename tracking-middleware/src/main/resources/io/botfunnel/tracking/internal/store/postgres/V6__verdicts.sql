-- What each process says of its bots, so that a command on any machine knows. It goes with its
-- worker. One whose word is older than it may be has stopped to think, though its worker lives.
-- Every row is rewritten every few seconds: so dead ones are taken away early.
CREATE TABLE worker_verdict (
  worker_id      BIGINT       NOT NULL REFERENCES worker (id) ON DELETE CASCADE,
  bot            VARCHAR(16)  NOT NULL,
  -- Its number and its machine.
  process        VARCHAR(200) NOT NULL,
  verdict        VARCHAR(20)  NOT NULL,
  since_ms       BIGINT       NOT NULL,
  fresh_until_ms BIGINT       NOT NULL,
  PRIMARY KEY (worker_id, bot)
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
