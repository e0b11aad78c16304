const VALUES: Readonly<Record<string, number>> = {
  I: 1,
  V: 5,
  X: 10,
  L: 50,
  C: 100,
  D: 500,
  M: 1000,
};

const DIGITS: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** The usual Roman numeral of a whole number from 1 to 3999, in capitals. */
export function formatRoman(value: number): string {
  let rest = value;
  let numeral = '';
  for (const [worth, digits] of DIGITS) {
    while (rest >= worth) {
      numeral += digits;
      rest -= worth;
    }
  }
  return numeral;
}

/**
 * The value of a Roman numeral in either case, or null when it is none. Takes the printer's `IIII`
 * for `IV` and `VIIII` for `IX`, no other unusual forms.
 */
export function parseRoman(numeral: string): number | null {
  const capitals = numeral.toUpperCase();
  if (!/^[IVXLCDM]+$/.test(capitals)) return null;
  let value = 0;
  for (let i = 0; i < capitals.length; i++) {
    const digit = VALUES[capitals.charAt(i)] ?? 0;
    const next = VALUES[capitals.charAt(i + 1)] ?? 0;
    value += digit < next ? -digit : digit;
  }
  if (value < 1 || value > 3999) return null;
  const usual = formatRoman(value);
  const additive = usual.replace(/IV$/, 'IIII').replace(/IX$/, 'VIIII');
  return capitals === usual || capitals === additive ? value : null;
}

/**
 * The value of a Roman numeral as a reader of print may give it: `l`, `1`, `|`, `!` and `i` for I,
 * `T` for I beside V or X, `Y` for V. Null when it still is none.
 */
export function parseReadRoman(numeral: string): number | null {
  // Chapter 50 in small Roman numerals is far rarer than a 1 or an I taken for an l.
  if (numeral === 'l') return 1;
  const plain = parseRoman(numeral);
  if (plain !== null && (numeral === numeral.toUpperCase() || numeral === numeral.toLowerCase())) {
    return plain;
  }
  const mended = numeral
    .replace(/[l1|!\]ij]/g, 'I')
    .replace(/T(?=[VX])|(?<=[VXI])T/g, 'I')
    .replace(/Y/g, 'V');
  return mended === mended.toUpperCase() ? parseRoman(mended) : null;
}
