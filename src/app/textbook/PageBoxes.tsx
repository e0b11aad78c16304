import type { TextbookPage } from '../../reading/results.ts';

/** The boxes of chapter and title over a picture of the page, whatever its size. */
export function PageBoxes({
  page,
  named = false,
}: {
  readonly page: TextbookPage;
  readonly named?: boolean;
}) {
  if (page.kind === 'body') return null;
  const parts = [
    { name: 'Chapter', part: page.chapter },
    { name: 'Title', part: page.title },
  ];
  return (
    <span className="page-boxes" aria-hidden="true">
      {parts.map(
        ({ name, part }) =>
          part && (
            <span
              key={name}
              className="page-box"
              style={{
                left: `${(part.box.x / page.width) * 100}%`,
                top: `${(part.box.y / page.height) * 100}%`,
                width: `${(part.box.width / page.width) * 100}%`,
                height: `${(part.box.height / page.height) * 100}%`,
              }}
            >
              {named && <span className="page-box-name">{name}</span>}
            </span>
          ),
      )}
    </span>
  );
}
