// The least a pack can do: what the engine and the SDK cost, whatever is judged.
process.chdir(__dirname);
const { PolicyPack } = require("@pulumi/policy");

const nothing = { description: "Nothing", enforcementLevel: "mandatory" };
new PolicyPack("nothing", {
    policies: [
        { ...nothing, name: "no-resource", validateResource: () => {} },
        { ...nothing, name: "no-stack", validateStack: () => {} },
    ],
});
