import { stemOf } from './claim-stem.ts'
import { meaningsOf } from './claim-synonyms.ts'

/** What products are, in words of a résumé: a log that says `Grafana` also says `monitoring`. */
const products: Record<string, string> = {
  'cloud platform infrastructure':
    'AWS, AWS Lambda, Amazon S3, Amazon SQS, Google Cloud, Azure, Heroku, DigitalOcean, Cloudflare, Vercel, Netlify, Fly.io',
  storage: 'Amazon S3',
  serverless: 'AWS Lambda',
  'queue messaging': 'Amazon SQS, RabbitMQ, Kafka, NATS',
  'streaming event': 'Kafka, Flink',
  container: 'Docker, Podman, Kubernetes, OpenShift',
  'orchestration cluster': 'Kubernetes, Nomad, OpenShift',
  'infrastructure code provisioning': 'Terraform, Ansible, Pulumi, Puppet, Chef, CloudFormation',
  automation: 'Ansible, Terraform, Zapier, GitHub Actions, Jenkins',
  'ci pipeline': 'GitHub Actions, Jenkins, GitLab CI, GitLab, CircleCI, Travis CI, Buildkite, TeamCity',
  'monitoring observability':
    'Prometheus, Grafana, Datadog, New Relic, Sentry, Loki, OpenTelemetry, Nagios, Zabbix, PagerDuty, Honeycomb, Jaeger',
  dashboard: 'Grafana, Tableau, Power BI, Looker, Metabase',
  'visualisation analytics': 'Tableau, Power BI, Looker, Metabase, Google Analytics, Amplitude, Mixpanel, D3',
  logging: 'Loki, Logstash, Fluentd, Elasticsearch, Splunk',
  search: 'Elasticsearch, OpenSearch, Solr, Algolia',
  cache: 'Redis, Memcached, Varnish',
  'frontend ui web': 'React, Vue, Angular, Svelte, Next.js, Nuxt, Tailwind CSS, CSS, HTML, Ember, SolidJS',
  'backend web':
    'Django, Flask, FastAPI, Express, NestJS, Spring, Ruby on Rails, Laravel, Symfony, ASP.NET, Fastify, Phoenix',
  'mobile app': 'React Native, Flutter, Swift, SwiftUI, Kotlin, Android, iOS, Xamarin, Ionic',
  test: 'Jest, Vitest, pytest, JUnit, Playwright, Cypress, Selenium, Mocha, RSpec, k6, JMeter, Locust, Postman',
  'browser e2e': 'Playwright, Cypress, Selenium, Puppeteer',
  'load performance': 'k6, JMeter, Locust, Gatling',
  'data pipeline etl': 'Airflow, dbt, Dagster, Apache Spark, Prefect, Fivetran, Kafka, Flink',
  'workflow orchestration': 'Airflow, Dagster, Prefect, Temporal',
  warehouse: 'Snowflake, BigQuery, Redshift, Databricks',
  'model training': 'PyTorch, TensorFlow, scikit-learn, Keras, XGBoost',
  ai: 'PyTorch, TensorFlow, scikit-learn, Keras, OpenAI, LangChain, Hugging Face',
  'design prototype': 'Figma, Sketch, Adobe XD, InVision',
  payment: 'Stripe, PayPal, Adyen, Klarna',
  'identity authentication login': 'Keycloak, Okta, Auth0, OAuth, SAML, LDAP',
  'crm sales': 'Salesforce, HubSpot, Pipedrive',
  erp: 'SAP, NetSuite, Odoo',
  spreadsheet: 'Excel, Google Sheets',
  'cms website': 'WordPress, Drupal, Contentful, Strapi',
  shop: 'Shopify, WooCommerce, Magento',
  chat: 'Slack, Microsoft Teams, Discord',
  'ticket issue project': 'Jira, Linear, Asana, Trello, Zendesk',
  'wiki documentation': 'Confluence, Notion, Docusaurus, MkDocs, OpenAPI, Swagger',
  api: 'REST, GraphQL, gRPC, OpenAPI, FastAPI',
  'repository version control': 'Git, GitHub, GitLab, Bitbucket, Subversion',
  'proxy web server': 'nginx, Apache, HAProxy, Traefik, Envoy',
  'email marketing': 'Mailchimp, SendGrid, Brevo',
  'secret vault': 'Vault, HashiCorp Vault',
}

const wider = new Map<string, string[]>()
for (const [words, names] of Object.entries(products))
  for (const name of names.split(', '))
    wider.set(name, [
      ...(wider.get(name) ?? []),
      ...words.split(' ').flatMap((word) => [stemOf(word), ...meaningsOf(stemOf(word))]),
    ])

/** What the name of a product also says, as keys. */
export function productKinds(name: string): readonly string[] {
  return wider.get(name) ?? []
}
