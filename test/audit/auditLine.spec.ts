import { expect } from "chai";
import fc from "fast-check";
import { type AuditedCall, readAuditLine } from "../../audit/auditLine";
import { accessLogFields } from "../../components/istio/values/accessLog";
import { runs } from "../support/runs";

const line = {
    ...Object.fromEntries(Object.keys(accessLogFields).map((field) => [field, null])),
    method: "POST",
    path: "/charges",
    port: 8080,
    caller: "spiffe://cluster.local/ns/orders/sa/orders",
    server: "spiffe://cluster.local/ns/orders/sa/payments",
    shadow_http: "denied",
};
const call: AuditedCall = {
    server: "cluster.local/ns/orders/sa/payments",
    caller: "cluster.local/ns/orders/sa/orders",
    method: "POST",
    path: "/charges",
    port: 8080,
    result: "denied",
};

describe("a line of the access log", () => {
    const read: readonly { title: string; text: string; call: AuditedCall }[] = [
        { title: "is read as the proxy writes it", text: JSON.stringify(line), call },
        {
            title: "is read behind what a collector puts in front",
            text: `2026-11-21T08:00:00Z stdout F [pod/payments-1/istio-proxy] ${JSON.stringify(line)}`,
            call,
        },
        {
            title: "of plain TCP has a result of its own, and no method or path",
            text: JSON.stringify({
                ...line,
                method: null,
                path: null,
                shadow_http: null,
                shadow_tcp: "allowed",
            }),
            call: { server: call.server, caller: call.caller ?? "", port: 8080, result: "allowed" },
        },
        {
            title: "of a call without a certificate has no caller",
            text: JSON.stringify({ ...line, caller: "-" }),
            call: {
                server: call.server,
                method: "POST",
                path: "/charges",
                port: 8080,
                result: "denied",
            },
        },
        {
            title: "that no dry run judged has no result, whatever stands there",
            text: JSON.stringify({ ...line, shadow_http: "perhaps", port: "8080" }),
            call: {
                server: call.server,
                caller: call.caller ?? "",
                method: "POST",
                path: "/charges",
                port: 8080,
            },
        },
    ];
    for (const { title, text, call: expected } of read) {
        it(title, () => {
            expect(readAuditLine(text)).to.deep.equal(expected);
        });
    }

    const skipped: readonly { title: string; text: string; why: string }[] = [
        { title: "of an application", text: "GET / 200", why: "not JSON" },
        { title: "that was cut off", text: JSON.stringify(line).slice(0, -20), why: "not JSON" },
        { title: "of another program", text: '{"level":"info","msg":"ready"}', why: "another format" },
        {
            title: "with a port that is none",
            text: JSON.stringify({ ...line, port: 70_000 }),
            why: "another format",
        },
        {
            title: "with a port that is a list",
            text: JSON.stringify({ ...line, port: [8080] }),
            why: "another format",
        },
        {
            title: "of the client's own side",
            text: JSON.stringify({ ...line, server: null }),
            why: "no server identity",
        },
    ];
    for (const { title, text, why } of skipped) {
        it(`${title} is skipped: ${why}`, () => {
            expect(readAuditLine(text)).to.equal(why);
        });
    }

    it("never makes the reader fail, whatever it holds", () => {
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.string(),
                    fc.json(),
                    fc
                        .dictionary(fc.constantFrom(...Object.keys(line)), fc.jsonValue())
                        .map((each) => JSON.stringify(each)),
                ),
                (text) => {
                    const result = readAuditLine(text);
                    expect(typeof result === "string" || result.port > 0).to.equal(true);
                },
            ),
            runs(300),
        );
    });

    it("carries no header that holds a credential, and no query", () => {
        const operators = Object.values(accessLogFields).join(" ");
        expect(operators).not.to.match(/authorization|cookie|api-key|token/i);
        expect(accessLogFields.path).to.equal("%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%");
    });
});
