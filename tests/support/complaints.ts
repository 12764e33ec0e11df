import type { Page } from "@playwright/test";

/** What Chromium writes for every answer that is not a success, whether the page expected it or not. */
const failedLoad = /^Failed to load resource: the server responded with a status of (4\d\d)/;

/**
 * Collects everything that the browser complains about from now on: errors of scripts and of the console, and whatever the
 * content-security policy stopped. The refusal of the page itself is no complaint, but a missing picture or script is.
 * @param complaints where they are put; a new list when left out
 */
export function listenForComplaints(page: Page, complaints: string[] = []): string[] {
  // A page that cannot be made live says so once for each of its parts.
  const complain = (words: string) => {
    if (!complaints.includes(words)) complaints.push(words);
  };
  page.on("pageerror", (error) => complain(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const isThePageItself = message.location().url === page.url();
    if (isThePageItself && failedLoad.test(message.text())) return;
    complain(`${message.type()}: ${message.text().split("\n")[0]} (${message.location().url})`);
  });
  return complaints;
}
