/** True for an object whose `type` is one of these: anything else (an old page, an extension) is refused. */
export function hasTypeOf(data: unknown, types: ReadonlySet<string>): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    typeof data.type === 'string' &&
    types.has(data.type)
  );
}
