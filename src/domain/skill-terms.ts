import { suiteTerms } from './skill-terms-suites.ts'
import { toolTerms } from './skill-terms-tools.ts'

/**
 * Words that postings ask for, by kind: what the trained tagger looks up beside the hand-kept list of skills. They are
 * no skills by themselves, only hints; all in lower case, hyphens and dots as spaces.
 */
export const skillTerms: Readonly<Record<string, string>> = {
  tool: `${toolTerms}, ${suiteTerms}`,
  concept: `
3d modelling, a/b testing, ab testing, acceptance testing, access control, access management, account management,
accounts payable, accounts receivable, agile, agile development, agile environment, agile methodologies, agile
methodology, agile practices, agile principles, agile software development, algorithm design, algorithms, aml,
analytics, anomaly detection, anti money laundering, api, api design, api development, apis, application
architecture, application development, application security, application support, architecture, architecture
patterns, artificial intelligence, asset management, asynchronous programming, audit, auditing, augmented reality,
automated testing, automation, automation testing, autonomous driving, back end, back end development, backend,
backend development, basel, bdd, behavior driven development, behaviour driven development, big data, big data
technologies, bioinformatics, blockchain, bookkeeping, brand management, branding, browser extensions, budgeting,
build automation, build tools, business administration, business analysis, business analytics, business development,
business intelligence, business modelling, business process management, business processes, caching, case
management, cd, change management, chatbots, ci, ci cd, ci/cd, ci/cd pipelines, clean architecture, clean code,
cloud, cloud architecture, cloud computing, cloud infrastructure, cloud native, cloud platforms, cloud security,
cloud services, cloud technologies, cluster computing, cms, code quality, code review, code reviews, coding, coding
standards, compilers, compliance, component libraries, computational linguistics, computational modelling, computer
graphics, computer networks, computer vision, concurrency, concurrent programming, configuration management,
container orchestration, containerisation, containerization, containers, content management, content management
systems, content marketing, continuous delivery, continuous deployment, continuous improvement, continuous
integration, contract law, contract management, controlling, copywriting, corporate finance, corporate governance,
cost accounting, cost control, cqrs, credit risk, crm, cross browser compatibility, cryptography, customer
experience, customer service, customer support, cyber security, cybersecurity, data analysis, data analytics, data
architecture, data centers, data collection, data engineering, data governance, data integration, data lake, data
lakes, data management, data migration, data mining, data modeling, data modelling, data models, data pipelines,
data processing, data protection, data quality, data science, data security, data streaming, data structures, data
visualisation, data visualization, data warehouse, data warehouses, data warehousing, database, database
administration, database design, database management, database technologies, databases, ddd, debugging, deep
learning, dependency injection, deployment, deployment pipelines, design, design patterns, design principles, design
systems, design thinking, desktop applications, devops, devops practices, devops tools, devsecops, digital
marketing, digital transformation, disaster recovery, distributed computing, distributed systems, documentation,
domain driven design, due diligence, e commerce, ecommerce, edge computing, email marketing, embedded, embedded
linux, embedded software, embedded systems, encryption, enterprise architecture, enterprise software, erp, erp
systems, etl, event driven architecture, event driven architectures, event management, event sourcing, extreme
programming, facility management, fda, financial analysis, financial modelling, financial planning, financial
reporting, financial services, firewall, firewalls, firmware, first aid, food safety, forecasting, front end, front
end development, frontend, frontend development, frontend frameworks, full stack, full stack development, fullstack,
functional programming, functional testing, fundraising, game development, gcp, gdpr, glp, gmp, graph databases,
graphic design, gxp, haccp, hardware, health and safety, high availability, high performance computing, hipaa, hr,
hse, http, human resources, hybrid cloud, identity management, ifrs, image analysis, image processing, incident
management, incident response, industry 4 0, information architecture, information extraction, information
retrieval, information security, information systems, information technology, infrastructure, infrastructure as
code, integration testing, integration tests, integrations, interaction design, internal audit, internet of things,
internet technologies, inventory management, investment banking, investment management, iot, iso 13485, iso 14001,
iso 27001, iso 9001, it infrastructure, it operations, it security, java development, kanban, key account
management, knowledge graphs, knowledge management, kyc, lead generation, lean, lean management, lean manufacturing,
legacy systems, legal, load balancers, load balancing, load testing, localization, logging, logistics, machine
learning, machine learning algorithms, manual testing, manufacturing, market research, market risk, marketing
automation, media planning, merchandising, mergers and acquisitions, message brokers, message queues, messaging,
messaging systems, metrics, micro services, microcontrollers, microservice, microservice architecture, microservice
architectures, microservices, microservices architecture, middleware, mifid, mobile, mobile app development, mobile
applications, mobile apps, mobile development, modelling, monitoring, monitoring tools, multi threading,
multithreading, mvc, natural language processing, negotiation, network protocols, network security, networking,
networks, neural networks, nlp, nosql databases, numerical methods, object oriented, object oriented design, object
oriented programming, occupational health, onboarding, ood, oop, open source, open source software, operating
systems, operations, operations research, optimization, orchestration, order management, organizational development,
orm, pair programming, parallel programming, payment systems, payments, payroll, pci dss, performance management,
performance optimization, performance testing, performance tuning, portfolio management, pricing, private equity,
process improvement, process optimization, procurement, product design, product development, product lifecycle
management, product management, production environment, production planning, programming, programming language,
programming languages, project accounting, project management, project planning, prototyping, public administration,
public cloud, public health, public procurement, public relations, purchasing, qa, quality assurance, quality
control, quality management, quality systems, quantitative analysis, reactive programming, real estate, real time
systems, recommender systems, recruitment, refactoring, regression testing, regulatory affairs, regulatory
compliance, reinforcement learning, relational databases, release management, reporting, requirements engineering,
requirements management, responsive design, responsive web design, retail, reverse engineering, risk analysis, risk
assessment, risk management, robotics, routing, rpa, saas, safe, safety management, sales, sales management,
scalability, scripting, scripting languages, scrum, scrum master, sdlc, search engine optimization, security,
security architecture, security best practices, sem, seo, server administration, serverless architecture, service
management, service oriented architecture, shell scripting, shell scripts, signal processing, simulation,
simulations, site reliability engineering, six sigma, soa, social media, social media marketing, software
architecture, software design, software design patterns, software developer, software development, software
development life cycle, software development lifecycle, software engineering, software quality, software testing,
solid, solid principles, solution architecture, solvency ii, sourcing, sox, speech recognition, sql databases,
stakeholder management, static code analysis, statistical analysis, statistical methods, storage, storytelling,
strategic planning, strategy, stream processing, streaming, supervised learning, supplier management, supply chain,
supply chain management, sustainability, system administration, system architecture, system design, system
integration, systems engineering, talent acquisition, tax, taxation, tcp, tdd, technical documentation, technical
support, telecommunications, test automation, test automation frameworks, test driven development, testing, testing
frameworks, threat modeling, time series, time series analysis, trading, transfer pricing, treasury,
troubleshooting, tuning, ui, ui design, ui/ux, unit testing, unit tests, unsupervised learning, usability, usability
testing, user experience, user experience design, user interface, user interface design, user interfaces, user
research, user testing, ux, ux design, ux/ui, vat, vendor management, version control, version control systems,
video streaming, virtual reality, virtualisation, virtualization, visualization, vpn, warehouse management,
waterfall, wcag, web, web accessibility, web applications, web design, web development, web frameworks, web
security, web services, web standards, web technologies, wireframes, workflow management, xp
`,
  field: `
accounting, acoustics, actuarial science, aerospace, aerospace engineering, agricultural science, agriculture,
agronomy, algebra, analytical chemistry, anatomy, animal models, animal science, anthropology, applied mathematics,
applied physics, archaeology, architecture, art history, astronomy, astrophysics, automotive, aviation, banking,
bartending, behavioral economics, behavioural science, biochemistry, biological engineering, biology, biomechanics,
biomedical engineering, biomedicine, biophysics, biostatistics, biotech, biotechnology, botany, building
engineering, business, business economics, cancer biology, cancer research, cardiology, carpentry, catalysis,
catering, cell biology, cell culture, chemical engineering, chemistry, childcare, chromatography, civil engineering,
cleaning, climate change, climate science, clinical development, clinical medicine, clinical pharmacology, clinical
research, clinical trials, coffee, cognitive neuroscience, cognitive psychology, cognitive science, combinatorics,
commerce, communication, communication studies, communications, computational biology, computational chemistry,
computational fluid dynamics, computational neuroscience, computer engineering, computer science, construction,
construction management, consulting, control engineering, control theory, cooking, criminology, crispr,
crystallography, cultural studies, defence, demography, dentistry, dermatology, developmental biology, diabetes,
driver's license, driving licence, drug development, drug discovery, dynamical systems, earth science, ecology,
econometrics, economic theory, economics, education, educational science, eeg, elderly care, electrical engineering,
electrochemistry, electromagnetism, electronic engineering, electronics, electrophysiology, elisa, endocrinology,
energy, energy engineering, energy systems, engineering, entomology, entrepreneurship, environmental chemistry,
environmental engineering, environmental science, environmental studies, epidemiology, epigenetics, ethics,
ethnography, evolutionary biology, experimental physics, experimental psychology, film, finance, financial
mathematics, fintech, fisheries, flow cytometry, fluid dynamics, fluid mechanics, fmri, food and beverage, food
hygiene, food science, food technology, forestry, forklift, gambling, game theory, gaming, gastronomy, gc ms, gender
studies, genetics, genomics, geochemistry, geodesy, geography, geology, geometry, geophysics, geotechnical
engineering, health, health care, health economics, health sciences, healthcare, high energy physics, history,
horticulture, hospitality, hotel, housekeeping, hplc, human biology, human computer interaction, human rights,
humanities, hydraulics, hydrology, immunology, in vitro, in vivo, industrial design, industrial engineering,
informatics, information science, inorganic chemistry, insurance, intellectual property, international business,
international development, international law, international relations, journalism, labour law, language technology,
law, lc ms, library science, life science, life sciences, linguistics, literature, machine design, macroeconomics,
management, management consulting, marine biology, maritime, marketing, mass spectrometry, material science,
materials engineering, materials science, math, mathematical modelling, mathematical physics, mathematics, maths,
mechanical engineering, mechanics, mechatronics, media, media studies, medical devices, medical imaging, medicinal
chemistry, medicine, metabolism, metabolomics, metagenomics, meteorology, microbiology, microeconomics,
microelectronics, microfluidics, microscopy, midwifery, mobile communications, molecular biology, molecular
dynamics, molecular genetics, mri, music, nanotechnology, natural sciences, network analysis, neurobiology,
neuroimaging, neurology, neuroscience, neurosciences, next generation sequencing, nmr, non profit, nuclear physics,
number theory, numerical analysis, nursing, nutrition, obesity, oceanography, oil and gas, oncology, optics,
optimisation, optogenetics, organic chemistry, organic synthesis, organisational psychology, paediatrics,
palaeontology, particle physics, pathology, pcr, pedagogy, pet, pharma, pharmaceutical industry, pharmaceuticals,
pharmacokinetics, pharmacology, pharmacovigilance, pharmacy, philosophy, photonics, physical chemistry, physics,
physiology, physiotherapy, planning, plant biology, plant science, plasma physics, plumbing, political economy,
political science, politics, polymer chemistry, population genetics, power electronics, power systems, probability,
probability theory, process engineering, production engineering, protein chemistry, protein purification,
proteomics, psychiatry, psychology, psychotherapy, public policy, publishing, qpcr, quantitative methods, quantum
computing, quantum mechanics, quantum physics, radiology, regenerative medicine, religious studies, remote sensing,
renewable energy, research methods, restaurant, rheumatology, rural development, semiconductors, sequencing,
shipping, social anthropology, social policy, social science, social sciences, social work, sociology, software,
soil science, solar energy, solid mechanics, solid state physics, special education, spectroscopy, sports science,
statistical mechanics, statistical modelling, statistical physics, statistics, stem cells, structural biology,
structural engineering, structural mechanics, surface chemistry, surgery, sustainable development, synthetic
biology, systems biology, teaching, technology, telecom, textile, theology, theoretical physics, thermodynamics,
tourism, toxicology, transcriptomics, translation, transport, transportation, travel, urban planning, utilities,
veterinary medicine, video games, virology, water management, welding, western blot, wind energy, wind power, wine,
zoology
`,
  lang: `
arabic, bulgarian, business english, chinese, czech, danish, danish language, dutch, english, english language,
finnish, foreign languages, french, german, greek, hindi, hungarian, italian, japanese, korean, language skills,
mandarin, native english, nordic languages, norwegian, polish, portuguese, romanian, russian, scandinavian
languages, spanish, swedish, turkish, ukrainian
`,
  degree: `
academic degree, acca, aws certification, b sc, ba, bachelor, bachelor degree, bachelor's, bachelor's degree,
bachelors, bachelors degree, bsc, cand merc, cand polyt, ccna, ccnp, ceh, certification, certifications, cfa, cisa,
cism, cissp, college degree, cpa, degree, diploma, doctoral degree, doctorate, driving license, itil certification,
license, m sc, ma, master, master degree, master's, master's degree, masters, masters degree, mba, msc, oscp, ph d,
phd, phd degree, pmp, prince2, security clearance, teaching certificate, university degree
`,
}
