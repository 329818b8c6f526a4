package main

import (
	"time"
)

// awsCall is one CloudTrail event before it is written.
type awsCall struct {
	at              time.Time
	source, name    string
	identity        object
	address, agent  string
	read            bool
	request, result any
	resources       list
	bytesOut        int // with data events
}

// awsRow writes a CloudTrail record, version 1.11. Its times have seconds only.
func awsRow(d dice, c awsCall) object {
	row := object{
		"eventVersion", "1.11",
		"userIdentity", c.identity,
		"eventTime", c.at.Format("2006-01-02T15:04:05Z"),
		"eventSource", c.source,
		"eventName", c.name,
		"awsRegion", "us-east-1",
		"sourceIPAddress", c.address,
		"userAgent", c.agent,
		"requestParameters", c.request,
		"responseElements", c.result,
	}
	if c.bytesOut > 0 {
		row = append(row, "additionalEventData", object{
			"SignatureVersion", "SigV4", "CipherSuite", "TLS_AES_128_GCM_SHA256",
			"bytesTransferredIn", 0, "bytesTransferredOut", c.bytesOut,
		})
	}
	row = append(row, "requestID", d.uuid(), "eventID", d.uuid(), "readOnly", c.read)
	if len(c.resources) > 0 {
		row = append(row, "resources", c.resources)
	}
	return append(row,
		"eventType", "AwsApiCall", "managementEvent", c.bytesOut == 0,
		"recipientAccountId", awsAccount, "eventCategory", category(c.bytesOut == 0),
	)
}

func category(management bool) string {
	if management {
		return "Management"
	}
	return "Data"
}

// awsUser is an IAM user's long-lived key.
func awsUser(name, principal, key string) object {
	return object{
		"type", "IAMUser", "principalId", principal, "arn", "arn:aws:iam::" + awsAccount + ":user/" + name,
		"accountId", awsAccount, "accessKeyId", key, "userName", name,
	}
}

// awsRole is a session of a role; its ASIA key is another one every hour.
func awsRole(role, principal, session, key string, since time.Time) object {
	return object{
		"type", "AssumedRole", "principalId", principal + ":" + session,
		"arn", "arn:aws:sts::" + awsAccount + ":assumed-role/" + role + "/" + session,
		"accountId", awsAccount, "accessKeyId", key,
		"sessionContext",
		object{
			"sessionIssuer",
			object{
				"type", "Role", "principalId", principal, "arn", "arn:aws:iam::" + awsAccount + ":role/" + role,
				"accountId", awsAccount, "userName", role,
			},
			"attributes",
			object{"creationDate", since.Format("2006-01-02T15:04:05Z"), "mfaAuthenticated", "false"},
		},
	}
}

func s3Object(bucket, key string) list {
	return list{
		object{"type", "AWS::S3::Object", "ARN", "arn:aws:s3:::" + bucket + "/" + key},
		object{"accountId", awsAccount, "type", "AWS::S3::Bucket", "ARN", "arn:aws:s3:::" + bucket},
	}
}
