import type { Book, BookOffice, Steps } from "./book";
import type { Facts } from "./facts";

/** Who holds office, and who is away. */
export const offices = {
  office_taken(book, { at, facts }) {
    const office = officeOf(facts);
    const person = facts.text("person");
    for (const held of book.offices) {
      if (held.office === office || held.person === person) held.endedAt ??= at;
    }
    book.offices.push({ office, person, fromAt: at, endedAt: null, awayFrom: null, awayUntil: null });
  },
  office_left(book, { at, facts }) {
    const held = holder(book, facts);
    if (held) held.endedAt = at;
  },
  absence_declared(book, { facts }) {
    beAway(book, facts);
  },
  absence_ended(book, { facts }) {
    beAway(book, facts);
  },
} satisfies Steps;

function officeOf(facts: Facts): BookOffice["office"] {
  return facts.text("office") === "deputy" ? "deputy" : "convenor";
}

function holder(book: Book, facts: Facts): BookOffice | undefined {
  return book.offices.find((held) => held.endedAt === null && held.office === officeOf(facts));
}

function beAway(book: Book, facts: Facts): void {
  const held = holder(book, facts);
  if (!held) return;
  held.awayFrom = facts.day("awayFrom");
  held.awayUntil = facts.day("awayUntil");
}
