import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/** A full hall asks at about this pace, whatever the number of people in it. */
const pagesASecond = 200;
const leastMs = 1_000;
const mostMs = 30_000;

/**
 * Asks for the page's own data again once it is out of date, in its turn: people who are in the same hall do not all ask in the same
 * moment.
 *
 * @param isStale whether the data is out of date and could be fetched now
 * @param present people who have the same page open
 */
export function useFreshPage(isStale: boolean, present: number): void {
  const { revalidate } = useRevalidator();
  const presentRef = useRef(present);
  presentRef.current = present;
  useEffect(() => {
    if (!isStale) return;
    const withinMs = Math.min(mostMs, leastMs + (presentRef.current / pagesASecond) * 1000);
    const timer = window.setTimeout(revalidate, Math.random() * withinMs);
    return () => window.clearTimeout(timer);
  }, [isStale, revalidate]);
}
