import { furtherToolTerms } from './skill-terms-tools-further.ts'

/** Tools by name, for the list of terms. */
export const toolTerms = `
3ds max, 4g, 5g, 802 1x, ab initio, abap, abap objects, abaqus, ableton, access, accpac, acl, act r, actionscript,
active directory, active mq, activemq, activiti, adabas, ado net, adobe, adobe acrobat, adobe after effects, adobe
analytics, adobe campaign, adobe cc, adobe creative cloud, adobe creative suite, adobe experience manager, adobe
illustrator, adobe indesign, adobe lightroom, adobe photoshop, adobe premiere, adobe suite, adobe target, adobe xd,
adp, advanced excel, advantage database, aem, aerospike, after effects, ag grid, agora, ahrefs, airflow, airtable,
ajax, ajv, akamai, akka, akka streams, alamofire, alation, alfresco, algolia, alibaba cloud, alpine, alteon,
alteryx, altium, altium designer, amazon, amazon athena, amazon aurora, amazon cloudfront, amazon dynamodb, amazon
ec2, amazon ecs, amazon eks, amazon emr, amazon kinesis, amazon rds, amazon redshift, amazon s3, amazon sqs, amazon
web services, ami, ampl, amplitude, amqp, anaconda, android, android auto, android jetpack, android native, android
ndk, android os, android sdk, android studio, angular, angular 2, angular 2+, angular 4, angular 5, angular 6,
angular 7, angular 8, angular cli, angular js, angular material, angularjs, anova, ansible, ansible tower, ansys,
ant, ant design, antlr, aosp, apache, apache airflow, apache ambari, apache beam, apache camel, apache cassandra,
apache cxf, apache druid, apache flink, apache hadoop, apache hbase, apache hive, apache httpd, apache ignite,
apache kafka, apache kudu, apache maven, apache nifi, apache oozie, apache pig, apache pulsar, apache solr, apache
spark, apache storm, apache superset, apache tomcat, apache webserver, apache wicket, apache zookeeper, apex, api
gateway, apiary, apigee, apollo, apollo client, apollo graphql, app engine, app service, app store, app store
connect, appcelerator, appdynamics, appium, apple pay, applescript, applovin, appsflyer, appsync, aqua, arangodb,
arc, arcgis, arch linux, archer, archicad, archimate, arcore, arduino, ardupilot, argo, argo cd, argo workflows,
argocd, arinc 429, aris, arkit, arm, arm cortex, arm processors, arm templates, artifactory, aruba, as/400, as400,
asana, ascii, asciidoc, asic, asio, asp, asp net, asp net core, asp net mvc, asp net web api, aspen plus, aspnet,
aspnet core, assembla, assembler, assembly, assembly language, asterisk, astro, asyncio, athena, atlassian,
atlassian suite, atlassian tools, atmel, atoti, augury, aurora, auth0, authn, authorize net, autocad, autodesk,
autodesk inventor, autodesk revit, autofac, autohotkey, autoit, automic, autosar, autosys, avalara, avaya, avid,
avr, avro, aws api gateway, aws cdk, aws certified, aws cli, aws cloud, aws cloudformation, aws cloudwatch, aws
cognito, aws dynamodb, aws ec2, aws ecs, aws eks, aws fargate, aws glue, aws iam, aws kinesis, aws lambda, aws rds,
aws redshift, aws s3, aws sagemaker, aws sam, aws services, aws sns, aws sqs, aws stack, aws step functions,
axapta, axios, axon, axon framework, axure, axure rp, azure
pipelines, azure active directory, azure ad, azure aks,
azure app services, azure cloud, azure cosmos db, azure data factory, azure data lake, azure databricks, azure
devops, azure event hub, azure functions, azure kubernetes service, azure logic apps, azure ml, azure monitor,
azure sentinel, azure service bus, azure sql, azure stack, azure storage, azure synapse, azure synapse analytics,
azuredevops, babel, babeljs, backbone, backbone js, backbonejs, backstage, balsamiq, balsamiq mockups, bamboo,
bash, bash scripting, bash scripts, bash shell, bayesian networks, bazaar, bazel, beanstalk, behat, behave, bem,
bert, bgp, big ip, bigcommerce, bigpanda, bigquery, bigtable, bioconductor, biopython, bitbake, bitbucket,
bitbucket pipelines, bitcoin, bitrise, bizagi, biztalk, black duck, blackduck, blade, blazegraph, blazor, ble,
blender, blockly, bloomberg, blue prism, bluebeam, bluecoat, bluetooth, bluetooth low energy, bmc remedy, bonita,
boomi, boost, boost asio, boot, bootstrap, borland, bower, bower js, bpel, bpmn, bpmn 2 0, braintree, branch io,
braze, brightcove, browserify, browserstack, bugsnag, bugzilla, buildkite, buildroot, bun, burp suite, business
central, business intelligence tools, business objects, bw/4hana, c, c / c++, c sharp, c#, c# net, c++, c++11,
c++14, c++17, c/c++, c1, c11, c99, cadence, cadence virtuoso, caffe, cairngorm, cakephp, calico, calypso, campaign
manager, camunda, can, can bus, can open, canalyzer, canoe, canopen, canva, canvas, capybara, carbon black,
cargowise, carrierwave, carthage, casandra, cassandra, catboost, catch2, catia, catia v5, cats, ccxml, cdk, cdn,
celery, cell ranger, centos, centos 7, ceph, ceph storage, certbot, cfengine, cgi, chai, chakra ui, changepoint,
chargebee, chart js, chartjs, check point, checkmarx, checkpoint, chef, chef infra, chemdraw, cherwell, chisel,
chromatic, chrome, chrome dev tools, chrome devtools, chromecast, chromium, cics, cilium, circle ci, circleci,
cisco, cisco aci, cisco asa, cisco catalyst, cisco ios, cisco meraki, cisco nexus, cisco routers, cisco ucs,
citrix, citrix netscaler, citrix xenapp, citrix xendesktop, ckeditor, clang, clearcase, clearquest, clerk, cli
tools, click house, clickhouse, clickup, clojure, cloud firestore, cloud formation, cloud foundry, cloud front,
cloud functions, cloud pub/sub, cloud run, cloud spanner, cloud sql, cloud watch, cloudera, cloudflare, cloudflare
workers, cloudformation, cloudfront, cloudhub, cloudinary, cloudstack, cloudwatch, clover, cmake, cms made simple,
cmsms, cobol, cockroachdb, cocoa, cocoapods, cocos2d, cocos2dx, code composer studio, code pipeline, codebuild,
codeception, codeclimate, codecommit, codedeploy, codeigniter, codemirror, codepipeline, codesys, coffeescript,
cognito, cognos, cognos tm1, coldfusion, collibra, combine, combine framework, command line, command line tools,
commvault, compass, composable, compose, composer, comsol, concourse, concur, conda, confluence, confluent,
confluent kafka, consul, containerd, contentful, contentstack, control m, cookiebot, corba, corda, cordova, core
animation, core audio, core bluetooth, core data, core graphics, core java, core location, core ml, coredata,
coreldraw, coreml, cosmos db, cosmosdb, couch db, couchbase, couchdb, coveo, coverity, cpanel, cplex, craft cms,
craftcms, creo, cri o, crm systems, cron, cron jobs, crossplane, crowdin, crowdstrike, crystal, crystal reports,
csharp, csound, css, css 3, css grid, css in js, css modules, css preprocessors, css3, cts, cube js, cucumber,
cuda, curam, curl, customer io, cvent, cvs, cvss, cxf, cyberark, cyberduck, cypress, cython, d3, d3 js, d3js,
dagger, dapper, dapr, darktrace, dart, dash, data factory, data flow, data guard, data lake storage, data pump,
data studio, data vault, databricks, datadog, dataflow, datagrip, datahub, dataiku, datapower, dataproc, datarobot,
datastage, datastax, datastore, datatables, datawarehouse, dax, db2, db2 luw, dbeaver, dbms, dbt, dbunit, ddd,
debian, dell emc, delphi, delta lake, deltav, deltek, demandware, deno, desigo, devexpress, devextreme, devise,
devops tools, dhcp, dhtml, dialogflow, dicom, digital ocean, digitalocean, directus, directx, directx 11, directx
12, discord, disguise, dita, divi, django, django orm, django rest, django rest framework, dlib, dmn, dns, do 178c,
do178b, doc db, docbook, docker, docker compose, docker containers, docker hub, docker swarm, docker/kubernetes,
dockerfile, dockerfiles, doctrine, documentdb, documentum, docusign, docx, dom, domino, domo, doors, doors next,
dot net, dotcms, dotcover, dotnet, dotnet core, dotnet framework, dotnetnuke, double click, doxygen, dpdk,
dreamweaver, dremio, dropbox, dropwizard, druid, drupal, drupal 7, drupal 8, drush, dsp, dspace, dynamics, dynamics
365, dynamics 365 business central, dynamics 365 crm, dynamics 365 finance and operations, dynamics ax, dynamics
crm, dynamics nav, dynamo, dynamodb, dynatrace, easymock, ebpf, ebs, ec2, echarts, echo, eclipse, eclipse ide,
eclipse link, eclipse rcp, eclipselink, ecma, ecmascript, ecr, ecs, edi, edifact, efront, eggplant, eigen, ejb, ejb
3, eks, ektron, elastic, elastic beanstalk, elastic cloud, elastic container service, elastic kubernetes service,
elastic search, elastic stack, elasticache, elasticsearch, electron, electronic lab notebook, elementor, elixir,
elixir/phoenix, elk, elk
stack, elk stack, elm, eloqua, emacs, embedded c, embedded c++, embedded linux, ember,
ember js, emberjs, emc, emotion, emr, emscripten, encase, endevor, endnote, enovia, enterprise architect,
enterprise java, enterprise library, entity framework, entity framework core, entityframework, entrust, envoy,
enzyme, epic, epicor, episerver, eplan, erb, erlang, erp systems, erwin, es2015, es5, es6, es6+, es7, esb, eslint,
esp32, espresso, esri, esxi, etabs, etcd, ethercat, ethereal, ethereum, ethernet, ethernet/ip, event hub, event
hubs, eventbridge, eventstore, everbridge, evernote, ews, exact, exacttarget, excel, exchange, exchange online,
exchange server, exoplayer, expo, express, express js, expression engine, expressjs, ext js, extjs, f#, f5, fabric,
fabric js, fabricjs, facebook ads, facebook business manager, facebook marketing api, facebook sdk, facets,
facetwp, factory talk, falcon, fargate, fast api, fastapi, fastify, fastlane, fastly, fcl, feathersjs, fedora,
feign, femap, fenics, ffmpeg, figma, filebeat, filemaker, filemaker pro, finacle, final cut pro, fiori, firebase,
fireeye, firefox, firestore, firewalls, firmware, fitnesse, fivetran, fix protocol, fixed line, flare, flash,
flask, flask restful, flat files, flatbuffers, flex, flexbox, flexcube, flink, flinkml, flow, flowable, flowjo,
fluent, fluentd, flutter, flux, fluxcd, flyway, foglight, force com, forgerock, fortify, fortigate, fortinet,
fortran, foundation, foundry, fpga, fpgas, freebsd, freemarker, freepbx, freeradius, freertos, freeswitch,
freshdesk, freshservice, front end frameworks, frontpage, ftp, fusion 360, fusion middleware, fxcop, g suite, gads,
gaia, galaxy, galera, gamemaker, gams, gatling, gatsby, gauss, gaussian, gcc, gcp, gcs, gdb, gdscript, genesys,
gensim, geojson, geoserver, gerrit, getx, ggplot, ggplot2, gherkin, ghost, gin, giphy, gis, git, git flow, git
hooks, git hub, git lab, git version control, gitbash, gitea, gitflow, github, github action, github actions,
github enterprise, gitkraken, gitlab, gitlab ci, gitlab ci/cd, gitlabci, gitops, gke, glassfish, glide, glsl, glue,
glue jobs, glusterfs, gmock, gnu, gnu make, gnuplot, go, go cd, go lang, gocd, godot, golang, goldengate,
google
adwords, google ads, google analytics, google app engine, google apps, google apps script, google bigquery,
google cloud, google cloud functions, google cloud platform, google compute engine, google container engine, google
data studio, google docs, google drive, google firebase, google kubernetes engine, google maps, google maps api,
google optimize, google play, google play store, google protocol buffers, google pub/sub, google search console,
google sheets, google slides, google spreadsheet, google suite, google tag
manager, google test, google web
toolkit, google workspace, googletest, gorilla, gorm, gpu, gpu programming, gradle, grafana, grafana loki, grails,
graph databases, graph ql, graphdb, graphene, graphic libraries, graphite, graphpad, graphpad prism, graphql,
graphviz, grav, gravity forms, graylog, greenplum, groovy, grpc, grunt, gsap, gsm, gson, gsuite, gtest, gtk, gtm,
guava, guice, guidewire, gulp, gulp js, gunicorn, guzzle, gwt, h2, h2o, hadoop, hadoop ecosystem, hadoop stack,
hal, haml, hana, handlebars, handlebars js, hangfire, hapi, hapi fhir, haproxy, hardhat, harvest, hashicorp,
hashicorp vault, haskell, haxe, hazelcast, hbase, hcl, hdfs, headless cms, heidisql, helix, helm, helm charts,
hermes, heroku, hfm, hibernate, hibernate/jpa, hive, hive ql, hiveql, hl7, hl7 fhir, hlsl, home assistant,
homebrew, hootsuite, horizon, hornetq, host, hotjar, hp alm, hp fortify, hp loadrunner, hp qc, hp quality center,
hp uft, hp ux, hpc, hsm, hsql, hsrp, html, html / css, html 5, html css, html/css, html5, html5/css3, htmx, http,
http/2, http/https, https, huawei, hubspot, hudson, huggingface, hugo, hybris, hyper v, hyperion, hyperion essbase,
hyperledger, hypermesh, hystrix, i2c, iaas, iam, iar, ibatis, ibm, ibm as400, ibm bpm, ibm cloud, ibm cognos, ibm
datapower, ibm datastage, ibm db2, ibm iseries, ibm mainframe, ibm mq, ibm odm, ibm power, ibm qradar, ibm
rational, ibm spss, ibm tivoli, ibm watson, ibm websphere, icinga, icinga2, icloud, idl, idoc, idocs, iec 61131,
ignition, igraph, iis, iis server, illumina, illustrator, illustrator cc, imagej, imagemagick, impact, impala,
imperva, ims, in design, indesign, influx, influx db, influxdb, infoblox, infor, infor m3, informatica, informatica
powercenter, informix, ingenuity, ingres, ingress, inkscape, innodb, inspire, instagram ads, install shield,
installshield, instana, integromat, intellij, intellij idea, intercom, interface builder, inventor, invision,
ionic, ionic framework, ios, ios development, ios sdk, ios swift, iot core, iot hub, ip, ip networking, ip
networks, ipsec, iptables, ipv4, ipv6, ireport, ironpython, is is, iscsi, isis, iso 8583, istio, istqb, iterm,
itext, itil, ivanti, ivr, j2ee, j2me, j2se, jackson, jacoco, jade, jaeger, jakarta, jama, jamf, jamf pro, jamstack,
janusgraph, jasmine, jasper, jasper reports, jasperreports, java, java 11, java 11+, java 17, java 5, java 6, java
7, java 8, java 8+, java applets, java based, java beans, java card, java core, java edition, java ee, java
enterprise, java frameworks, java fx, java script, java se, java se 8, java servlets, java spring, java spring
boot, java springboot, java stack, java swing, java web services, java/j2ee, java/jee, java/kotlin, java/scala,
java/spring, java2d, java8, javacc, javaee, javafx, javascript, javascript / typescript, javascript es6, javascript
frameworks, javascript libraries, javascript/typescript, javaserver faces, jax
rs, jax rs, jax ws, jaxb, jaxws,
jbehave, jboss, jboss eap, jboss fuse, jbpm, jcl, jcr, jd edwards, jda, jdbc, jde, jdeveloper, jdk, jee, jenkins,
jenkins ci, jenkins pipelines, jenkinsfile, jenkinsx, jest, jetbrains, jetpack, jetpack compose, jetty, jfrog,
jfrog artifactory, jhipster, jira, jira service desk, jira/confluence, jitterbit, jmeter, jmp, jms, jndi, jni, job
scheduler, joomla, joomla!, jooq, jpa, jpa/hibernate, jprofiler, jquery, jquery mobile, jquery ui, js, js
frameworks, jscript, jsdom, jsf, json, json api, json schema, json web token, jsonapi, jsp, jstl, jsx, jtag, julia,
jump, juniper, juniper srx, junit, junit 4, junit 5, junit5, junos, jupyter, jupyter lab, jupyter notebook, jupyter
notebooks, jupyterlab, jvm, jvm languages, jwt, k3s, k6, k8s, kafka, kafka connect, kafka streams, kaggle, kaltura,
kanban, kanban boards, kandji, karaf, karate, karma, katalon, katalon studio, kdb, kdb+, keil, kendo ui, kepware,
keras, keras/tensorflow, kerberos, kernel, kernel drivers, kernel modules, keycloak, keynote, kibana, kicad,
kinesis, kinesis firehose, kissmetrics, klaviyo, klocwork, knative, knex, knockout, knockout js, knockoutjs, koa,
koa js, kofax, kohana, kong, kong gateway, kops, kotlin, kotlin coroutines, kotlin multiplatform, ksql, ktor,
kubeadm, kubectl, kubeflow, kubernates, kubernetes, kubernetes cluster, kubernetes clusters, kustomize, kvm, kylin,
lab view, labview, labware, lambda, lamp, lamp stack, lan, lan/wan, landesk, laravel, laravel 5, laravel framework,
laserfiche, latex, lattice, lawson, ldap, ldap/ad, leaflet, leanft, lego, lerna, less, less/sass, lex, liferay,
lightgbm, lightning, lightning web components, limesurvey, lims, lin bus, linden, linear, linkedin recruiter,
linkerd, linq, linq to sql, linux, linux / unix, linux administration, linux embedded, linux kernel, linux os,
linux server, linux servers, linux systems, linux/unix, liquibase, liquid, lisp, litmus, livewire, lldb, llvm, load
balancer, load balancers, load runner, loadrunner, locust, lodash, log4j, logging tools, logic apps, logic pro,
logrhythm, logstash, loki, looker, loopback, lora, lorawan, lotus notes, low code, ls dyna, lte, lua, lua
scripting, lucene, lucidchart, luigi, lumen, lxc, lxd, m/text, mac, mac os, mac os x, machine learning libraries,
${furtherToolTerms}`
