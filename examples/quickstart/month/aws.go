package main

import (
	"fmt"
	"time"
)

const (
	deployKey   = "AKIAWAC4ORNDEPLOYK01"
	deployID    = "AIDAWAC4ORNDEPLOYID1"
	ordersRole  = "AROAWAC4ORNORDERSA01"
	reportRole  = "AROAWAC4ORNREPORTS01"
	peopleRole  = "AROAWAC4ORNSSOPEOPL1"
	ordersAgent = "aws-sdk-go-v2/1.36.5 ua/2.1 os/linux lang/go#1.24.4 md/GOOS#linux md/GOARCH#arm64 api/dynamodb#1.44.0"
)

// awsMachines are the deploy key on CI runners, a service's hourly role
// sessions, and a nightly report.
func awsMachines(m *month) {
	d := newDice("aws/deploy")
	agent := "aws-cli/2.27.50 md/awscrt#0.26.1 ua/2.1 os/linux#6.11.0-1018-azure md/arch#x86_64 lang/python#3.13.4"
	calls := []awsCall{
		{source: "sts.amazonaws.com", name: "GetCallerIdentity", read: true},
		{source: "ecr.amazonaws.com", name: "GetAuthorizationToken", read: true},
		{source: "ecs.amazonaws.com", name: "UpdateService", request: object{"cluster", "acorn-prod", "service", "fleet-api", "forceNewDeployment", true}},
		{source: "ecs.amazonaws.com", name: "DescribeServices", read: true, request: object{"cluster", "acorn-prod", "services", list{"fleet-api"}}},
	}
	days(func(day time.Time) {
		deploys := 6
		if weekend(day) {
			deploys = 2
		}
		for i := range deploys {
			t := day.Add(time.Duration(i)*24*time.Hour/time.Duration(deploys) + 15*time.Minute + d.upTo(50*time.Minute))
			address := runnerAddress(d)
			for _, c := range calls {
				c.at, c.identity, c.address, c.agent = t, awsUser("ci-deploy", deployID, deployKey), address, agent
				m.add("aws", t, awsRow(d, c))
				t = t.Add(time.Duration(d.between(2, 25)) * time.Second)
			}
		}
	})
	ordersService(m)
	nightlyReport(m)
}

// ordersService runs on one EC2 instance; every sixth session also decrypts
// through KMS, which AWS calls on its behalf.
func ordersService(m *month) {
	d := newDice("aws/orders")
	every(time.Hour, func(hour time.Time) {
		key := "ASIA" + d.upper(16)
		identity := awsRole("orders-api", ordersRole, "i-0b61d2f7acorn0001", key, hour)
		for _, name := range []string{"PutItem", "Query", "GetItem"} {
			t := hour.Add(2*time.Minute + d.upTo(50*time.Minute)).Truncate(time.Second)
			m.add("aws", t, awsRow(d, awsCall{
				at: t, source: "dynamodb.amazonaws.com", name: name, identity: identity,
				address: "44.198.23.41", agent: ordersAgent, read: name != "PutItem", request: object{"tableName", "orders"},
				resources: list{object{"accountId", awsAccount, "type", "AWS::DynamoDB::Table", "ARN", "arn:aws:dynamodb:us-east-1:" + awsAccount + ":table/orders"}},
			}))
		}
		if hour.Hour()%6 == 0 {
			t := hour.Add(30 * time.Minute)
			m.add("aws", t, awsRow(d, awsCall{
				at: t, source: "kms.amazonaws.com", name: "Decrypt", read: true, address: "AWS Internal", agent: "AWS Internal",
				identity: append(awsRole("orders-api", ordersRole, "i-0b61d2f7acorn0001", "ASIA"+d.upper(16), hour), "invokedBy", "AWS Internal"),
				request:  object{"encryptionContext", object{"aws:dynamodb:tableName", "orders"}, "encryptionAlgorithm", "SYMMETRIC_DEFAULT"},
			}))
		}
	})
}

// nightlyReport is a Lambda function that reads the day's files.
func nightlyReport(m *month) {
	d := newDice("aws/report")
	days(func(day time.Time) {
		t := day.Add(3*time.Hour + 12*time.Minute + d.upTo(3*time.Minute)).Truncate(time.Second)
		identity := awsRole("nightly-report", reportRole, "nightly-report", "ASIA"+d.upper(16), t)
		for part := range 6 {
			file := fmt.Sprintf("orders/%s/part-%d.parquet", day.Format(time.DateOnly), part)
			m.add("aws", t, awsRow(d, awsCall{
				at: t, source: "s3.amazonaws.com", name: "GetObject", read: true, identity: identity,
				address: "44.203.9.118", agent: "[aws-sdk-python/1.38.46 ua/2.1 os/linux lang/python#3.13 exec-env/AWS_Lambda_python3.13]",
				request:   object{"bucketName", "acorn-orders-export", "key", file, "Host", "acorn-orders-export.s3.us-east-1.amazonaws.com"},
				resources: s3Object("acorn-orders-export", file), bytesOut: d.between(400000, 900000),
			}))
			t = t.Add(time.Duration(d.between(3, 12)) * time.Second)
		}
	})
}
