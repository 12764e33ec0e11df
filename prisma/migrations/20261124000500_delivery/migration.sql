-- How decisions are carried out (section 38) and what came of them (section 39).

-- The owner's name, beside the post.
ALTER TABLE "commitment" ADD COLUMN "owner_name" TEXT NOT NULL DEFAULT '';

-- Steps on the way to a commitment, with their own dates.
CREATE TABLE "milestone" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "done_at" TIMESTAMPTZ(6),

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "milestone_commitment_id_idx" ON "milestone"("commitment_id");
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_commitment_id_fkey"
  FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was said and done about a commitment, in order. A date that moved stands here with both days, the reason, and who moved it.
CREATE TABLE "commitment_step" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "from_on" DATE,
    "to_on" DATE,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "commitment_step_pkey" PRIMARY KEY ("id"),
    CONSTRAINT commitment_step_kind CHECK (kind IN ('noted', 'moved', 'done', 'milestone_added', 'milestone_done')),
    CONSTRAINT commitment_step_moves CHECK ((kind = 'moved') = (from_on IS NOT NULL AND to_on IS NOT NULL))
);
CREATE INDEX "commitment_step_commitment_id_at_idx" ON "commitment_step"("commitment_id", "at");
ALTER TABLE "commitment_step" ADD CONSTRAINT "commitment_step_commitment_id_fkey"
  FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER commitment_step_append_only BEFORE UPDATE OR DELETE ON commitment_step FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What the minute books already tell of commitments.
INSERT INTO "commitment_step" ("id", "commitment_id", "kind", "text", "from_on", "to_on", "by_name", "by_post", "at")
SELECT gen_random_uuid(), c."id", e."body"->>'step', coalesce(e."body"->>'sentence', ''),
       CASE WHEN e."body"->>'step' = 'moved' THEN (e."body"->>'expectedBefore')::date END,
       CASE WHEN e."body"->>'step' = 'moved' THEN (e."body"->>'nowExpected')::date END,
       coalesce(e."body"->>'officer', ''), coalesce(e."body"->>'post', ''), e."at"
FROM "minute_entry" e JOIN "commitment" c ON c."id"::text = e."body"->>'commitment'
WHERE e."kind" = 'delivery_recorded'
  AND (e."body"->>'step' = 'done'
    OR (e."body"->>'step' = 'moved' AND e."body" ?& array['expectedBefore', 'nowExpected']));

-- Files that show what was done. They lie in the database, so that a backup holds them and every process serves them.
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "step_id" UUID,
    "hash" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "alt" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "hidden_at" TIMESTAMPTZ(6),
    "hidden_by_id" UUID,
    "hidden_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id"),
    CONSTRAINT evidence_is_known_type CHECK (mime IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
    CONSTRAINT evidence_has_its_size CHECK (size = octet_length(bytes))
);
CREATE UNIQUE INDEX "evidence_commitment_id_hash_key" ON "evidence"("commitment_id", "hash");
ALTER TABLE "evidence" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_commitment_id_fkey"
  FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_step_id_fkey"
  FOREIGN KEY ("step_id") REFERENCES "commitment_step"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What residents say about a commitment: one standing report a person.
CREATE TABLE "delivery_report" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_done" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "evidence_id" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "hidden_at" TIMESTAMPTZ(6),
    "hidden_by_id" UUID,
    "hidden_reason" TEXT NOT NULL DEFAULT '',
    "answer" TEXT NOT NULL DEFAULT '',
    "answered_by" TEXT NOT NULL DEFAULT '',
    "answered_at" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_report_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "delivery_report_commitment_id_person_id_key" ON "delivery_report"("commitment_id", "person_id");
CREATE INDEX "delivery_report_evidence_id_idx" ON "delivery_report"("evidence_id");
ALTER TABLE "delivery_report" ADD CONSTRAINT "delivery_report_commitment_id_fkey"
  FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delivery_report" ADD CONSTRAINT "delivery_report_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delivery_report" ADD CONSTRAINT "delivery_report_evidence_id_fkey"
  FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A figure belongs to a priority action of a charter or to the measure of a decision.
ALTER TABLE "measurement" ALTER COLUMN "priority_action_id" DROP NOT NULL;
ALTER TABLE "measurement" ADD COLUMN "proposal_id" UUID;
ALTER TABLE "measurement" ADD CONSTRAINT measurement_of_one_thing CHECK (num_nonnulls(priority_action_id, proposal_id) = 1);
CREATE INDEX "measurement_proposal_id_measured_on_idx" ON "measurement"("proposal_id", "measured_on");
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_proposal_id_fkey"
  FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The figures as they stood when the review was published.
ALTER TABLE "outcome_review" ADD COLUMN "figures" JSONB NOT NULL DEFAULT '[]';
CREATE TRIGGER outcome_review_append_only BEFORE UPDATE OR DELETE ON outcome_review FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What the council found of a power that it gave on trial (section 15).
CREATE TABLE "power_review" (
    "power_id" UUID NOT NULL,
    "outcome" "review_outcome" NOT NULL,
    "finding" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "power_review_pkey" PRIMARY KEY ("power_id")
);
ALTER TABLE "power_review" ADD CONSTRAINT "power_review_power_id_fkey"
  FOREIGN KEY ("power_id") REFERENCES "power"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER power_review_append_only BEFORE UPDATE OR DELETE ON power_review FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is measured, from where to where, and by when is fixed when the decision passes (section 39).
CREATE FUNCTION keep_measure_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM vote WHERE proposal_id = OLD.id AND closed_at IS NOT NULL AND ruling->>'outcome' = 'passed')
  THEN RAISE EXCEPTION 'the measure of a decision is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_measure_frozen BEFORE UPDATE ON proposal FOR EACH ROW
  WHEN ((OLD.measure, OLD.baseline, OLD.target, OLD.measure_on) IS DISTINCT FROM (NEW.measure, NEW.baseline, NEW.target, NEW.measure_on))
  EXECUTE FUNCTION keep_measure_frozen();

-- The promise and the day first given are never taken away (section 38).
CREATE FUNCTION keep_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a promise stays as it was made' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER commitment_promise_kept BEFORE UPDATE ON commitment FOR EACH ROW
  WHEN ((OLD.proposal_id, OLD.what, OLD.original_due_on, OLD.made_at) IS DISTINCT FROM (NEW.proposal_id, NEW.what, NEW.original_due_on, NEW.made_at))
  EXECUTE FUNCTION keep_promise();
