import type { Props } from "../../crossguard";
import { type CorpusCase, namespaceOf, of, podsOf, serviceOf } from "../corpus";

const cluster = ["shop", "bank", "istio-system"].map((each) => namespaceOf(each));
const policy = (rules: unknown, spec: Props = {}): Props =>
    of("AuthorizationPolicy", "shop/web", { rules, ...spec });
const from = (source: Props): Props => policy([{ from: [{ source }] }]);
const account = (where: string): Props => of("ServiceAccount", where, undefined);
const mesh = (settings: string): Props => ({
    ...of("ConfigMap", "istio-system/istio", undefined),
    data: { mesh: settings },
});
const calledBy = (principal: string): Props => from({ principals: [principal] });

export const accessCases: readonly CorpusCase[] = [
    {
        code: "KIA0101",
        on: "AuthorizationPolicy shop/web",
        fires: [...cluster, from({ namespaces: ["bnak"] })],
        quiet: [...cluster, from({ namespaces: ["bank"], notNamespaces: ["ban*"] })],
    },
    {
        code: "KIA0102",
        on: "AuthorizationPolicy shop/web",
        fires: [policy([{ to: [{ operation: { methods: ["FETCH"] } }] }])],
        quiet: [policy([{ to: [{ operation: { methods: ["GET", "P*", "*"] } }] }])],
    },
    {
        code: "KIA0104",
        on: "AuthorizationPolicy shop/web",
        fires: [
            serviceOf("shop/web"),
            policy([{ to: [{ operation: { hosts: ["wep.shop.svc.cluster.local"] } }] }]),
        ],
        quiet: [
            serviceOf("shop/web"),
            policy([{ to: [{ operation: { hosts: ["web.shop.svc.cluster.local:80"] } }] }]),
        ],
    },
    {
        code: "KIA0105",
        on: "AuthorizationPolicy shop/web",
        fires: [
            calledBy("cluster.local/ns/bank/sa/till"),
            of("PeerAuthentication", "shop/default", { mtls: { mode: "DISABLE" } }),
        ],
        quiet: [
            calledBy("cluster.local/ns/bank/sa/till"),
            of("PeerAuthentication", "bank/default", { mtls: { mode: "DISABLE" } }),
            of("PeerAuthentication", "shop/default", { mtls: { mode: "PERMISSIVE" } }),
        ],
    },
    {
        code: "KIA0106",
        on: "AuthorizationPolicy shop/web",
        fires: [account("bank/till"), calledBy("cluster.local/ns/bank/sa/tills")],
        quiet: [account("bank/till"), calledBy("cluster.local/ns/bank/sa/till")],
    },
    {
        code: "KIA0108",
        on: "AuthorizationPolicy shop/web",
        fires: [mesh("trustDomain: example.com\n"), calledBy("example.org/ns/bank/sa/till")],
        quiet: [
            mesh("trustDomain: example.com\ntrustDomainAliases: [example.org]\n"),
            calledBy("example.org/ns/bank/sa/till"),
        ],
    },
    {
        code: "KIA1301",
        on: "Deployment shop/web",
        fires: [mesh("{}"), podsOf("shop/web", { "sidecar.istio.io/inject": "true" })],
        quiet: [
            mesh("{}"),
            podsOf("shop/web", { "sidecar.istio.io/inject": "true" }),
            of("AuthorizationPolicy", "istio-system/none", {}),
        ],
    },
];
