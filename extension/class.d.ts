// What the class pages and the pupil's pages ask the background, and what it answers; for the type checker and for readers,
// not shipped. Only own pages may ask. What stands in invitations and hand-ins, and why what is shown names no pupil, is
// docs/class.md; the rules themselves are src/class/ (reveal.rs: what may be shown when; cells.rs: what is hidden in a
// breakdown). Every answer is `{ok: true, …}` or `{ok: false, reason, detail?}`; a page has a sentence for every reason.

/**
 * Why something was not done; the sentence's key is `class_` and the reason.
 * - `no_code`: the text holds nothing of Merciwatt's (no `MERCIWATT-…` code, no file of ours)
 * - `damaged`: it holds one that is not whole any more; `place` says where
 * - `newer`: it was made by a newer Merciwatt: update
 * - `is_hand_in`: a pupil gave a hand-in where an invitation is wanted
 * - `is_invitation`: a teacher gave an invitation where a hand-in is wanted
 * - `other_plan`: the pupil takes part in another plan: leave it first
 * - `no_plan`: the pupil takes part in none
 * - `not_over`: the awareness week has not ended
 * - `bad_label`: the label is empty, or longer than 60 characters, or holds a line break
 * - `bad_weeks`: the two weeks are no days, or share a day, or stand in the wrong order
 * - `no_class`: the teacher has no class of this id
 * - `closed`: the class is closed: it takes nothing more
 * - `too_few`: fewer than five pupils
 * - `too_few_changed`: fewer than five pupils changed against something that was shown: the difference would tell of them
 * - `nothing_new`: what would be shown is what is shown
 * - `full`: 500 pupils at most
 * Besides, as everywhere: `store_failed`, `newer_schema`, `core_failed`, `unknown_message`.
 */
export type ClassReason =
  | "no_code"
  | "damaged"
  | "newer"
  | "is_hand_in"
  | "is_invitation"
  | "other_plan"
  | "no_plan"
  | "not_over"
  | "bad_label"
  | "bad_weeks"
  | "no_class"
  | "closed"
  | "too_few"
  | "too_few_changed"
  | "nothing_new"
  | "full";

/** An answer of "no". */
export interface No {
  ok: false;
  reason: ClassReason;
  /** Only with `damaged`. */
  place?: Place;
  detail?: string;
}

/** Where a code or file is damaged. At most one of the three; none where only its checksum says that something is wrong. */
export interface Place {
  /** The code's group of characters, from 1 (groups are what stands between hyphens). */
  group?: number;
  /** The code ends too early: it has so many characters (first) of so many (second). */
  short?: [number, number];
  /** The file's field, for example `awareness.courtesy`. */
  field?: string;
}

/** A range in its unit: Wh, minutes of a 5 W LED. */
export interface Range {
  low: number;
  central: number;
  high: number;
}

/** A mean per pupil and its interval: 95 in 100 of the means of redrawn classes, wider for few. Two digits that matter. */
export interface Estimate {
  mean: number;
  low: number;
  high: number;
}

export type CourtesyKey = "please" | "thanks" | "greeting" | "farewell" | "apology" | "praise" | "welcome";
/** Kinds of sites (data/class.json): assistants; search with a chat; several models at one place; all others. */
export type SiteKey = "assistant" | "search" | "several" | "other";

export interface Plan {
  /** Sixteen hexadecimal digits. */
  id: string;
  label: string;
  baseline: PlanWeek;
  awareness: PlanWeek;
}

/** Seven days. */
export interface PlanWeek {
  /** First day, `2026-11-02`. */
  first: string;
  /** Last day. */
  last: string;
  /** By this browser's clock and day. */
  state: "ahead" | "running" | "ended";
}

/** A code with its other forms: as QR picture and as a file to save. */
export interface Code {
  /** `MERCIWATT-P1-…` (invitation) or `MERCIWATT-H1-…` (hand-in). */
  code: string;
  file_name: string;
  /** The file's text, JSON. */
  file: string;
  qr: Qr;
}

