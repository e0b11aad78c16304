import type { AnnotationBox } from '../../../formats/annotation/annotation.ts';
import { intersectionOverUnion } from '../../../reading/geometry.ts';
import { appendBoxes, placeInside } from './boxes.ts';
import type { ProjectImage, ProjectSettings, Suggestion } from './project.ts';
import { shownSuggestions } from './reviewQueue.ts';

/** Two boxes that share this much are one thing: the usual bound of a match (PASCAL VOC). */
const SAME_THING = 0.5;

/** The picture with these open suggestions; what lies on a person's box is dropped, the box stays. */
export function suggest(image: ProjectImage, found: readonly Suggestion[]): ProjectImage {
  const suggestions = found.flatMap((suggestion) => {
    const place = placeInside(suggestion, image);
    const known =
      place && image.boxes.some((box) => intersectionOverUnion(box, place) >= SAME_THING);
    return place && !known ? [{ ...suggestion, ...place }] : [];
  });
  if (found.length === 0 && image.suggestions.length === 0) return image;
  return { ...propose(image, found), suggestions };
}

/** Notes what a model found without suggesting any of it: a verified picture measures the model. */
export function propose(image: ProjectImage, found: readonly Suggestion[]): ProjectImage {
  const proposed = found.flatMap((one) => {
    const place = placeInside(one, image);
    return place ? [{ ...one, ...place }] : [];
  });
  return { ...image, proposed };
}

/**
 * Forgets what a model proposed here.
 * @param isSeen whether the next model learnt from the picture: then it is never asked of it
 */
export function withoutProposals(image: ProjectImage, isSeen: boolean): ProjectImage {
  const { proposed, ...others } = image;
  if (isSeen) return { ...others, proposed: [] };
  return proposed === undefined ? image : others;
}

/** Accepts the suggestions of a picture from a score on; what is not shown is never accepted. */
export function acceptSure(
  image: ProjectImage,
  score: number,
  settings: ProjectSettings,
): ProjectImage {
  const sure = shownSuggestions(image, settings).filter((suggestion) => suggestion.score >= score);
  return acceptSuggestions(
    image,
    sure.map(({ id }) => id),
  );
}

/** Suggestions become boxes after those that are there; no box is changed. */
export function acceptSuggestions(image: ProjectImage, ids: readonly string[]): ProjectImage {
  const rest = rejectSuggestions(image, ids);
  if (rest === image) return image;
  const accepted = new Set(ids);
  return appendBoxes(
    rest,
    image.suggestions.filter(({ id }) => accepted.has(id)).map(boxOfSuggestion),
  );
}

export function rejectSuggestions(image: ProjectImage, ids: readonly string[]): ProjectImage {
  const gone = new Set(ids);
  const suggestions = image.suggestions.filter(({ id }) => !gone.has(id));
  return suggestions.length < image.suggestions.length ? { ...image, suggestions } : image;
}

function boxOfSuggestion({ score: _, ...suggestion }: Suggestion): AnnotationBox {
  return { ...suggestion, difficult: false };
}
