import type {
  AnnotationBox,
  AnnotationClass,
  Attributes,
  ImageSource,
} from '../../../formats/annotation/annotation.ts';
import type { Project, ProjectImage, Suggestion } from './project.ts';
import { applySplice, invertSplice, type Splice, spliceBetween } from './splice.ts';

interface FromTo<Value> {
  readonly from: Value;
  readonly to: Value;
}

/** What changed in one picture that was there before and after. */
export interface ImageChange {
  readonly imageId: string;
  readonly boxes: Splice<AnnotationBox> | null;
  readonly suggestions: Splice<Suggestion> | null;
  readonly verified: FromTo<boolean> | null;
  readonly sources: FromTo<readonly ImageSource[]> | null;
  /** Missing in steps that were stored before pictures had any. */
  readonly attributes?: FromTo<Attributes> | null;
  readonly proposed?: FromTo<readonly Suggestion[] | null> | null;
}

/**
 * The difference between two states of a project, small whatever the project's size: it can be
 * done, turned round and stored. Settings are no part of it.
 */
export interface ProjectChange {
  readonly name: FromTo<string> | null;
  readonly classes: Splice<AnnotationClass> | null;
  /** Ids of pictures in their order. */
  readonly order: Splice<string> | null;
  readonly added: readonly ProjectImage[];
  readonly removed: readonly ProjectImage[];
  readonly images: readonly ImageChange[];
}

/** The change from one state to another; null where they are the same but for their settings. */
export function changeBetween(before: Project, after: Project): ProjectChange | null {
  const classes = spliceBetween(before.classes, after.classes);
  const name = before.name === after.name ? null : { from: before.name, to: after.name };
  const images = imagesBetween(before.images, after.images);
  return name || classes || images ? { name, classes, ...(images ?? NO_IMAGES) } : null;
}

const NO_IMAGES = { order: null, added: [], removed: [], images: [] } as const;

function imagesBetween(
  before: readonly ProjectImage[],
  after: readonly ProjectImage[],
): Omit<ProjectChange, 'name' | 'classes'> | null {
  if (before === after) return null;
  const old = new Map(before.map((image) => [image.id, image]));
  const present = new Set(after.map(({ id }) => id));
  return {
    order: spliceBetween(
      before.map(({ id }) => id),
      after.map(({ id }) => id),
    ),
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !present.has(id)),
    images: after.flatMap((image) => {
      const was = old.get(image.id);
      return was && was !== image ? [imageBetween(was, image)] : [];
    }),
  };
}

function imageBetween(before: ProjectImage, after: ProjectImage): ImageChange {
  return {
    imageId: after.id,
    boxes: spliceBetween(before.boxes, after.boxes),
    suggestions: spliceBetween(before.suggestions, after.suggestions),
    verified:
      before.verified === after.verified ? null : { from: before.verified, to: after.verified },
    sources: before.sources === after.sources ? null : { from: before.sources, to: after.sources },
    attributes:
      before.attributes === after.attributes
        ? null
        : { from: before.attributes ?? {}, to: after.attributes ?? {} },
    proposed:
      before.proposed === after.proposed
        ? null
        : { from: before.proposed ?? null, to: after.proposed ?? null },
  };
}

/** The project after a change; the project must be in the state that the change started from. */
export function applyChange(project: Project, change: ProjectChange): Project {
  return {
    ...project,
    name: change.name?.to ?? project.name,
    classes: applySplice(project.classes, change.classes),
    images: applyToImages(project.images, change),
  };
}

function applyToImages(
  images: readonly ProjectImage[],
  change: ProjectChange,
): readonly ProjectImage[] {
  const changes = new Map(change.images.map((imageChange) => [imageChange.imageId, imageChange]));
  const changed = images.map((image) => {
    const own = changes.get(image.id);
    return own ? applyToImage(image, own) : image;
  });
  if (!change.order) return changed;
  const byId = new Map([...changed, ...change.added].map((image) => [image.id, image]));
  return applySplice(
    images.map(({ id }) => id),
    change.order,
  ).flatMap((id) => byId.get(id) ?? []);
}

function applyToImage(image: ProjectImage, change: ImageChange): ProjectImage {
  const { attributes: said, proposed: found, ...others } = image;
  const attributes = change.attributes?.to ?? said ?? {};
  const proposed = change.proposed ? change.proposed.to : (found ?? null);
  return {
    ...others,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(proposed === null ? {} : { proposed }),
    boxes: applySplice(image.boxes, change.boxes),
    suggestions: applySplice(image.suggestions, change.suggestions),
    verified: change.verified?.to ?? image.verified,
    sources: sourcesAfter(image.sources, change),
  };
}

/** Files that were written since tell more than the step does: their sources stay. */
function sourcesAfter(
  sources: readonly ImageSource[],
  change: ImageChange,
): readonly ImageSource[] {
  return change.sources && sameSources(sources, change.sources.from) ? change.sources.to : sources;
}

function sameSources(a: readonly ImageSource[], b: readonly ImageSource[]): boolean {
  return (
    a.length === b.length &&
    a.every((source, i) => source.path === b[i]?.path && source.text === b[i]?.text)
  );
}

/** The change that takes this one back. */
export function invertChange(change: ProjectChange): ProjectChange {
  return {
    name: change.name && { from: change.name.to, to: change.name.from },
    classes: invertSplice(change.classes),
    order: invertSplice(change.order),
    added: change.removed,
    removed: change.added,
    images: change.images.map(({ imageId, boxes, suggestions, verified, sources, ...said }) => ({
      imageId,
      attributes: turned(said.attributes),
      proposed: turned(said.proposed),
      boxes: invertSplice(boxes),
      suggestions: invertSplice(suggestions),
      verified: verified && { from: verified.to, to: verified.from },
      sources: sources && { from: sources.to, to: sources.from },
    })),
  };
}

function turned<Value>(change: FromTo<Value> | null | undefined): FromTo<Value> | null {
  return change ? { from: change.to, to: change.from } : null;
}

/** Ids of all pictures whose record a change touches. */
export function touchedImages({ added, removed, images }: ProjectChange): readonly string[] {
  return [
    ...added.map(({ id }) => id),
    ...removed.map(({ id }) => id),
    ...images.map(({ imageId }) => imageId),
  ];
}
