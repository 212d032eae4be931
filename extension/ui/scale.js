// @ts-check
// Numbers on paper: round marks for an axis, classes for a map of shades. Pure.

/**
 * Marks from zero to at least `most`: 1, 2 or 5 times a power of ten apart.
 * @param {number} most
 * @param {number} [wanted] about so many steps
 * @param {boolean} [whole] only whole numbers, for counts
 */
export function marks(most, wanted = 4, whole = false) {
  if (!(most > 0) || !Number.isFinite(most)) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = power * ([1, 2, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10);
  if (whole) step = Math.max(1, Math.round(step));
  const count = Math.ceil(most / step - 1e-9);
  // A power of ten divides exactly where multiplying by 0.1 would not.
  return Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}

/** How many shades a map has beside "nothing". */
export const SHADES = 4;

/**
 * The lowest value of each shade: as many days in one as in another, so that one great day does not make all others pale.
 * @param {number[]} values
 * @returns {number[]} ascending, at most `SHADES`
 */
export function shadeBounds(values) {
  const counted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const bounds = Array.from({ length: SHADES }, (_, n) => counted[Math.floor((n * counted.length) / SHADES)]);
  return [...new Set(bounds.filter((bound) => bound !== undefined))];
}

/** 0 is nothing; else 1 to `SHADES`. @param {number} value @param {number[]} bounds */
export const shadeOf = (value, bounds) => (value > 0 ? Math.max(1, bounds.findLastIndex((bound) => value >= bound) + 1) : 0);

/** Every how many marks a label has room. @param {number} count @param {number} width @param {number} each */
export const every = (count, width, each) => Math.max(1, Math.ceil((count * each) / Math.max(width, 1)));
