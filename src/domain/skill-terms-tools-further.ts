/** The rest of the tools, by the alphabet. */
export const furtherToolTerms = `macos, macros, magento, magento 2, magento2, magnolia, mailchimp, mailgun, mainframe, mainframes, maltego, mambu,
manage engine, mandrill, manjaro, mantis, mapbox, mapping tools, mapr, mapreduce, mapstruct, marathon, mariadb,
marionette, markdown, marketo, markit, markitedm, marklogic, markup languages, material design, material ui,
materialise, materialui, mathcad, mathematica, matillion, matlab, matomo, matplotlib, mattermost, maven,
maven/gradle, maximo, maya, mcafee, mdm, mediatr, mediawiki, memcached, mendeley, mendix, meraki, mercurial, mesos,
metabase, metal, metasploit, meteor, meteor js, meteorjs, mfc, micro focus, micro services, micro strategy,
microchip, microfrontends, micrometer, micronaut, microprofile, micros, microsoft
dynamics, microsoft 365,
microsoft access, microsoft active directory, microsoft ad, microsoft azure, microsoft biztalk, microsoft cloud,
microsoft crm, microsoft dynamics 365, microsoft dynamics ax, microsoft dynamics crm, microsoft dynamics nav,
microsoft endpoint manager, microsoft excel, microsoft exchange, microsoft hyper v, microsoft intune, microsoft
net, microsoft office, microsoft office suite, microsoft outlook, microsoft power bi, microsoft power platform,
microsoft powerpoint, microsoft project, microsoft sccm, microsoft server, microsoft servers, microsoft sharepoint,
microsoft sql, microsoft sql server, microsoft stack, microsoft teams, microsoft technologies, microsoft visio,
microsoft visual studio, microsoft windows, microsoft windows server, microsoft word, microstation, microstrategy,
middleware, midjourney, mikrotik, minio, minitab, miro, mirth, mirth connect, mitre att&ck, mixpanel, mkdocs, ml,
ml libraries, mlflow, mobile iron, mobileiron, mobx, mocha, mocha/chai, mockito, modbus, mode, modelica, modelsim,
moden, mojolicious, molecule, monday com, mongo, mongo db, mongodb, mongoose, mono, monodevelop, monogame, moodle,
moose, moq, mosquitto, moss, motif, motion builder, mpi, mplab, mpls, mpp, mq series, mqseries, mqtt, ms access, ms
azure, ms crm, ms dynamics, ms dynamics 365, ms dynamics nav, ms excel, ms exchange, ms office, ms office package,
ms office suite, ms outlook, ms powerpoint, ms project, ms sharepoint, ms sql, ms sql server, ms teams, ms test, ms
tools, ms visio, ms visual studio, ms windows, ms word, msbuild, msc, msdos, msi, msmq, mssql, mstest, mule,
mulesoft, mulesoft anypoint, multisim, munin, murex, mvc, mvc framework, mvp, mvvm, mxnet, mybatis, mysql, mysql /
mariadb, mysql server, mysql workbench, mysql/mariadb, nagios, nastran, nats, natural, navision, neo4j, nessus,
nest, nest js, nestjs, net, net 5, net 6, net core, net framework, net mvc, net standard, netapp, netbeans,
netconf, netcool, netflow, netiq, netlify, netscaler, netsuite, netty, netweaver, neural networks, new relic,
newrelic, nexpose, next gen firewalls, next js, nextjs, nexus, nexus repository, nfc, nfs, nginx, nginx/apache,
ngrx, nhibernate, nifi, nightwatch, nimsoft, ninject, nix, nltk, nmap, nmon, no code, no sql, node, node js, node
red, nodejs, nodejs/express, nodemon, noetix, noir, nomad, nosql, nosql databases, notepad++, notion, nova, novell,
npm, npm scripts, npm/yarn, ns 3, ns3, nsis, nsoperation, nsq, nsubstitute, nsurlsession, nsx, nuget, numpy, nunit,
nutanix, nuxt, nuxt js, nuxtjs, nvidia, nvivo, nx, o365, oauth, oauth 2, oauth 2 0, oauth2, oauth2 0, oauth2/oidc,
obiee, obj c, objc, object c, object pascal, objective c, objectivec, ocaml, oci, octave, octopus, octopus deploy,
odata, odbc, odi, odoo, office, office 365, office package, office suite, office365, okhttp, okta, olap, olap
cubes, omnet++, omnifocus, omniture, onelogin, onenote, ontap, oo, oozie, opc, opc ua, open api, open cv, open
office, open shift, open stack, openapi, openapi/swagger, openbravo, opencart, opencl, opencv, openedge, openfoam,
openframeworks, opengl, opengl es, openid, openid connect, openjdk, openlayers, openldap, openmp, openshift,
openssl, openstack, opensuse, opentelemetry, opentext, openvas, openvpn, openwrt, opera, ops center, opsgenie,
optimizely, oracle, oracle 11g, oracle 12c, oracle 19c, oracle adf, oracle apex, oracle apps, oracle cloud, oracle
database, oracle databases, oracle db, oracle dba, oracle ebs, oracle erp, oracle exadata, oracle financials,
oracle forms, oracle fusion, oracle pl/sql, oracle rac, oracle service bus, oracle soa, oracle soa suite, oracle
sql, oracle weblogic, orcad, orchestra, orientdb, orm, os x, osb, osgi, osi model, osi stack, osint, osisoft pi,
ospf, osquery, osx, outlook, outsystems, owasp, owasp zap, packer, pact, pagerduty, paint, palantir, palantir
foundry, palo alto, palo alto firewalls, panda, pandas, papyrus, parasoft, parcel, pardot, parquet, pascal, pascal
script, patran, paypal, pci, pci express, pcie, pdi, pdms, pega, pega prpc, penetration testing, pentaho,
peoplesoft, perfecto, perfmon, perforce, perl, perl scripting, perl/python, persistence, pfsense, pgadmin, pgsql,
phantomjs, pharmacy systems, phaser, phoenix, phoenix framework, phonegap, photoshop, php, php 5, php 7, php 7+,
php 8, php frameworks, php laravel, php/mysql, php7, phpmyadmin, phpstorm, phpunit, pi system, pic
microcontrollers, picasso, pig, pimcore, pingfederate, pinia, pipedrive, pivot tables, pivotal, pivotal
cloud
foundry, pivotal tracker, pixijs, pkcs, pki, pl sql, pl/1, pl/pgsql, pl/sql, plaid, plantuml, platform sh,
play, play framework, play!, playwright, plc, plcs, plesk, plone, plotly, plsql, pmd, poi, point of sale, polarion,
poly, polymer, pos, pos systems, posix, postcss, postgis, postgre, postgre sql, postgres, postgresql,
postgresql/mysql, postgress, postman, postscript, power apps, power automate, power bi, power builder, power
center, power pivot, power platform, power point, power query, power shell, powerapps, powerbi, powerbuilder,
powerdesigner, powerpivot, powerpoint, powershell, powershell scripting, powershell scripts, ppap, pqm, pre commit,
preact, premiere, premiere pro, prestashop, presto, primavera, primefaces, primeng, primer3, prince, principle,
prism, prisma, pro tools, pro/e, pro/engineer, processing, profibus, profinet, progress, progress 4gl, project
online, prolog, prometheus, prometheus/grafana, protege, proto io, protobuf, protocol buffers, protopie,
protractor, proxmox, proxysql, pspice, psql, psr, pub sub, pub/sub, pubsub, pulumi, puppet, puppeteer, pure data,
pycharm, pylint, pymc, pyqt, pyramid, pyside, pyspark, pytest, python, python 2, python 3, python 3 x, python
django, python flask, python libraries, python scripting, python scripts, python/django, python2, python3, pytorch,
pytorch lightning, q#, qa tools, qemu, qgis, qiskit, qlik, qlik sense, qlik view, qliksense, qlikview, qml, qnap,
qnx, qradar, qt, qt creator, qt framework, qt quick, qt/qml, qtest, qtp, qualys, quark xpress, quarkus, quartz,
quasar, quest, questa, quickbase, quickbooks, quicksight, quicktest, quickview, quip, r, r language, r markdown, r
programming, r shiny, r studio, r/python, rabbit mq, rabbitmq, rac, rackspace, radius, raid, rails, rails 5, rails
6, raml, rancher, rapid7, rapidminer, raspberry pi, raspbian, raygun, razor, razor pages, rdf, rds, react, react
hooks, react js, react native, react query, react redux, react/redux, reactive extensions, reactive programming,
reactive streams, reactivex, reactjs, reactjs/redux, reactor, realm, realm db, recoil, red hat, red hat enterprise
linux, red hat linux, red hat openshift, redhat, redhat linux, redis, redis cache, redmine, redshift, redux, redux
saga, redux thunk, redux toolkit, refinitiv, reflex, rego, remedy, remix, requirejs, resharper, rest, rest api,
rest apis, rest assured, rest services, rest/json, rest/soap, restassured, restful, restful api, restful apis,
restful services, restful web services, restkit, retool, retrofit, revit, rexx, rfid, rhel, rhino, riak, ribbon,
ripple, rman, roblox, robolectric, robot, robot framework, robotframework, rocket chat, rocksdb, rollbar, rollup,
room, ros, ros2, route 53, route53, routers, rpg, rpm, rs232, rs485, rsa, rsa archer, rspec, rstudio, rtl, rtos,
rubocop, ruby, ruby on rails, ruby/rails, rundeck, rust, rust lang, rx, rx java, rxandroid, rxjava, rxjs, rxkotlin,
rxswift, s/4hana, s3, s3 bucket, s3 buckets, s4/hana, s4hana, saas applications, sabre, safari, sage, sage 50,
sagemaker, salesforce, salesforce crm, salesforce marketing cloud, salt, salt stack, saltstack, samba, saml, saml 2
0, samtools, sap, sap abap, sap apo, sap ariba, sap b1, sap basis, sap bi, sap bo, sap bpc, sap btp, sap bw, sap
c4c, sap co, sap commerce, sap concur, sap crm, sap ecc, sap erp, sap ewm, sap fi, sap fi/co, sap fico, sap fiori,
sap gui, sap hana, sap hcm, sap hr, sap hybris, sap is u, sap mm, sap modules, sap pi, sap pm, sap po, sap pp, sap
ps, sap qm, sap r/3, sap s/4, sap s/4 hana, sap s/4hana, sap s4 hana, sap sd, sap solution manager, sap
successfactors, sap ui5, sap wm, sapui5, sas, sas base, sas eg, sas enterprise guide, sass, sass/less, sass/scss,
sat solvers, sauce labs, saucelabs, scada, scala, scaled, scaleway, sccm, schemas, scientific python, scikit learn,
scipy, scom, scons, scrapy, scratch, screaming frog, scribe, scripts, scss, scylla, scylladb, sd wan, sdk, sdl,
sdn, seaborn, search ads, search console, secdevops, seldon, selenide, selenium, selenium grid, selenium web
driver, selenium webdriver, semantic ui, semrush, sencha, sendbird, sendgrid, sensors, sensu, sentinel,
sentinelone, sentry, sequel pro, sequelize, sequence diagrams, serenity, serenity bdd, server side rendering,
serverless, serverless framework, service bus, service desk, service fabric, service mesh, service now, service
worker, service workers, servicenow, servlet, servlets, sftp, sgml, shader, shaders, sharepoint, sharepoint online,
shell, shell script, shiny, shopify, shopify plus, shopware, siebel, siebel crm, siem, siem tools, siemens nx,
siemens plc, siemens s7, siemens tia, silverlight, silverstripe, simatic, simcorp, simcorp dimension, simplecov,
simpy, simscale, simulink, sinatra, sinon, sip, siri, site catalyst, sitecatalyst, sitecore, sitecore cms, sitecore
xp, sitefinity, six, sketch, sketchup, sklearn, skype, skype for business, slack, slf4j, slim, smartform,
smartsheet, smarty, smtp, snmp, snort, snowflake, snowpipe, snowplow, sns, snyk, soamanager, soap, soap ui, soap
web services, soapui, soc 2, social bakers, socket, socket io, socket programming, sockets, softlayer, solaris,
solarwinds, solid edge, solid works, solidity, solidus, solidworks, solman, solr, sonar, sonar qube, sonarqube,
sonatype, sonatype nexus, sonicwall, sophos, soql, source tree, sourcetree, spaceclaim, spacy, spark, spark ml,
spark sql, spark streaming, sparql, sparx, sparx enterprise architect, specflow, speedtree, spice, spinnaker,
splunk, splunk enterprise, spm, spock, spotfire, spring, spring aop, spring batch, spring boot, spring cloud,
spring core, spring data, spring data jpa, spring framework, spring frameworks, spring integration, spring ioc,
spring jpa, spring mvc, spring security, spring webflux, spring/hibernate, springboot, sprinklr, sprites, sprout
social, spss, spyder, sql, sql databases, sql developer, sql management studio, sql queries, sql query, sql
scripting, sql scripts, sql server, sql server 2012, sql server 2016, sql server integration services, sql server
management studio, sql server reporting services, sql/nosql, sqlalchemy, sqlite, sqlite3, sqoop, sqs, square,
squarespace, squid, srt, ssas, ssh, ssis, ssl, ssl/tls, ssms, sso, ssrs, stackdriver, stackoverflow, stackstorm,
star ccm+, starburst, starling, stata, state machines, statsd, stencil, step 7, step functions, stl, stm32, storm,
storybook, stp, strapi, stratus, streamlit, streamsets, stripe, structuremap, struts, struts 2, struts2,
styled
components, styled components, stylus, sublime, sublime text, substance designer, substance painter,
subversion, successfactors, sugar crm, sugarcrm, suitecrm, sumo logic, sumologic, sunopsis, supabase, superset,
suricata, survey monkey, surveymonkey, suse, svelte, svelte js, sveltekit, svn, swagger, swift, swift 5, swift ui,
swiftui, swing, switches, sybase, sybase ase, sybase iq, symantec, symfony, symfony 2, symfony 3, symfony 4,
symfony2, symfony4, sympy, synapse, synology, synopsys, synplify, syslog, system verilog, systemc, systemd,
systemverilog, t sql, tableau, tableau desktop, tableau server, tag manager, tailwind, talend, talend open studio,
taleo, tandem, tanium, tanzu, tarantool, tcl, tcl/tk, tcp, tcp / ip, tcp/ip, tcpdump, tealium, team city, team
foundation server, teamcenter, teamcity, teams, teamsite, techstack, tekla, tekla structures, tekton, teleport,
telerik, telerik reporting, tenable, tensorflow, teradata, teradata sql, terraform, terragrunt, tessy, test
complete, test rail, testcafe, testcomplete, testflight, testlink, testng, testrail, textmate, tf idf, tfs, tfvc,
thanos, thingworx, three js, threejs, thrift, thymeleaf, tia portal, tibco, tibco bw, tibco ems, tibco spotfire,
tidyverse, tiktok ads, tilda, timescale, timescaledb, tinkerpop, tivoli, tls, tms, toad, toggl, tomcat, tomee,
toolset, top secret, torch, tornado, tosca, totvs, trac, tracer, traefik, travis, travis
ci, travis ci, travisci,
trello, trend micro, trino, tripwire, trizetto, trusted shops, tsql, tufin, turbo c, turbonomic, twig, twilio,
twitter api, twitter bootstrap, type script, typeform, typeorm, typescript, typo 3, typo3, uart, ubuntu, ubuntu
linux, ubuntu server, ucs, udp, uft, ui automator, ui path, ui5, uikit, uipath, umbraco, umbraco cms, uml, uml
diagrams, unity, unity 3d, unity engine, unity3d, unix, unix scripting, unix shell, unix shell scripting,
unix/linux, unixware, unreal, unreal 4, unreal engine, unreal engine 4, uptimerobot, urban airship, urban code,
urbancode, urdf, usabilla, usb, usertesting, uwp, v ray, vaadin, vaadin flow, vaccum, vagrant, varnish, varnish
cache, vault, vb, vb net, vb script, vb6, vba, vba macros, vbscript, vcenter, vcloud, vectorworks, veeam, veeva,
veeva vault, velocity, veracode, verilog, verilog/vhdl, veritas, vert x, vertex ai, vertica, vertx, vhdl, viber,
vim, viper, virtual box, virtual machines, virtual private cloud, virtualbox, visio, visma, visual basic, visual
c++, visual paradigm, visual studio, visual studio code, visual studio net, visual studio team services,
visualforce, vite, vitest, vivado, vlan, vlans, vlsi, vm, vms, vmware, vmware esx, vmware esxi, vmware nsx, vmware
vcenter, vmware vsphere, vmware workstation, vnc, voip, volley, vpc, vpns, vrealize, vs code, vscode, vsphere,
vsts, vtiger, vue, vue 3, vue js, vuejs, vuejs/nuxt, vuex, vuforia, vulkan, vvvv, vxlan, vxworks, w3c, waf, wan,
wandb, watchkit, watson, wcf, wcs, weaviate, web api, web components, web gl, web logic, web services, web sockets,
web sphere, webapi, webassembly, webdriver, webdriver io, webdriverio, webflow, webflux, webforms, webgl,
webinspect, webkit, weblogic, webmaster tools, webmethods, webpack, webpack 4, webpack/babel, webrtc, webserver,
webservices, websocket, websockets, websphere, websphere mq, webstorm, webtrends, wechat, weka, whatsapp, wi fi,
wifi, wildfly, win32, win32 api, windbg, windev, windows, windows 10, windows 2012, windows 2016, windows
administration, windows api, windows desktop, windows forms, windows os, windows phone, windows server, windows
server 2012, windows server 2016, windows servers, windows services, windows xp, winforms, winscp, winui,
wireframe, wireguard, wireless networks, wireshark, wix, wms, wonderware, woocommerce, word, wordpress, wordpress
cms, wordpress/woocommerce, workbench, workday, workday hcm, workfront, workload automation, worldpay, wpf,
wpf/xaml, wrike, ws, wsdl, wso2, wsus, x 509, x86, x86 assembly, xamarin, xamarin forms, xamarin ios, xaml, xampp,
xcode, xcode server, xcuitest, xd, xen, xendesktop, xenserver, xero, xgboost, xhtml, xib, xilinx, xml, xml schema,
xml/json, xml/xslt, xna, xpath, xquery, xray, xsd, xsl, xslt, xsql, xunit, yaml, yammer, yarn, yii, yii 2, yii2,
yocto, youtrack, youtube, z/os, zabbix, zapier, zbrush, zemax, zend, zend framework, zendesk, zephyr, zeplin,
zeppelin, zerto, zfs, zigbee, zipkin, zk, zod, zoho, zoho crm, zookeeper, zoom, zscaler, zsh, zuora, zustand, zuul
`
