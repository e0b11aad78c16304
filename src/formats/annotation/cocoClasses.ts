import { type AnnotationClass, type ClassId, classNamed } from './annotation.ts';
import { type CocoDocument, type CocoId, NextIds } from './cocoDocument.ts';
import { type ListItem, memberEdit, memberOf, textOf } from './jsonTree.ts';
import { editedPart } from './textEdits.ts';

/** A file's categories and the project's classes: who is who, and what the file lacks. */
export class CocoClasses {
  readonly #text: string;
  readonly #document: CocoDocument;
  readonly #classes: readonly AnnotationClass[];
  readonly #ids: NextIds;
  readonly #numbers = new Map<ClassId, CocoId>();
  /** Ids as the file writes them. */
  readonly #written = new Map<CocoId, string>();
  readonly #names = new Map<CocoId, string>();
  readonly #added: ListItem[] = [];
  /** The class, or a key of its own where the project has none, by the file's id. */
  readonly keys = new Map<CocoId, string>();

  constructor(text: string, document: CocoDocument, classes: readonly AnnotationClass[]) {
    this.#text = text;
    this.#document = document;
    this.#classes = classes;
    this.#ids = new NextIds(document.categories.map(({ id }) => id));
    for (const { id, name, node } of document.categories) {
      const idNode = memberOf(node, 'id');
      if (id !== null && idNode !== null) {
        this.#written.set(id, text.slice(idNode.start, idNode.end));
      }
      if (id === null || name === null || this.keys.has(id)) continue;
      const known = classNamed(classes, name);
      this.keys.set(id, known?.id ?? `name:${name}`);
      if (known === null) continue;
      // Of two lines for one class the one with its name of now is written to.
      if (!this.#numbers.has(known.id) || name === known.name) this.#numbers.set(known.id, id);
    }
    for (const [classId, id] of this.#numbers) {
      const name = classes.find((known) => known.id === classId)?.name;
      if (name !== undefined) this.#names.set(id, name);
    }
  }

  /** The id of a class in the file, as JSON; a new one where it has none. */
  idOf(classId: ClassId): string {
    const known = this.#numbers.get(classId);
    if (known !== undefined) return this.#written.get(known) ?? known;
    const name = this.#classes.find(({ id }) => id === classId)?.name ?? classId;
    const id = String(this.#ids.take());
    this.#numbers.set(classId, id);
    this.keys.set(id, classId);
    const text = `{"id": ${id}, "name": ${JSON.stringify(name)}, "supercategory": ""}`;
    this.#added.push({ text, index: null });
    return id;
  }

  /** The items of `categories`: those that stand, renamed ones under their new name, new ones. */
  items(): readonly ListItem[] {
    const standing = this.#document.categories.map(({ node, id }, index): ListItem => {
      const name = this.#names.get(id ?? '');
      const renamed =
        node.kind === 'object' &&
        name !== undefined &&
        textOf(memberOf(node, 'name'))?.trim() !== name;
      const edits = renamed ? [memberEdit(node, 'name', JSON.stringify(name))] : [];
      return { text: editedPart(this.#text, node.start, node.end, edits), index };
    });
    return [...standing, ...this.#added];
  }
}
