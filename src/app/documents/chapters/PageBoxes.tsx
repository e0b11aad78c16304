import type { TextbookPage } from '../../../reading/results.ts';

/** The boxes of chapter and title over a picture of the page, whatever its size. */
export function PageBoxes({ page }: { readonly page: TextbookPage }) {
  if (page.kind === 'body') return null;
  const { width, height } = page;
  const boxes = [page.chapter?.box, page.title?.box].filter((box) => box !== undefined);
  const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`;
  return (
    <span className="page-boxes" aria-hidden="true">
      {boxes.map((box) => (
        <span
          key={`${box.x} ${box.y}`}
          className="page-box"
          style={{
            left: percent(box.x, width),
            top: percent(box.y, height),
            width: percent(box.width, width),
            height: percent(box.height, height),
          }}
        />
      ))}
    </span>
  );
}
