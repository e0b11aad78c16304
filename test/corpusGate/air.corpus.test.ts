import { gate } from './gate.ts';

gate('air', ['ink', 'clip']);
