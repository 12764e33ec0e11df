-- What the application's role may do. Run by the owner after the migrations, at every start; safe to repeat.
-- It has no right to change the schema, and none to write the records that only the functions of the vote may write.
GRANT USAGE ON SCHEMA public TO popup_parish_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO popup_parish_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO popup_parish_app;
REVOKE INSERT, UPDATE, DELETE ON vote_roll, vote_mark, vote_step, vote_log, ballot, clock FROM popup_parish_app;
REVOKE UPDATE, DELETE ON minute_entry, schedule, vote_key, paper_serial FROM popup_parish_app;
REVOKE UPDATE, DELETE ON vote FROM popup_parish_app;
GRANT UPDATE (ruling, paper_due_at, paper_result, cancelled_at, cancelled_reason) ON vote TO popup_parish_app;
REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM popup_parish_app;
GRANT EXECUTE ON FUNCTION app_now(), settled_before(), box_name(uuid), box_exists(uuid), open_vote(uuid, bytea),
  cast_ballots(uuid, bytea, text[], bytea, bytea, bytea, bytea, int), waiting_leaves(uuid, boolean),
  publish_step(uuid, int, timestamptz, text, text, text, text, int, text[], text, int, jsonb, bigint[], text, int), begin_closing(uuid),
  close_box(uuid, int, timestamptz, text, text, text, text, int, text[], text, int, jsonb, text[], bytea, bytea), has_voted(uuid, uuid),
  issue_paper(uuid, uuid), enter_paper_count(uuid, uuid, int, int, int, int, int), paper_count_stands(uuid, uuid), agreed_paper_count(uuid),
  has_paper(uuid, uuid),
  refuse_change(), keep_vote_frozen(), keep_paper_frozen() TO popup_parish_app;
REVOKE EXECUTE ON FUNCTION move_clock(bigint) FROM popup_parish_app;
