import { useEffect, useState } from 'react';
import { Icon } from '../../icons/Icon.tsx';
import type { ProjectStore, ProjectSummary } from '../project/sessionState.ts';

interface ProjectListProps {
  readonly store: ProjectStore;
  readonly onOpen: (projectId: string) => void;
}

/** What was begun before, the latest first. */
export function ProjectList({ store, onOpen }: ProjectListProps) {
  const [projects, setProjects] = useState<readonly ProjectSummary[]>([]);
  /** The project whose removal was asked for and not yet said yes to. */
  const [doomed, setDoomed] = useState<string | null>(null);

  useEffect(() => {
    let left = false;
    const look = (): void =>
      void store.list().then(
        (found) => !left && setProjects(found),
        // Storage may be forbidden: then there are no projects to list.
        () => {},
      );
    look();
    const stop = store.onListChange(look);
    return () => {
      left = true;
      stop();
    };
  }, [store]);

  if (projects.length === 0) return null;
  return (
    <section className="projects" aria-label="Your projects">
      <h2>Go on with</h2>
      <ul>
        {projects.map((project) => (
          <li key={project.id}>
            <button type="button" className="project-open" onClick={() => onOpen(project.id)}>
              <strong>{project.name}</strong>
              <span className="figure">{summaryOf(project)}</span>
            </button>
            {doomed === project.id ? (
              <>
                <button
                  type="button"
                  className="button quiet"
                  onClick={() => {
                    setDoomed(null);
                    void store.remove(project.id);
                  }}
                >
                  Delete for good
                </button>
                <button type="button" className="button quiet" onClick={() => setDoomed(null)}>
                  Keep
                </button>
              </>
            ) : (
              <button
                type="button"
                className="button quiet icon-only"
                aria-label={`Delete ${project.name}`}
                title="Delete"
                onClick={() => setDoomed(project.id)}
              >
                <Icon name="clear" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function summaryOf({ images, boxes, verified, changedMs }: ProjectSummary): string {
  // No project was changed before there were any: its record lost what it says of itself.
  if (changedMs === 0) return 'Its record is damaged: it may not open';
  const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return [
    images === 1 ? '1 picture' : `${images} pictures`,
    boxes === 1 ? '1 box' : `${boxes} boxes`,
    ...(verified > 0 ? [`${verified} verified`] : []),
    when.format(changedMs),
  ].join(' · ');
}
