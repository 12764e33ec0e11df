import { DOMImplementation, type Document, type Element, XMLSerializer } from "@xmldom/xmldom";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { actCommencesAt } from "~/domain/act/s03-versions";
import type { Feed } from "../queries/find-feed";
import type { Briefing } from "../queries/get-briefing";
import type { FeedEntry, FeedPage } from "../queries/list-feed-entries";
import { oneLine } from "./plain-text";

const atom = "http://www.w3.org/2005/Atom";
const xhtml = "http://www.w3.org/1999/xhtml";

/**
 * An Atom feed (RFC 4287), a page of it at a time (RFC 5005).
 *
 * @param site where its links begin: `https://parish.example.org`
 */
export function atomOf(feed: Feed, page: FeedPage, site: string): string {
  const first = `${site}${feed.base}/feed.atom`;
  const at = (before: string) => `${first}?before=${before}`;
  const root = beginFeed(feed, {
    id: `urn:uuid:${feed.id}`,
    title: feed.title,
    page: `${site}${feed.page}`,
    self: page.from ? at(page.from) : first,
    updated: page.entries[0]?.at,
  });
  if (page.from) addLink(root, "first", first);
  if (page.before) addLink(root, "next", at(page.before));
  for (const entry of page.entries) addEntry(root, entry, site);
  return textOf(root);
}

/**
 * The fortnightly briefings of a parish or council as an Atom feed, one entry a briefing.
 *
 * @param site where its links begin: `https://parish.example.org`
 */
export function briefingsOf(feed: Feed, briefings: readonly { at: Date; briefing: Briefing }[], site: string): string {
  const page = `${site}${feed.base}/briefing`;
  const title = `Briefing of ${feed.title}`;
  const id = `urn:uuid:${feed.id}#briefing`;
  const root = beginFeed(feed, { id, title, page, self: `${page}.atom`, updated: briefings[0]?.at });
  for (const { at, briefing } of briefings) {
    const node = add(root, "entry");
    add(node, "id", `${id}-${at.toISOString()}`);
    add(node, "title", `From ${briefing.from} to ${briefing.to}`);
    add(node, "updated", at.toISOString());
    add(node, "link", "", { rel: "alternate", href: page, type: "text/html" });
    const content = add(add(node, "content", "", { type: "xhtml" }), "div", "", {}, xhtml);
    addLines(content, "What comes", briefing.coming, site);
    addLines(content, "What happened", briefing.happened, site);
    if (briefing.more > 0) add(content, "p", `And ${briefing.more} more in the minute book.`);
  }
  return textOf(root);
}

function addLines(content: Element, heading: string, lines: Briefing["coming"], site: string): void {
  if (lines.length === 0) return;
  add(content, "h2", heading);
  const list = add(content, "ul");
  for (const { when, words, href } of lines) {
    const item = add(list, "li", `${when}: `);
    add(item, "a", words, { href: `${site}${href}` });
  }
}

/** The head of a feed; what was updated last is its first entry. */
function beginFeed(
  feed: Feed,
  head: { id: string; title: string; page: string; self: string; updated: Date | undefined },
): Element {
  const document = new DOMImplementation().createDocument(atom, "feed");
  const root = document.documentElement as Element;
  root.setAttribute("xml:lang", "en-GB");
  add(root, "id", head.id);
  add(root, "title", head.title);
  add(root, "subtitle", disclosure.line);
  // In a council's area where nothing has happened yet, the Act's own commencement is the latest that is known.
  add(root, "updated", (head.updated ?? feed.since ?? actCommencesAt).toISOString());
  add(add(root, "author"), "name", feed.isPrivate ? "Pop-up Parish" : feed.title);
  add(root, "link", "", { rel: "alternate", href: head.page, type: "text/html" });
  addLink(root, "self", head.self);
  return root;
}

function addLink(root: Element, rel: string, href: string): void {
  add(root, "link", "", { rel, href, type: "application/atom+xml" });
}

function textOf(root: Element): string {
  const text = new XMLSerializer().serializeToString(root.ownerDocument as Document, { requireWellFormed: true });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

function addEntry(root: Element, entry: FeedEntry, site: string): void {
  const node = add(root, "entry");
  add(node, "id", nameOfHash(entry.hash));
  add(node, "title", entry.title);
  add(node, "updated", entry.at.toISOString());
  add(node, "published", entry.at.toISOString());
  add(node, "link", "", { rel: "alternate", href: `${site}${entry.path}`, type: "text/html" });
  add(node, "category", "", { term: entry.kind, label: entry.kindWords });
  const list = add(add(add(node, "content", "", { type: "xhtml" }), "div", "", {}, xhtml), "dl");
  for (const { name, words, href } of entry.facts) {
    add(list, "dt", name);
    if (href) add(add(list, "dd"), "a", words, { href: `${site}${href}` });
    else add(list, "dd", words);
  }
}

/** Adds an element with a text and attributes. Its namespace is that of the element around it, unless another begins here. */
function add(
  parent: Element,
  name: string,
  text = "",
  attributes: Record<string, string> = {},
  namespace = parent.namespaceURI,
): Element {
  const document = parent.ownerDocument as Document;
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== "") element.appendChild(document.createTextNode(oneLine(text)));
  parent.appendChild(element);
  return element;
}

/** The entry's hash as a name by RFC 6920: the same in every feed and wherever the site moves. */
function nameOfHash(hash: string): string {
  return `ni:///sha-256;${Buffer.from(hash, "hex").toString("base64url")}`;
}
