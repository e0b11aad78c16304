import type { Project, ProjectImage, ProjectSettings, Suggestion } from './project.ts';

export interface QueuedSuggestion {
  readonly imageId: string;
  readonly suggestion: Suggestion;
}

/** How many suggestions of all pictures wait to be judged. */
export interface WaitingSuggestions {
  /** From the threshold on: those that are shown. */
  readonly shown: number;
  /** Below the threshold. */
  readonly below: number;
  /** Left by an earlier model in pictures that are to be suggested for anew. */
  readonly earlier: number;
}

/**
 * The suggestions of a picture that can be judged: those of the model in use. What an earlier one
 * left is none of what was proposed last; its scores do not compare with the others.
 */
export function openSuggestions({
  suggestions,
  proposed = [],
}: ProjectImage): readonly Suggestion[] {
  if (suggestions.length === 0) return suggestions;
  const current = new Set(proposed.map(({ id }) => id));
  return suggestions.filter(({ id }) => current.has(id));
}

/** Those that are shown, walked through, counted and accepted: from the threshold on. */
export function shownSuggestions(
  image: ProjectImage,
  { suggestionThreshold }: ProjectSettings,
): readonly Suggestion[] {
  return openSuggestions(image).filter(({ score }) => score >= suggestionThreshold);
}

/** The least sure suggestion of all pictures, from the threshold on: what a person looks at next. */
export function leastSure({ images, settings }: Project): QueuedSuggestion | null {
  let least: QueuedSuggestion | null = null;
  for (const image of images) {
    for (const suggestion of shownSuggestions(image, settings)) {
      if (least === null || suggestion.score < least.suggestion.score) {
        least = { imageId: image.id, suggestion };
      }
    }
  }
  return least;
}

export function waitingSuggestions({ images, settings }: Project): WaitingSuggestions {
  let [shown, below, earlier] = [0, 0, 0];
  for (const image of images) {
    const open = openSuggestions(image).length;
    const above = shownSuggestions(image, settings).length;
    shown += above;
    below += open - above;
    if (isUnsuggested(image)) earlier += image.suggestions.length;
  }
  return { shown, below, earlier };
}

/** Shown suggestions of all pictures that are at least this sure. */
export function sureSuggestions({ images, settings }: Project, score: number): number {
  return images.reduce(
    (count, image) =>
      count + shownSuggestions(image, settings).filter((one) => one.score >= score).length,
    0,
  );
}

/**
 * Pictures that suggestions are still to be made for: those in which nobody has drawn, verified or
 * been suggested anything, and those in which an earlier model's still wait. Asked again after a
 * pause or a reload it gives what is left.
 */
export function unsuggested({ images }: Project): readonly ProjectImage[] {
  return images.filter(isUnsuggested);
}

function isUnsuggested({ boxes, suggestions, verified, proposed }: ProjectImage): boolean {
  return !verified && proposed === undefined && (boxes.length === 0 || suggestions.length > 0);
}

/** Verified pictures that the model has not been held against yet. */
export function unmeasured({ images }: Project): readonly ProjectImage[] {
  return images.filter(({ verified, proposed }) => verified && proposed === undefined);
}
