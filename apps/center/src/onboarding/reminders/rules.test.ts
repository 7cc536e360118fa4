import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Standing } from "../checklist.ts";
import { REMINDERS_IN_VAIN, reminderOf } from "./rules.ts";

const now = Temporal.Instant.from("2026-11-22T00:05:00Z");
const ago = (days: number) => now.subtract({ minutes: Math.round(days * 24 * 60) });

const beginning: Standing = {
  registeredAt: ago(7),
  ticks: [],
  application: null,
  deviceChoice: null,
  terminals: {
    accountsIssued: 0,
    terminalsRegistered: 0,
    firstRegisteredAt: null,
    firstTerminalName: null,
  },
  firstCheckAt: null,
  practisedAt: null,
  goLiveOn: null,
  grant: { state: "none", at: null, deadline: null, documentsReady: false },
};
const facts = { standing: beginning, sentAt: [], stopped: false };
const nextStep = { kind: "next-step", item: "select" };

describe("a reminder", () => {
  test("comes after a week in which nothing happened", () => {
    expect(reminderOf(facts, now)).toEqual(nextStep);
    const later = { ...beginning, registeredAt: ago(6.9) };
    expect(reminderOf({ ...facts, standing: later }, now)).toBeNull();
    const ticked = { ...beginning, ticks: [{ item: "buy", tickedAt: ago(1) }] };
    expect(reminderOf({ ...facts, standing: ticked }, now)).toBeNull();
  });

  test("comes sooner when a date is near, but not to who was at work today", () => {
    const planned = (updatedAt: Temporal.Instant): Standing => ({
      ...beginning,
      application: {
        state: "draft",
        submittedAt: null,
        decidedAt: null,
        updatedAt,
        plannedStartOn: Temporal.PlainDate.from("2026-12-10"),
      },
    });
    expect(reminderOf({ ...facts, standing: planned(ago(1)) }, now)).toEqual(nextStep);
    expect(reminderOf({ ...facts, standing: planned(ago(0.5)) }, now)).toBeNull();
  });

  test("never comes twice in a week, and not to who wants none", () => {
    expect(reminderOf({ ...facts, sentAt: [ago(6.9)] }, now)).toBeNull();
    expect(reminderOf({ ...facts, sentAt: [ago(7)] }, now)).toEqual(nextStep);
    expect(reminderOf({ ...facts, stopped: true }, now)).toBeNull();
  });

  test("gives up after so many in vain, until something happens again", () => {
    const sentAt = Array.from({ length: REMINDERS_IN_VAIN }, (_, week) => ago(7 * (week + 1)));
    const long = { ...beginning, registeredAt: ago(100) };
    expect(reminderOf({ ...facts, standing: long, sentAt }, now)).toBeNull();
    const awake = { ...long, ticks: [{ item: "buy", tickedAt: ago(20) }] };
    expect(reminderOf({ ...facts, standing: awake, sentAt }, now)).toEqual(nextStep);
  });

  test("asks for the day of going live at once, and for nothing that waits for the office", () => {
    const approved: Standing = {
      ...beginning,
      application: {
        state: "approved",
        submittedAt: ago(3),
        decidedAt: ago(2),
        updatedAt: ago(2),
        plannedStartOn: null,
      },
      terminals: { ...beginning.terminals, accountsIssued: 1, terminalsRegistered: 1 },
      firstCheckAt: now,
    };
    expect(reminderOf({ ...facts, standing: approved }, now)).toEqual({
      kind: "go-live",
      item: "goLive",
    });
    const done = ["select", "buy", "reception", "documents"];
    const waiting: Standing = {
      ...beginning,
      ticks: done.map((item) => ({ item, tickedAt: ago(30) })),
      application: {
        state: "submitted",
        submittedAt: ago(30),
        decidedAt: null,
        updatedAt: ago(30),
        plannedStartOn: null,
      },
    };
    expect(reminderOf({ ...facts, standing: waiting }, now)).toBeNull();
  });
});
