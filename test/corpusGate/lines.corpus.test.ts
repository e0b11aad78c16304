import { gate } from './gate.ts';

gate('lines', ['line']);
