import { addDays, atTime, type CivilDate, civilDateOf } from "~/domain/time/civil";
import type { Context } from "../commands/context";
import { clockOffsetMs, passTime, setClock } from "./clock";

interface Deed {
  at: Date;
  lane: string;
  work: () => Promise<unknown>;
}

/** Dated deeds that are done one after the other, with the deployment's clock moved to the day of each. */
export interface History {
  /** The real day on which the history ends: now. */
  today: CivilDate;
  /** A day so many days before today (negative) or after it. */
  day(offset: number): CivilDate;
  /** An instant on such a day, London time. */
  at(offset: number, hour: number, minute?: number): Date;
  /**
   * Adds a deed. Deeds of one lane at one instant are done in the order in which they were added; lanes do not wait for each other.
   * Deeds may be added while the history is played, for any later instant.
   */
  plan(lane: string, at: Date, work: () => Promise<unknown>): void;
  /** Plays the history from the past up to the real present, and leaves the clock showing real time. */
  play(from: Date, say: (line: string) => void): Promise<void>;
}

/** How often progress is told, in milliseconds. */
const tellEveryMs = 2_000;

/** An empty history of a deployment. */
export function makeHistory(context: Context): History {
  const today = civilDateOf(new Date());
  const deeds: Deed[] = [];
  const day = (offset: number) => addDays(today, offset);

  /** Takes out every deed of the soonest instant, as one list for each lane. */
  function takeSoonest(): { at: Date; lanes: Deed[][] } | null {
    const soonest = deeds.reduce<Date | null>((least, { at }) => (least === null || at < least ? at : least), null);
    if (soonest === null) return null;
    const lanes = new Map<string, Deed[]>();
    for (let index = 0; index < deeds.length; ) {
      const deed = deeds[index] as Deed;
      if (deed.at.getTime() !== soonest.getTime()) {
        index += 1;
        continue;
      }
      deeds.splice(index, 1);
      lanes.set(deed.lane, [...(lanes.get(deed.lane) ?? []), deed]);
    }
    return { at: soonest, lanes: [...lanes.values()] };
  }

  return {
    today,
    day,
    at: (offset, hour, minute = 0) => atTime(day(offset), hour, minute),
    plan(lane, at, work) {
      deeds.push({ lane, at, work });
    },
    async play(from, say) {
      const end = new Date();
      let toldMs = performance.now();
      await setClock(context.db, from);
      for (let next = takeSoonest(); next; next = takeSoonest()) {
        const { at, lanes } = next;
        if (at > end) throw new Error(`a deed of ${lanes[0]?.[0]?.lane} is planned for the future`);
        await passTime(context, at);
        await Promise.all(
          lanes.map(async (lane) => {
            for (const deed of lane) await deed.work();
          }),
        );
        if (performance.now() - toldMs > tellEveryMs) {
          toldMs = performance.now();
          const share = (at.getTime() - from.getTime()) / (end.getTime() - from.getTime());
          say(`Living through the history of the example district: ${Math.floor(share * 100)}%`);
        }
      }
      await passTime(context, new Date(Math.min(Date.now(), end.getTime())));
      // Real time has gone on while the history was played: the clock is put exactly on it.
      await putOnRealTime();
    },
  };

  async function putOnRealTime(): Promise<void> {
    const offsetMs = await clockOffsetMs(context.db);
    await context.db.$queryRaw`SELECT move_clock(${BigInt(-offsetMs)}::bigint)`;
  }
}
