-- What the application's role may do. Run by the owner after the migrations, at every start; safe to repeat.
-- It has no right to change the schema, and none to write the records that only the functions of the vote may write.
GRANT USAGE ON SCHEMA public TO popup_parish_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO popup_parish_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO popup_parish_app;
REVOKE INSERT, UPDATE, DELETE ON vote_roll, vote_mark, vote_step, ballot, clock FROM popup_parish_app;
REVOKE UPDATE, DELETE ON minute_entry, schedule FROM popup_parish_app;
REVOKE UPDATE, DELETE ON vote FROM popup_parish_app;
GRANT UPDATE (ruling, cancelled_at, cancelled_reason) ON vote TO popup_parish_app;
REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM popup_parish_app;
GRANT EXECUTE ON FUNCTION app_now(), box_name(uuid), open_vote(uuid, bytea), box_key(uuid),
  cast_ballots(uuid, bytea, uuid[], text[], uuid[], bytea, text[], bytea, int), publish_step(uuid), close_box(uuid),
  has_voted(uuid, uuid), refuse_change(), keep_vote_frozen() TO popup_parish_app;
REVOKE EXECUTE ON FUNCTION move_clock(bigint) FROM popup_parish_app;
