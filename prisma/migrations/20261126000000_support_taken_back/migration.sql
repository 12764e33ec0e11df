-- When somebody last took their support of a charter back, so that a paper which they signed before cannot put it there again.
CREATE TABLE "support_withdrawal" (
    "parish_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "support_withdrawal_pkey" PRIMARY KEY ("parish_id","person_id")
);
ALTER TABLE "support_withdrawal" ADD CONSTRAINT "support_withdrawal_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "support_withdrawal" ADD CONSTRAINT "support_withdrawal_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
