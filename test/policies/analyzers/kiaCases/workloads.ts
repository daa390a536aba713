import type { Props } from "../../crossguard";
import { type CorpusCase, of, podsOf, serviceOf } from "../corpus";

const server = (name: string, spec: Props = {}): Props =>
    of("PeerAuthentication", `shop/${name}`, { mtls: { mode: "STRICT" }, ...spec });
const forApp = (app: string): Props => ({ selector: { matchLabels: { app } } });
const sidecar = (name: string, labels?: Props): Props =>
    of("Sidecar", `shop/${name}`, {
        ...(labels === undefined ? {} : { workloadSelector: { labels } }),
        egress: [{ hosts: ["./*"] }],
    });
const machines = (name: string, app: string, account: string): Props =>
    of("WorkloadGroup", `shop/${name}`, {
        metadata: { labels: { app } },
        template: { serviceAccount: account },
    });
const account = of("ServiceAccount", "shop/machines", undefined);

export const workloadCases: readonly CorpusCase[] = [
    {
        code: "KIA0002",
        on: [
            "PeerAuthentication shop/again",
            "PeerAuthentication shop/default",
            "Sidecar shop/again",
            "Sidecar shop/default",
        ],
        fires: [server("default"), server("again"), sidecar("default"), sidecar("again")],
        quiet: [
            server("default"),
            server("again", forApp("web")),
            sidecar("default"),
            sidecar("again", { app: "web" }),
        ],
    },
    {
        code: "KIA0003",
        on: ["PeerAuthentication shop/again", "PeerAuthentication shop/web"],
        fires: [server("web", forApp("web")), server("again", forApp("web"))],
        quiet: [server("web", forApp("web")), server("again", forApp("till"))],
    },
    {
        code: "KIA0004",
        on: "PeerAuthentication shop/web",
        fires: [podsOf("shop/web"), server("web", forApp("wep"))],
        quiet: [podsOf("shop/web"), server("web", forApp("web"))],
    },
    {
        code: "KIA0601",
        on: "Service shop/web",
        fires: [serviceOf("shop/web", [{ name: "web", port: 8000 }])],
        quiet: [serviceOf("shop/web", [{ name: "http-web", port: 8000 }])],
    },
    {
        code: "KIA0602",
        on: "Service shop/web",
        fires: [serviceOf("shop/web", [{ name: "web", appProtocol: "web", port: 8000 }])],
        quiet: [serviceOf("shop/web", [{ name: "web", appProtocol: "http", port: 8000 }])],
    },
    {
        code: "KIA0701",
        on: "Service shop/web",
        fires: [
            serviceOf("shop/web", [{ name: "http", port: 80, targetPort: 8081 }]),
            podsOf(
                "shop/web",
                {},
                { containers: [{ name: "web", image: "web:1", ports: [{ containerPort: 8080 }] }] },
            ),
        ],
        quiet: [
            serviceOf("shop/web", [{ name: "http", port: 80, targetPort: 8080 }]),
            podsOf(
                "shop/web",
                {},
                { containers: [{ name: "web", image: "web:1", ports: [{ containerPort: 8080 }] }] },
            ),
        ],
    },
    {
        code: "KIA1701",
        on: "WorkloadGroup shop/old",
        fires: [account, machines("old", "old", "machine")],
        quiet: [account, machines("old", "old", "machines")],
    },
    {
        code: "KIA1702",
        on: ["WorkloadGroup shop/again", "WorkloadGroup shop/old"],
        fires: [machines("old", "old", "machines"), machines("again", "old", "machines")],
        quiet: [machines("old", "old", "machines"), machines("again", "new", "machines")],
    },
];
