import { gate } from './gate.ts';

gate('pages', ['page']);
