import type { AnnotationFormatName } from '../../../formats/annotation/annotation.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskActionEntry } from './action.ts';

/** The formats that LabelImg goes round. */
const FOLDER_FORMATS: readonly { readonly name: AnnotationFormatName; readonly title: string }[] = [
  { name: 'voc', title: 'Pascal VOC' },
  { name: 'yolo', title: 'YOLO' },
  { name: 'createml', title: 'CreateML' },
];

const unlocked = ({ locked }: Desk): boolean => !locked;

function undone(desk: Desk, step: { label: string; imageId: string | null } | null, word: string) {
  if (!step) return;
  if (step.imageId !== null) desk.dispatch({ type: 'show-image', imageId: step.imageId });
  desk.say(`${word}: ${step.label}`);
}

export const PROJECT_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'open-pictures',
    label: 'Open pictures…',
    group: 'Project',
    keys: ['Ctrl+O'],
    icon: 'upload',
    whileTyping: true,
    enabled: unlocked,
    perform: ({ commands }) => commands.openPictures(),
  },
  {
    name: 'open-folder',
    label: 'Open folder…',
    group: 'Project',
    keys: ['Ctrl+U'],
    icon: 'folder',
    whileTyping: true,
    enabled: unlocked,
    perform: ({ commands }) => commands.openFolder(),
  },
  {
    name: 'add-annotations',
    label: 'Add annotations…',
    group: 'Project',
    keys: ['Ctrl+Shift+O'],
    whileTyping: true,
    enabled: unlocked,
    perform: ({ commands }) => commands.addAnnotations(),
  },
  {
    name: 'save-folder',
    label: 'Choose the folder to save into…',
    group: 'Project',
    keys: ['Ctrl+R'],
    reserved: { keys: ['Ctrl+R'], instead: ['Shift+R'] },
    enabled: unlocked,
    perform: ({ commands }) => commands.chooseSaveFolder(),
  },
  {
    name: 'save',
    label: 'Save',
    group: 'Project',
    keys: ['Ctrl+S'],
    whileTyping: true,
    enabled: unlocked,
    perform: ({ commands }) => commands.save(),
  },
  {
    name: 'format',
    label: 'Next format of the folder',
    group: 'Project',
    keys: ['Ctrl+Y'],
    enabled: unlocked,
    perform: ({ session, project, say }) => {
      const at = FOLDER_FORMATS.findIndex(({ name }) => name === project.settings.folderFormat);
      const next = FOLDER_FORMATS[(at + 1) % FOLDER_FORMATS.length];
      if (!next) return;
      session.run({ type: 'settings', settings: { folderFormat: next.name } });
      say(`Folder format: ${next.title}`);
    },
  },
  {
    name: 'export',
    label: 'Export…',
    group: 'Project',
    keys: ['Ctrl+Shift+S'],
    icon: 'download',
    whileTyping: true,
    enabled: ({ project }) => project.images.length > 0,
    perform: ({ dispatch }) => dispatch({ type: 'dialog', dialog: { kind: 'export' } }),
  },
  {
    name: 'undo',
    label: 'Undo',
    group: 'Project',
    keys: ['Ctrl+Z'],
    icon: 'undo',
    enabled: ({ snapshot, locked }) => !locked && snapshot.undo !== null,
    perform: (desk) => undone(desk, desk.session.undo(), 'Undone'),
  },
  {
    name: 'redo',
    label: 'Redo',
    group: 'Project',
    keys: ['Ctrl+Shift+Z'],
    icon: 'redo',
    enabled: ({ snapshot, locked }) => !locked && snapshot.redo !== null,
    perform: (desk) => undone(desk, desk.session.redo(), 'Done again'),
  },
  {
    name: 'close',
    label: 'Close project',
    group: 'Project',
    keys: ['Ctrl+W', 'Ctrl+Q'],
    reserved: { keys: ['Ctrl+W', 'Ctrl+Q'], instead: ['Alt+W'] },
    enabled: () => true,
    perform: ({ commands }) => commands.close(),
  },
];

export const SUGGESTION_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'suggest-lines',
    label: 'Find lines',
    group: 'Suggestions',
    keys: ['S'],
    icon: 'suggest',
    word: 'Lines',
    enabled: (desk) => unlocked(desk) && desk.image !== null,
    perform: ({ commands }) => commands.suggestLines(),
  },
  {
    name: 'suggest-page-parts',
    label: 'Find chapter and title',
    group: 'Suggestions',
    keys: ['P'],
    enabled: (desk) => unlocked(desk) && desk.image !== null,
    perform: ({ commands }) => commands.suggestPageParts(),
  },
  {
    name: 'suggest-things',
    label: 'Find with your own model',
    group: 'Suggestions',
    keys: ['M'],
    enabled: (desk) => unlocked(desk) && desk.image !== null,
    perform: ({ commands }) => commands.suggestThings(),
  },
  {
    name: 'own-model',
    label: 'Your own model…',
    group: 'Suggestions',
    keys: ['Shift+M'],
    enabled: () => true,
    perform: ({ commands }) => commands.openModel(),
  },
  {
    name: 'train-here',
    label: 'Train here…',
    group: 'Suggestions',
    keys: ['Alt+M'],
    enabled: ({ project }) => project.images.length > 0,
    perform: ({ dispatch }) => dispatch({ type: 'dialog', dialog: { kind: 'training' } }),
  },
  {
    name: 'read-boxes',
    label: 'Read the text of boxes',
    group: 'Suggestions',
    keys: ['R'],
    enabled: (desk) => unlocked(desk) && desk.boxes.length > 0,
    perform: ({ commands }) => commands.readBoxes(),
  },
  {
    name: 'accept-suggestions',
    label: 'Accept all',
    icon: 'check',
    group: 'Suggestions',
    keys: ['Shift+Enter'],
    enabled: (desk) => unlocked(desk) && desk.suggestions.length > 0,
    perform: ({ session, image, suggestions, say }) => {
      if (!image) return;
      const suggestionIds = suggestions.map(({ id }) => id);
      session.run({ type: 'accept-suggestions', imageId: image.id, suggestionIds });
      say(`${suggestionIds.length} suggestions accepted`);
    },
  },
  {
    name: 'reject-suggestions',
    label: 'Reject all',
    icon: 'close',
    group: 'Suggestions',
    keys: ['Shift+Del', 'Shift+Backspace'],
    enabled: (desk) => unlocked(desk) && (desk.image?.suggestions.length ?? 0) > 0,
    perform: ({ session, image, say }) => {
      if (!image) return;
      const suggestionIds = image.suggestions.map(({ id }) => id);
      session.run({ type: 'reject-suggestions', imageId: image.id, suggestionIds });
      say('All suggestions rejected');
    },
  },
];

export const HELP_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'keys',
    label: 'Keys',
    group: 'View',
    keys: ['?'],
    icon: 'keys',
    word: 'Keys',
    enabled: () => true,
    perform: ({ dispatch }) => dispatch({ type: 'dialog', dialog: { kind: 'keys' } }),
  },
];
