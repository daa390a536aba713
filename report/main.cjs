require("../policies/start.cjs")(__dirname, "main.ts");
