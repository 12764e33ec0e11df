import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { pauseMs } from "./pauses";

/** A full hall asks at about this pace, whatever the number of people in it. */
const pagesASecond = 200;
const leastMs = 1_000;
const mostMs = 30_000;

/** Whether the server can be reached and can serve. */
async function canServe(): Promise<boolean> {
  try {
    return (await fetch("/readyz")).ok;
  } catch {
    return false;
  }
}

/**
 * Asks for the page's own data again once it is out of date, in its turn: people who are in the same hall do not all ask in the same
 * moment. The router would put an error in the place of a page whose data it cannot get, so it is told to get it only when the server
 * has just answered; until then the page stays as it is.
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
    let isOver = false;
    const refresh = async (tries: number) => {
      const isServed = await canServe();
      if (isOver) return;
      if (isServed) revalidate();
      else timer = window.setTimeout(refresh, pauseMs(tries), tries + 1);
    };
    const withinMs = Math.min(mostMs, leastMs + (presentRef.current / pagesASecond) * 1000);
    let timer = window.setTimeout(refresh, Math.random() * withinMs, 1);
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [isStale, revalidate]);
}
