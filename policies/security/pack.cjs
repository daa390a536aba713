require("../start.cjs")(__dirname, "index.ts");
