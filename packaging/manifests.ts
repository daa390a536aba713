/** What a package.json of this repository says that a published one says too. */
export interface SourceManifest {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly license: string;
    readonly engines: Readonly<Record<string, string>>;
    readonly dependencies: Readonly<Record<string, string>>;
}

/** There must be one of each in a program, the program's own: they hold its connection to the engine. */
const peers = ["@pulumi/kubernetes", "@pulumi/pulumi"];
/** Only the sources need it: `plugin.cjs` puts them into one file. */
const ofSources = ["esbuild"];

export function componentManifest({ dependencies, ...rest }: SourceManifest) {
    return {
        ...common(rest),
        // For the engine, which runs the folder as a plugin; programs go by `exports`.
        main: "plugin/main.js",
        types: "index.d.ts",
        exports: {
            ".": { types: "./index.d.ts", default: "./index.js" },
            "./package.json": "./package.json",
        },
        dependencies: only(dependencies, (name) => !peers.includes(name) && !ofSources.includes(name)),
        peerDependencies: only(dependencies, (name) => peers.includes(name)),
    };
}

/** Everything but the engine's own packages is in the one file. */
export function policyManifest({ dependencies, ...rest }: SourceManifest) {
    return {
        ...common(rest),
        main: "index.js",
        dependencies: only(dependencies, (name) => name.startsWith("@pulumi/")),
    };
}

function common({ name, version, description, license, engines }: Omit<SourceManifest, "dependencies">) {
    return { name, version, description, license, keywords: ["pulumi", "istio", "kubernetes"], engines };
}

function only(dependencies: Readonly<Record<string, string>>, wanted: (name: string) => boolean) {
    return Object.fromEntries(Object.entries(dependencies).filter(([name]) => wanted(name)));
}
