/** Errors of one kind: how many are wrong, of how many. */
export type Errors = readonly [wrong: number, of: number];

/** What came of a case: what was read, and its errors by measure (`cer`, `boxes`, `title` …). */
export interface CaseResult {
  readonly group: string;
  readonly read: string;
  readonly errors: Readonly<Record<string, Errors>>;
}

/** Results of all cases of a kind by name, as they are committed. */
export type Figures = Readonly<Record<string, CaseResult>>;

/** Errors of each group and measure added up, by `group measure`. */
export function groupErrors(figures: Figures): ReadonlyMap<string, Errors> {
  const sums = new Map<string, Errors>();
  for (const { group, errors } of Object.values(figures)) {
    for (const [measure, [wrong, of]] of Object.entries(errors)) {
      const key = `${group} ${measure}`;
      const [wrongBefore, ofBefore] = sums.get(key) ?? [0, 0];
      sums.set(key, [wrongBefore + wrong, ofBefore + of]);
    }
  }
  return sums;
}

/** What a comparison says: figures that got worse, and every case that reads otherwise. */
export interface Comparison {
  readonly worse: readonly string[];
  readonly better: readonly string[];
  readonly changed: readonly string[];
}

/** Compares results with the committed ones; cases that are not in both count as changed and worse. */
export function compareFigures(committed: Figures, now: Figures): Comparison {
  const before = groupErrors(committed);
  const after = groupErrors(now);
  const worse: string[] = [];
  const better: string[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(key), after.get(key)];
    if (old === undefined || fresh === undefined || (old[1] === 0) !== (fresh[1] === 0)) {
      worse.push(`${key}: not measured in both`);
      continue;
    }
    const [was, is] = [rate(old), rate(fresh)];
    const text = `${key}: ${percent(was)} → ${percent(is)} wrong`;
    if (is > was) worse.push(text);
    if (is < was) better.push(text);
  }
  const changed: string[] = [];
  for (const name of new Set([...Object.keys(committed), ...Object.keys(now)])) {
    const [old, fresh] = [committed[name], now[name]];
    if (old === undefined || fresh === undefined) {
      changed.push(`${name}: ${old === undefined ? 'new' : 'gone'}`);
      worse.push(`${name}: not in both`);
    } else if (JSON.stringify(old) !== JSON.stringify(fresh)) {
      changed.push(`${name}: “${old.read}” (${told(old)}) → “${fresh.read}” (${told(fresh)})`);
    }
  }
  return { worse, better, changed };
}

function rate([wrong, of]: Errors): number {
  return of === 0 ? wrong : wrong / of;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function told({ errors }: CaseResult): string {
  return Object.entries(errors)
    .map(([measure, [wrong, of]]) => `${measure} ${wrong}/${of}`)
    .join(', ');
}
