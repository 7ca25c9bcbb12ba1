/** Skills of data, design, delivery and people. For the notation see `skill-names-code.ts`. */
export const data = `
Machine learning: ^ML, machine-learning
Deep learning: neural network, neural networks
PyTorch
TensorFlow
Keras
scikit-learn: sklearn
XGBoost: LightGBM
pandas: ^Pandas, ^pandas
NumPy
SciPy
Polars: ?Polars
Jupyter: Jupyter notebook, JupyterLab
Hugging Face: HuggingFace
LangChain
LlamaIndex
OpenAI API: OpenAI
Anthropic API: Anthropic
Ollama
Large language models: ^LLM, ^LLMs, large language model
Prompt engineering: prompt design
Retrieval-augmented generation: ^RAG
Embeddings: vector search, semantic search
Natural language processing: ^NLP, spaCy
Computer vision: object detection, image classification
Reinforcement learning
Recommender systems: recommendation engine
MLOps: MLflow, Kubeflow
Data engineering: data pipeline, data pipelines, ^ETL, ^ELT
Data analysis: data analytics, exploratory analysis
Data visualisation: data visualization, matplotlib, Plotly
Statistics: regression analysis, hypothesis testing
A/B testing: A/B test, A/B tests, split test
Apache Spark: ?Spark, PySpark
Hadoop: HDFS, MapReduce
Apache Flink: Flink
Apache Hive: ?Hive, HiveQL
Apache Beam: !Beam
Airflow: Apache Airflow
dbt: ^dbt
Dagster
Prefect: ?Prefect
Fivetran: Airbyte
Looker: LookML
Tableau: ?Tableau
Power BI: PowerBI
Metabase
Superset: ?Superset
Google Analytics: ^GA4
!Segment: Segment.com
Mixpanel
Amplitude: ?Amplitude
!Excel: Microsoft Excel, MS Excel, pivot table, pivot tables
Google Sheets
!Word: Microsoft Word, MS Word
PowerPoint
Microsoft Access: MS Access
Web scraping: web crawler, web crawling, BeautifulSoup, Scrapy
`

export const design = `
Figma: FigJam
Sketch: !Sketch
Adobe XD
Photoshop: Adobe Photoshop
Illustrator: Adobe Illustrator
InDesign
Design systems: design system, design tokens
UX design: user experience, ^UX
UI design: ^UI, user interface
User research: user interviews, usability test, usability testing, usability tests
Wireframing: wireframe, wireframes
Prototyping: clickable prototype
Accessibility: a11y, ^WCAG, screen reader, screen readers
Internationalisation: i18n, internationalization, localisation, localization, l10n
Responsive design: responsive layout
Copywriting: ad copy
SEO: ^SEO, search engine optimisation, search engine optimization
E-mail marketing: email marketing, e-mail campaign, email campaign, newsletter
Content strategy: content calendar, content marketing
Social media marketing: social media
Brand management: brand guidelines, brand voice
`

export const delivery = `
Jira: ^JIRA
Confluence
Linear: ?Linear
Notion: ?Notion
Trello
Asana
Slack: ?Slack
Microsoft Teams: MS Teams
Salesforce: ^SFDC
HubSpot
SAP: ^SAP
ServiceNow
Zendesk
Shopify
Stripe: ?Stripe
PayPal
Twilio
SendGrid
Zapier
Scrum: sprint planning, sprint review, Scrum Master
Kanban
Agile: ^Agile
Roadmapping: product roadmap, quarterly roadmap
Requirements analysis: requirements gathering, user stories, acceptance criteria
Project management: project plan, project planning
Product management: product requirements, ^PRD
Stakeholder management: stakeholders, stakeholder
Release management: release notes, release train, cut the release, hotfix
Risk management: risk register
Budgeting: budget forecast, annual budget
Vendor management: vendor negotiation, contract negotiation
Change management
Software architecture: system design, architecture decision record, ^ADR, ^ADRs, technical design, design doc
Domain-driven design: ^DDD, bounded context
Design patterns: design pattern, SOLID principles
Test-driven development: ^TDD, test-driven
Unit testing: unit test, unit tests
Integration testing: integration test, integration tests
End-to-end testing: e2e test, e2e tests, end-to-end test, end-to-end tests
Test automation: automated tests, automated testing, test suite
Performance tuning: profiling, profiler, performance optimisation, performance optimization, flame graph, memory leak, memory leaks
Refactoring: refactor, refactored
Debugging: debugged
Code review: code reviews, reviewed PR, reviewed PRs, reviewed a PR, PR review, PR reviews, reviewed pull request, reviewed pull requests, reviewed a pull request
Pair programming: paired with, pairing session, mob programming
Feature flags: feature flag, LaunchDarkly
Legacy modernisation: legacy migration, legacy code
Open source: open-source, upstream patch
Technical writing: documentation, runbook, runbooks, user guide, wrote docs, wrote the docs
`

export const people = `
Mentoring: mentored, mentorship, mentoring session
Onboarding: onboarded, new hire
Interviewing: interviewed candidates, interviewed a candidate, hiring panel, technical interview, technical interviews
Team leadership: tech lead, led the team, team lead
Coaching: coached
Public speaking: conference talk, gave a talk, lightning talk, keynote
Presenting: presented, presentation, demoed
Facilitation: facilitated, retrospective, retro, ran a workshop
Teaching: taught, training session
Negotiation: negotiated
Customer support: support ticket, support tickets, customer ticket
Customer success: customer call, customer interviews
Selling: sales pitch, sales call
Event planning: event plan, organised the event, organized the event
Knowledge sharing: brown bag, tech talk, lunch and learn
Conflict resolution: mediated
`
