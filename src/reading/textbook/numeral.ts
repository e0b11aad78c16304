import { type Box, unionOfBoxes } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { grayOfMat, matOfGray } from '../lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import { type InkComponent, inkComponents } from './letterHeight.ts';
import { type PartPlace, uprightSize } from './partCrop.ts';
import { cropLetters, type PageToRead } from './partReading.ts';

/** A numeral cut out alone: dark on white, nothing around it. */
export interface NumeralCrop {
  readonly image: GrayImage;
  /** Where it stands, px of the page. */
  readonly box: Box;
}

/** Height of a label's place while its numeral is looked for, px. */
const SEARCHED_HEIGHT = 80;
/** Height at which Tesseract reads single figures best, and the white around them, px. */
const NUMERAL_HEIGHT = 34;
const PAPER_AROUND = 14;
/** Pieces at least this high, in shares of the highest, belong to the numeral. */
const SMALLEST = 0.75;
const MOST_PIECES = 5;
/** A piece of ink around another of this share of its height is a frame, a ring or a disc. */
const INNER = 0.35;

/** The big numeral in a label's place, taken as dark and as light print; none, one or two. */
export function numeralCrops(page: PageToRead, place: PartPlace): NumeralCrop[] {
  const part = { place, letters: uprightSize(place).height };
  const first = cropLetters(page, part, SEARCHED_HEIGHT);
  const second = cropLetters(page, part, SEARCHED_HEIGHT, !first.isLight);
  return [first, second].flatMap((crop) => {
    const box = numeralBox(inkComponents(page.cv, crop.image));
    if (box === null) return [];
    return [{ image: alone(page.cv, crop.image, box), box: crop.toPage(box) }];
  });
}

/** The box of the highest pieces of ink, and of their neighbours of like height. */
export function numeralBox(components: readonly InkComponent[]): Box | null {
  const pieces = components.filter((ink) => !components.some((other) => encloses(ink, other)));
  const highest = Math.max(...pieces.map(({ height }) => height));
  const big = pieces.filter(
    ({ width, height }) => height >= SMALLEST * highest && width < 2.5 * height,
  );
  return big.length === 0 || big.length > MOST_PIECES ? null : unionOfBoxes(big);
}

function encloses(outer: Box, inner: Box): boolean {
  return (
    inner !== outer &&
    inner.height >= INNER * outer.height &&
    inner.x > outer.x &&
    inner.y > outer.y &&
    inner.x + inner.width < outer.x + outer.width &&
    inner.y + inner.height < outer.y + outer.height
  );
}

/** What lies in a box, on white. */
function alone(cv: OpenCv, image: GrayImage, { x, y, width, height }: Box): GrayImage {
  return withMats((keep) => {
    const source = keep(matOfGray(cv, image));
    const part = keep(source.roi(new cv.Rect(x, y, width, height)));
    const sized = keep(new cv.Mat());
    const size = new cv.Size(
      Math.max(1, Math.round((width * NUMERAL_HEIGHT) / height)),
      NUMERAL_HEIGHT,
    );
    cv.resize(part, sized, size, 0, 0, height > NUMERAL_HEIGHT ? cv.INTER_AREA : cv.INTER_CUBIC);
    const padded = keep(new cv.Mat());
    const [around, white] = [PAPER_AROUND, new cv.Scalar(255)];
    cv.copyMakeBorder(sized, padded, around, around, around, around, cv.BORDER_CONSTANT, white);
    return grayOfMat(padded);
  });
}
