import { expect } from "chai";
import { run } from "./support";

interface Told {
    readonly ids: readonly string[];
    readonly object: { readonly kind: string; readonly namespace: string | null; readonly name: string };
}

/** `code object` of everything that istioctl has a code for. */
function codes(text: string, ...flags: readonly string[]): readonly string[] {
    const findings = JSON.parse(run([...flags, "--json", "-"], text).out) as Told[];
    return findings.flatMap(({ ids, object: { kind, namespace, name } }) =>
        ids
            .filter((each) => /^(IST01[0-7]|KIA0005)/.test(each))
            .map((id) => `${id} ${kind} ${namespace ?? ""}/${name}`),
    );
}

const networking = (kind: string, spec: string, name = "shop") =>
    `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n---\n`;
const service =
    "apiVersion: v1\nkind: Service\nmetadata: { name: shop, namespace: shop }\nspec: { selector: { app: shop }, ports: [{ name: http, port: 80 }] }\n---\n";
const policy = (spec: string) =>
    `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: shop, namespace: shop }\nspec: ${spec}\n---\n`;
const server = (port: number, tls = "") =>
    `{ port: { number: ${port}, name: s${port}, protocol: ${tls === "" ? "HTTP" : "HTTPS"} }, hosts: [./shop.example]${tls} }`;
const gateway = (role: string, servers: string) =>
    networking("Gateway", `{ selector: { istio: ${role} }, servers: [${servers}] }`);
const credential = ", tls: { mode: SIMPLE, credentialName: shop-tls, minProtocolVersion: TLSV1_2 }";
const routed = (route: string) =>
    networking("VirtualService", `{ hosts: [shop.example], gateways: [shop], http: [${route}] }`);

/** What is only missing where there is nothing else. */
const cases: Readonly<Record<string, readonly [text: string, codes: readonly string[]]>> = {
    "a host of a DestinationRule": [
        networking("DestinationRule", "{ host: shop.shop.svc.cluster.local }"),
        ["IST0174 DestinationRule shop/shop"],
    ],
    "pods of a subset": [
        networking("DestinationRule", "{ host: shop, subsets: [{ name: v1, labels: { version: v1 } }] }") +
            service,
        ["IST0173 DestinationRule shop/shop"],
    ],
    "a host, a subset and a gateway of a route": [
        routed("{ route: [{ destination: { host: shop, subset: v1 } }] }"),
        [
            "IST0101 VirtualService shop/shop",
            "IST0132 VirtualService shop/shop",
            "IST0101 VirtualService shop/shop",
            "IST0101 VirtualService shop/shop",
        ],
    ],
    "pods of a Gateway": [gateway("shop", server(80)), ["IST0101 Gateway shop/shop"]],
    "a port of the gateway that istioctl installs": [
        gateway("ingressgateway", `${server(80)}, ${server(8004)}`),
        ["IST0162 Gateway shop/shop"],
    ],
    "a Secret beside that gateway": [
        gateway("ingressgateway", server(443, credential)),
        ["IST0101 Gateway shop/shop"],
    ],
    "pods of a policy": [
        policy("{ selector: { matchLabels: { app: shop } } }"),
        ["IST0127 AuthorizationPolicy shop/shop"],
    ],
    "pods of a namespace": [policy("{}"), ["IST0127 AuthorizationPolicy shop/shop"]],
    "a namespace of callers": [
        `${policy("{ rules: [{ from: [{ source: { namespaces: [edge] } }] }] }")}apiVersion: v1\nkind: Pod\nmetadata: { name: shop, namespace: shop }\n`,
        ["IST0101 AuthorizationPolicy shop/shop"],
    ],
    "a namespace that something is exported to": [
        networking("DestinationRule", "{ host: shop, exportTo: [edge] }") + service,
        ["KIA0005 DestinationRule shop/shop"],
    ],
};

describe("files that are all the cluster has", () => {
    for (const [title, [text, expected]] of Object.entries(cases)) {
        it(`lack ${title}, which others may have where they are not`, () => {
            expect(codes(text, "--whole")).to.have.members([...expected]);
            expect(codes(text)).to.deep.equal([]);
        });
    }

    it("may have a gateway of their own instead of the one that istioctl installs", () => {
        const own =
            "apiVersion: v1\nkind: Pod\nmetadata: { name: edge, namespace: edge, labels: { istio: ingressgateway } }\nspec: { containers: [{ name: istio-proxy }] }\n---\n";
        expect(codes(gateway("ingressgateway", server(8004)) + own, "--whole")).to.deep.equal([]);
    });
});
