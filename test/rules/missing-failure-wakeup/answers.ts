process.on("message", (question) => {
  process.send?.(question);
  process.disconnect();
});
