/** The API's custom domain, and that it is the only way to the API. */
import { EndpointType, type RestApiProps, SecurityPolicy } from "aws-cdk-lib/aws-apigateway";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { Construct } from "constructs";
import type { ApiSettings } from "#core/settings/api";

/**
 * The options of an API with a custom domain, mapped to the API's one stage; none without a domain. The endpoint of
 * API Gateway's own is switched off, so that a web ACL or a record of the domain cannot be walked around (Amazon API
 * Gateway developer guide, "Disable the default endpoint for REST APIs").
 * @param id of the certificate, which is only looked up
 */
export function customDomain(
  scope: Construct,
  id: string,
  domain: ApiSettings["domain"],
): Pick<RestApiProps, "domainName" | "disableExecuteApiEndpoint"> {
  if (domain === undefined) return {};
  return {
    disableExecuteApiEndpoint: true,
    domainName: {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(scope, id, domain.certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
      ...(domain.basePath !== undefined && { basePath: domain.basePath }),
    },
  };
}
