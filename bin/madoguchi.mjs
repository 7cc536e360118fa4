#!/usr/bin/env node
// Runs under whatever Node the machine has, so this file keeps to what every Node that knows modules can read.
var major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  console.error(
    "Node.js " +
      process.versions.node +
      " では動きません。Node.js 20 以上を入れて、もう一度実行してください。",
  );
  process.exit(1);
}

import("./bootstrap.mjs").then(function (bootstrap) {
  return bootstrap.run();
});
