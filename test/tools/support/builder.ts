import { consoleReporter } from "../../../lab/reporter";
import { ensureTools, type ToolSources } from "../../../lab/tools";

// A process of its own that wants etcd: `node --require tsx builder.ts SOURCES`.
const sources = JSON.parse(process.argv[2] ?? "{}") as ToolSources;

ensureTools(["etcd"], consoleReporter(), undefined, sources).then(
    (found) => {
        process.stdout.write(`got ${found.get("etcd")?.origin} ${found.get("etcd")?.path}\n`);
    },
    (error: Error & { readonly exitCode?: number }) => {
        process.stdout.write(`${error.name}: ${error.message}\n`);
        process.exitCode = error.exitCode ?? 1;
    },
);
