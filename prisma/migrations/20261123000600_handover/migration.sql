-- What a parish owns, as its convenor enters it (section 45).
CREATE TABLE "asset" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_by_name" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "removed_at" TIMESTAMPTZ(6),
    "removed_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "asset_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "asset_parish_id_idx" ON "asset"("parish_id");
ALTER TABLE "asset" ADD CONSTRAINT "asset_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who was asked to receive something, and what they said. What there is to hand over is no table: it follows from what the parish has.
CREATE TYPE "handover_kind" AS ENUM ('power', 'asset', 'balance', 'commitment', 'proposal', 'role', 'record');
CREATE TYPE "handover_answer" AS ENUM ('accepted', 'refused');

CREATE TABLE "handover_item" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "kind" "handover_kind" NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    -- The person who was asked; empty when it was the council.
    "person_id" UUID,
    "organisation" TEXT NOT NULL DEFAULT '',
    -- The end of the parish for which they were asked: a renewal puts it off, and then they are asked again.
    "sunset_at" TIMESTAMPTZ(6) NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "answer" "handover_answer",
    "answered_at" TIMESTAMPTZ(6),
    "reason" TEXT NOT NULL DEFAULT '',
    -- As it is published: empty until they have accepted.
    "receiver_name" TEXT NOT NULL DEFAULT '',
    -- When it stopped standing: refused, or somebody else was asked.
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "handover_item_pkey" PRIMARY KEY ("id"),
    CONSTRAINT handover_item_answered_whole CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CONSTRAINT handover_item_refused_ends CHECK (answer IS DISTINCT FROM 'refused' OR ended_at IS NOT NULL)
);
CREATE INDEX "handover_item_parish_id_idx" ON "handover_item"("parish_id");
CREATE INDEX "handover_item_person_id_idx" ON "handover_item"("person_id");
ALTER TABLE "handover_item" ADD CONSTRAINT "handover_item_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "handover_item" ADD CONSTRAINT "handover_item_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- One receiver is asked at a time.
CREATE UNIQUE INDEX handover_item_one ON handover_item (parish_id, kind, subject) WHERE ended_at IS NULL;

-- Who was asked for what, and how that ended, stays as it was.
CREATE FUNCTION keep_handover_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL
    OR (NEW.id, NEW.parish_id, NEW.kind, NEW.subject, NEW.name, NEW.person_id, NEW.organisation, NEW.sunset_at, NEW.asked_by_id,
        NEW.asked_by_name, NEW.asked_at)
    IS DISTINCT FROM
       (OLD.id, OLD.parish_id, OLD.kind, OLD.subject, OLD.name, OLD.person_id, OLD.organisation, OLD.sunset_at, OLD.asked_by_id,
        OLD.asked_by_name, OLD.asked_at)
  THEN RAISE EXCEPTION 'what a receiver was asked cannot be changed, only answered and ended' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER handover_item_kept BEFORE UPDATE ON handover_item FOR EACH ROW EXECUTE FUNCTION keep_handover_item();
CREATE TRIGGER handover_item_not_deleted BEFORE DELETE ON handover_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asset_not_deleted BEFORE DELETE ON asset FOR EACH ROW EXECUTE FUNCTION refuse_change();
