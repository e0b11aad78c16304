import fc from 'fast-check';

// The same cases on every machine, so that a change is judged by itself and not by luck. Other
// cases: `FC_SEED=$RANDOM npm run test:unit`; what they find becomes an example of its test.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_122) });
