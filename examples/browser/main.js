// Lines of a chosen picture, read in the page. In a folder with this file and index.html:
//   npm install handlens vite
//   npx handlens assets public/handlens
//   npx vite
import { createReaderInBrowser } from 'handlens/browser';

const reader = createReaderInBrowser({ assets: 'handlens' });
const list = document.querySelector('ol');

document.querySelector('input').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  const { lines } = await reader.readPicture(file, { engine: 'auto' });
  list.replaceChildren(
    ...lines.map(({ reading }) => {
      const item = document.createElement('li');
      item.textContent = reading.text;
      return item;
    }),
  );
});
