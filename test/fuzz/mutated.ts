import fc from 'fast-check';

/**
 * A file changed in a few places: bytes turned into others, ranges cut out, doubled or filled. The
 * same seed gives the same files on every machine.
 */
export function mutated(whole: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const place = fc.nat({ max: Math.max(0, whole.length - 1) });
  const change = fc.oneof(
    fc.record({ do: fc.constant('set' as const), at: place, byte: fc.nat({ max: 255 }) }),
    fc.record({
      do: fc.constant('cut' as const),
      at: place,
      length: fc.integer({ min: 1, max: 64 }),
    }),
    fc.record({ do: fc.constant('end' as const), at: place }),
    fc.record({
      do: fc.constant('double' as const),
      at: place,
      length: fc.integer({ min: 1, max: 64 }),
    }),
    fc.record({
      do: fc.constant('fill' as const),
      at: place,
      byte: fc.constantFrom(0, 0x7f, 0xff),
    }),
  );
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    let bytes: number[] = [...whole];
    for (const one of changes) {
      const { at } = one;
      if (one.do === 'set') bytes[at] = one.byte;
      else if (one.do === 'cut') bytes.splice(at, one.length);
      else if (one.do === 'end') bytes = bytes.slice(0, at);
      else if (one.do === 'double') bytes.splice(at, 0, ...bytes.slice(at, at + one.length));
      else bytes.fill(one.byte, at, at + 4);
    }
    return Uint8Array.from(bytes, (byte) => byte ?? 0);
  });
}
