-- The review at half time of a term (section 42): what was measured of each priority action, the review itself, and what people say about it.
CREATE TABLE "measurement" (
    "id" UUID NOT NULL,
    "priority_action_id" UUID NOT NULL,
    "measured_on" DATE NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "source" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "measurement_pkey" PRIMARY KEY ("id"),
    CONSTRAINT measurement_is_finite CHECK (value > '-Infinity' AND value < 'Infinity')
);
CREATE INDEX "measurement_priority_action_id_measured_on_idx" ON "measurement"("priority_action_id", "measured_on");
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_priority_action_id_fkey"
  FOREIGN KEY ("priority_action_id") REFERENCES "priority_action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "mid_term_review" (
    "parish_id" UUID NOT NULL,
    "term_starts_on" DATE NOT NULL,
    "finding" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "mid_term_review_pkey" PRIMARY KEY ("parish_id", "term_starts_on")
);
ALTER TABLE "mid_term_review" ADD CONSTRAINT "mid_term_review_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "review_comment" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "term_starts_on" DATE NOT NULL,
    "author_id" UUID NOT NULL,
    "post" TEXT NOT NULL DEFAULT '',
    "is_evidence" BOOLEAN NOT NULL,
    "is_observer" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "hidden_at" TIMESTAMPTZ(6),
    "hidden_by_id" UUID,
    "hidden_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "review_comment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "review_comment_parish_id_term_starts_on_at_idx" ON "review_comment"("parish_id", "term_starts_on", "at");
CREATE INDEX "review_comment_author_id_at_idx" ON "review_comment"("author_id", "at");
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_author_id_fkey"
  FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was measured and published stays as it was; a mistake is put right by measuring again.
CREATE TRIGGER measurement_append_only BEFORE UPDATE OR DELETE ON measurement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mid_term_review_append_only BEFORE UPDATE OR DELETE ON mid_term_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
