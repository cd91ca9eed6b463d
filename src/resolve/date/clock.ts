import type { Part } from "../../recognise/builders/date/expression.js";

type Clock = Extract<Part, { unit: "clock" }>;
export type DayPartSaid = Extract<Part, { unit: "daypart" }> | null;

/** The hour of 24 that a clock time and the part of the day beside it say: 下午3时 is 15, 晚上12时 24, 凌晨12时 0. */
export function hourOf({ hour, meridiem }: Clock, said: DayPartSaid): number {
  const part = said?.part;
  const isEvening = part === "EV" || part === "NI";
  if (hour === 12) {
    if (isEvening) return 24;
    return (part === "MO" ? said?.narrow === "early" : meridiem === "am") ? 0 : 12;
  }
  const isLater = meridiem === "pm" || part === "AF" || (part === "MI" && hour < 10) || (isEvening && hour >= 5);
  return isLater && hour < 12 ? hour + 12 : hour;
}
