/** Products of makers that have many of them, for the list of terms. */
export const suiteTerms = `
adobe, adobe acrobat, adobe after effects, adobe analytics, adobe campaign, adobe cc, adobe creative cloud, adobe
creative suite, adobe experience manager, adobe illustrator, adobe indesign, adobe lightroom, adobe photoshop, adobe
premiere, adobe suite, adobe target, adobe xd, alibaba cloud, amazon, amazon athena, amazon aurora, amazon
cloudfront, amazon dynamodb, amazon ec2, amazon ecs, amazon eks, amazon emr, amazon kinesis, amazon rds, amazon
redshift, amazon s3, amazon sqs, amazon web services, apache, apache airflow, apache ambari, apache beam, apache
camel, apache cassandra, apache cxf, apache druid, apache flink, apache hadoop, apache hbase, apache hive, apache
httpd, apache ignite, apache kafka, apache kudu, apache maven, apache nifi, apache oozie, apache pig, apache pulsar,
apache solr, apache spark, apache storm, apache superset, apache tomcat, apache webserver, apache wicket, apache
zookeeper, apple pay, atlassian, atlassian suite, atlassian tools, autodesk, autodesk inventor, autodesk revit, aws
api gateway, aws cdk, aws certified, aws cli, aws cloud, aws cloudformation, aws cloudwatch, aws cognito, aws
dynamodb, aws ec2, aws ecs, aws eks, aws fargate, aws glue, aws iam, aws kinesis, aws lambda, aws rds, aws redshift,
aws s3, aws sagemaker, aws sam, aws services, aws sns, aws sqs, aws stack, aws step functions, azure active
directory, azure ad, azure aks, azure app services, azure cloud, azure cosmos db, azure data factory, azure data
lake, azure databricks, azure devops, azure event hub, azure functions, azure kubernetes service, azure logic apps,
azure ml, azure monitor, azure pipelines, azure sentinel, azure service bus, azure sql, azure stack, azure storage,
azure synapse, azure synapse analytics, cisco, cisco aci, cisco asa, cisco catalyst, cisco ios, cisco meraki, cisco
nexus, cisco routers, cisco ucs, citrix, citrix netscaler, citrix xenapp, citrix xendesktop, dell emc, facebook ads,
facebook business manager, facebook marketing api, facebook sdk, google ads, google adwords, google analytics,
google app engine, google apps, google apps script, google bigquery, google cloud, google cloud functions, google
cloud platform, google compute engine, google container engine, google data studio, google docs, google drive,
google firebase, google kubernetes engine, google maps, google maps api, google optimize, google play, google play
store, google protocol buffers, google pub/sub, google search console, google sheets, google slides, google
spreadsheet, google suite, google tag manager, google test, google web toolkit, google workspace, hp alm, hp
fortify, hp loadrunner, hp qc, hp quality center, hp uft, hp ux, ibm, ibm as400, ibm bpm, ibm cloud, ibm cognos, ibm
datapower, ibm datastage, ibm db2, ibm iseries, ibm mainframe, ibm mq, ibm odm, ibm power, ibm qradar, ibm rational,
ibm spss, ibm tivoli, ibm watson, ibm websphere, jboss, jboss eap, jboss fuse, microsoft 365, microsoft access,
microsoft active directory, microsoft ad, microsoft azure, microsoft biztalk, microsoft cloud, microsoft crm,
microsoft dynamics, microsoft dynamics 365, microsoft dynamics ax, microsoft dynamics crm, microsoft dynamics nav,
microsoft endpoint manager, microsoft excel, microsoft exchange, microsoft hyper v, microsoft intune, microsoft net,
microsoft office, microsoft office suite, microsoft outlook, microsoft power bi, microsoft power platform, microsoft
powerpoint, microsoft project, microsoft sccm, microsoft server, microsoft servers, microsoft sharepoint, microsoft
sql, microsoft sql server, microsoft stack, microsoft teams, microsoft technologies, microsoft visio, microsoft
visual studio, microsoft windows, microsoft windows server, microsoft word, ms access, ms azure, ms crm, ms
dynamics, ms dynamics 365, ms dynamics nav, ms excel, ms exchange, ms office, ms office package, ms office suite, ms
outlook, ms powerpoint, ms project, ms sharepoint, ms sql, ms sql server, ms teams, ms test, ms tools, ms visio, ms
visual studio, ms windows, ms word, oracle, oracle 11g, oracle 12c, oracle 19c, oracle adf, oracle apex, oracle
apps, oracle cloud, oracle database, oracle databases, oracle db, oracle dba, oracle ebs, oracle erp, oracle
exadata, oracle financials, oracle forms, oracle fusion, oracle pl/sql, oracle rac, oracle service bus, oracle soa,
oracle soa suite, oracle sql, oracle weblogic, red hat, red hat enterprise linux, red hat linux, red hat openshift,
redhat, redhat linux, salesforce, salesforce crm, salesforce marketing cloud, sap, sap abap, sap apo, sap ariba, sap
b1, sap basis, sap bi, sap bo, sap bpc, sap btp, sap bw, sap c4c, sap co, sap commerce, sap concur, sap crm, sap
ecc, sap erp, sap ewm, sap fi, sap fi/co, sap fico, sap fiori, sap gui, sap hana, sap hcm, sap hr, sap hybris, sap
is u, sap mm, sap modules, sap pi, sap pm, sap po, sap pp, sap ps, sap qm, sap r/3, sap s/4, sap s/4 hana, sap
s/4hana, sap s4 hana, sap sd, sap solution manager, sap successfactors, sap ui5, sap wm, siemens nx, siemens plc,
siemens s7, siemens tia, spring, spring aop, spring batch, spring boot, spring cloud, spring core, spring data,
spring data jpa, spring framework, spring frameworks, spring integration, spring ioc, spring jpa, spring mvc, spring
security, spring webflux, symantec, tibco, tibco bw, tibco ems, tibco spotfire, vmware, vmware esx, vmware esxi,
vmware nsx, vmware vcenter, vmware vsphere, vmware workstation
`
