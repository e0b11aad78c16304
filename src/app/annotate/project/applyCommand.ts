import type {
  AnnotationBox,
  ClassId,
  ImageSource,
} from '../../../formats/annotation/annotation.ts';
import {
  appendBoxes,
  changeBoxes,
  copyBoxes,
  deleteBoxes,
  duplicateBoxes,
  nudgeBoxes,
  placeBox,
  sayOfBoxes,
  shapeBox,
  withAttribute,
} from './boxes.ts';
import {
  appendClasses,
  defineAttributes,
  moveClass,
  recolourClass,
  renameClass,
  withKnownClasses,
} from './classes.ts';
import type { ProjectCommand } from './commands.ts';
import { withMore } from './importedAnnotations.ts';
import { imageOf, type Project, type ProjectImage } from './project.ts';
import {
  acceptSuggestions,
  acceptSure,
  propose,
  rejectSuggestions,
  suggest,
  withoutProposals,
} from './suggestions.ts';

const RECENT_CLASSES = 8;

/** The project after a command; the same object where the command changes nothing. */
export function applyCommand(project: Project, command: ProjectCommand): Project {
  const onImage = (change: (image: ProjectImage) => ProjectImage): Project =>
    'imageId' in command ? changeImages(project, [command.imageId], change) : project;
  switch (command.type) {
    case 'add-box':
      if (!project.classes.some(({ id }) => id === command.box.classId)) return project;
      return used(
        project,
        onImage((image) => appendBoxes(image, [command.box])),
        command.box.classId,
      );
    case 'place-box':
      return onImage((image) => placeBox(image, command.boxId, command.place));
    case 'shape-box':
      return onImage((image) => shapeBox(image, command.boxId, command.outline));
    case 'nudge-boxes':
      return onImage((image) => nudgeBoxes(image, command.boxIds, command.dx, command.dy));
    case 'duplicate-boxes':
      return onImage((image) => duplicateBoxes(image, command.copies, command.shift));
    case 'delete-boxes':
      return onImage((image) => deleteBoxes(image, command.boxIds));
    case 'copy-boxes': {
      const from = imageOf(project, command.fromImageId);
      return from ? onImage((image) => copyBoxes(image, from, command.copies)) : project;
    }
    case 'set-class': {
      const { classId } = command;
      if (!project.classes.some(({ id }) => id === classId)) return project;
      return used(
        project,
        onImage((image) =>
          changeBoxes(image, command.boxIds, (box) => withField(box, { classId })),
        ),
        classId,
      );
    }
    case 'set-difficult': {
      const { difficult } = command;
      return onImage((image) =>
        changeBoxes(image, command.boxIds, (box) => withField(box, { difficult })),
      );
    }
    case 'set-attribute':
      return onImage((image) =>
        sayOfBoxes(image, command.boxIds, command.name.trim(), command.value),
      );
    case 'set-picture-attribute':
      return changeImages(project, command.imageIds, (image) =>
        withAttribute(image, command.name.trim(), command.value),
      );
    case 'set-transcription': {
      const transcription = command.text;
      return onImage((image) =>
        changeBoxes(image, [command.boxId], (box) => withField(box, { transcription })),
      );
    }
    case 'fill-transcriptions': {
      const texts = new Map(command.texts.map(({ boxId, text }) => [boxId, text]));
      return onImage((image) =>
        changeBoxes(image, [...texts.keys()], (box) =>
          box.transcription === null
            ? withField(box, { transcription: texts.get(box.id) ?? null })
            : box,
        ),
      );
    }
    case 'set-verified': {
      const { verified } = command;
      return changeImages(project, command.imageIds, (image) =>
        image.verified === verified ? image : { ...image, verified },
      );
    }
    case 'add-classes':
      return withClasses(project, appendClasses(project.classes, command.classes));
    case 'rename-class':
      return withClasses(project, renameClass(project.classes, command.classId, command.name));
    case 'recolour-class':
      return withClasses(project, recolourClass(project.classes, command.classId, command.colour));
    case 'define-attributes':
      return withClasses(
        project,
        defineAttributes(project.classes, command.classId, command.attributes),
      );
    case 'move-class':
      return withClasses(project, moveClass(project.classes, command.classId, command.to));
    case 'add-images': {
      const classes = appendClasses(project.classes, command.classes);
      return addImages(
        withClasses(project, classes),
        command.images.map((image) => ({
          ...image,
          boxes: withKnownClasses(image.boxes, classes, command.classes),
        })),
      );
    }
    case 'remove-images': {
      const gone = new Set(command.imageIds);
      const images = project.images.filter(({ id }) => !gone.has(id));
      return images.length < project.images.length ? { ...project, images } : project;
    }
    case 'import-annotations': {
      const classes = appendClasses(project.classes, command.classes);
      const found = new Map(command.images.map((image) => [image.imageId, image]));
      return changeImages(withClasses(project, classes), [...found.keys()], (image) => {
        const {
          boxes = [],
          known: told = [],
          verified = false,
          sources = [],
          attributes,
        } = found.get(image.id) ?? {};
        const known = withKnownClasses(boxes, classes, command.classes);
        const of = new Map(told.map((box) => [box.id, box]));
        const filled = changeBoxes(image, [...of.keys()], (box) => {
          const read = of.get(box.id);
          return read === undefined ? box : withMore(box, read);
        });
        const said = Object.entries(attributes ?? {}).reduce(
          (now, [name, value]) =>
            now.attributes?.[name] === undefined ? withAttribute(now, name, value) : now,
          filled,
        );
        const next = withSources(appendBoxes(said, known), sources);
        return verified && !next.verified ? { ...next, verified } : next;
      });
    }
    case 'suggest':
      return onImage((image) => suggest(image, command.suggestions));
    case 'propose':
      return onImage((image) => propose(image, command.found));
    case 'forget-proposals':
      return changeImages(
        project,
        project.images.map(({ id }) => id),
        (image) => withoutProposals(image, command.seenImageIds.includes(image.id)),
      );
    case 'accept-suggestions':
      return onImage((image) => acceptSuggestions(image, command.suggestionIds));
    case 'accept-sure':
      return changeImages(
        project,
        project.images.map(({ id }) => id),
        (image) => acceptSure(image, command.score, project.settings),
      );
    case 'reject-suggestions':
      return onImage((image) => rejectSuggestions(image, command.suggestionIds));
    case 'rename-project': {
      const name = command.name.trim();
      return name === '' || name === project.name ? project : { ...project, name };
    }
    case 'settings':
      return { ...project, settings: { ...project.settings, ...command.settings } };
  }
}

