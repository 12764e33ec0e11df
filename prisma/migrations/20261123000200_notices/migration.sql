CREATE TYPE "notice_mode" AS ENUM ('usual', 'at_once', 'daily', 'briefing', 'none');

ALTER TABLE "mail"
  ADD COLUMN "is_essential" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "next_try_at" TIMESTAMPTZ(6),
  ADD COLUMN "failed_at" TIMESTAMPTZ(6);
UPDATE mail SET is_essential = true WHERE key LIKE 'sign-in-code:%';

-- What still has to go is found without reading what went.
CREATE INDEX "mail_waiting" ON "mail" ("created_at") WHERE sent_at IS NULL AND failed_at IS NULL;

CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "until" TIMESTAMPTZ(6),
    "parish_id" UUID,
    "vote_id" UUID,
    "is_pressing" BOOLEAN NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "spread_at" TIMESTAMPTZ(6),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "notice_key_key" ON "notice"("key");
CREATE INDEX "notice_at_idx" ON "notice"("at");
CREATE INDEX "notice_waiting" ON "notice" ("at") WHERE spread_at IS NULL;

CREATE TABLE "notice_reader" (
    "notice_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_own" BOOLEAN NOT NULL,

    CONSTRAINT "notice_reader_pkey" PRIMARY KEY ("notice_id", "person_id")
);
CREATE INDEX "notice_reader_person_id_idx" ON "notice_reader"("person_id");
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_notice_id_fkey"
  FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "notice_preference" (
    "person_id" UUID NOT NULL,
    "mode" "notice_mode" NOT NULL DEFAULT 'usual',
    "token" UUID NOT NULL DEFAULT gen_random_uuid(),
    "told_until" TIMESTAMPTZ(6),

    CONSTRAINT "notice_preference_pkey" PRIMARY KEY ("person_id")
);
CREATE UNIQUE INDEX "notice_preference_token_key" ON "notice_preference"("token");

CREATE TABLE "refused_address" (
    "email" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "refused_address_pkey" PRIMARY KEY ("email")
);

-- Who may read a notice: the one place that says so, for the letters and for the list in the account.
CREATE VIEW notice_audience AS
  SELECT n.id AS notice_id, r.person_id, false AS is_own
  FROM notice n JOIN vote_roll r ON r.vote_id = n.vote_id
UNION ALL
  SELECT n.id, r.person_id, false
  FROM notice n
  JOIN parish_ward w ON w.parish_id = n.parish_id
  JOIN residency r ON r.ward_id = w.ward_id AND r.confirmed_at <= n.at AND (r.ended_at IS NULL OR r.ended_at > n.at)
UNION ALL
  SELECT notice_id, person_id, is_own FROM notice_reader;
