import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

/**
 * One port that speaks what its client speaks: HTTP/1.1, HTTP/2 in plain text (gRPC), TLS around HTTP/1.1 when it
 * has a certificate, and for anything else an echo. A real workload would speak one of them; which one is declared
 * in the catalogue, and the proxy in front decides by that.
 * @param {number} port
 * @param {import("node:http").RequestListener} onRequest
 * @param {{ key: string, cert: string } | undefined} tls
 * @param {(protocol: "http" | "http2" | "tls" | "tcp") => void} onConnection
 */
export function listen(port, onRequest, tls, onConnection) {
    const http = createHttpServer({ keepAliveTimeout: 0 }, onRequest);
    const http2 = createHttp2Server({}, onRequest);
    const context = tls === undefined ? undefined : createSecureContext(tls);
    const server = createServer({ pauseOnConnect: false }, (socket) => {
        socket.on("error", () => socket.destroy());
        socket.once("readable", () => {
            const first = socket.read();
            if (first === null) {
                return;
            }
            const text = first.toString("latin1", 0, 16);
            socket.unshift(first);
            if (text.startsWith("PRI * HTTP/2.0")) {
                onConnection("http2");
                http2.emit("connection", socket);
            } else if (first[0] === 0x16 && context !== undefined) {
                onConnection("tls");
                const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
                secure.on("error", () => secure.destroy());
                http.emit("connection", secure);
            } else if (/^[A-Z]{3,8} /.test(text)) {
                onConnection("http");
                http.emit("connection", socket);
            } else {
                onConnection("tcp");
                socket.pipe(socket);
            }
        });
    });
    server.listen(port, "0.0.0.0");
    return server;
}
