// Activation of the extension: wiring only.

export {};
