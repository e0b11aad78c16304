import {
  constant,
  joined,
  name,
  number,
  readSections,
  SECTION,
  type Section,
  WasmCursor,
  writeSections,
} from './wasmSections.ts';

/**
 * A module as two: both have all functions under the same numbers, and each has the bodies of its
 * own; a call of one that is in the other goes through a table between them. So nothing depends on
 * how well the functions were chosen, only how soon the rest is needed.
 */
export interface SplitWasm {
  /** Imports `split.table`, with a place more than there are functions; place 0 sees to the rest. */
  readonly first: Uint8Array<ArrayBuffer>;
  /** Imports what the first part does, and the first part's exports `split.0`, `split.1`, …: its globals. */
  readonly rest: Uint8Array<ArrayBuffer>;
  /** How many places the table has. */
  readonly places: number;
}

/** What stands before the parts' own names of imports and exports. */
const OWN = 'split';
/** The table between the parts, behind the module's own. */
const BETWEEN = 1;
const NO_LOCALS = 0;
const CALL_INDIRECT = 0x11;
const CONST = 0x41;
const END = 0x0b;
const FUNCREF = 0x70;

/** A module with one imported table, its own globals, and active element segments, as Emscripten makes them. */
interface Parts {
  readonly sections: readonly Section[];
  readonly types: readonly FunctionType[];
  /** The type of each function, imported ones first. */
  readonly functions: readonly number[];
  readonly imported: number;
  readonly bodies: readonly Uint8Array[];
  /** Type and mutability of each global. */
  readonly globals: readonly (readonly [number, number])[];
}

interface FunctionType {
  readonly parameters: number;
}

/**
 * @param isFirst whether the first part has a function's body, by its number
 * @throws Error for a module that is not built as expected
 */
export function splitWasm(wasm: Uint8Array, isFirst: (index: number) => boolean): SplitWasm {
  const parts = readParts(wasm);
  const { sections, functions, imported, bodies } = parts;
  const places = functions.length + 1;
  const seeing = parts.types.length;
  const split = (inFirst: boolean): Section[] => {
    const has = (index: number): boolean => isFirst(index) === inFirst;
    const own: [number, Section['body']][] = [
      [SECTION.type, appended(section(sections, SECTION.type), [0x60, 0, 0])],
      [
        SECTION.import,
        appended(
          section(sections, SECTION.import),
          ...[[...name(OWN), ...name('table'), 1, FUNCREF, 0, ...number(places)]],
          ...(inFirst
            ? []
            : parts.globals.map((kind, i) => [...name(OWN), ...name(String(i)), 3, ...kind])),
        ),
      ],
      [SECTION.function, section(sections, SECTION.function)],
      [
        SECTION.element,
        elements(inFirst ? section(sections, SECTION.element) : null, imported, functions, has),
      ],
      [
        SECTION.code,
        joined([
          number(bodies.length),
          ...bodies.flatMap((body, i) => {
            const index = imported + i;
            const kept = has(index) ? body : passedOn(parts, index, inFirst ? seeing : null);
            return [number(kept.length), kept];
          }),
        ]),
      ],
    ];
    if (inFirst) {
      own.push(
        [SECTION.global, section(sections, SECTION.global)],
        [
          SECTION.export,
          appended(
            section(sections, SECTION.export),
            ...parts.globals.map((_, i) => [...name(`${OWN}.${i}`), 3, ...number(i)]),
          ),
        ],
        [SECTION.data, section(sections, SECTION.data)],
      );
    }
    return own.sort(([a], [b]) => a - b).map(([id, body]) => ({ id, body }));
  };
  return { first: writeSections(split(true)), rest: writeSections(split(false)), places };
}

/**
 * The module with every function saying its number to the import `split.seen` through the table
 * `split.table`, place 0, before it does anything: shows which are used.
 */
export function recordingWasm(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  const { sections, types, imported, bodies } = readParts(wasm);
  const saying = types.length;
  return writeSections(
    sections.map(({ id, body }) => {
      switch (id) {
        case SECTION.type:
          return { id, body: appended(body, [0x60, 1, 0x7f, 0]) };
        case SECTION.import:
          return {
            id,
            body: appended(body, [...name(OWN), ...name('table'), 1, FUNCREF, 0, 1]),
          };
        case SECTION.code:
          return {
            id,
            body: joined([
              number(bodies.length),
              ...bodies.flatMap((code, i) => {
                const start = afterLocals(code);
                const say = [
                  ...[CONST, ...constant(imported + i), CONST, 0],
                  ...[CALL_INDIRECT, ...number(saying), BETWEEN],
                ];
                return [
                  number(code.length + say.length),
                  ...[code.subarray(0, start), say, code.subarray(start)],
                ];
              }),
            ]),
          };
        default:
          return { id, body };
      }
    }),
  );
}

