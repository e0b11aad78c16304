import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyCommand } from '../../../../src/app/annotate/project/applyCommand.ts';
import { commandLabel } from '../../../../src/app/annotate/project/commandLabels.ts';
import {
  EMPTY_HISTORY,
  type History,
  record,
  redo,
  undo,
} from '../../../../src/app/annotate/project/history.ts';
import type { Project } from '../../../../src/app/annotate/project/project.ts';
import { box, commandOf, type Dice, dice, startProject } from './randomCommands.ts';

interface Session {
  readonly project: Project;
  readonly history: History;
}

function doAll(start: Project, all: readonly Dice[], gestures: boolean): Session {
  return all.reduce<Session>(
    ({ project, history }, one, i) => {
      const command = commandOf(project, one, i);
      const next = applyCommand(project, command);
      const gesture = gestures ? `${command.type} ${one[1] % 2}` : null;
      return {
        project: next,
        history: record(history, project, next, commandLabel(command), gesture),
      };
    },
    { project: start, history: EMPTY_HISTORY },
  );
}

function repeat(session: Session, step: typeof undo): Session {
  const next = step(session.project, session.history);
  return next ? repeat(next, step) : session;
}

/** Settings, such as the classes used last, are chosen and not undone. */
function undoable({ project }: Session): Omit<Project, 'settings'> {
  const { settings: _, ...rest } = project;
  return rest;
}

describe('undo and redo', () => {
  test('undoing everything gives back the start, redoing everything the end', () => {
    fc.assert(
      fc.property(fc.array(dice, { maxLength: 60 }), fc.boolean(), (all, gestures) => {
        const start = startProject();
        const end = doAll(start, all, gestures);
        const undone = repeat(end, undo);
        expect(undoable(undone)).toEqual(undoable({ project: start, history: EMPTY_HISTORY }));
        expect(undoable(repeat(undone, redo))).toEqual(undoable(end));
      }),
      { numRuns: 300 },
    );
  });

  test('a history that was stored as JSON undoes as the one in memory', () => {
    fc.assert(
      fc.property(fc.array(dice, { maxLength: 40 }), (all) => {
        const start = startProject();
        const end = doAll(start, all, false);
        const stored = JSON.parse(JSON.stringify(end)) as Session;
        expect(undoable(repeat(stored, undo))).toEqual(undoable(repeat(end, undo)));
      }),
    );
  });

  test('a step keeps what changed, not the project: a thousand steps on 1,000 pictures are small', () => {
    const start = startProject(1000);
    const all = Array.from({ length: 1000 }, (_, i): Dice => [i % 5, i % 21, i % 19, i % 97]);
    const { history } = doAll(start, all, false);
    expect(history.entries.length).toBeGreaterThan(900);
    expect(JSON.stringify(history).length / history.entries.length).toBeLessThan(1500);
  });

  test('steps of one gesture are taken back together, another gesture by itself', () => {
    let session: Session = { project: startProject(), history: EMPTY_HISTORY };
    const nudge = (dx: number, gesture: string): void => {
      const project = applyCommand(session.project, {
        type: 'nudge-boxes',
        imageId: 'image-0',
        boxIds: ['first-0'],
        dx,
        dy: 0,
      });
      session = {
        project,
        history: record(session.history, session.project, project, 'Nudge', gesture),
      };
    };
    const x = () => session.project.images[0]?.boxes[0]?.x;
    nudge(1, 'first press');
    nudge(1, 'first press');
    nudge(1, 'first press');
    nudge(5, 'second press');
    expect(session.history.entries).toHaveLength(2);
    session = undo(session.project, session.history) ?? session;
    expect(x()).toBe(8);
    session = undo(session.project, session.history) ?? session;
    expect(x()).toBe(5);
  });

  test('a new step after undo ends what could be redone', () => {
    const start = startProject();
    const command = { type: 'add-box', imageId: 'image-1' } as const;
    const one = applyCommand(start, { ...command, box: box('one', 'word-id', 1, 1) });
    const two = applyCommand(start, { ...command, box: box('two', 'word-id', 1, 1) });
    const undone = undo(one, record(EMPTY_HISTORY, start, one, 'Draw', null));
    if (!undone) throw new Error('nothing to undo');
    const history = record(undone.history, undone.project, two, 'Draw', null);
    expect(redo(two, history)).toBeNull();
    expect(history.entries).toHaveLength(1);
  });
});
