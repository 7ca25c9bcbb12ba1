/** Tools by name, for the list of terms. */
export const toolTerms = `
3ds max, 4g, 5g, 802 1x, ab initio, abap, abap objects, abaqus, ableton, access, accpac, acl, act r, actionscript,
active directory, active mq, activemq, activiti, adabas, ado net, adp, advanced excel, advantage database, aem,
aerospike, after effects, ag grid, agora, ahrefs, airflow, airtable, ajax, ajv, akamai, akka, akka streams,
alamofire, alation, alfresco, algolia, alpine, alteon, alteryx, altium, altium designer, ami, ampl, amplitude, amqp,
anaconda, android, android auto, android jetpack, android native, android ndk, android os, android sdk, android
studio, angular, angular 2, angular 2+, angular 4, angular 5, angular 6, angular 7, angular 8, angular cli, angular
js, angular material, angularjs, anova, ansible, ansible tower, ansys, ant, ant design, antlr, aosp, apex, api
gateway, apiary, apigee, apollo, apollo client, apollo graphql, app engine, app service, app store, app store
connect, appcelerator, appdynamics, appium, applescript, applovin, appsflyer, appsync, aqua, arangodb, arc, arcgis,
arch linux, archer, archicad, archimate, arcore, arduino, ardupilot, argo, argo cd, argo workflows, argocd, arinc
429, aris, arkit, arm, arm cortex, arm processors, arm templates, artifactory, aruba, as/400, as400, asana, ascii,
asciidoc, asic, asio, asp, asp net, asp net core, asp net mvc, asp net web api, aspen plus, aspnet, aspnet core,
assembla, assembler, assembly, assembly language, asterisk, astro, asyncio, athena, atmel, atoti, augury, aurora,
auth0, authn, authorize net, autocad, autofac, autohotkey, autoit, automic, autosar, autosys, avalara, avaya, avid,
avr, avro, axapta, axios, axon, axon framework, axure, axure rp, azuredevops, babel, babeljs, backbone, backbone js,
backbonejs, backstage, balsamiq, balsamiq mockups, bamboo, bash, bash scripting, bash scripts, bash shell, bayesian
networks, bazaar, bazel, beanstalk, behat, behave, bem, bert, bgp, big ip, bigcommerce, bigpanda, bigquery,
bigtable, bioconductor, biopython, bitbake, bitbucket, bitbucket pipelines, bitcoin, bitrise, bizagi, biztalk, black
duck, blackduck, blade, blazegraph, blazor, ble, blender, blockly, bloomberg, blue prism, bluebeam, bluecoat,
bluetooth, bluetooth low energy, bmc remedy, bonita, boomi, boost, boost asio, boot, bootstrap, borland, bower,
bower js, bpel, bpmn, bpmn 2 0, braintree, branch io, braze, brightcove, browserify, browserstack, bugsnag,
bugzilla, buildkite, buildroot, bun, burp suite, business central, business intelligence tools, business objects,
bw/4hana, c, c / c++, c sharp, c#, c# net, c++, c++11, c++14, c++17, c/c++, c1, c11, c99, cadence, cadence virtuoso,
caffe, cairngorm, cakephp, calico, calypso, campaign manager, camunda, can, can bus, can open, canalyzer, canoe,
canopen, canva, canvas, capybara, carbon black, cargowise, carrierwave, carthage, casandra, cassandra, catboost,
catch2, catia, catia v5, cats, ccxml, cdk, cdn, celery, cell ranger, centos, centos 7, ceph, ceph storage, certbot,
cfengine, cgi, chai, chakra ui, changepoint, chargebee, chart js, chartjs, check point, checkmarx, checkpoint, chef,
chef infra, chemdraw, cherwell, chisel, chromatic, chrome, chrome dev tools, chrome devtools, chromecast, chromium,
cics, cilium, circle ci, circleci, ckeditor, clang, clearcase, clearquest, clerk, cli tools, click house,
clickhouse, clickup, clojure, cloud firestore, cloud formation, cloud foundry, cloud front, cloud functions, cloud
pub/sub, cloud run, cloud spanner, cloud sql, cloud watch, cloudera, cloudflare, cloudflare workers, cloudformation,
cloudfront, cloudhub, cloudinary, cloudstack, cloudwatch, clover, cmake, cms made simple, cmsms, cobol, cockroachdb,
cocoa, cocoapods, cocos2d, cocos2dx, code composer studio, code pipeline, codebuild, codeception, codeclimate,
codecommit, codedeploy, codeigniter, codemirror, codepipeline, codesys, coffeescript, cognito, cognos, cognos tm1,
coldfusion, collibra, combine, combine framework, command line, command line tools, commvault, compass, composable,
compose, composer, comsol, concourse, concur, conda, confluence, confluent, confluent kafka, consul, containerd,
contentful, contentstack, control m, cookiebot, corba, corda, cordova, core animation, core audio, core bluetooth,
core data, core graphics, core java, core location, core ml, coredata, coreldraw, coreml, cosmos db, cosmosdb, couch
db, couchbase, couchdb, coveo, coverity, cpanel, cplex, craft cms, craftcms, creo, cri o, crm systems, cron, cron
jobs, crossplane, crowdin, crowdstrike, crystal, crystal reports, csharp, csound, css, css 3, css grid, css in js,
css modules, css preprocessors, css3, cts, cube js, cucumber, cuda, curam, curl, customer io, cvent, cvs, cvss, cxf,
cyberark, cyberduck, cypress, cython, d3, d3 js, d3js, dagger, dapper, dapr, darktrace, dart, dash, data factory,
data flow, data guard, data lake storage, data pump, data studio, data vault, databricks, datadog, dataflow,
datagrip, datahub, dataiku, datapower, dataproc, datarobot, datastage, datastax, datastore, datatables,
datawarehouse, dax, db2, db2 luw, dbeaver, dbms, dbt, dbunit, ddd, debian, delphi, delta lake, deltav, deltek,
demandware, deno, desigo, devexpress, devextreme, devise, devops tools, dhcp, dhtml, dialogflow, dicom, digital
ocean, digitalocean, directus, directx, directx 11, directx 12, discord, disguise, dita, divi, django, django orm,
django rest, django rest framework, dlib, dmn, dns, do 178c, do178b, doc db, docbook, docker, docker compose, docker
containers, docker hub, docker swarm, docker/kubernetes, dockerfile, dockerfiles, doctrine, documentdb, documentum,
docusign, docx, dom, domino, domo, doors, doors next, dot net, dotcms, dotcover, dotnet, dotnet core, dotnet
framework, dotnetnuke, double click, doxygen, dpdk, dreamweaver, dremio, dropbox, dropwizard, druid, drupal, drupal
7, drupal 8, drush, dsp, dspace, dynamics, dynamics 365, dynamics 365 business central, dynamics 365 crm, dynamics
365 finance and operations, dynamics ax, dynamics crm, dynamics nav, dynamo, dynamodb, dynatrace, easymock, ebpf,
ebs, ec2, echarts, echo, eclipse, eclipse ide, eclipse link, eclipse rcp, eclipselink, ecma, ecmascript, ecr, ecs,
edi, edifact, efront, eggplant, eigen, ejb, ejb 3, eks, ektron, elastic, elastic beanstalk, elastic cloud, elastic
container service, elastic kubernetes service, elastic search, elastic stack, elasticache, elasticsearch, electron,
electronic lab notebook, elementor, elixir, elixir/phoenix, elk, elk stack, elm, eloqua, emacs, embedded c, embedded
c++, embedded linux, ember, ember js, emberjs, emc, emotion, emr, emscripten, encase, endevor, endnote, enovia,
enterprise architect, enterprise java, enterprise library, entity framework, entity framework core, entityframework,
entrust, envoy, enzyme, epic, epicor, episerver, eplan, erb, erlang, erp systems, erwin, es2015, es5, es6, es6+,
es7, esb, eslint, esp32, espresso, esri, esxi, etabs, etcd, ethercat, ethereal, ethereum, ethernet, ethernet/ip,
event hub, event hubs, eventbridge, eventstore, everbridge, evernote, ews, exact, exacttarget, excel, exchange,
exchange online, exchange server, exoplayer, expo, express, express js, expression engine, expressjs, ext js, extjs,
f#, f5, fabric, fabric js, fabricjs, facets, facetwp, factory talk, falcon, fargate, fast api, fastapi, fastify,
fastlane, fastly, fcl, feathersjs, fedora, feign, femap, fenics, ffmpeg, figma, filebeat, filemaker, filemaker pro,
finacle, final cut pro, fiori, firebase, fireeye, firefox, firestore, firewalls, firmware, fitnesse, fivetran, fix
protocol, fixed line, flare, flash, flask, flask restful, flat files, flatbuffers, flex, flexbox, flexcube, flink,
flinkml, flow, flowable, flowjo, fluent, fluentd, flutter, flux, fluxcd, flyway, foglight, force com, forgerock,
fortify, fortigate, fortinet, fortran, foundation, foundry, fpga, fpgas, freebsd, freemarker, freepbx, freeradius,
freertos, freeswitch, freshdesk, freshservice, front end frameworks, frontpage, ftp, fusion 360, fusion middleware,
fxcop, g suite, gads, gaia, galaxy, galera, gamemaker, gams, gatling, gatsby, gauss, gaussian, gcc, gcp, gcs, gdb,
gdscript, genesys, gensim, geojson, geoserver, gerrit, getx, ggplot, ggplot2, gherkin, ghost, gin, giphy, gis, git,
git flow, git hooks, git hub, git lab, git version control, gitbash, gitea, gitflow, github, github action, github
actions, github enterprise, gitkraken, gitlab, gitlab ci, gitlab ci/cd, gitlabci, gitops, gke, glassfish, glide,
glsl, glue, glue jobs, glusterfs, gmock, gnu, gnu make, gnuplot, go, go cd, go lang, gocd, godot, golang,
goldengate, googletest, gorilla, gorm, gpu, gpu programming, gradle, grafana, grafana loki, grails, graph databases,
graph ql, graphdb, graphene, graphic libraries, graphite, graphpad, graphpad prism, graphql, graphviz, grav, gravity
forms, graylog, greenplum, groovy, grpc, grunt, gsap, gsm, gson, gsuite, gtest, gtk, gtm, guava, guice, guidewire,
gulp, gulp js, gunicorn, guzzle, gwt, h2, h2o, hadoop, hadoop ecosystem, hadoop stack, hal, haml, hana, handlebars,
handlebars js, hangfire, hapi, hapi fhir, haproxy, hardhat, harvest, hashicorp, hashicorp vault, haskell, haxe,
hazelcast, hbase, hcl, hdfs, headless cms, heidisql, helix, helm, helm charts, hermes, heroku, hfm, hibernate,
hibernate/jpa, hive, hive ql, hiveql, hl7, hl7 fhir, hlsl, home assistant, homebrew, hootsuite, horizon, hornetq,
host, hotjar, hpc, hsm, hsql, hsrp, html, html / css, html 5, html css, html/css, html5, html5/css3, htmx, http,
http/2, http/https, https, huawei, hubspot, hudson, huggingface, hugo, hybris, hyper v, hyperion, hyperion essbase,
hyperledger, hypermesh, hystrix, i2c, iaas, iam, iar, ibatis, icinga, icinga2, icloud, idl, idoc, idocs, iec 61131,
ignition, igraph, iis, iis server, illumina, illustrator, illustrator cc, imagej, imagemagick, impact, impala,
imperva, ims, in design, indesign, influx, influx db, influxdb, infoblox, infor, infor m3, informatica, informatica
powercenter, informix, ingenuity, ingres, ingress, inkscape, innodb, inspire, instagram ads, install shield,
installshield, instana, integromat, intellij, intellij idea, intercom, interface builder, inventor, invision, ionic,
ionic framework, ios, ios development, ios sdk, ios swift, iot core, iot hub, ip, ip networking, ip networks, ipsec,
iptables, ipv4, ipv6, ireport, ironpython, is is, iscsi, isis, iso 8583, istio, istqb, iterm, itext, itil, ivanti,
ivr, j2ee, j2me, j2se, jackson, jacoco, jade, jaeger, jakarta, jama, jamf, jamf pro, jamstack, janusgraph, jasmine,
jasper, jasper reports, jasperreports, java, java 11, java 11+, java 17, java 5, java 6, java 7, java 8, java 8+,
java applets, java based, java beans, java card, java core, java edition, java ee, java enterprise, java frameworks,
java fx, java script, java se, java se 8, java servlets, java spring, java spring boot, java springboot, java stack,
java swing, java web services, java/j2ee, java/jee, java/kotlin, java/scala, java/spring, java2d, java8, javacc,
javaee, javafx, javascript, javascript / typescript, javascript es6, javascript frameworks, javascript libraries,
javascript/typescript, javaserver faces, jax rs, jax ws, jaxb, jaxws, jbehave, jbpm, jcl, jcr, jd edwards, jda,
jdbc, jde, jdeveloper, jdk, jee, jenkins, jenkins ci, jenkins pipelines, jenkinsfile, jenkinsx, jest, jetbrains,
jetpack, jetpack compose, jetty, jfrog, jfrog artifactory, jhipster, jira, jira service desk, jira/confluence,
jitterbit, jmeter, jmp, jms, jndi, jni, job scheduler, joomla, joomla!, jooq, jpa, jpa/hibernate, jprofiler, jquery,
jquery mobile, jquery ui, js, js frameworks, jscript, jsdom, jsf, json, json api, json schema, json web token,
jsonapi, jsp, jstl, jsx, jtag, julia, jump, juniper, juniper srx, junit, junit 4, junit 5, junit5, junos, jupyter,
jupyter lab, jupyter notebook, jupyter notebooks, jupyterlab, jvm, jvm languages, jwt, k3s, k6, k8s, kafka, kafka
connect, kafka streams, kaggle, kaltura, kanban, kanban boards, kandji, karaf, karate, karma, katalon, katalon
studio, kdb, kdb+, keil, kendo ui, kepware, keras, keras/tensorflow, kerberos, kernel, kernel drivers, kernel
modules, keycloak, keynote, kibana, kicad, kinesis, kinesis firehose, kissmetrics, klaviyo, klocwork, knative, knex,
knockout, knockout js, knockoutjs, koa, koa js, kofax, kohana, kong, kong gateway, kops, kotlin, kotlin coroutines,
kotlin multiplatform, ksql, ktor, kubeadm, kubectl, kubeflow, kubernates, kubernetes, kubernetes cluster, kubernetes
clusters, kustomize, kvm, kylin, lab view, labview, labware, lambda, lamp, lamp stack, lan, lan/wan, landesk,
laravel, laravel 5, laravel framework, laserfiche, latex, lattice, lawson, ldap, ldap/ad, leaflet, leanft, lego,
lerna, less, less/sass, lex, liferay, lightgbm, lightning, lightning web components, limesurvey, lims, lin bus,
linden, linear, linkedin recruiter, linkerd, linq, linq to sql, linux, linux / unix, linux administration, linux
embedded, linux kernel, linux os, linux server, linux servers, linux systems, linux/unix, liquibase, liquid, lisp,
litmus, livewire, lldb, llvm, load balancer, load balancers, load runner, loadrunner, locust, lodash, log4j, logging
tools, logic apps, logic pro, logrhythm, logstash, loki, looker, loopback, lora, lorawan, lotus notes, low code, ls
dyna, lte, lua, lua scripting, lucene, lucidchart, luigi, lumen, lxc, lxd, m/text, mac, mac os, mac os x, machine
learning libraries, macos, macros, magento, magento 2, magento2, magnolia, mailchimp, mailgun, mainframe,
mainframes, maltego, mambu, manage engine, mandrill, manjaro, mantis, mapbox, mapping tools, mapr, mapreduce,
mapstruct, marathon, mariadb, marionette, markdown, marketo, markit, markitedm, marklogic, markup languages,
material design, material ui, materialise, materialui, mathcad, mathematica, matillion, matlab, matomo, matplotlib,
mattermost, maven, maven/gradle, maximo, maya, mcafee, mdm, mediatr, mediawiki, memcached, mendeley, mendix, meraki,
mercurial, mesos, metabase, metal, metasploit, meteor, meteor js, meteorjs, mfc, micro focus, micro services, micro
strategy, microchip, microfrontends, micrometer, micronaut, microprofile, micros, microstation, microstrategy,
middleware, midjourney, mikrotik, minio, minitab, miro, mirth, mirth connect, mitre att&ck, mixpanel, mkdocs, ml, ml
libraries, mlflow, mobile iron, mobileiron, mobx, mocha, mocha/chai, mockito, modbus, mode, modelica, modelsim,
moden, mojolicious, molecule, monday com, mongo, mongo db, mongodb, mongoose, mono, monodevelop, monogame, moodle,
moose, moq, mosquitto, moss, motif, motion builder, mpi, mplab, mpls, mpp, mq series, mqseries, mqtt, msbuild, msc,
msdos, msi, msmq, mssql, mstest, mule, mulesoft, mulesoft anypoint, multisim, munin, murex, mvc, mvc framework, mvp,
mvvm, mxnet, mybatis, mysql, mysql / mariadb, mysql server, mysql workbench, mysql/mariadb, nagios, nastran, nats,
natural, navision, neo4j, nessus, nest, nest js, nestjs, net, net 5, net 6, net core, net framework, net mvc, net
standard, netapp, netbeans, netconf, netcool, netflow, netiq, netlify, netscaler, netsuite, netty, netweaver, neural
networks, new relic, newrelic, nexpose, next gen firewalls, next js, nextjs, nexus, nexus repository, nfc, nfs,
nginx, nginx/apache, ngrx, nhibernate, nifi, nightwatch, nimsoft, ninject, nix, nltk, nmap, nmon, no code, no sql,
node, node js, node red, nodejs, nodejs/express, nodemon, noetix, noir, nomad, nosql, nosql databases, notepad++,
notion, nova, novell, npm, npm scripts, npm/yarn, ns 3, ns3, nsis, nsoperation, nsq, nsubstitute, nsurlsession, nsx,
nuget, numpy, nunit, nutanix, nuxt, nuxt js, nuxtjs, nvidia, nvivo, nx, o365, oauth, oauth 2, oauth 2 0, oauth2,
oauth2 0, oauth2/oidc, obiee, obj c, objc, object c, object pascal, objective c, objectivec, ocaml, oci, octave,
octopus, octopus deploy, odata, odbc, odi, odoo, office, office 365, office package, office suite, office365,
okhttp, okta, olap, olap cubes, omnet++, omnifocus, omniture, onelogin, onenote, ontap, oo, oozie, opc, opc ua, open
api, open cv, open office, open shift, open stack, openapi, openapi/swagger, openbravo, opencart, opencl, opencv,
openedge, openfoam, openframeworks, opengl, opengl es, openid, openid connect, openjdk, openlayers, openldap,
openmp, openshift, openssl, openstack, opensuse, opentelemetry, opentext, openvas, openvpn, openwrt, opera, ops
center, opsgenie, optimizely, orcad, orchestra, orientdb, orm, os x, osb, osgi, osi model, osi stack, osint, osisoft
pi, ospf, osquery, osx, outlook, outsystems, owasp, owasp zap, packer, pact, pagerduty, paint, palantir, palantir
foundry, palo alto, palo alto firewalls, panda, pandas, papyrus, parasoft, parcel, pardot, parquet, pascal, pascal
script, patran, paypal, pci, pci express, pcie, pdi, pdms, pega, pega prpc, penetration testing, pentaho,
peoplesoft, perfecto, perfmon, perforce, perl, perl scripting, perl/python, persistence, pfsense, pgadmin, pgsql,
phantomjs, pharmacy systems, phaser, phoenix, phoenix framework, phonegap, photoshop, php, php 5, php 7, php 7+, php
8, php frameworks, php laravel, php/mysql, php7, phpmyadmin, phpstorm, phpunit, pi system, pic microcontrollers,
picasso, pig, pimcore, pingfederate, pinia, pipedrive, pivot tables, pivotal, pivotal cloud foundry, pivotal
tracker, pixijs, pkcs, pki, pl sql, pl/1, pl/pgsql, pl/sql, plaid, plantuml, platform sh, play, play framework,
play!, playwright, plc, plcs, plesk, plone, plotly, plsql, pmd, poi, point of sale, polarion, poly, polymer, pos,
pos systems, posix, postcss, postgis, postgre, postgre sql, postgres, postgresql, postgresql/mysql, postgress,
postman, postscript, power apps, power automate, power bi, power builder, power center, power pivot, power platform,
power point, power query, power shell, powerapps, powerbi, powerbuilder, powerdesigner, powerpivot, powerpoint,
powershell, powershell scripting, powershell scripts, ppap, pqm, pre commit, preact, premiere, premiere pro,
prestashop, presto, primavera, primefaces, primeng, primer3, prince, principle, prism, prisma, pro tools, pro/e,
pro/engineer, processing, profibus, profinet, progress, progress 4gl, project online, prolog, prometheus,
prometheus/grafana, protege, proto io, protobuf, protocol buffers, protopie, protractor, proxmox, proxysql, pspice,
psql, psr, pub sub, pub/sub, pubsub, pulumi, puppet, puppeteer, pure data, pycharm, pylint, pymc, pyqt, pyramid,
pyside, pyspark, pytest, python, python 2, python 3, python 3 x, python django, python flask, python libraries,
python scripting, python scripts, python/django, python2, python3, pytorch, pytorch lightning, q#, qa tools, qemu,
qgis, qiskit, qlik, qlik sense, qlik view, qliksense, qlikview, qml, qnap, qnx, qradar, qt, qt creator, qt
framework, qt quick, qt/qml, qtest, qtp, qualys, quark xpress, quarkus, quartz, quasar, quest, questa, quickbase,
quickbooks, quicksight, quicktest, quickview, quip, r, r language, r markdown, r programming, r shiny, r studio,
r/python, rabbit mq, rabbitmq, rac, rackspace, radius, raid, rails, rails 5, rails 6, raml, rancher, rapid7,
rapidminer, raspberry pi, raspbian, raygun, razor, razor pages, rdf, rds, react, react hooks, react js, react
native, react query, react redux, react/redux, reactive extensions, reactive programming, reactive streams,
reactivex, reactjs, reactjs/redux, reactor, realm, realm db, recoil, redis, redis cache, redmine, redshift, redux,
redux saga, redux thunk, redux toolkit, refinitiv, reflex, rego, remedy, remix, requirejs, resharper, rest, rest
api, rest apis, rest assured, rest services, rest/json, rest/soap, restassured, restful, restful api, restful apis,
restful services, restful web services, restkit, retool, retrofit, revit, rexx, rfid, rhel, rhino, riak, ribbon,
ripple, rman, roblox, robolectric, robot, robot framework, robotframework, rocket chat, rocksdb, rollbar, rollup,
room, ros, ros2, route 53, route53, routers, rpg, rpm, rs232, rs485, rsa, rsa archer, rspec, rstudio, rtl, rtos,
rubocop, ruby, ruby on rails, ruby/rails, rundeck, rust, rust lang, rx, rx java, rxandroid, rxjava, rxjs, rxkotlin,
rxswift, s/4hana, s3, s3 bucket, s3 buckets, s4/hana, s4hana, saas applications, sabre, safari, sage, sage 50,
sagemaker, salt, salt stack, saltstack, samba, saml, saml 2 0, samtools, sapui5, sas, sas base, sas eg, sas
enterprise guide, sass, sass/less, sass/scss, sat solvers, sauce labs, saucelabs, scada, scala, scaled, scaleway,
sccm, schemas, scientific python, scikit learn, scipy, scom, scons, scrapy, scratch, screaming frog, scribe,
scripts, scss, scylla, scylladb, sd wan, sdk, sdl, sdn, seaborn, search ads, search console, secdevops, seldon,
selenide, selenium, selenium grid, selenium web driver, selenium webdriver, semantic ui, semrush, sencha, sendbird,
sendgrid, sensors, sensu, sentinel, sentinelone, sentry, sequel pro, sequelize, sequence diagrams, serenity,
serenity bdd, server side rendering, serverless, serverless framework, service bus, service desk, service fabric,
service mesh, service now, service worker, service workers, servicenow, servlet, servlets, sftp, sgml, shader,
shaders, sharepoint, sharepoint online, shell, shell script, shiny, shopify, shopify plus, shopware, siebel, siebel
crm, siem, siem tools, silverlight, silverstripe, simatic, simcorp, simcorp dimension, simplecov, simpy, simscale,
simulink, sinatra, sinon, sip, siri, site catalyst, sitecatalyst, sitecore, sitecore cms, sitecore xp, sitefinity,
six, sketch, sketchup, sklearn, skype, skype for business, slack, slf4j, slim, smartform, smartsheet, smarty, smtp,
snmp, snort, snowflake, snowpipe, snowplow, sns, snyk, soamanager, soap, soap ui, soap web services, soapui, soc 2,
social bakers, socket, socket io, socket programming, sockets, softlayer, solaris, solarwinds, solid edge, solid
works, solidity, solidus, solidworks, solman, solr, sonar, sonar qube, sonarqube, sonatype, sonatype nexus,
sonicwall, sophos, soql, source tree, sourcetree, spaceclaim, spacy, spark, spark ml, spark sql, spark streaming,
sparql, sparx, sparx enterprise architect, specflow, speedtree, spice, spinnaker, splunk, splunk enterprise, spm,
spock, spotfire, spring/hibernate, springboot, sprinklr, sprites, sprout social, spss, spyder, sql, sql databases,
sql developer, sql management studio, sql queries, sql query, sql scripting, sql scripts, sql server, sql server
2012, sql server 2016, sql server integration services, sql server management studio, sql server reporting services,
sql/nosql, sqlalchemy, sqlite, sqlite3, sqoop, sqs, square, squarespace, squid, srt, ssas, ssh, ssis, ssl, ssl/tls,
ssms, sso, ssrs, stackdriver, stackoverflow, stackstorm, star ccm+, starburst, starling, stata, state machines,
statsd, stencil, step 7, step functions, stl, stm32, storm, storybook, stp, strapi, stratus, streamlit, streamsets,
stripe, structuremap, struts, struts 2, struts2, styled components, stylus, sublime, sublime text, substance
designer, substance painter, subversion, successfactors, sugar crm, sugarcrm, suitecrm, sumo logic, sumologic,
sunopsis, supabase, superset, suricata, survey monkey, surveymonkey, suse, svelte, svelte js, sveltekit, svn,
swagger, swift, swift 5, swift ui, swiftui, swing, switches, sybase, sybase ase, sybase iq, symfony, symfony 2,
symfony 3, symfony 4, symfony2, symfony4, sympy, synapse, synology, synopsys, synplify, syslog, system verilog,
systemc, systemd, systemverilog, t sql, tableau, tableau desktop, tableau server, tag manager, tailwind, talend,
talend open studio, taleo, tandem, tanium, tanzu, tarantool, tcl, tcl/tk, tcp, tcp / ip, tcp/ip, tcpdump, tealium,
team city, team foundation server, teamcenter, teamcity, teams, teamsite, techstack, tekla, tekla structures,
tekton, teleport, telerik, telerik reporting, tenable, tensorflow, teradata, teradata sql, terraform, terragrunt,
tessy, test complete, test rail, testcafe, testcomplete, testflight, testlink, testng, testrail, textmate, tf idf,
tfs, tfvc, thanos, thingworx, three js, threejs, thrift, thymeleaf, tia portal, tidyverse, tiktok ads, tilda,
timescale, timescaledb, tinkerpop, tivoli, tls, tms, toad, toggl, tomcat, tomee, toolset, top secret, torch,
tornado, tosca, totvs, trac, tracer, traefik, travis, travis ci, travisci, trello, trend micro, trino, tripwire,
trizetto, trusted shops, tsql, tufin, turbo c, turbonomic, twig, twilio, twitter api, twitter bootstrap, type
script, typeform, typeorm, typescript, typo 3, typo3, uart, ubuntu, ubuntu linux, ubuntu server, ucs, udp, uft, ui
automator, ui path, ui5, uikit, uipath, umbraco, umbraco cms, uml, uml diagrams, unity, unity 3d, unity engine,
unity3d, unix, unix scripting, unix shell, unix shell scripting, unix/linux, unixware, unreal, unreal 4, unreal
engine, unreal engine 4, uptimerobot, urban airship, urban code, urbancode, urdf, usabilla, usb, usertesting, uwp, v
ray, vaadin, vaadin flow, vaccum, vagrant, varnish, varnish cache, vault, vb, vb net, vb script, vb6, vba, vba
macros, vbscript, vcenter, vcloud, vectorworks, veeam, veeva, veeva vault, velocity, veracode, verilog,
verilog/vhdl, veritas, vert x, vertex ai, vertica, vertx, vhdl, viber, vim, viper, virtual box, virtual machines,
virtual private cloud, virtualbox, visio, visma, visual basic, visual c++, visual paradigm, visual studio, visual
studio code, visual studio net, visual studio team services, visualforce, vite, vitest, vivado, vlan, vlans, vlsi,
vm, vms, vnc, voip, volley, vpc, vpns, vrealize, vs code, vscode, vsphere, vsts, vtiger, vue, vue 3, vue js, vuejs,
vuejs/nuxt, vuex, vuforia, vulkan, vvvv, vxlan, vxworks, w3c, waf, wan, wandb, watchkit, watson, wcf, wcs, weaviate,
web api, web components, web gl, web logic, web services, web sockets, web sphere, webapi, webassembly, webdriver,
webdriver io, webdriverio, webflow, webflux, webforms, webgl, webinspect, webkit, weblogic, webmaster tools,
webmethods, webpack, webpack 4, webpack/babel, webrtc, webserver, webservices, websocket, websockets, websphere,
websphere mq, webstorm, webtrends, wechat, weka, whatsapp, wi fi, wifi, wildfly, win32, win32 api, windbg, windev,
windows, windows 10, windows 2012, windows 2016, windows administration, windows api, windows desktop, windows
forms, windows os, windows phone, windows server, windows server 2012, windows server 2016, windows servers, windows
services, windows xp, winforms, winscp, winui, wireframe, wireguard, wireless networks, wireshark, wix, wms,
wonderware, woocommerce, word, wordpress, wordpress cms, wordpress/woocommerce, workbench, workday, workday hcm,
workfront, workload automation, worldpay, wpf, wpf/xaml, wrike, ws, wsdl, wso2, wsus, x 509, x86, x86 assembly,
xamarin, xamarin forms, xamarin ios, xaml, xampp, xcode, xcode server, xcuitest, xd, xen, xendesktop, xenserver,
xero, xgboost, xhtml, xib, xilinx, xml, xml schema, xml/json, xml/xslt, xna, xpath, xquery, xray, xsd, xsl, xslt,
xsql, xunit, yaml, yammer, yarn, yii, yii 2, yii2, yocto, youtrack, youtube, z/os, zabbix, zapier, zbrush, zemax,
zend, zend framework, zendesk, zephyr, zeplin, zeppelin, zerto, zfs, zigbee, zipkin, zk, zod, zoho, zoho crm,
zookeeper, zoom, zscaler, zsh, zuora, zustand, zuul
`
