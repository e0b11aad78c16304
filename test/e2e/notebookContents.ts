import type { Page } from 'playwright-core';

/** What the notebook keeps in the browser's storage, entry by entry; pictures are empty objects. */
export async function notebookContents<Content>(page: Page): Promise<readonly Content[]> {
  const text = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('handlens-notebook');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction('contents').objectStore('contents').getAll();
          all.onerror = () => reject(all.error);
          all.onsuccess = () => {
            database.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );
  return JSON.parse(text);
}
