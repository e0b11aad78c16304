import type { Project, ProjectImage, Suggestion } from './project.ts';

export interface QueuedSuggestion {
  readonly imageId: string;
  readonly suggestion: Suggestion;
}

/** The least sure suggestion of all pictures, from the threshold on: what a person looks at next. */
export function leastSure({ images, settings }: Project): QueuedSuggestion | null {
  let least: QueuedSuggestion | null = null;
  for (const { id, suggestions } of images) {
    for (const suggestion of suggestions) {
      if (suggestion.score < settings.suggestionThreshold) continue;
      if (least === null || suggestion.score < least.suggestion.score) {
        least = { imageId: id, suggestion };
      }
    }
  }
  return least;
}

/**
 * Pictures that suggestions are still to be made for: those in which nobody has drawn, verified or
 * been suggested anything. Asked again after a pause or a reload it gives what is left.
 */
export function unsuggested({ images }: Project): readonly ProjectImage[] {
  return images.filter(
    ({ boxes, suggestions, verified, proposed }) =>
      boxes.length === 0 && suggestions.length === 0 && !verified && proposed === undefined,
  );
}

/** Verified pictures that the model has not been held against yet. */
export function unmeasured({ images }: Project): readonly ProjectImage[] {
  return images.filter(({ verified, proposed }) => verified && proposed === undefined);
}
