-- The private address of a person's own feeds. Only the hash of the token in it is kept, so nobody can read it here.
CREATE TABLE "feed_token" (
    "person_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "feed_token_pkey" PRIMARY KEY ("person_id")
);
CREATE UNIQUE INDEX "feed_token_token_hash_key" ON "feed_token"("token_hash");
ALTER TABLE "feed_token" ADD CONSTRAINT "feed_token_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