/**
 * The code as a QR picture. Draw `<path d={path}>` in a `viewBox` of `-4 -4 size+8 size+8` (four modules of white around,
 * as QR readers want), black on white in dark mode too, `shape-rendering="crispEdges"`.
 */
export interface Qr {
  /** Modules a side. */
  size: number;
  path: string;
}

/** All that is handed in of one week, and nothing else is. */
export interface WeekSums {
  messages: number;
  replies: number;
  courtesy: Record<CourtesyKey, number>;
  courtesy_only: number;
  /** Calibrated method, Wh, whole thousandths. */
  wh: Range;
  /** The part that courtesy-only messages caused. */
  courtesy_only_wh: Range;
  /** Messages by kind of site. */
  sites: Record<SiteKey, number>;
  /** Days of the week since the first counted day or the pupil's yes: 0 to 7. */
  days: number;
  /** Of these, days on which some site's counts are doubtful. */
  days_doubtful: number;
}

/** All that is handed in, besides the plan's id and the pupil's random code for this plan. */
export interface Sums {
  data_version: string;
  baseline: WeekSums;
  awareness: WeekSums;
}

// ---- The pupil ----

/** `{ask: "class"}`: how things stand. */
export type ClassAnswer =
  | {
      ok: true;
      /** Null where the pupil takes part in none; then nothing else is there. */
      plan: Plan | null;
      /** What would be handed in now. */
      sums?: Sums;
      /** Both weeks have ended. */
      can_hand_in?: boolean;
      /** True with a plan. */
      joined?: boolean;
      /** It was handed in before (again is possible: it replaces the first). */
      handed_in?: boolean;
    }
  | No;

/** `{ask: "class_read", text}`: what an invitation (code, file's text, or a message that holds a code) says. Changes nothing. */
export type ClassReadAnswer =
  | {
      ok: true;
      plan: Plan;
      /** What would be handed in now. */
      sums: Sums;
      /** The pupil takes part in this very plan already. */
      joined: boolean;
      /** The pupil takes part in another one, which has to be left first: its label. */
      other: string | null;
    }
  | No;

/** `{ask: "class_join", text}`: the yes. Makes the pupil's random code for this plan. Saying yes again changes nothing. */
export type ClassJoinAnswer = ClassAnswer;

/** `{ask: "class_leave"}`: the plan and the pupil's code are erased. Counting goes on as before. */
export type ClassLeaveAnswer = { ok: true } | No;

/**
 * `{ask: "hand_in", erase?: true}`: the hand-in. With `erase`, in the same step: every message, day and summary that was
 * counted here, the plan and the pupil's code are erased (shared computers). The answer is then all that is left: show it,
 * and let the file be saved, before the page goes.
 */
export type HandInAnswer = ({ ok: true; sums: Sums; erased: boolean } & Code) | No;

// ---- The teacher ----

/** `{ask: "class_new", label, baseline, awareness}`: a new class; the weeks by their first days, `2026-11-02`. */
export type ClassNewAnswer = ({ ok: true } & ClassShown) | No;

/** `{ask: "classes"}`: the teacher's classes, newest baseline first. */
export type ClassesAnswer = { ok: true; classes: ClassLine[] } | No;

export interface ClassLine {
  plan: Plan;
  /** Hand-ins that are there; 0 after closing, for they are erased then. */
  received: number;
  /** Pupils in the figures. */
  shown: number;
  closed: boolean;
}

/**
 * `{ask: "class_take", id, texts: string[], out?: true}`: many codes or files at once; a text may hold several codes. With
 * `out`, takes out what these pupils handed in (a pupil withdraws). Figures do not change before `class_reveal`.
 */
export type ClassTakeAnswer =
  | {
      ok: true;
      /** One for each code or file found, and one for each text that holds none, in order. */
      taken: Taken[];
      class: ClassLine;
    }
  | No;

export interface Taken {
  /** Which of `texts`, from 0. */
  text: number;
  /** Which code in it, from 0. */
  code: number;
  /**
   * `added`; `replaced` (this pupil's earlier one); `same` (it is there already); `removed` and `not_here` (with `out`);
   * `foreign` (of another plan); or a reason: `damaged`, `no_code`, `newer`, `is_invitation`, `full`.
   */
  outcome:
    | "added"
    | "replaced"
    | "same"
    | "removed"
    | "not_here"
    | "foreign"
    | "damaged"
    | "no_code"
    | "newer"
    | "is_invitation"
    | "full";
  place?: Place;
}

