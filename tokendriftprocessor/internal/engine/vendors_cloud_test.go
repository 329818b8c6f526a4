package engine

import (
	"strconv"
	"time"
)

var entra = vendor{
	name: "entra", other: change{"properties.servicePrincipalId": "sp-9", "properties.servicePrincipalCredentialKeyId": "key-9", "properties.appId": "aid-9"},
	record: func(at time.Time, serial int) fields {
		return fields{
			"time": rfc(at), "category": "ServicePrincipalSignInLogs", "operationName": "Sign-in activity", "tenantId": "tenant-1", "resultType": "0",
			"properties": fields{
				"id": "entra-" + strconv.Itoa(serial), "createdDateTime": rfc(at), "servicePrincipalId": "sp-1", "servicePrincipalName": "Backup",
				"servicePrincipalCredentialKeyId": "key-1", "appId": "aid-1", "ipAddress": "192.0.2.10", "autonomousSystemNumber": 64500,
				"location": fields{"countryOrRegion": "DE"}, "resourceDisplayName": "Microsoft Graph", "resourceId": "res-1",
				"uniqueTokenIdentifier": "uti-" + strconv.Itoa(serial), "tokenIssuerName": "sts.example", "status": fields{"errorCode": 0},
				"userAgent": "azsdk-net/1.2",
			},
		}
	},
}

var aws = vendor{
	name: "aws", other: change{"userIdentity.accessKeyId": "AKIA9OTHER", "userIdentity.principalId": "AIDA9", "userIdentity.userName": "other"},
	record: func(at time.Time, serial int) fields {
		return fields{
			"eventVersion": "1.09", "eventTime": rfc(at), "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "awsRegion": "us-east-1",
			"eventID": "aws-" + strconv.Itoa(serial), "recipientAccountId": "123456789012", "sourceIPAddress": "192.0.2.10",
			"userAgent": "Boto3/1.34.0 Python/3.11.4", "requestParameters": fields{"bucketName": "reports"},
			"userIdentity": fields{"type": "IAMUser", "principalId": "AIDA1", "accountId": "123456789012", "accessKeyId": "AKIA1REPORTS", "userName": "reports"},
		}
	},
}

// awsRole is a role that a CI job assumes by its identity provider's word.
var awsRole = vendor{
	name: "aws", other: change{"userIdentity.sessionContext.sessionIssuer.principalId": "AROA9"},
	record: func(at time.Time, serial int) fields {
		f := aws.record(at, serial)
		f["userIdentity"] = fields{
			"type": "AssumedRole", "principalId": "AROA1:ci", "accountId": "123456789012", "accessKeyId": "ASIA" + strconv.Itoa(serial),
			"sessionContext": fields{
				"sessionIssuer":       fields{"type": "Role", "principalId": "AROA1", "arn": "arn:aws:iam::123456789012:role/deploy", "userName": "deploy"},
				"webIdFederationData": fields{"federatedProvider": "token.actions.githubusercontent.com"},
			},
		}
		return f
	},
}
