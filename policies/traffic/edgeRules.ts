import type { Rule } from "../engine/rule";
import { disallowConflictingServers } from "./disallowConflictingServers";
import { disallowOpenCors } from "./disallowOpenCors";
import { disallowRelaxedSni } from "./disallowRelaxedSni";
import { requireEdgeLimits } from "./requireEdgeLimits";
import { requireGatewayCredentials } from "./requireGatewayCredentials";
import { requireHttpsRedirects } from "./requireHttpsRedirects";
import { requireModernTls } from "./requireModernTls";
import { requireReachableServers } from "./requireReachableServers";
import { requireValidServers } from "./requireValidServers";
import { restrictClientCertificateHeaders } from "./restrictClientCertificateHeaders";
import { restrictGatewayHosts } from "./restrictGatewayHosts";
import { restrictGatewayLabels } from "./restrictGatewayLabels";
import { restrictGatewayPrivileges } from "./restrictGatewayPrivileges";
import { restrictOptionalClientCertificates } from "./restrictOptionalClientCertificates";
import { restrictPassthrough } from "./restrictPassthrough";
import { restrictWildcardRoutes } from "./restrictWildcardRoutes";

/** What stands at the edge: servers of gateways, their certificates, and what they take from clients. */
export const edgeRules: readonly Rule[] = [
    restrictGatewayHosts,
    restrictWildcardRoutes,
    requireHttpsRedirects,
    requireModernTls,
    restrictOptionalClientCertificates,
    restrictPassthrough,
    disallowRelaxedSni,
    requireGatewayCredentials,
    restrictGatewayLabels,
    restrictGatewayPrivileges,
    requireEdgeLimits,
    disallowOpenCors,
    restrictClientCertificateHeaders,
    disallowConflictingServers,
    requireReachableServers,
    requireValidServers,
];
