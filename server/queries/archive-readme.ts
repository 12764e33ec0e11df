/** What somebody reads first who opens an archive, with nothing else at hand. */
export function archiveReadme(parish: { name: string; slug: string; hasEnded: boolean }): string {
  return `The record of ${parish.name}
${"=".repeat(`The record of ${parish.name}`.length)}

${parish.name} ${parish.hasEnded ? "was" : "is"} a pop-up parish: a body of residents with powers lent by their council, and a date on
which all of that ends. The Community Power Act that it follows is simulated. ${
    parish.hasEnded
      ? `The parish has ended. This is its whole record. What the
council still does about it is added to the minute book, so a later bundle may hold more, and never less.`
      : `The parish has not ended yet: this is
its record so far, and a later bundle holds more.`
  }

What is in here
---------------

manifest.json     every file with its length and its SHA-256 hash, and the last entry of the minute book
minutes.ndjson    the minute book: one line for everything that happened, each carrying the hash of the line before
charter.json      what the residents approved
register.json     the powers that were asked for and given, and orders that suspended them or took them back
reviews.json      the reviews: at half time, and of what became of each decision
handover.json     what the parish handed over, and to whom; null until its end is known
votes/            a folder for each vote that has closed: record.json, steps.ndjson, log.txt, ballots.ndjson

The files are plain text. Those that end with .json or .ndjson can be read by any program that reads JSON.
No ballot carries a name, and nothing in here says how anybody voted.

How to check that nothing was changed or left out
-------------------------------------------------

1. Install Node 20.19 or newer (https://nodejs.org).
2. Download check-archive.mjs and recount.mjs from the site into one folder. They share no code with the site. You can
   also get them from somebody you trust, or write your own from docs/archive.md and docs/vote-record.md.
3. Run: node check-archive.mjs FILE, with this bundle or the folder that you unpacked it into.

It works every hash out again, follows the minute book from its first line to its last, and counts every ballot. It
says in plain words what does not agree. A site could write its whole record anew, so compare the hash of the last entry with what others
noted at the time: give it with --head.
`;
}
