// Property tests draw the same cases each time, so that a red run is about the change and not about luck. `FC_SEED=n` draws others.

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_260_101) });
