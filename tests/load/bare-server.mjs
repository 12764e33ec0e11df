// The baseline: a bare socket.io server that writes ballots in batches with one INSERT and acknowledges after the commit. No sessions, no
// roll, no receipts, no replacing, no deadline: what the machine can do when nothing has to be right.
import { createServer } from "node:http";
import pg from "pg";
import { Server } from "socket.io";

const pool = new pg.Pool({ connectionString: process.env.BARE_DATABASE_URL, max: 4 });
await pool.query("DROP SCHEMA IF EXISTS bare CASCADE");
await pool.query("CREATE SCHEMA bare");
await pool.query("CREATE TABLE bare.ballot (request uuid PRIMARY KEY, choice text NOT NULL)");

const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false, perMessageDeflate: false });
const waiting = [];
let isSending = false;
let cast = 0;
let isBroadcasting = false;

async function send() {
  if (isSending) return;
  isSending = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 500);
    await pool.query("INSERT INTO bare.ballot SELECT * FROM unnest($1::uuid[], $2::text[])", [
      batch.map((one) => one.request),
      batch.map((one) => one.choice),
    ]);
    cast += batch.length;
    for (const one of batch) one.answer({ ok: true, receipt: one.request });
    if (!isBroadcasting) {
      isBroadcasting = true;
      setTimeout(() => {
        isBroadcasting = false;
        io.to("watch").emit("tally", { cast });
      }, 250);
    }
  }
  isSending = false;
}

io.on("connection", (socket) => {
  socket.on("vote:watch", async (_input, answer) => {
    await socket.join("watch");
    answer({ cast });
  });
  socket.on("ballot:cast", (input, answer) => {
    waiting.push({ request: input.request, choice: input.choice, answer });
    if (!isSending && waiting.length === 1) setImmediate(send);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.({ ready: true, port: server.address().port }));
process.on("SIGTERM", () => process.exit(0));
