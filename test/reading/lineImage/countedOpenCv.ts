import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';

interface Handle {
  isDeleted(): boolean;
  delete(): void;
}

/** Methods of Mats and vectors that give new ones. */
const GIVE_NEW = ['roi', 'clone', 'row', 'col', 'rowRange', 'colRange', 'get', 'mul', 't'];

/** OpenCV.js that remembers every object with a `delete()` that it gave out. */
export function countedOpenCv(cv: OpenCv): { readonly cv: OpenCv; live(): number } {
  const given = new Set<Handle>();
  const isHandle = (value: unknown): value is Handle =>
    typeof value === 'object' && value !== null && 'isDeleted' in value && 'delete' in value;
  const remember = (value: unknown): unknown => {
    if (!isHandle(value) || given.has(value)) return value;
    given.add(value);
    for (const name of GIVE_NEW) {
      const method: unknown = Reflect.get(value, name);
      if (typeof method !== 'function') continue;
      Object.defineProperty(value, name, {
        value: (...inputs: unknown[]) => remember(Reflect.apply(method, value, inputs)),
      });
    }
    return value;
  };
  const counted = new Proxy(cv, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return new Proxy(member, {
        apply: (f, _, inputs) => remember(Reflect.apply(f, target, inputs)),
        construct: (f, inputs) => remember(Reflect.construct(f, inputs)) as object,
      });
    },
  });
  return {
    cv: counted,
    live: () => [...given].filter((handle) => !handle.isDeleted()).length,
  };
}
