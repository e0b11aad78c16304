/** OpenCV.js as published is one script: an Emscripten module with its wasm inside as a data URI. */
export interface SplitOpenCv {
  /**
   * Script text that leaves the Emscripten factory in `var cv`: `cv(moduleOptions)` starts OpenCV.
   * It builds no code from strings and needs its wasm handed in by `instantiateWasm`.
   */
  readonly script: string;
  readonly wasm: Uint8Array<ArrayBuffer>;
}

const FACTORY_START = 'var cv = (function() {';
const FACTORY_END = "if (typeof exports === 'object' && typeof module === 'object')";
const WASM_START = 'var wasmBinaryFile="data:application/octet-stream;base64,';
const WASM_END = '";';

/**
 * What embind builds with `new Function`, written as closures: the same as Emscripten's own
 * `-s DYNAMIC_EXECUTION=0`, which this build was not made with. Each starts where the function of
 * that name starts and ends before `next`.
 */
const CLOSURES: readonly { readonly name: string; readonly next: string; readonly code: string }[] =
  [
    {
      name: 'function createNamedFunction(name,body){',
      next: 'function extendError(',
      code: `function createNamedFunction(name, body) {
  return Object.defineProperty(function () { return body.apply(this, arguments); }, "name", {
    value: makeLegalFunctionName(name),
  });
}`,
    },
    {
      name: 'function makeDynCaller(dynCall){',
      next: 'var fp;if(Module["FUNCTION_TABLE_"',
      code: `function makeDynCaller(dynCall) {
  switch (signature.length) {
    case 1: return function () { return dynCall(rawFunction); };
    case 2: return function (a) { return dynCall(rawFunction, a); };
    case 3: return function (a, b) { return dynCall(rawFunction, a, b); };
    case 4: return function (a, b, c) { return dynCall(rawFunction, a, b, c); };
    default: return function () {
      var args = [rawFunction];
      for (var i = 0; i < signature.length - 1; i++) args.push(arguments[i]);
      return dynCall.apply(null, args);
    };
  }
}`,
    },
    {
      name: 'function craftInvokerFunction(humanName,argTypes,classType,cppInvokerFunc,cppTargetFunc){',
      next: 'function heap32VectorToArray(',
      code: `function craftInvokerFunction(humanName, argTypes, classType, cppInvokerFunc, cppTargetFunc) {
  if (argTypes.length < 2) {
    throwBindingError("argTypes array size mismatch! Must at least get return value and 'this' types!");
  }
  var isMethod = argTypes[1] !== null && classType !== null;
  var needsStack = false;
  for (var t = 1; t < argTypes.length; ++t) {
    if (argTypes[t] !== null && argTypes[t].destructorFunction === undefined) needsStack = true;
  }
  var returnType = argTypes[0];
  var returns = returnType.name !== "void";
  var expected = argTypes.length - 2;
  var first = isMethod ? 2 : 1;
  function invoker() {
    if (arguments.length !== expected) {
      throwBindingError("function " + humanName + " called with " + arguments.length +
        " arguments, expected " + expected + " args!");
    }
    var stack = needsStack ? [] : null;
    var wired = new Array(first + expected);
    wired[0] = cppTargetFunc;
    if (isMethod) wired[1] = argTypes[1].toWireType(stack, this);
    for (var i = 0; i < expected; ++i) {
      wired[first + i] = argTypes[i + 2].toWireType(stack, arguments[i]);
    }
    var value = cppInvokerFunc.apply(null, wired);
    if (needsStack) {
      runDestructors(stack);
    } else {
      for (var k = isMethod ? 1 : 2; k < argTypes.length; ++k) {
        var destroy = argTypes[k].destructorFunction;
        if (destroy !== null) destroy(wired[k === 1 ? 1 : first + k - 2]);
      }
    }
    if (returns) return returnType.fromWireType(value);
  }
  return Object.defineProperty(invoker, "name", { value: makeLegalFunctionName(humanName) });
}`,
    },
    {
      name: 'function __emval_get_method_caller(argCount,argTypes){',
      next: 'function __emval_get_property(',
      code: `function __emval_get_method_caller(argCount, argTypes) {
  var types = __emval_lookupTypes(argCount, argTypes);
  var returnType = types[0];
  return __emval_addMethodCaller(function (handle, name, destructors, args) {
    var values = [];
    var offset = 0;
    for (var i = 1; i < argCount; ++i) {
      values.push(types[i].readValueFromPointer(args + offset));
      offset += types[i].argPackAdvance;
    }
    var value = handle[name].apply(handle, values);
    for (var k = 1; k < argCount; ++k) {
      if (types[k].deleteObject) types[k].deleteObject(values[k - 1]);
    }
    if (!returnType.isVoid) return returnType.toWireType(destructors, value);
  });
}`,
    },
  ];

/**
 * Takes the wasm out of `dist/opencv.js` and makes what remains run under a Content Security Policy
 * without `'unsafe-eval'` (`'wasm-unsafe-eval'` suffices).
 * @throws Error when the text is not the one this was written for.
 */
export function splitOpenCvSource(source: string): SplitOpenCv {
  const start = indexOf(source, FACTORY_START);
  const end = indexOf(source, FACTORY_END, start);
  const wasmStart = indexOf(source, WASM_START, start) + WASM_START.length;
  const wasmEnd = indexOf(source, WASM_END, wasmStart);
  const wasm = Uint8Array.from(Buffer.from(source.slice(wasmStart, wasmEnd), 'base64'));
  if (Buffer.from(wasm.subarray(0, 4)).toString('latin1') !== '\0asm') {
    throw new Error('opencv.js: what is embedded is not WebAssembly');
  }
  let script = `${source.slice(start, wasmStart - WASM_START.length)}var wasmBinaryFile="opencv.wasm";${source.slice(wasmEnd + WASM_END.length, end)}`;
  for (const { name, next, code } of CLOSURES) {
    const from = indexOf(script, name);
    const to = indexOf(script, next, from);
    script = `${script.slice(0, from)}${code}\n${script.slice(to)}`;
  }
  if (/new Function\(|new_\(Function|\beval\(/.test(script)) {
    throw new Error('opencv.js still builds code from strings');
  }
  return { script, wasm };
}

function indexOf(text: string, wanted: string, from = 0): number {
  const index = text.indexOf(wanted, from);
  if (index < 0) throw new Error(`opencv.js is not the version expected: no “${wanted}”`);
  return index;
}
