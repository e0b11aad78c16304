import { ANNOTATION_FORMATS } from '../../../formats/annotation/annotation.ts';
import { DEFAULT_PROJECT_SETTINGS, type ProjectSettings } from './project.ts';

/** Settings of a project from a file; whatever is missing or not understood takes its default. */
export function parseProjectSettings(found: Readonly<Record<string, unknown>>): ProjectSettings {
  const { recentClassIds, suggestionThreshold: threshold } = found;
  return {
    defaultClassId: textOr(found.defaultClassId, null),
    singleClass: found.singleClass === true,
    recentClassIds: Array.isArray(recentClassIds)
      ? recentClassIds.filter((id) => typeof id === 'string')
      : [],
    currentImageId: textOr(found.currentImageId, null),
    drawSquares: found.drawSquares === true,
    suggestionThreshold:
      typeof threshold === 'number' && threshold >= 0 && threshold <= 1
        ? threshold
        : DEFAULT_PROJECT_SETTINGS.suggestionThreshold,
    suggestsAll: found.suggestsAll === true,
    folderFormat: ANNOTATION_FORMATS.find((format) => format === found.folderFormat) ?? null,
  };
}

function textOr<Otherwise>(value: unknown, otherwise: Otherwise): string | Otherwise {
  return typeof value === 'string' ? value : otherwise;
}
