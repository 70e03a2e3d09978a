/** The straight line that comes closest to what was measured. */

/** Slope by least squares of values that were taken at equal distances, per distance. */
export function slopePerStep(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let product = 0;
  let square = 0;
  for (const [at, value] of values.entries()) {
    product += (at - middle) * (value - mean);
    square += (at - middle) ** 2;
  }
  return product / square;
}
