-- What people did in a post or an office: who, when, from where, what changed. Written in the transaction of what it tells, never changed.
CREATE TABLE "audit_line" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "network" TEXT NOT NULL DEFAULT '',
    "council_id" UUID,
    "parish_id" UUID,
    "action" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "path" TEXT NOT NULL DEFAULT '',
    "changes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "audit_line_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_line_council_id_id_idx" ON "audit_line"("council_id", "id");
CREATE INDEX "audit_line_parish_id_id_idx" ON "audit_line"("parish_id", "id");
CREATE INDEX "audit_line_person_id_id_idx" ON "audit_line"("person_id", "id");

CREATE TRIGGER audit_line_append_only BEFORE UPDATE OR DELETE ON audit_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_line_no_truncate BEFORE TRUNCATE ON audit_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
