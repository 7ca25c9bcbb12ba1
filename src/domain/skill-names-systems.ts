/** Skills of systems: databases, platforms and operations, networks and protocols. For the notation see `skill-names-code.ts`. */
export const databases = `
PostgreSQL: Postgres, psql, pg_dump, pgvector, PgBouncer
MySQL: MariaDB
SQLite
Microsoft SQL Server: SQL Server, MSSQL
Oracle Database: !Oracle, Oracle DB
MongoDB: Mongo, Mongoose
Redis: Valkey
Memcached
Elasticsearch: Elastic Search, ELK, ELK stack
OpenSearch
Solr: Lucene
Cassandra
DynamoDB
CouchDB: Couchbase
Neo4j: Cypher query
ClickHouse
DuckDB
TimescaleDB
InfluxDB
CockroachDB
Snowflake: ?Snowflake
BigQuery
Redshift
Databricks: Delta Lake
Firebase: Firestore
Supabase
Database design: schema design, data modelling, data modeling, data model, database schema
Database migrations: schema migration, schema migrations, database migration, Flyway, Liquibase, Alembic
Query optimisation: query optimization, slow query, slow queries, query plan, query plans, query tuning, explain analyze
Replication: logical replication, read replica, read replicas
Sharding: sharded
`

export const platforms = `
AWS: Amazon Web Services, EC2, ^ECS, EKS, CloudFormation, CloudWatch, CloudFront, ^IAM
AWS Lambda: !Lambda, Lambda function, Lambda functions
Amazon S3: S3
Amazon SQS: ^SQS, ^SNS
Google Cloud: GCP, Google Cloud Platform, Cloud Run, GKE, Pub/Sub
Azure: Azure DevOps, Azure Functions, ^AKS
Heroku
Vercel
Netlify
Cloudflare: Cloudflare Workers
DigitalOcean
Fly.io
!Render: Render.com
Docker: Dockerfile, Dockerfiles, Docker Compose, docker-compose
Podman
Kubernetes: k8s, kubectl, K3s
Helm: ?Helm, Helm chart, Helm charts
Argo CD: ArgoCD, ?Argo
Flux CD: FluxCD, ?Flux
Istio: service mesh
Linkerd
Terraform: OpenTofu
Pulumi
Ansible
Chef: ?Chef
Puppet: ?Puppet
SaltStack: ?Salt
Vagrant
Packer: ?Packer
HashiCorp Vault: ?Vault
Consul: ?Consul
Nomad: ?Nomad
Nginx
Apache HTTP Server: Apache httpd, mod_rewrite
HAProxy
Traefik
Envoy: ?Envoy
Caddy: ?Caddy
Kong: !Kong
Kafka: Apache Kafka, Kafka Streams
MinIO
etcd
Terragrunt
Kustomize
containerd
Cilium
RabbitMQ: AMQP
NATS: ^NATS
MQTT
Temporal: ?Temporal
graphile-worker: Graphile Worker
Linux: Ubuntu, Debian, CentOS, Red Hat, ^RHEL
Unix
Windows: ?Windows
Alpine Linux: ?Alpine
Windows Server: Active Directory
macOS
systemd
cron: crontab, cron job, cron jobs, cronjob
Jenkins
GitHub Actions: github/workflows
GitLab CI: GitLab CI/CD
CircleCI
Travis CI
Buildkite
Continuous integration: CI/CD, ^CI, ^CD, continuous delivery, continuous deployment, CI pipeline, build pipeline
Git: git rebase, git bisect
GitHub
GitLab
Bitbucket
Subversion: SVN
Prometheus: PromQL, Alertmanager
Grafana
Loki: ?Loki
Datadog
New Relic
Sentry: ?Sentry
Splunk
Kibana
Logstash: Fluentd, Fluent Bit
OpenTelemetry: OTel
Jaeger
PagerDuty
Observability: distributed tracing, structured logging, monitoring, alerting
Incident response: incident, incidents, on-call, on call rotation, outage, postmortem, post-mortem, root cause analysis
Site reliability: ^SRE, ^SLO, ^SLOs, site reliability engineering, error budget
Disaster recovery: failover, backup and restore
Capacity planning: load testing, load test, load tests, autoscaling
Infrastructure as code: ^IaC
Serverless
Microservices: microservice
`

export const protocols = `
REST APIs: ^REST, RESTful, REST API, API design
gRPC: Protocol Buffers, protobuf
OpenAPI: Swagger
Webhooks: webhook
HTTP: HTTP/2, HTTP/3
TCP/IP: TCP, UDP
DNS: DNS
TLS: TLS, ^SSL, mTLS
SSH: SSH
SMTP: SMTP, DKIM, DMARC, ^SPF
Keycloak
OAuth: OAuth2, OAuth 2.0, OpenID Connect, OIDC
SAML: single sign-on, SSO
JWT: JWT, JWTs
LDAP
Bluetooth: ^BLE
IPv6
SOAP: ^SOAP
RSS: ^RSS
Event-driven architecture: event sourcing, ^CQRS, event-driven
Message queues: message queue, job queue, job queues
Caching: cache invalidation, response cache
Concurrency: race condition, race conditions, deadlock, deadlocks, multithreading
Distributed systems: distributed system, leader election, consensus algorithm
Embedded systems: embedded firmware, firmware, ^RTOS, FreeRTOS
Arduino
Raspberry Pi
ROS: ^ROS, ^ROS2
`

export const security = `
Application security: ^OWASP, XSS, CSRF, SQL injection, security review
Threat modelling: threat model, threat modeling
Penetration testing: pentest, penetration test, Burp Suite
Cryptography: encryption, encrypted, ^AES, ^RSA
Secrets management: secret rotation, key rotation, rotated keys
Access control: RBAC, role-based access, row-level security, authorisation, authorization
Authentication: two-factor, ^2FA, ^MFA, passkeys, WebAuthn
Vulnerability management: ^CVE, ^CVEs, Dependabot, Snyk
GDPR: ^GDPR, data protection
SOC 2: SOC2
ISO 27001: ISO27001
PCI DSS: PCI-DSS
HIPAA
`
