import { callableFromWasm, nothingForWasm } from './wasmPlaces.ts';

interface SplitWasmParts {
  readonly first: Uint8Array<ArrayBuffer>;
  /** Places of the table between the parts. */
  readonly places: number;
  readonly imports: WebAssembly.Imports;
  /** The rest, at once; asked for when one of its functions is called and nobody has completed it yet. */
  readonly restNow: () => Uint8Array<ArrayBuffer>;
}

export interface SplitWasmStarted {
  /** The first part, which has the exports of the whole. */
  readonly instance: WebAssembly.Instance;
  /** Puts the rest in its place, once; a failure is forgotten. @throws what `fetchRest` and the wasm throw */
  complete(fetchRest: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void>;
}

/** Starts a module that `build/splitWasm.ts` split, with its first part alone. */
export async function startSplitWasm({
  first,
  places,
  imports,
  restNow,
}: SplitWasmParts): Promise<SplitWasmStarted> {
  const table = new WebAssembly.Table({ initial: places, element: 'anyfunc' });
  const shared = { ...imports, split: { table } };
  const { instance } = await WebAssembly.instantiate(first, shared);
  // The rest's own functions write themselves into the table.
  const restImports = { ...shared, split: { table, ...ownGlobals(instance) } };
  let isWhole = false;
  const placed = (): void => {
    isWhole = true;
    table.set(0, nothingForWasm());
  };
  table.set(
    0,
    callableFromWasm(() => {
      if (isWhole) return;
      new WebAssembly.Instance(new WebAssembly.Module(restNow()), restImports);
      placed();
    }, 0),
  );
  let completing: Promise<void> | undefined;
  return {
    instance,
    complete(fetchRest) {
      completing ??= (async () => {
        if (isWhole) return;
        const module = await WebAssembly.compile(await fetchRest());
        if (isWhole) return;
        await WebAssembly.instantiate(module, restImports);
        placed();
      })().catch((error: unknown) => {
        completing = undefined;
        throw error;
      });
      return completing;
    },
  };
}

/** The globals that the first part gives to the rest. */
function ownGlobals({ exports }: WebAssembly.Instance): WebAssembly.ModuleImports {
  return Object.fromEntries(
    Object.entries(exports).flatMap(([name, value]) =>
      name.startsWith('split.') ? [[name.slice('split.'.length), value as WebAssembly.Global]] : [],
    ),
  );
}
