import { DOMParser, type Element, onWarningStopParsing } from "@xmldom/xmldom";
import ICAL from "ical.js";
import { SaxesParser } from "saxes";
import { expect } from "vitest";

// Feeds are read by programs that are not ours, so these tests read them with parsers that are not ours either.

const long = `c\\n ${"long ".repeat(60)}end`;

/** A title that would break a document that took it as it is, and how one line shows it. */
export const hostile = {
  typed: `]]> <b>&amp; R&D; &nbsp; "a", b;\nBEGIN:VEVENT\r\nSUMMARY:no 🌻\u0007 ${long}`,
  shown: `]]> <b>&amp; R&D; &nbsp; "a", b; BEGIN:VEVENT SUMMARY:no 🌻  ${long}`,
};

// The parser does not know this property of RFC 7986: it is a text, like a summary.
ICAL.design.icalendar.property.name = ICAL.design.icalendar.property.summary;

/** A date as a calendar program sees it. */
export interface ReadDate {
  uid: string;
  title: string;
  text: string;
  status: string;
  sequence: number;
  /** `2027-07-11` for a day, an instant in UTC otherwise. */
  start: string;
  end: string | null;
  stamp: string;
  url: string;
}

/** Reads a calendar as RFC 5545 asks for it, and fails where it is not so. */
export function readCalendar(text: string): { name: string; about: string; refresh: string; dates: ReadDate[] } {
  expect(text.endsWith("\r\n")).toBe(true);
  const lines = text.slice(0, -2).split("\r\n");
  expect(lines.filter((line) => /[\r\n]/.test(line) || Buffer.byteLength(line) > 75)).toEqual([]);
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.name).toBe("vcalendar");
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  expect(calendar.getFirstPropertyValue("prodid")).toBeTruthy();
  const dates = calendar.getAllSubcomponents().map((component): ReadDate => {
    expect(component.name).toBe("vevent");
    for (const once of ["uid", "dtstamp", "dtstart", "summary", "status", "sequence"]) {
      expect(component.getAllProperties(once)).toHaveLength(1);
    }
    const event = new ICAL.Event(component);
    const end = component.getFirstPropertyValue("dtend");
    return {
      uid: event.uid,
      title: event.summary,
      text: event.description,
      status: String(component.getFirstPropertyValue("status")),
      sequence: event.sequence,
      start: event.startDate.toString(),
      end: end && String(end),
      stamp: String(component.getFirstPropertyValue("dtstamp")),
      url: String(component.getFirstPropertyValue("url")),
    };
  });
  expect(new Set(dates.map((date) => date.uid)).size).toBe(dates.length);
  const first = (property: string) => String(calendar.getFirstPropertyValue(property));
  return { name: first("name"), about: first("x-wr-caldesc"), refresh: first("refresh-interval"), dates };
}

export interface ReadEntry {
  id: string;
  title: string;
  updated: string;
  url: string;
  /** The words of its content, and the addresses that they lead to. */
  words: string[];
  links: string[];
}

export interface ReadNews {
  id: string;
  title: string;
  subtitle: string;
  updated: string;
  /** Addresses by relation. */
  links: Record<string, string>;
  entries: ReadEntry[];
}

const atom = "http://www.w3.org/2005/Atom";
const xhtml = "http://www.w3.org/1999/xhtml";
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function childrenOf(parent: Element, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element =>
      node.nodeType === 1 && node.namespaceURI === atom && (node as Element).localName === name,
  );
}

/** The text of the one child of a name, which RFC 4287 wants once and no more. */
function one(parent: Element, name: string): string {
  const [child, ...others] = childrenOf(parent, name);
  expect(others, `one ${name}`).toEqual([]);
  return child?.textContent ?? expect.fail(`no ${name}`);
}

function linksOf(parent: Element): Record<string, string> {
  return Object.fromEntries(
    childrenOf(parent, "link").map((link) => [link.getAttribute("rel"), new URL(link.getAttribute("href") ?? "").href]),
  );
}

/** Reads a feed as RFC 4287 asks for it, and fails where it is not so. */
export function readNews(text: string): ReadNews {
  // Strict about everything that XML asks for; it throws at the first fault.
  new SaxesParser({ xmlns: true }).write(text).close();
  const root = new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, "text/xml").documentElement;
  if (!root) throw new Error("an empty document");
  expect([root.namespaceURI, root.localName]).toEqual([atom, "feed"]);
  expect(one(childrenOf(root, "author")[0] as Element, "name")).not.toBe("");
  const entries = childrenOf(root, "entry").map((entry): ReadEntry => {
    const [content] = childrenOf(entry, "content");
    expect(content?.getAttribute("type")).toBe("xhtml");
    expect(content?.firstChild?.namespaceURI).toBe(xhtml);
    expect(content?.firstChild).toBe(content?.lastChild);
    const within = (name: string) => [...(content?.getElementsByTagNameNS(xhtml, name) ?? [])];
    expect(one(entry, "updated")).toMatch(instant);
    expect(URL.canParse(one(entry, "id"))).toBe(true);
    return {
      id: one(entry, "id"),
      title: one(entry, "title"),
      updated: one(entry, "updated"),
      url: linksOf(entry).alternate ?? expect.fail("no link"),
      words: within("dd").map((words) => words.textContent ?? ""),
      links: within("a").map((link) => link.getAttribute("href") ?? ""),
    };
  });
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
  expect(one(root, "updated")).toMatch(instant);
  return {
    id: one(root, "id"),
    title: one(root, "title"),
    subtitle: one(root, "subtitle"),
    updated: one(root, "updated"),
    links: linksOf(root),
    entries,
  };
}
