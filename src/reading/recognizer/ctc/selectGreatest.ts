/**
 * The value that is the `rank`-th greatest of the first `count` ones (1 is the greatest), which are
 * brought into another order on the way: quickselect (Hoare 1961).
 */
export function selectGreatest(values: Float64Array, count: number, rank: number): number {
  let left = 0;
  let right = count - 1;
  const place = rank - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? 0;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] ?? 0) > pivot) i++;
      while ((values[j] ?? 0) < pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else break;
  }
  return values[place] ?? -Infinity;
}
