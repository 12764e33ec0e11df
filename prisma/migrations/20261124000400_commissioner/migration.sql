-- What comes before the Commissioner (section 50): who contested what, what each side said, counts that were done again, and what was found.
-- Silence, objections, appeals and vacancies need no row to come before the Commissioner: they follow from what is there and from the clock.
CREATE TYPE "matter_kind" AS ENUM ('silence', 'objection', 'inadmissibility', 'contested_count', 'suspension');
CREATE TYPE "matter_side" AS ENUM ('claimant', 'respondent');

CREATE TABLE "contest" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "vote_id" UUID,
    "proposal_id" UUID,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "receipt" TEXT NOT NULL DEFAULT '',
    "is_receipt_counted" BOOLEAN,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "contest_pkey" PRIMARY KEY ("id"),
    CONSTRAINT contest_of_one_thing CHECK ((vote_id IS NULL) <> (proposal_id IS NULL)),
    -- A receipt that is in the ballot file would say how its holder voted, so it is never kept beside a name.
    CONSTRAINT contest_keeps_no_ballot CHECK (receipt = '' OR is_receipt_counted IS FALSE)
);
CREATE INDEX "contest_parish_id_idx" ON "contest"("parish_id");
CREATE UNIQUE INDEX "contest_vote_id_person_id_key" ON "contest"("vote_id", "person_id");
CREATE UNIQUE INDEX "contest_proposal_id_key" ON "contest"("proposal_id");
ALTER TABLE "contest" ADD CONSTRAINT "contest_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "contest" ADD CONSTRAINT "contest_vote_id_fkey"
  FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "contest" ADD CONSTRAINT "contest_proposal_id_fkey"
  FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "matter_statement" (
    "kind" "matter_kind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "side" "matter_side" NOT NULL,
    "parish_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "matter_statement_pkey" PRIMARY KEY ("kind", "subject_id", "side")
);
CREATE INDEX "matter_statement_parish_id_idx" ON "matter_statement"("parish_id");
ALTER TABLE "matter_statement" ADD CONSTRAINT "matter_statement_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "recount" (
    "vote_id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "agrees" BOOLEAN NOT NULL,
    "report" JSONB NOT NULL,
    "counts" JSONB NOT NULL,
    "root" TEXT NOT NULL,
    "ballot_file" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "recount_pkey" PRIMARY KEY ("vote_id")
);
CREATE INDEX "recount_parish_id_idx" ON "recount"("parish_id");
ALTER TABLE "recount" ADD CONSTRAINT "recount_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recount" ADD CONSTRAINT "recount_vote_id_fkey"
  FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "matter_finding" (
    "kind" "matter_kind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "is_upheld" BOOLEAN NOT NULL,
    "reasons" TEXT NOT NULL,
    "original_by" TIMESTAMPTZ(6),
    "directed_by" TIMESTAMPTZ(6),
    "ruling" JSONB NOT NULL,
    "objection" JSONB,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "matter_finding_pkey" PRIMARY KEY ("kind", "subject_id"),
    CONSTRAINT matter_finding_names_both_dates CHECK ((original_by IS NULL) = (directed_by IS NULL))
);
CREATE INDEX "matter_finding_parish_id_idx" ON "matter_finding"("parish_id");
CREATE INDEX "matter_finding_at_idx" ON "matter_finding"("at");
ALTER TABLE "matter_finding" ADD CONSTRAINT "matter_finding_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was said and found before the Commissioner is final.
CREATE TRIGGER contest_append_only BEFORE UPDATE OR DELETE ON contest FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contest_no_truncate BEFORE TRUNCATE ON contest FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matter_statement_append_only BEFORE UPDATE OR DELETE ON matter_statement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matter_statement_no_truncate BEFORE TRUNCATE ON matter_statement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recount_append_only BEFORE UPDATE OR DELETE ON recount FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recount_no_truncate BEFORE TRUNCATE ON recount FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matter_finding_append_only BEFORE UPDATE OR DELETE ON matter_finding FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matter_finding_no_truncate BEFORE TRUNCATE ON matter_finding FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A proposal that was ruled out and then goes on after all: when it was ruled out, and the place that it held until then.
ALTER TABLE "proposal" ADD COLUMN "ruled_out_at" TIMESTAMPTZ(6), ADD COLUMN "seconded_before_at" TIMESTAMPTZ(6),
  ADD COLUMN "readmitted_at" TIMESTAMPTZ(6);

-- The end of the day by which the Commissioner directed the council to answer, and what became of the council's objection.
CREATE TYPE "objection_standing" AS ENUM ('good', 'not_good');
ALTER TABLE "duty" ADD COLUMN "directed_by" TIMESTAMPTZ(6), ADD COLUMN "objection" "objection_standing";
