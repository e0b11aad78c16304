import { Icon } from '../../icons/Icon.tsx';
import { ActionButton } from '../actions/ActionButton.tsx';
import { ActionMenu } from '../actions/ActionMenu.tsx';
import { actionNamed } from '../actions/table.ts';
import type { Desk } from './desk.ts';
import { SavedMark } from './SavedMark.tsx';

const PREVIOUS = actionNamed('previous-picture');
const NEXT = actionNamed('next-picture');
const VERIFIED = actionNamed('verified');
const EXPORT = actionNamed('export');
const UNDO = actionNamed('undo');
const REDO = actionNamed('redo');

/** The project and its picture by name, the way to the next one, and whether all is saved. */
export function DeskHeader({ desk }: { readonly desk: Desk }) {
  const { project, image, index, session, snapshot, locked, commands } = desk;
  return (
    <header className="desk-head">
      <ActionMenu desk={desk} />
      <button
        type="button"
        className="button quiet icon-only"
        title="All projects"
        aria-label="All projects"
        onClick={commands.close}
      >
        <Icon name="folder" />
      </button>
      <h1 className="desk-project">
        <span className="visually-hidden">Annotate: </span>
        <input
          key={project.name}
          aria-label="Name of the project"
          defaultValue={project.name}
          disabled={locked}
          onBlur={(event) => {
            const name = event.target.value.trim();
            if (name === '') event.target.value = project.name;
            else if (name !== project.name) session.run({ type: 'rename-project', name });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.value = project.name;
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </h1>
      {image && (
        <div className="desk-picture">
          <ActionButton action={PREVIOUS} desk={desk} />
          <span className="desk-picture-name" title={image.name}>
            <bdi>{image.name}</bdi>
          </span>
          <span className="desk-picture-place figure">
            {index + 1} of {project.images.length}
          </span>
          <ActionButton action={NEXT} desk={desk} />
          <ActionButton action={VERIFIED} desk={desk} />
        </div>
      )}
      <div className="desk-end">
        <SavedMark save={snapshot.save} />
        <ActionButton action={UNDO} desk={desk} />
        <ActionButton action={REDO} desk={desk} />
        <ActionButton action={EXPORT} desk={desk} labelled />
      </div>
    </header>
  );
}
