/** Type `(i32 …) → ()`, so many parameters, for a function of JavaScript that wasm calls through a table. */
const typeOf = (parameters: number): readonly number[] => [
  ...[0x60, parameters],
  ...Array.from({ length: parameters }, () => 0x7f),
  0,
];

/** A module that gives its import `js.call` back as `call`, and a function `nothing` that does nothing. */
function moduleOf(parameters: number): Uint8Array<ArrayBuffer> {
  const type = typeOf(parameters);
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, type.length + 1, 1, ...type],
    ...[2, 11, 1, 2, 0x6a, 0x73, 4, 0x63, 0x61, 0x6c, 0x6c, 0, 0],
    ...[3, 2, 1, 0],
    ...[7, 18, 2, 4, 0x63, 0x61, 0x6c, 0x6c, 0, 0, 7, ...new TextEncoder().encode('nothing'), 0, 1],
    ...[10, 4, 1, 2, 0, 0x0b],
  ]);
}

/** A function as a table of wasm functions takes it: JavaScript's own are refused there. */
export function callableFromWasm(call: (index: number) => void, parameters: number): unknown {
  return exportsOf(call, parameters).call;
}

/** A function of no parameters that does nothing, for such a table. */
export function nothingForWasm(): unknown {
  return exportsOf(() => {}, 0).nothing;
}

function exportsOf(call: (index: number) => void, parameters: number): WebAssembly.Exports {
  const module = new WebAssembly.Module(moduleOf(parameters));
  return new WebAssembly.Instance(module, { js: { call } }).exports;
}
