import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { attentionQueue, attentionRuling, type QueuedProposal, s23 } from "../../app/domain/act/s23-attention-limit";

const three: Rules = { actVersion: 1, scheduleVersion: 1, parameters: { liveProposals: 3 } };
const minute = (n: number) => new Date(Date.UTC(2026, 11, 1) + n * 60_000);
const stays = (id: string, secondedAt: number): QueuedProposal<string> => ({
  id,
  secondedAt: minute(secondedAt),
  leavesAt: () => null,
});
const leaves = (id: string, secondedAt: number, at: number): QueuedProposal<string> => ({
  ...stays(id, secondedAt),
  leavesAt: () => minute(at),
});
const position = (proposals: QueuedProposal<string>[], now: number, id: string) =>
  attentionQueue(three, proposals, minute(now)).get(id);

describe("s23: the attention limit", () => {
  it("publishes first come, first served", () => {
    expect(s23.text[2]).toContain("Whoever came first is served first.");
    expect(s23.parameters.map(({ default: usual, min, max }) => [usual, min, max])).toEqual([[12, 3, 50]]);
  });

  it("gives the first three their places at once and shows the others their place in the queue", () => {
    const proposals = ["a", "b", "c", "d", "e"].map((id, n) => stays(id, n));
    const queue = attentionQueue(three, proposals, minute(60));
    expect(queue.get("c")).toEqual({ startedAt: minute(2), place: null });
    expect(queue.get("d")).toEqual({ startedAt: null, place: 1 });
    expect(queue.get("e")).toEqual({ startedAt: null, place: 2 });
  });

  it("gives a place that becomes free to the first waiting, at that instant and not before", () => {
    const proposals = [leaves("a", 0, 30), stays("b", 1), stays("c", 2), stays("d", 3), stays("e", 4)];
    expect(position(proposals, 29, "d")).toEqual({ startedAt: null, place: 1 });
    expect(position(proposals, 30, "d")).toEqual({ startedAt: minute(30), place: null });
    expect(position(proposals, 30, "e")).toEqual({ startedAt: null, place: 1 });
  });

  it("starts a later proposal at once when a place is free", () => {
    const proposals = [leaves("a", 0, 5), stays("b", 1), stays("c", 2), stays("d", 9)];
    expect(position(proposals, 10, "d")).toEqual({ startedAt: minute(9), place: null });
  });

  it("reckons when a proposal leaves from when it started", () => {
    const tenMinutes = (id: string, at: number): QueuedProposal<string> => ({
      id,
      secondedAt: minute(at),
      leavesAt: (startedAt) => new Date(startedAt.getTime() + 600_000),
    });
    const proposals = ["a", "b", "c", "d", "e", "f", "g"].map((id) => tenMinutes(id, 0));
    const queue = attentionQueue(three, proposals, minute(25));
    expect([...queue.values()].map((one) => one.startedAt)).toEqual([0, 0, 0, 10, 10, 10, 20].map(minute));
  });

  it("passes over a proposal that was withdrawn while it waited", () => {
    const proposals = [leaves("a", 0, 30), stays("b", 1), stays("c", 2), leaves("d", 3, 10), stays("e", 4)];
    expect(position(proposals, 9, "e")).toEqual({ startedAt: null, place: 2 });
    expect(position(proposals, 10, "d")).toEqual({ startedAt: null, place: null });
    expect(position(proposals, 10, "e")).toEqual({ startedAt: null, place: 1 });
    expect(position(proposals, 30, "d")).toEqual({ startedAt: null, place: null });
    expect(position(proposals, 30, "e")).toEqual({ startedAt: minute(30), place: null });
  });

  it("leaves out what has not happened yet", () => {
    expect(position([stays("a", 10)], 9, "a")).toBeUndefined();
    expect(position([stays("a", 10)], 10, "a")).toEqual({ startedAt: minute(10), place: null });
  });

  it("agrees with a count minute by minute, in whatever order the proposals are given", () => {
    const arbitrary = fc.array(
      fc.record({ secondedAt: fc.nat(40), stay: fc.integer({ min: 1, max: 25 }), withdrawnAt: fc.option(fc.nat(60)) }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(arbitrary, fc.nat(80), fc.integer(), (drawn, now, seed) => {
        const facts = drawn.map((one, n) => ({ ...one, id: n, withdrawnAt: one.withdrawnAt ?? 1_000 }));
        const shuffled = [...facts].sort(
          (one, other) => ((one.id * 7919 + seed) % 13) - ((other.id * 7919 + seed) % 13),
        );
        const queue = attentionQueue(
          three,
          shuffled.map((one) => ({
            id: one.id,
            secondedAt: minute(one.secondedAt),
            leavesAt: (startedAt: Date) =>
              new Date(Math.min(startedAt.getTime() + one.stay * 60_000, minute(one.withdrawnAt).getTime())),
          })),
          minute(now),
        );
        const order = [...facts].sort((one, other) => one.secondedAt - other.secondedAt || one.id - other.id);
        const started = new Map<number, number>();
        const isLive = (one: (typeof facts)[number], at: number) => {
          const start = started.get(one.id);
          return start !== undefined && at < Math.min(start + one.stay, one.withdrawnAt);
        };
        for (let at = 0; at <= now; at += 1) {
          for (const one of order) {
            if (started.has(one.id) || one.secondedAt > at || one.withdrawnAt <= at) continue;
            if (facts.filter((other) => isLive(other, at)).length < 3) started.set(one.id, at);
          }
        }
        let place = 0;
        for (const one of order) {
          if (one.secondedAt > now) continue;
          const start = started.get(one.id);
          const isWaiting = start === undefined && one.withdrawnAt > now;
          expect(queue.get(one.id)).toEqual({
            startedAt: start === undefined ? null : minute(start),
            place: isWaiting ? ++place : null,
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("says whether a place is free", () => {
    expect(attentionRuling(three, { live: 2, ahead: 0 }).holds).toBe(true);
    expect(attentionRuling(three, { live: 3, ahead: 0 }).outcome).toBe("queued");
    expect(attentionRuling(three, { live: 3, ahead: 4 }).sentence).toBe(
      "All 3 places are taken. This proposal is number 5 in the queue.",
    );
  });
});

describe("s23: as it stands in the Act", () => {
  it("is section 23, in part 4", () => {
    expect(s23).toMatchObject({ id: "s23", number: 23, part: 4 });
  });

  it("lets a council set liveProposals from 3 to 50", () => {
    expect(s23.parameters).toMatchObject([{ name: "liveProposals", default: 12, min: 3, max: 50, unit: "proposals" }]);
  });
});
