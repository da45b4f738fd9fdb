-- Several bots share an outbox. What stands in a queue is its bot's by the name of the queue; the
-- rest says whose it is: '' is the unnamed bot, whose is all that was there before.
-- A primary key of H2 is the table's own order: so each table is made anew.
CREATE TABLE binding_of_bot (
  bot         VARCHAR(16) NOT NULL,
  uid         VARCHAR(61) NOT NULL,
  tg_id       BIGINT      NOT NULL,
  bound_at_ms BIGINT      NOT NULL,
  PRIMARY KEY (bot, uid)
);
INSERT INTO binding_of_bot SELECT '', uid, tg_id, bound_at_ms FROM binding;
DROP TABLE binding;
ALTER TABLE binding_of_bot RENAME TO binding;
CREATE INDEX binding_by_user ON binding (bot, tg_id);

CREATE TABLE attribution_of_bot (
  bot   VARCHAR(16) NOT NULL,
  tg_id BIGINT      NOT NULL,
  uid   VARCHAR(61) NOT NULL,
  PRIMARY KEY (bot, tg_id)
);
INSERT INTO attribution_of_bot SELECT '', tg_id, uid FROM attribution;
DROP TABLE attribution;
ALTER TABLE attribution_of_bot RENAME TO attribution;

ALTER TABLE conflict ADD COLUMN bot VARCHAR(16) DEFAULT '' NOT NULL;
ALTER TABLE conflict DROP CONSTRAINT conflict_once;
ALTER TABLE conflict ADD CONSTRAINT conflict_once UNIQUE (bot, kind, entry_key, offered);
DROP INDEX conflict_by_offered;
CREATE INDEX conflict_by_offered ON conflict (bot, offered);
CREATE INDEX conflict_by_bot ON conflict (bot, id);

CREATE TABLE funnel_of_bot (
  bot     VARCHAR(16) NOT NULL,
  span    VARCHAR(6)  NOT NULL,
  step    VARCHAR(16) NOT NULL,
  from_ms BIGINT      NOT NULL,
  n       BIGINT      NOT NULL,
  PRIMARY KEY (bot, span, step, from_ms)
);
INSERT INTO funnel_of_bot SELECT '', span, step, from_ms, n FROM funnel;
DROP TABLE funnel;
ALTER TABLE funnel_of_bot RENAME TO funnel;

CREATE TABLE revenue_of_bot (
  bot       VARCHAR(16)    NOT NULL,
  span      VARCHAR(6)     NOT NULL,
  currency  VARCHAR(3)     NOT NULL,
  from_ms   BIGINT         NOT NULL,
  is_first  BOOLEAN        NOT NULL,
  n         BIGINT         NOT NULL,
  amount    DECIMAL(38, 4) NOT NULL,
  PRIMARY KEY (bot, span, currency, from_ms, is_first)
);
INSERT INTO revenue_of_bot SELECT '', span, currency, from_ms, is_first, n, amount FROM revenue;
DROP TABLE revenue;
ALTER TABLE revenue_of_bot RENAME TO revenue;

ALTER TABLE handed ADD COLUMN bot VARCHAR(16) DEFAULT '' NOT NULL;
