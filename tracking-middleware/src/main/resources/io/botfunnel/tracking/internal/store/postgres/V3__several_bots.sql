-- Several bots share an outbox. What stands in a queue is its bot's by the name of the queue; the
-- rest says whose it is: '' is the unnamed bot, whose is all that was there before.
ALTER TABLE binding ADD COLUMN bot VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE binding DROP CONSTRAINT binding_pkey;
ALTER TABLE binding ADD PRIMARY KEY (bot, uid);
DROP INDEX binding_by_user;
CREATE INDEX binding_by_user ON binding (bot, tg_id);

ALTER TABLE attribution ADD COLUMN bot VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE attribution DROP CONSTRAINT attribution_pkey;
ALTER TABLE attribution ADD PRIMARY KEY (bot, tg_id);

ALTER TABLE conflict ADD COLUMN bot VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE conflict DROP CONSTRAINT conflict_once;
ALTER TABLE conflict ADD CONSTRAINT conflict_once UNIQUE (bot, kind, entry_key, offered);
DROP INDEX conflict_by_offered;
CREATE INDEX conflict_by_offered ON conflict (bot, offered);
CREATE INDEX conflict_by_bot ON conflict (bot, id);

ALTER TABLE funnel ADD COLUMN bot VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE funnel DROP CONSTRAINT funnel_pkey;
ALTER TABLE funnel ADD PRIMARY KEY (bot, span, step, from_ms, slot);

ALTER TABLE revenue ADD COLUMN bot VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE revenue DROP CONSTRAINT revenue_pkey;
ALTER TABLE revenue ADD PRIMARY KEY (bot, span, currency, from_ms, is_first, slot);

ALTER TABLE handed ADD COLUMN bot VARCHAR(16) NOT NULL DEFAULT '';
