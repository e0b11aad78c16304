import { useMemo } from 'react';
import type { Scene } from '../../board/scene.ts';
import { classOf } from '../project/project.ts';
import type { Desk } from './desk.ts';

const NO_CLASS = '#8a8d8f';

/** What the board draws of the desk; parts that did not change stay the same objects. */
export function useScene(desk: Desk): Scene | null {
  const { project, image, boxes, suggestions, state, locked } = desk;
  const { classes, settings } = project;
  const { hidden, selected, highlighted, tool, labels, texts, question } = state;

  // The board shows a picture from its beginning again when this becomes another object.
  const imageId = image?.id;
  const width = image?.width ?? 0;
  const height = image?.height ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: pictures of one size are still two
  const picture = useMemo(() => ({ width, height }), [imageId, width, height]);

  const sceneBoxes = useMemo(
    () =>
      boxes
        .filter(({ id }) => !hidden.has(id))
        .map((box) => {
          const found = classes.find(({ id }) => id === box.classId);
          const name = found?.name ?? '';
          return {
            id: box.id,
            box,
            colour: found?.colour ?? NO_CLASS,
            label: name,
            text: box.transcription || null,
            difficult: box.difficult,
          };
        }),
    [boxes, hidden, classes],
  );
  const sceneSuggestions = useMemo(
    () =>
      suggestions.map((suggestion) => ({
        id: suggestion.id,
        box: suggestion,
        label: classOf(project, suggestion.classId)?.name ?? '',
      })),
    [suggestions, project],
  );
  const chosen = useMemo(
    () => new Set(selected.filter((id) => !hidden.has(id))),
    [selected, hidden],
  );

  return useMemo(
    () =>
      picture.width === 0
        ? null
        : {
            picture,
            boxes: sceneBoxes,
            suggestions: sceneSuggestions,
            selected: chosen,
            highlighted,
            draft: question?.kind === 'new-box' ? question.box : null,
            tool,
            square: settings.drawSquares,
            labels,
            texts,
            locked,
          },
    [
      picture,
      sceneBoxes,
      sceneSuggestions,
      chosen,
      highlighted,
      question,
      tool,
      settings,
      labels,
      texts,
      locked,
    ],
  );
}
