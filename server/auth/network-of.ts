import { isIPv4, isIPv6 } from "node:net";

const partsOfV4 = 3;
const groupsOfV6 = 3;
const allGroups = 8;

/**
 * The network that an address belongs to: the first 24 bits of IPv4 (`203.0.113.0/24`), the first 48 of IPv6 (`2001:db8:1::/48`). Enough to tell
 * the council's own from another, and not enough to name a household. Empty for what is no address.
 */
export function networkOf(address: string): string {
  const [bare = ""] = address.split("%");
  if (isIPv4(bare)) return `${bare.split(".").slice(0, partsOfV4).join(".")}.0/24`;
  if (!isIPv6(bare)) return "";
  // The URL parser writes every spelling of an IPv6 address in one way, with an embedded IPv4 address as two groups.
  const [head = "", tail = ""] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const groups = [...before, ...Array<string>(allGroups - before.length - after.length).fill("0"), ...after];
  const last = groups.map((group) => Number.parseInt(group, 16));
  const isMapped = last.slice(0, 5).every((group) => group === 0) && last[5] === 0xffff;
  if (isMapped) {
    const [high = 0, low = 0] = last.slice(6);
    return networkOf([high >> 8, high & 0xff, low >> 8, low & 0xff].join("."));
  }
  return `${groups.slice(0, groupsOfV6).join(":")}::/48`;
}
