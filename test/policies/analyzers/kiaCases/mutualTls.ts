import type { Props } from "../../crossguard";
import { type CorpusCase, of } from "../corpus";

const server = (home: string, mode: string, name = "default"): Props =>
    of("PeerAuthentication", `${home}/${name}`, { mtls: { mode } });
const callers = (host: string, mode: string, name = "callers"): Props =>
    of("DestinationRule", `shop/${name}`, { host, trafficPolicy: { tls: { mode } } });
const manual: Props = {
    ...of("ConfigMap", "istio-system/istio", undefined),
    data: { mesh: "enableAutoMtls: false\n" },
};
const [all, own] = ["*.local", "*.shop.svc.cluster.local"] as const;

/** What callers send, and what servers take, where both are said for a whole namespace or the mesh. */
export const mutualTlsCases: readonly CorpusCase[] = [
    {
        code: "KIA0204",
        on: "DestinationRule shop/web",
        fires: [
            callers(all, "ISTIO_MUTUAL"),
            server("istio-system", "STRICT"),
            of("DestinationRule", "shop/web", {
                host: "web.shop.svc.cluster.local",
                trafficPolicy: { loadBalancer: { simple: "ROUND_ROBIN" } },
            }),
        ],
        quiet: [
            callers(all, "ISTIO_MUTUAL"),
            server("istio-system", "STRICT"),
            of("DestinationRule", "shop/web", {
                host: "web.shop.svc.cluster.local",
                trafficPolicy: { loadBalancer: { simple: "ROUND_ROBIN" }, tls: { mode: "ISTIO_MUTUAL" } },
            }),
        ],
    },
    {
        code: "KIA0205",
        on: "DestinationRule shop/callers",
        fires: [callers(all, "ISTIO_MUTUAL"), server("shop", "STRICT")],
        quiet: [callers(all, "ISTIO_MUTUAL"), server("istio-system", "STRICT")],
    },
    {
        code: "KIA0206",
        on: "DestinationRule shop/callers",
        fires: [callers(own, "ISTIO_MUTUAL"), server("bank", "STRICT")],
        quiet: [callers(own, "ISTIO_MUTUAL"), server("shop", "PERMISSIVE")],
    },
    {
        code: "KIA0207",
        on: "DestinationRule shop/callers",
        fires: [callers(own, "DISABLE"), server("shop", "STRICT")],
        quiet: [callers(own, "DISABLE"), server("shop", "PERMISSIVE"), server("istio-system", "STRICT")],
    },
    {
        code: "KIA0208",
        on: "DestinationRule shop/callers",
        fires: [callers(all, "DISABLE"), server("istio-system", "STRICT")],
        quiet: [callers(all, "DISABLE"), server("istio-system", "PERMISSIVE")],
    },
    {
        code: "KIA0401",
        on: "PeerAuthentication istio-system/default",
        fires: [manual, server("istio-system", "STRICT"), callers(own, "ISTIO_MUTUAL")],
        quiet: [manual, server("istio-system", "STRICT"), callers(all, "ISTIO_MUTUAL")],
    },
    {
        code: "KIA0501",
        on: "PeerAuthentication shop/default",
        fires: [manual, server("shop", "STRICT"), callers("*.bank.svc.cluster.local", "ISTIO_MUTUAL")],
        quiet: [manual, server("shop", "STRICT"), callers(own, "ISTIO_MUTUAL")],
    },
    {
        code: "KIA0505",
        on: "PeerAuthentication shop/default",
        fires: [server("shop", "DISABLE"), callers(own, "ISTIO_MUTUAL")],
        quiet: [server("shop", "DISABLE"), callers(own, "DISABLE"), callers(all, "ISTIO_MUTUAL", "mesh")],
    },
    {
        code: "KIA0506",
        on: "PeerAuthentication istio-system/default",
        fires: [server("istio-system", "DISABLE"), callers(all, "ISTIO_MUTUAL")],
        quiet: [server("istio-system", "DISABLE"), callers(all, "DISABLE")],
    },
];
