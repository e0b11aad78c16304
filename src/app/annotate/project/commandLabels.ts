import type { ProjectCommand } from './commands.ts';

const LABELS: Readonly<Record<ProjectCommand['type'], (count: number) => string>> = {
  'add-box': () => 'Draw box',
  'place-box': () => 'Move or resize box',
  'shape-box': () => 'Turn or reshape box',
  'nudge-boxes': (count) => `Nudge ${some(count, 'box', 'boxes')}`,
  'duplicate-boxes': (count) => `Duplicate ${some(count, 'box', 'boxes')}`,
  'delete-boxes': (count) => `Delete ${some(count, 'box', 'boxes')}`,
  'copy-boxes': (count) => `Copy ${some(count, 'box', 'boxes')} here`,
  'set-class': (count) => `Change class of ${some(count, 'box', 'boxes')}`,
  'set-difficult': (count) => `Mark ${some(count, 'box', 'boxes')} difficult or not`,
  'set-attribute': (count) => `Change attribute of ${some(count, 'box', 'boxes')}`,
  'set-picture-attribute': (count) => `Change attribute of ${some(count, 'picture', 'pictures')}`,
  'set-transcription': () => 'Write text',
  'fill-transcriptions': (count) => `Take ${some(count, 'text', 'texts')} from the reader`,
  'set-verified': (count) => `Mark ${some(count, 'picture', 'pictures')} verified or not`,
  'add-classes': (count) => `Add ${some(count, 'class', 'classes')}`,
  'rename-class': () => 'Rename class',
  'recolour-class': () => 'Recolour class',
  'define-attributes': () => 'Change attributes of class',
  'move-class': () => 'Reorder classes',
  'add-images': (count) => `Add ${some(count, 'picture', 'pictures')}`,
  'remove-images': (count) => `Remove ${some(count, 'picture', 'pictures')}`,
  'import-annotations': (count) => `Import boxes of ${some(count, 'picture', 'pictures')}`,
  propose: () => 'Measure the model',
  'forget-proposals': () => 'Change the model',
  suggest: () => 'Find suggestions',
  'accept-suggestions': (count) => `Accept ${some(count, 'suggestion', 'suggestions')}`,
  'accept-sure': () => 'Accept sure suggestions',
  'reject-suggestions': (count) => `Reject ${some(count, 'suggestion', 'suggestions')}`,
  'rename-project': () => 'Rename project',
  settings: () => 'Change settings',
};

function some(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${many}`;
}

/** What a command does, in words for the undo button: "Delete 3 boxes". */
export function commandLabel(command: ProjectCommand): string {
  return LABELS[command.type](countOf(command));
}

function countOf(command: ProjectCommand): number {
  if ('boxIds' in command) return command.boxIds.length;
  if ('copies' in command) return command.copies.length;
  if ('suggestionIds' in command) return command.suggestionIds.length;
  if ('imageIds' in command) return command.imageIds.length;
  if ('images' in command) return command.images.length;
  if ('texts' in command) return command.texts.length;
  if ('classes' in command) return command.classes.length;
  return 1;
}
