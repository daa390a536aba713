import { expiredCertificate, validCertificate } from "../../certificates";
import type { Props } from "../../crossguard";
import { type CorpusCase, of, podsOf } from "../corpus";

const server = (more: Props = {}, number = 443): Props => ({
    port: { number, name: `https-${number}`, protocol: "HTTPS" },
    hosts: ["*/shop.example"],
    tls: { mode: "SIMPLE", credentialName: "shop-tls" },
    ...more,
});
const gateway = (
    servers: readonly Props[],
    where = "edge/shop",
    selector: Props = { istio: "edge" },
): Props => of("Gateway", where, { selector, servers });
const pods = podsOf("edge/edge", { istio: "edge" }, { containers: [{ name: "istio-proxy", image: "auto" }] });
const opening = (...ports: readonly number[]): Props =>
    of("Service", "edge/edge", {
        selector: { istio: "edge" },
        ports: ports.map((port) => ({ port, targetPort: port, name: `https-${port}` })),
    });
const secret = (name: string, certificate = validCertificate): Props => ({
    ...of("Secret", `edge/${name}`, undefined),
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": certificate, "tls.key": "none" },
});

export const edgeCases: readonly CorpusCase[] = [
    {
        code: "IST0101",
        on: "Gateway edge/shop",
        fires: [pods, gateway([server()], "edge/shop", { istio: "egde" })],
        quiet: [pods, gateway([server()])],
    },
    {
        code: "IST0101",
        on: "Gateway edge/shop",
        fires: [pods, secret("other-tls"), gateway([server()])],
        quiet: [pods, secret("shop-tls"), gateway([server()])],
    },
    {
        code: "IST0138",
        on: ["Gateway edge/bank", "Gateway edge/shop"],
        fires: [gateway([server()]), gateway([server({ hosts: ["*/bank.example"] })], "edge/bank")],
        quiet: [gateway([server(), server({ hosts: ["*/bank.example"] }, 8443)])],
    },
    {
        code: "IST0145",
        on: ["Gateway edge/again", "Gateway edge/shop"],
        fires: [gateway([server()]), gateway([server({ tls: { mode: "PASSTHROUGH" } })], "edge/again")],
        quiet: [gateway([server()]), gateway([server({ tls: { mode: "PASSTHROUGH" } }, 8443)], "edge/again")],
    },
    {
        code: "IST0161",
        on: "Gateway edge/shop",
        fires: [pods, secret("shop-tls", expiredCertificate), gateway([server()])],
        quiet: [pods, secret("shop-tls"), gateway([server()])],
    },
    {
        code: "IST0162",
        on: "Gateway edge/shop",
        fires: [pods, opening(80), gateway([server()])],
        quiet: [pods, opening(80, 443), gateway([server()])],
    },
];
