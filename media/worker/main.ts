// The engine's host in the browser: a Web Worker started from a blob that holds this file and the user's compiled units.

export {};
