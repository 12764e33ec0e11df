-- What processes tell each other goes through NOTIFY, which takes 8 kB at most. Their adapter would put anything longer here and
-- remove it within a minute; what this product sends is always shorter.
CREATE TABLE "socket_attachment" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "socket_attachment_pkey" PRIMARY KEY ("id")
);
