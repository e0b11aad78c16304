import { gate } from './gate.ts';

gate('pictures', ['picture']);