function changeImages(
  project: Project,
  imageIds: readonly string[],
  change: (image: ProjectImage) => ProjectImage,
): Project {
  const chosen = new Set(imageIds);
  let changed = false;
  const images = project.images.map((image) => {
    const next = chosen.has(image.id) ? change(image) : image;
    changed ||= next !== image;
    return next;
  });
  return changed ? { ...project, images } : project;
}

/** Pictures come after those that are there; a name that is taken stays the picture it was. */
function addImages(project: Project, added: readonly ProjectImage[]): Project {
  const taken = new Set(project.images.flatMap(({ id, name }) => [id, `/${name}`]));
  const fresh = added.filter(({ id, name }) => {
    if (taken.has(id) || taken.has(`/${name}`)) return false;
    taken.add(id).add(`/${name}`);
    return true;
  });
  return fresh.length > 0 ? { ...project, images: [...project.images, ...fresh] } : project;
}

/** A source of a format that is known already stays: it tells what stands in the folder. */
function withSources(image: ProjectImage, found: readonly ImageSource[]): ProjectImage {
  const fresh = found.filter(
    ({ format }) => !image.sources.some((known) => known.format === format),
  );
  return fresh.length > 0 ? { ...image, sources: [...image.sources, ...fresh] } : image;
}

function withClasses(project: Project, classes: Project['classes']): Project {
  return classes === project.classes ? project : { ...project, classes };
}

function withField(box: AnnotationBox, field: Partial<AnnotationBox>): AnnotationBox {
  const same = Object.entries(field).every(
    ([key, value]) => box[key as keyof AnnotationBox] === value,
  );
  return same ? box : { ...box, ...field };
}

/** Notes the class as the one used last, where the command did something. */
function used(before: Project, after: Project, classId: ClassId): Project {
  if (after === before) return before;
  const { recentClassIds } = after.settings;
  const others = recentClassIds.filter((id) => id !== classId);
  return {
    ...after,
    settings: { ...after.settings, recentClassIds: [classId, ...others].slice(0, RECENT_CLASSES) },
  };
}
