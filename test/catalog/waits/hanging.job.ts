// A job that never ends.
exports.hang = () => new Promise(() => {});
