// Placeholder so that the project has an input.
export {};
