// node read.mjs note.jpg: prints every line of the picture. Install first: npm install handlens
import { createReaderInNode, decodeImageFile } from 'handlens/node';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name a picture: node read.mjs note.jpg');
const reader = await createReaderInNode();
try {
  const { image } = await decodeImageFile(file);
  const { lines } = await reader.readPicture(image);
  for (const { reading } of lines) console.log(reading.confidence.toFixed(2), reading.text);
} finally {
  await reader.dispose();
}