/** `{ask: "class_show", id}`. */
export type ClassShowAnswer = ({ ok: true } & ClassShown) | No;

export interface ClassShown extends ClassLine {
  invitation: Code;
  /** Pupils whose hand-ins (new, replaced, taken out) are not in the figures. */
  waiting: number;
  /** Why `class_reveal` would not show them now; null if it would. */
  held: "too_few" | "too_few_changed" | "nothing_new" | "closed" | null;
  /** Null before the first `class_reveal`. They stay as they were shown until the next one. */
  figures: Figures | null;
  /** Null until the class is closed: shown once, so that no two can be subtracted. */
  breakdown: { baseline: Breakdown; awareness: Breakdown } | null;
}

/**
 * `{ask: "class_reveal", id}`: figures of all that was taken. Refused with `held`. Whoever waits until all have handed in
 * loses nobody; who comes later waits until five have changed.
 */
export type ClassRevealAnswer = ClassShowAnswer;

/**
 * `{ask: "class_close", id}`: shows what may be shown as `class_reveal` does, then the breakdown of what is shown, and erases
 * every hand-in. Refused with `too_few` where nothing was ever shown and nothing can be. Fewer than five who came after the
 * last `class_reveal` are left out for good (`waiting`, before): the page asks first.
 */
export type ClassCloseAnswer = ClassShowAnswer;

/** `{ask: "class_forget", id}`: erases the class, hand-ins and figures. */
export type ClassForgetAnswer = { ok: true } | No;

/** Of the class only. Totals are exact sums of what was handed in; means and intervals have two digits that matter. */
export interface Figures {
  pupils: number;
  baseline: WeekFigures;
  awareness: WeekFigures;
  /** Awareness minus baseline, each pupil against themselves. */
  change: PerPupil;
  /** Some hand-ins were priced with other energy data than others. */
  mixed_data: boolean;
  /** If so many people did as this class: 1,000 and 1,000,000. Two digits that matter. */
  what_if: { people: number; baseline: WhatIf; awareness: WhatIf }[];
}

export interface WeekFigures {
  messages: number;
  replies: number;
  courtesy_total: number;
  courtesy_only: number;
  /** Courtesy-only messages of all messages, 0 to 1; null where there are no messages. */
  courtesy_only_share: number | null;
  wh: Range;
  led_minutes: Range;
  courtesy_only_wh: Range;
  courtesy_only_led_minutes: Range;
  /** Days counted, of all pupils (at most seven each), and those among them whose counts are doubtful. */
  days: number;
  days_doubtful: number;
  per_pupil: PerPupil;
}

export interface PerPupil {
  messages: Estimate;
  courtesy_total: Estimate;
  courtesy_only: Estimate;
  /** Of all messages; null where the week, or for a change one of the weeks, has none. */
  courtesy_only_share: Estimate | null;
  /** Central energy, Wh. */
  wh: Estimate;
}

/** In a week; `low` and `high` hold both the energy's range and the small group's interval. */
export interface WhatIf {
  messages: Estimate;
  wh: Range;
  led_minutes: Range;
  /** The part of courtesy-only messages. */
  courtesy_only_wh: Range;
  courtesy_only_led_minutes: Range;
}

/**
 * How a week's totals are made up. Cells are told apart one after the other (thanks, please, greeting, praise, apology,
 * farewell, welcome; kinds of sites as `SiteKey` lists them) while at least six pupils have something in the cell and six in
 * all the others left. What is null is hidden: it is of too few, or would tell of such a cell. "Nobody" is hidden as "few" is,
 * so a page must not draw null as 0.
 */
export interface Breakdown {
  courtesy: Record<CourtesyKey, number | null>;
  sites: Record<SiteKey, number | null>;
  /** Pupils by how many messages they sent, from `from` to `to` (null: and more). */
  messages: { from: number; to: number | null; pupils: number | null }[];
}
