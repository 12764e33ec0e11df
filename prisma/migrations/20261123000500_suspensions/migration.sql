-- Orders of a council that suspend or revoke one power, or a whole parish (section 16), and appeals against them (section 50).
CREATE TYPE "order_kind" AS ENUM ('suspend', 'revoke');
CREATE TYPE "order_end" AS ENUM ('withdrawn', 'reinstated', 'set_aside');
CREATE TYPE "finding" AS ENUM ('upheld', 'set_aside');

CREATE TABLE "suspension" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "power_id" UUID,
    "kind" "order_kind" NOT NULL,
    "ground" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "officer_id" UUID NOT NULL,
    "officer_name" TEXT NOT NULL,
    "officer_post" TEXT NOT NULL,
    "notice_at" TIMESTAMPTZ(6) NOT NULL,
    "takes_effect_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_how" "order_end",
    "ended_by_id" UUID,
    "ended_by_name" TEXT NOT NULL DEFAULT '',
    "ended_by_post" TEXT NOT NULL DEFAULT '',
    "ended_reasons" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "suspension_pkey" PRIMARY KEY ("id"),
    CONSTRAINT suspension_not_before_its_notice CHECK (takes_effect_at >= notice_at),
    CONSTRAINT suspension_ends_somehow CHECK ((ended_at IS NULL) = (ended_how IS NULL))
);
CREATE INDEX "suspension_parish_id_idx" ON "suspension"("parish_id");
CREATE INDEX "suspension_power_id_idx" ON "suspension"("power_id");
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_power_id_fkey"
  FOREIGN KEY ("power_id") REFERENCES "power"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- One order of each kind stands at a time.
CREATE UNIQUE INDEX suspension_one_a_power ON suspension (power_id, kind) WHERE ended_at IS NULL AND power_id IS NOT NULL;
CREATE UNIQUE INDEX suspension_one_a_parish ON suspension (parish_id, kind) WHERE ended_at IS NULL AND power_id IS NULL;

CREATE TABLE "appeal" (
    "suspension_id" UUID NOT NULL,
    "reasons" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "finding" "finding",
    "finding_reasons" TEXT NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(6),
    "decided_by_id" UUID,
    "decided_by_name" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("suspension_id"),
    CONSTRAINT appeal_decided_with_a_finding CHECK ((decided_at IS NULL) = (finding IS NULL))
);
CREATE INDEX "appeal_decided_at_idx" ON "appeal"("decided_at");
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_suspension_id_fkey"
  FOREIGN KEY ("suspension_id") REFERENCES "suspension"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was ordered, and how it ended, stays as it was published.
CREATE FUNCTION keep_suspension() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL
    OR (NEW.id, NEW.parish_id, NEW.power_id, NEW.kind, NEW.ground, NEW.reasons, NEW.officer_id, NEW.officer_name, NEW.officer_post,
        NEW.notice_at, NEW.takes_effect_at)
    IS DISTINCT FROM
       (OLD.id, OLD.parish_id, OLD.power_id, OLD.kind, OLD.ground, OLD.reasons, OLD.officer_id, OLD.officer_name, OLD.officer_post,
        OLD.notice_at, OLD.takes_effect_at)
  THEN RAISE EXCEPTION 'an order cannot be changed, only ended once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER suspension_kept BEFORE UPDATE ON suspension FOR EACH ROW EXECUTE FUNCTION keep_suspension();
CREATE TRIGGER suspension_not_deleted BEFORE DELETE ON suspension FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_at IS NOT NULL
    OR (NEW.suspension_id, NEW.reasons, NEW.by_id, NEW.by_name, NEW.at)
    IS DISTINCT FROM (OLD.suspension_id, OLD.reasons, OLD.by_id, OLD.by_name, OLD.at)
  THEN RAISE EXCEPTION 'an appeal cannot be changed, only decided once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_kept BEFORE UPDATE ON appeal FOR EACH ROW EXECUTE FUNCTION keep_appeal();
CREATE TRIGGER appeal_not_deleted BEFORE DELETE ON appeal FOR EACH ROW EXECUTE FUNCTION refuse_change();
