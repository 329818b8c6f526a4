package main

import "time"

// awsServices are AWS's own calls in the account: their address is a name.
func awsServices(m *month) {
	for _, service := range []struct {
		name, source, call, role string
		step                     time.Duration
	}{
		{"config.amazonaws.com", "ec2.amazonaws.com", "DescribeInstances", "AWSServiceRoleForConfig", 2 * time.Hour},
		{"ecs-tasks.amazonaws.com", "sts.amazonaws.com", "AssumeRole", "ecs-task", time.Hour},
		{"lambda.amazonaws.com", "sts.amazonaws.com", "AssumeRole", "nightly-report", 6 * time.Hour},
	} {
		d := newDice("aws/" + service.name)
		every(service.step, func(slot time.Time) {
			t := slot.Add(d.upTo(20 * time.Minute)).Truncate(time.Second)
			call := awsCall{
				at: t, source: service.source, name: service.call, read: true, address: service.name, agent: service.name,
				identity: object{"type", "AWSService", "invokedBy", service.name},
			}
			if service.call == "AssumeRole" {
				role := "arn:aws:iam::" + awsAccount + ":role/" + service.role
				call.request = object{"roleArn", role, "roleSessionName", service.role}
				call.result = object{"credentials", object{"accessKeyId", "ASIA" + d.upper(16), "expiration", t.Add(time.Hour).Format("Jan 2, 2006, 3:04:05 PM")}}
				call.resources = list{object{"accountId", awsAccount, "type", "AWS::IAM::Role", "ARN", role}}
			}
			m.add("aws", t, awsRow(d, call))
		})
	}
}

// awsPeople look into the console through single sign-on: one role, and the
// session's name says who.
func awsPeople(m *month) {
	looks := []awsCall{
		{source: "ecs.amazonaws.com", name: "DescribeServices"},
		{source: "logs.amazonaws.com", name: "FilterLogEvents"},
		{source: "cloudwatch.amazonaws.com", name: "GetMetricData"},
	}
	for _, login := range []string{"amara", "diego", "noah"} {
		p := who(login)
		d := newDice("aws/" + login)
		workdays(func(day time.Time) {
			key := "ASIA" + d.upper(16)
			for _, t := range workMoments(d, day, d.between(3, 5)) {
				t = t.Truncate(time.Second)
				c := pick(d, looks)
				c.at, c.read, c.address, c.agent = t, true, p.address(t), p.browser(t)
				c.identity = awsRole("AWSReservedSSO_Developers_5d1c0a7e", peopleRole, p.email(), key, day.Add(dayBegins))
				m.add("aws", t, awsRow(d, c))
			}
		})
	}
}
