/** Numbers outside app/domain/act that are no numbers of the Act. */
export interface AllowedNumbers {
  file: string;
  /** The name of the variable, function or property that holds them, or the whole source line. */
  at: string;
  /** As they are written there. */
  numbers: readonly string[];
  reason: string;
}

const slug = "app/domain/parish/slug.ts";
const receipt = "app/domain/record/receipt.ts";
const merkle = "app/domain/record/merkle.ts";
const promise = "app/domain/record/promise.ts";
const civil = "app/domain/time/civil.ts";
const london = "app/domain/time/london.ts";
const words = "app/domain/time/words.ts";
const workingDays = "app/domain/time/working-days.ts";
const castBallot = "server/commands/cast-ballot.ts";
const logHashes = "server/commands/log-hashes.ts";
const closeVote = "server/commands/close-vote.ts";
const moveClock = "server/commands/move-clock.ts";

/** Read by no-act-number-elsewhere.test.ts, which also fails when an entry fits nothing any more. */
export const allowedNumbers: readonly AllowedNumbers[] = [
  {
    file: "app/domain/record/serial.ts",
    at: "serialBytes",
    numbers: ["5"],
    reason: "Forty random bits tell the papers of one vote apart.",
  },
  {
    file: "app/domain/record/serial.ts",
    at: "bits",
    numbers: ["2", "8"],
    reason: "A byte is written as eight binary digits.",
  },
  {
    file: "app/domain/record/serial.ts",
    at: "text",
    numbers: ["2"],
    reason: "Five binary digits name a letter.",
  },
  {
    file: "server/commands/decide-claims.ts",
    at: "enough",
    numbers: ["2"],
    reason: "Claims that are read to tell that a row may mean more than one.",
  },
  {
    file: "server/commands/decide-claims.ts",
    at: "shortestNumber",
    numbers: ["8"],
    reason: "Letters of a claim's number that are enough to tell it from others.",
  },
  {
    file: "server/commands/write-letters.ts",
    at: "mostLetters",
    numbers: ["100"],
    reason: "Sheets that are printed in one go.",
  },
  {
    file: "server/commands/find-residents.ts",
    at: "mostFound",
    numbers: ["20"],
    reason: "A search lists as many people as can be read at a glance.",
  },
  {
    file: "server/commands/find-residents.ts",
    at: "fewestLetters",
    numbers: ["2"],
    reason: "One letter would list a whole ward.",
  },
  {
    file: "server/commands/offer-paper.ts",
    at: "papersTogether",
    numbers: ["20"],
    reason: "Papers are printed a pile at a time.",
  },
  {
    file: "server/commands/offer-paper.ts",
    at: "fewestLeft",
    numbers: ["5"],
    reason: "A pile is made up before it is used up.",
  },
  {
    file: "server/commands/acknowledge-duties.ts",
    at: "mostAtOnce",
    numbers: ["50"],
    reason: "A page of the docket.",
  },
  {
    file: "server/commands/save-answer-draft.ts",
    at: "mostDraftCharacters",
    numbers: ["40_000"],
    reason: "Length of a text that nobody publishes.",
  },
  {
    file: "server/commands/save-answer-template.ts",
    at: "mostTemplates",
    numbers: ["100"],
    reason: "A longer list is of no use to anybody.",
  },
  { file: slug, at: "longestSlug", numbers: ["60"], reason: "Length of an address." },
  { file: slug, at: "isSlug", numbers: ["12"], reason: "Room for the ending that tells equal addresses apart." },
  { file: slug, at: "freeSlug", numbers: ["2"], reason: "The second parish of a name is called number 2." },

  { file: receipt, at: "receiptLetters", numbers: ["12"], reason: "Length of a receipt (ballot format)." },
  { file: receipt, at: "nonceBytes", numbers: ["16"], reason: "Bytes of a random number (ballot format)." },
  {
    file: receipt,
    at: "digitsAGroup",
    numbers: ["5"],
    reason: "Hexadecimal digits in a group of a receipt (ballot format).",
  },
  { file: receipt, at: "bitsALetter", numbers: ["5"], reason: "Bits in a letter of base 32." },
  { file: receipt, at: "receiptOf", numbers: ["2"], reason: "The third group of a receipt (ballot format)." },
  { file: receipt, at: "letters", numbers: ["16", "2", "3"], reason: "Hexadecimal, and the places of four letters." },
  { file: merkle, at: "grow", numbers: ["2"], reason: "A binary tree." },
  { file: merkle, at: "above", numbers: ["2"], reason: "A binary tree." },
  { file: promise, at: "promisedWithinMs", numbers: ["60_000"], reason: "Milliseconds in a minute (ballot format)." },
  { file: promise, at: "mostTogether", numbers: ["16"], reason: "Size of a batch." },

  { file: civil, at: "lastYear", numbers: ["9999"], reason: "Years have four digits." },
  { file: civil, at: "isCivilDate", numbers: ["12"], reason: "Months in a year." },
  { file: civil, at: "hourMs", numbers: ["3_600_000"], reason: "Milliseconds in an hour." },
  { file: civil, at: "dayMs", numbers: ["24"], reason: "Hours in a day." },
  { file: civil, at: "weekdayOf", numbers: ["3", "7"], reason: "Days in a week, and the weekday of 1 January 1970." },
  { file: "app/domain/time/kept.ts", at: "mostAnswers", numbers: ["20_000"], reason: "Size of a store of answers." },
  { file: london, at: "hourMs", numbers: ["3_600_000"], reason: "Milliseconds in an hour." },
  { file: london, at: "dayMs", numbers: ["24"], reason: "Hours in a day." },
  { file: london, at: "askedOffsetMs", numbers: ["1000"], reason: "Milliseconds in a second." },
  {
    file: london,
    at: "railwayTimeMs",
    numbers: ["1847", "11"],
    reason: "December 1847, when London took railway time.",
  },
  {
    file: london,
    at: "londonMeanOffsetMs",
    numbers: ["75_000"],
    reason: "How far London's own noon is from Greenwich.",
  },
  { file: "app/domain/time/clear-days.ts", at: "sunday", numbers: ["7"], reason: "ISO number of the weekday." },
  { file: words, at: "dayMs", numbers: ["86_400_000"], reason: "Milliseconds in a day." },
  { file: words, at: "hourMs", numbers: ["3_600_000"], reason: "Milliseconds in an hour." },
  { file: words, at: "minuteMs", numbers: ["60_000"], reason: "Milliseconds in a minute." },
  { file: words, at: "secondMs", numbers: ["1000"], reason: "Milliseconds in a second." },
  { file: words, at: "timeOfWall", numbers: ["12", "2"], reason: "A twelve-hour clock with minutes of two digits." },
  { file: words, at: "numbers", numbers: ["2"], reason: "Decimal places shown." },
  { file: words, at: "pounds", numbers: ["100"], reason: "Pence in a pound." },
  { file: words, at: "poundsAndPence", numbers: ["2"], reason: "Digits of pence." },
  { file: words, at: "list", numbers: ["2"], reason: "Two things are joined by a word, more also by commas." },
  { file: workingDays, at: "saturday", numbers: ["6"], reason: "ISO number of the weekday." },
  { file: workingDays, at: "sunday", numbers: ["7"], reason: "ISO number of the weekday." },
  { file: workingDays, at: "dateOf", numbers: ["4", "2"], reason: "Digits of the year, month and day in ISO 8601." },
  {
    file: workingDays,
    at: "easterSunday",
    numbers: [...["2", "3", "4", "7", "8", "11", "15", "19", "22", "25", "30", "31", "32", "100", "114", "451"]],
    reason: "The published method that finds Easter.",
  },
  { file: workingDays, at: "firstMondayFrom", numbers: ["8", "7"], reason: "Arithmetic of weekdays." },
  {
    file: workingDays,
    at: "christmas",
    numbers: ["12", "25", "26", "27", "28", "5"],
    reason:
      "Dates of Christmas and Boxing Day, and the ISO number of Friday (Banking and Financial Dealings Act 1971).",
  },
  {
    file: workingDays,
    at: "holidaysOf",
    numbers: ["2", "5", "8", "31"],
    reason: "Dates of the other bank holidays (Banking and Financial Dealings Act 1971).",
  },

  {
    file: "server/commands/add-argument.ts",
    at: "argumentsAnHour",
    numbers: ["10"],
    reason: "Brake on abuse of the product; no right under the Act turns on it.",
  },
  { file: "server/commands/add-argument.ts", at: "hourMs", numbers: ["3_600_000"], reason: "Milliseconds in an hour." },
  { file: castBallot, at: "length", numbers: ["2"], reason: "Hexadecimal digits of a byte." },
  { file: logHashes, at: "hashDigits", numbers: ["64"], reason: "Hexadecimal digits of SHA-256." },
  { file: logHashes, at: "node", numbers: ["2"], reason: "Hexadecimal digits of a byte." },
  { file: castBallot, at: "drawnTogether", numbers: ["256"], reason: "Random numbers drawn at once." },
  { file: castBallot, at: "largestBatch", numbers: ["1_000"], reason: "Size of a batch." },
  { file: castBallot, at: "mostBatchesOnTheirWay", numbers: ["2"], reason: "Batches at once." },
  { file: castBallot, at: "worthASecondBatch", numbers: ["500"], reason: "Size of a batch." },
  { file: castBallot, at: "longestQueue", numbers: ["20_000"], reason: "Length of a queue." },
  { file: closeVote, at: "timeout", numbers: ["120_000"], reason: "Milliseconds until the database gives up." },
  { file: closeVote, at: "maxWait", numbers: ["30_000"], reason: "Milliseconds until the database gives up." },
  { file: "server/commands/give-notice.ts", at: "seed", numbers: ["32"], reason: "Bytes of a random seed." },
  {
    file: "server/commands/import-places.ts",
    at: "limitMs",
    numbers: ["300_000"],
    reason: "Milliseconds for an import.",
  },
  {
    file: "server/commands/import-places.ts",
    at: "wrongFileRows",
    numbers: ["100"],
    reason: "Bad rows after which a file is surely the wrong one.",
  },
  {
    file: "server/commands/issue-posted-code.ts",
    at: "postedCodeDays",
    numbers: ["28"],
    reason: "Life of a secret on paper: a safeguard of the product, like a password's.",
  },
  {
    file: "server/commands/issue-posted-code.ts",
    at: "postedCodeTries",
    numbers: ["5"],
    reason: "Wrong tries before a secret is void.",
  },
  {
    file: "server/commands/issue-sign-in-link.ts",
    at: "linkMinutes",
    numbers: ["15"],
    reason: "Life of a sign-in link.",
  },
  { file: moveClock, at: "mostMonthsAhead", numbers: ["600"], reason: "Reach of the simulation's clock." },
  {
    file: "server/commands/make-schedule.ts",
    at: "mostStated",
    numbers: ["100"],
    reason: "Length of a list kept with a schedule.",
  },
  {
    file: "server/commands/make-schedule.ts",
    at: "timeout",
    numbers: ["60_000"],
    reason: "Milliseconds until the database gives up.",
  },
  {
    file: moveClock,
    at: "moveClock",
    numbers: ["P7D", "seven days", "PT2H", "two hours", "fifty years"],
    reason: "Examples of what may be typed, and the reach of the simulation's clock in words.",
  },
  { file: "server/commands/open-vote.ts", at: "openVote", numbers: ["32"], reason: "Bytes of a key." },
  {
    file: "server/commands/outcome.ts",
    at: "statuses",
    numbers: ["401", "403", "404", "409", "422", "429", "503"],
    reason: "HTTP status codes.",
  },
  {
    file: "app/domain/notices/dates.ts",
    at: "morningHour",
    numbers: ["8"],
    reason: "The hour of letters that nobody waits for.",
  },
  {
    file: "app/domain/notices/dates.ts",
    at: "sunsetNoticeDays",
    numbers: ["90", "60", "30", "7"],
    reason: "When people are reminded of a sunset: a courtesy that the Act does not ask for.",
  },
  { file: "app/domain/notices/dates.ts", at: "fortnightDays", numbers: ["14"], reason: "Days in a fortnight." },
  {
    file: "app/domain/notices/dates.ts",
    at: "briefingKeepsDays",
    numbers: ["7"],
    reason: "A briefing later than this is not sent.",
  },
  {
    file: "app/domain/notices/letter-blocks.ts",
    at: "letterBlocks",
    numbers: ["2"],
    reason: "A heading and the rule under it.",
  },
  {
    file: "server/commands/announce-dates.ts",
    at: "settlingMinutes",
    numbers: ["2"],
    reason: "Longer than any transaction takes.",
  },
  {
    file: "server/commands/announce-dates.ts",
    at: "longestDayHours",
    numbers: ["25"],
    reason: "Hours of the day on which the clocks go back.",
  },
  {
    file: "server/commands/declare-absence.ts",
    at: "furthestMonths",
    numbers: ["12"],
    reason: "Catches a slip of the year in a form.",
  },
  {
    file: "server/commands/request-sign-in-code.ts",
    at: "codeMinutes",
    numbers: ["10"],
    reason: "Life of a sign-in code.",
  },
  {
    file: "server/commands/request-sign-in-code.ts",
    at: "codeTries",
    numbers: ["5"],
    reason: "Wrong tries before a secret is void.",
  },
  {
    file: "server/commands/save-proposal.ts",
    at: "mostDrafts",
    numbers: ["20"],
    reason: "Unfinished drafts kept for one person: a brake on abuse.",
  },
  {
    file: "server/commands/call-parish-vote.ts",
    at: "furthestMonths",
    numbers: ["12"],
    reason: "Catches a slip of the year in a form.",
  },
  { file: "server/commands/call-parish-vote.ts", at: "seed", numbers: ["32"], reason: "Bytes of a random seed." },
  {
    file: "app/domain/outcomes/columns.ts",
    at: "percentOf",
    numbers: ["10", "1000"],
    reason: "A percentage with one figure after the point.",
  },
  { file: "app/domain/outcomes/figure.ts", at: "median", numbers: ["2"], reason: "The middle." },
  { file: "server/commands/start-draft.ts", at: "mostTries", numbers: ["5"], reason: "Tries to find a free address." },
  {
    file: "server/commands/record-progress.ts",
    at: "mostMilestones",
    numbers: ["20"],
    reason: "Steps on the way that a page can show; the Act sets no number.",
  },
];
