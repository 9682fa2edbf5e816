// The engine's version: part of every trace and token, so that a replay can say that it was made by another engine.

/** Changes whenever the same scenario and machine may give another trace. */
export const ENGINE_VERSION = "1";
