package vendors

import (
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

const awsAccount = "590144872003"

// awsUse writes a CloudTrail record. Its times have whole seconds only.
func awsUse(d chance.Dice, u *Use) (rawjson.Object, string) {
	return awsRow(d, u.At, awsIdentity(u), u.Operation.Kind, u.Operation.Method, u.Address, u.Agent, awsRequest(u), u.Rows, u.Failed)
}

func awsRow(d chance.Dice, at time.Time, identity rawjson.Object, source, name, address, agent string, request any, rows int, failed bool) (rawjson.Object, string) {
	row := rawjson.Object{
		"eventVersion", "1.11", "userIdentity", identity, "eventTime", at.Format("2006-01-02T15:04:05Z"), "eventSource", source, "eventName", name,
		"awsRegion", "us-east-1", "sourceIPAddress", address, "userAgent", agent, "requestParameters", request, "responseElements", nil,
	}
	if failed {
		row = row.With("errorCode", "InvalidClientTokenId", "errorMessage", "The security token included in the request is invalid.")
	}
	if rows > 0 {
		row = row.With("additionalEventData", rawjson.Object{"SignatureVersion", "SigV4", "bytesTransferredIn", 0, "bytesTransferredOut", rows * d.Between(280, 420)})
	}
	id := d.UUID()
	category := "Management"
	if rows > 0 {
		category = "Data"
	}
	return row.With("requestID", d.UUID(), "eventID", id, "readOnly", awsReads(name), "eventType", "AwsApiCall", "managementEvent", rows == 0,
		"recipientAccountId", awsAccount, "eventCategory", category), id
}

func awsReads(name string) bool {
	return strings.HasPrefix(name, "Get") || strings.HasPrefix(name, "List") || strings.HasPrefix(name, "Describe")
}

// awsIdentity is an IAM user's long-lived key, or a session of a role, whose
// ASIA key is another one every hour.
func awsIdentity(u *Use) rawjson.Object {
	t := u.Token
	if t.Form == AWSKey {
		return rawjson.Object{
			"type", "IAMUser", "principalId", t.User, "arn", "arn:aws:iam::" + awsAccount + ":user/" + t.UserName,
			"accountId", awsAccount, "accessKeyId", t.Credential, "userName", t.UserName,
		}
	}
	hour := u.At.Truncate(time.Hour)
	session := "i-" + Digest("instance "+t.User, 17)
	return rawjson.Object{
		"type", "AssumedRole", "principalId", t.User + ":" + session,
		"arn", "arn:aws:sts::" + awsAccount + ":assumed-role/" + t.UserName + "/" + session,
		"accountId", awsAccount, "accessKeyId", "ASIA" + strings.ToUpper(Digest(t.User+hour.String()+u.Session, 16)),
		"sessionContext",
		rawjson.Object{
			"sessionIssuer",
			rawjson.Object{
				"type", "Role", "principalId", t.User, "arn", "arn:aws:iam::" + awsAccount + ":role/" + t.UserName,
				"accountId", awsAccount, "userName", t.UserName,
			},
			"attributes",
			rawjson.Object{"creationDate", hour.Format("2006-01-02T15:04:05Z"), "mfaAuthenticated", "false"},
		},
	}
}

// awsRequest names the object the way the service does.
func awsRequest(u *Use) any {
	if u.Object == "" {
		return nil
	}
	key := map[string]string{
		"s3.amazonaws.com": "bucketName", "secretsmanager.amazonaws.com": "secretId", "dynamodb.amazonaws.com": "tableName",
		"lambda.amazonaws.com": "functionName", "iam.amazonaws.com": "userName", "sts.amazonaws.com": "roleArn",
	}[u.Operation.Kind]
	if key == "" {
		key = "name"
	}
	return rawjson.Object{key, u.Object}
}
