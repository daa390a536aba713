import { join } from "node:path";
import { expect } from "chai";
import { synthesise } from "../../synth/synthesise";
import { today } from "./commandsHere";
import { documents, root, textOf } from "./documents";

/** What our namespaces of the platform are called: everything in them is ours, and no application's. */
const platform = ["istio-system", "istio-ingress", "istio-egress", "observability", "rate-limit"];

/** Ports that containers listen on and Services have, and those that policies of the network open. */
function portsIn(value: unknown, key = ""): readonly number[] {
    if (typeof value === "number") {
        return /^(port|containerPort|targetPort)$/.test(key) ? [value] : [];
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([name, each]) => portsIn(each, Array.isArray(value) ? key : name))
        : [];
}

function objectsOf(stack: string) {
    const result = synthesise(join(root, `Pulumi.${stack}.yaml`), today);
    return result.ok ? result.value.flatMap(({ manifests }) => manifests) : [];
}

describe("the table of ports", () => {
    const rows = textOf("docs/architecture.md").split("\n## Ports\n")[1]?.split("\n## ")[0] ?? "";
    const listed = new Set(
        [...rows.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, ports = ""]) => ports.split(", ").map(Number)),
    );
    for (const stack of ["dev", "prod"]) {
        it(`has every port that a Service or a pod of the platform has: ${stack}`, () => {
            const ours = objectsOf(stack).filter(({ metadata }) =>
                platform.includes(metadata.namespace ?? ""),
            );
            const ports = new Set(ours.flatMap((each) => portsIn(each)));
            expect(ports.size).to.be.greaterThan(10);
            expect([...ports].filter((port) => !listed.has(port)).sort()).to.deep.equal([]);
        });
    }
});

describe("ports that the documents forward", () => {
    const kinds: Readonly<Record<string, string>> = { deploy: "Deployment", svc: "Service" };
    const forwarded = documents.flatMap((document) =>
        [...textOf(document).matchAll(/kubectl -n (\S+) port-forward (\w+)\/(\S+) (\d+)/g)].map(
            ([, namespace, kind = "", name, port]) => ({
                document,
                namespace,
                kind,
                name,
                port: Number(port),
            }),
        ),
    );

    it("are ports of what is there", () => {
        const objects = objectsOf("dev");
        const wrong = forwarded.filter(({ namespace, kind, name, port }) => {
            const target = objects.find(
                ({ kind: its, metadata }) =>
                    its === kinds[kind] && metadata.namespace === namespace && metadata.name === name,
            );
            return !portsIn(target).includes(port);
        });
        expect(forwarded).to.have.length.above(3);
        expect(wrong).to.deep.equal([]);
    });
});
