-- The public API reads these in the order in which they came about, a page at a time.
CREATE INDEX proposal_submitted_at_id_idx ON proposal (submitted_at, id);
CREATE INDEX argument_at_id_idx ON argument (at, id);
CREATE INDEX vote_notice_at_id_idx ON vote (notice_at, id);
