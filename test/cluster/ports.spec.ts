import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import { canListen, choosePort, portRange } from "../../lab/cluster/ports";

const free = () => Promise.resolve(true);

describe("the choice of ports", () => {
    it("takes the port of the last run when it is free, so kubeconfigs handed out stay right", async () => {
        expect(await choosePort(new Set(), 23_456, free)).to.equal(23_456);
    });

    it("takes another when someone else listens there", async () => {
        const isFree = (port: number) => Promise.resolve(port !== 23_456);
        expect(await choosePort(new Set(), 23_456, isFree)).not.to.equal(23_456);
    });

    it("never gives one port twice", async () => {
        const taken = new Set<number>();
        const ports = [];
        for (let index = 0; index < 50; index++) {
            ports.push(await choosePort(taken, 23_456, free));
        }
        expect(new Set(ports).size).to.equal(50);
    });

    it("stays below the ports Linux gives to outgoing connections", async () => {
        const port = await choosePort(new Set(), undefined, free);
        expect(port).to.be.within(portRange.first, portRange.last);
        expect(portRange.last).to.be.lessThan(32_768);
    });

    it("says what to do when there is none", async () => {
        const error = await choosePort(new Set(), undefined, () => Promise.resolve(false)).catch(
            (caught) => caught,
        );
        expect(error).to.be.instanceOf(Error);
        expect((error as Error).message).to.match(/no free port on 127\.0\.0\.1 between 20000 and 29999/);
    });

    it("sees that a port is in use", async () => {
        const server = createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
        const { port } = server.address() as AddressInfo;
        expect(await canListen(port)).to.equal(false);
        await new Promise((resolve) => server.close(resolve));
        expect(await canListen(port)).to.equal(true);
    });
});
