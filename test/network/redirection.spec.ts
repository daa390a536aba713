import { expect } from "chai";
import { destinationRules, redirectionOf } from "../../lab/dataplane/redirection";

describe("Redirection by destination", () => {
    const destinations = { services: "10.96.0.0/16", istiods: ["10.96.9.9", "10.96.1.1"], istiodPort: 15012 };
    const injected = [
        "istio-iptables",
        "-p",
        "15001",
        "-z",
        "15006",
        "-u",
        "1337",
        "-d",
        "15090,15021,15020",
    ];

    it("takes ports from the injected container's arguments, and leaves the tunnel's alone as Istio does", () => {
        expect(redirectionOf(injected)).to.deep.equal({
            outbound: 15001,
            inbound: 15006,
            untouched: [15008, 15020, 15021, 15090],
        });
        expect(redirectionOf(["-p", "16001", "-z", "16006", "-d", "9000"])).to.deep.equal({
            outbound: 16001,
            inbound: 16006,
            untouched: [9000, 15008],
        });
        expect(redirectionOf([])).to.deep.equal({ outbound: 15001, inbound: 15006, untouched: [15008] });
    });

    it("sends calls of Services to the proxy, but no question for a name and nothing the agent asks istiod", () => {
        expect(destinationRules(redirectionOf(injected), destinations).split("\n")).to.deep.equal([
            "table ip meshwright {",
            "    chain out {",
            "        type nat hook output priority -100;",
            '        oifname "lo" ip saddr 127.0.0.6 return',
            "        ip daddr 10.96.1.1 tcp dport 15012 return",
            "        ip daddr 10.96.9.9 tcp dport 15012 return",
            "        ip daddr 10.96.0.0/16 tcp dport != 53 redirect to :15001",
            "    }",
            "    chain into {",
            "        type nat hook prerouting priority -100;",
            "        tcp dport { 15008, 15020, 15021, 15090 } return",
            "        meta l4proto tcp redirect to :15006",
            "    }",
            "}",
            "",
        ]);
    });
});
