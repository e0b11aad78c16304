import type { Desk } from '../desk/desk.ts';
import type { DeskActionEntry } from './action.ts';

const shown = ({ image }: Desk): boolean => image !== null;

function go(desk: Desk, by: 1 | -1): void {
  const next = desk.project.images[desk.index + by];
  if (!next) return;
  desk.dispatch({ type: 'show-image', imageId: next.id });
  desk.session.run({ type: 'settings', settings: { currentImageId: next.id } });
  const boxes = next.boxes.length === 1 ? '1 box' : `${next.boxes.length} boxes`;
  const place = `${desk.index + by + 1} of ${desk.project.images.length}`;
  desk.say(`Picture ${place}, ${next.name}, ${boxes}${next.verified ? ', verified' : ''}`);
}

export const PICTURE_ACTIONS: readonly DeskActionEntry[] = [
  {
    name: 'previous-picture',
    label: 'Previous picture',
    group: 'Picture',
    keys: ['A'],
    icon: 'previous',
    enabled: (desk) => desk.index > 0,
    perform: (desk) => go(desk, -1),
  },
  {
    name: 'next-picture',
    label: 'Next picture',
    group: 'Picture',
    keys: ['D'],
    icon: 'next',
    enabled: (desk) => shown(desk) && desk.index < desk.project.images.length - 1,
    perform: (desk) => go(desk, 1),
  },
  {
    name: 'verified',
    label: 'Verified',
    group: 'Picture',
    keys: ['Space'],
    icon: 'verified',
    pressed: ({ image }) => image?.verified ?? false,
    enabled: (desk) => shown(desk) && !desk.locked,
    perform: (desk) => {
      if (!desk.image) return;
      const verified = !desk.image.verified;
      desk.session.run({ type: 'set-verified', imageIds: [desk.image.id], verified });
      desk.say(verified ? 'Picture verified' : 'Picture not verified any more');
    },
  },
  {
    name: 'remove-picture',
    label: 'Remove picture',
    group: 'Picture',
    keys: ['Ctrl+Shift+D'],
    enabled: (desk) => shown(desk) && !desk.locked,
    perform: (desk) => {
      if (!desk.image) return;
      const { id, name } = desk.image;
      const next = desk.project.images[desk.index + 1] ?? desk.project.images[desk.index - 1];
      desk.dispatch({ type: 'show-image', imageId: next?.id ?? null });
      desk.session.run({ type: 'remove-images', imageIds: [id] });
      desk.say(`${name} removed from the project; undo brings it back`);
    },
  },
];
