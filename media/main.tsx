// The panel's entry: host -> store -> views.

export {};
