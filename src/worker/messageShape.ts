/** Fields that a message of each type must have, beside `type` itself. */
export type MessageShapes<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: readonly Exclude<
    keyof Extract<Message, { readonly type: Type }>,
    'type'
  >[];
};

/**
 * A check for messages of one protocol: known types with all of their fields. Both ends come from
 * one build, so that what fails it is an old tab's, an extension's, or damage.
 */
export function messageCheck<Message extends { readonly type: string }>(
  shapes: MessageShapes<Message>,
): (data: unknown) => data is Message {
  const fields = new Map<string, readonly PropertyKey[]>(Object.entries(shapes));
  return (data): data is Message => {
    if (typeof data !== 'object' || data === null || !('type' in data)) return false;
    const needed = typeof data.type === 'string' ? fields.get(data.type) : undefined;
    return needed?.every((field) => field in data) ?? false;
  };
}