function readParts(wasm: Uint8Array): Parts {
  const sections = readSections(wasm).filter(({ id }) => id !== 0);
  const known = new Set<number>(Object.values(SECTION));
  if (sections.some(({ id }) => id === SECTION.start || !known.has(id))) {
    throw new Error('WebAssembly is not built as expected');
  }
  const types = readTypes(new WasmCursor(section(sections, SECTION.type)));
  const imports = readImports(new WasmCursor(section(sections, SECTION.import)));
  const own = readList(new WasmCursor(section(sections, SECTION.function)), (cursor) =>
    cursor.number(),
  );
  return {
    sections,
    types,
    functions: [...imports, ...own],
    imported: imports.length,
    bodies: readList(new WasmCursor(section(sections, SECTION.code)), (cursor) =>
      cursor.take(cursor.number()),
    ),
    globals: readGlobals(new WasmCursor(section(sections, SECTION.global))),
  };
}

function section(sections: readonly Section[], wanted: number): Uint8Array {
  const found = sections.find(({ id }) => id === wanted);
  if (found === undefined) throw new Error(`WebAssembly without its section ${wanted}`);
  return found.body;
}

function readList<T>(cursor: WasmCursor, readOne: (cursor: WasmCursor) => T): T[] {
  return Array.from({ length: cursor.number() }, () => readOne(cursor));
}

function readTypes(cursor: WasmCursor): FunctionType[] {
  return readList(cursor, (at) => {
    if (at.byte() !== 0x60) throw new Error('WebAssembly with a type that is no function');
    const parameters = at.number();
    at.take(parameters);
    at.take(at.number());
    return { parameters };
  });
}

/** The types of imported functions. */
function readImports(cursor: WasmCursor): number[] {
  return readList(cursor, (at) => {
    at.take(at.number());
    at.take(at.number());
    switch (at.byte()) {
      case 0:
        return [at.number()];
      case 1:
        at.byte();
        limits(at);
        return [];
      case 2:
        limits(at);
        return [];
      default:
        throw new Error('WebAssembly imports a global');
    }
  }).flat();
}

function limits(cursor: WasmCursor): void {
  const hasMost = (cursor.byte() & 1) === 1;
  cursor.number();
  if (hasMost) cursor.number();
}

function readGlobals(cursor: WasmCursor): (readonly [number, number])[] {
  return readList(cursor, (at) => {
    const kind = [at.byte(), at.byte()] as const;
    if (at.byte() !== CONST) throw new Error('WebAssembly with a global that is no whole number');
    at.number();
    if (at.byte() !== END) throw new Error('WebAssembly with a global that is computed');
    return kind;
  });
}

function appended(list: Uint8Array, ...more: readonly ArrayLike<number>[]): Uint8Array {
  const cursor = new WasmCursor(list);
  const length = cursor.number();
  return joined([number(length + more.length), list.subarray(cursor.at), ...more]);
}

/** The module's own elements, where it has them, and a part's functions in the table between. */
function elements(
  own: Uint8Array | null,
  imported: number,
  functions: readonly number[],
  has: (index: number) => boolean,
): Uint8Array {
  const runs: number[][] = [];
  for (let index = imported; index < functions.length; index++) {
    if (!has(index)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === index - 1) last.push(index);
    else runs.push([index]);
  }
  const segments = runs.map((run) => [
    ...[2, BETWEEN, CONST, ...constant(1 + (run[0] ?? 0)), END, 0],
    ...[...number(run.length), ...run.flatMap((index) => number(index))],
  ]);
  return appended(own ?? new Uint8Array([0]), ...segments);
}

/** A body that calls the same function in the other part; before that it sees to it that there is one. */
function passedOn({ types, functions }: Parts, index: number, seeing: number | null): number[] {
  const type = functions[index] ?? 0;
  const parameters = types[type]?.parameters ?? 0;
  return [
    NO_LOCALS,
    ...(seeing === null ? [] : [CONST, 0, CALL_INDIRECT, ...number(seeing), BETWEEN]),
    ...Array.from({ length: parameters }, (_, i) => [0x20, ...number(i)]).flat(),
    ...[CONST, ...constant(index + 1), CALL_INDIRECT, ...number(type), BETWEEN, END],
  ];
}

function afterLocals(code: Uint8Array): number {
  const cursor = new WasmCursor(code);
  for (let groups = cursor.number(); groups > 0; groups--) {
    cursor.number();
    cursor.byte();
  }
  return cursor.at;
}
