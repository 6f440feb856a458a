// Written by hand from the definitions of the operators; README.md of src/validate says what is complete.
// - KusionStack/kube-api apps/v1alpha1
// - kubevela/kubevela apis/core.oam.dev/v1beta1
// - mysql/mysql-operator deploy/deploy-crds.yaml
// - percona/percona-xtradb-cluster-operator config/crd/bases
// - aws-controllers-k8s/rds-controller apis/v1alpha1, config/crd/common
// - crossplane/crossplane-runtime apis/common
export const handWritten: string = `# the schemas of Moorline
=apps.kusionstack.io/v1alpha1/CollaSet N CollaSet
=apps.kusionstack.io/v1alpha1/PodTransitionRule N PodTransitionRule
=core.oam.dev/v1beta1/Application N VelaApplication
=database.alibaba.crossplane.io/v1alpha1/RDSInstance C ClusterManaged
=mysql.oracle.com/v2/InnoDBCluster N InnoDBCluster
=opensearch.aws.upbound.io/v1beta1/Domain C ClusterManaged
=opensearch.aws.upbound.io/v1beta1/DomainPolicy C ClusterManaged
=opensearch.aws.upbound.io/v1beta2/Domain C ClusterManaged
=opensearchservice.services.k8s.aws/v1alpha1/Domain N AckObject
=pxc.percona.com/v1/PerconaXtraDBCluster N PerconaCluster
=rds.aws.m.upbound.io/v1beta1/Instance N Managed
=rds.services.k8s.aws/v1alpha1/DBInstance N AckDatabase
=services.k8s.aws/v1alpha1/FieldExport N FieldExport
AckDatabase spec!AckDatabaseSpec status:*
AckDatabaseSpec+ allocatedStorage:l autoMinorVersionUpgrade:b availabilityZone:s backupRetentionPeriod:l copyTagsToSnapshot:b dbInstanceClass!s dbInstanceIdentifier!s dbName:s dbParameterGroupName:s dbSubnetGroupName:s deletionProtection:b engine!s engineVersion:s iops:l manageMasterUserPassword:b masterUserPassword:AckSecretKey masterUsername:s maxAllocatedStorage:l multiAZ:b port:l publiclyAccessible:b storageEncrypted:b storageType:s tags:[AckTag vpcSecurityGroupIDs:[s
AckObject spec!o status:*
AckSecretKey key!s name:s namespace:s
AckTag key:s value:s
ClusterManaged spec!ClusterManagedSpec status:*
ClusterManagedSpec+ deletionPolicy:s"Orphan|Delete" forProvider!o initProvider:o managementPolicies:[s providerConfigRef:ManagedReference writeConnectionSecretToRef:ManagedSecret
CollaSet spec:CollaSetSpec status:*
CollaSetClaimPolicy+ whenDeleted:s whenScaled:s
CollaSetPartition+ partition:i
CollaSetRollingUpdate+ byLabel:o byPartition:CollaSetPartition
CollaSetScale+ context:s operationDelaySeconds:i persistentVolumeClaimRetentionPolicy:CollaSetClaimPolicy podToDelete:[s podToExclude:[s podToInclude:[s
CollaSetSpec+ historyLimit:i paused:b replicas:i scaleStrategy:CollaSetScale selector:LabelSelector template:PodTemplateSpec updateStrategy:CollaSetUpdate volumeClaimTemplates:[PersistentVolumeClaim
CollaSetUpdate+ operationDelaySeconds:i podUpgradePolicy:s rollingUpdate:CollaSetRollingUpdate
FieldExport spec:FieldExportSpec status:*
FieldExportFrom path!s resource!FieldExportResource
FieldExportResource group!s kind!s name!s
FieldExportSpec from!FieldExportFrom to!FieldExportTo
FieldExportTo key:s kind!s"configmap|secret" name!s namespace:s
InnoDBCluster spec!InnoDBClusterSpec status:*
InnoDBClusterSpec+ backupProfiles:[InnoDBProfile backupSchedules:[InnoDBSchedule baseServerId:l<0,4294967195> datadirVolumeClaimTemplate:o edition:s/%5E(community%7Centerprise)%24/ imagePullPolicy:s imagePullSecrets:[InnoDBName imageRepository:s initDB:o instances:l<1,9> keyring:o metrics:o mycnf:s podAnnotations:o podLabels:o podSpec:o router:InnoDBRouter secretName!s serviceAccountName:s tlsCASecretName:s tlsSecretName:s tlsUseSelfSigned:b version:s
InnoDBName+ name:s
InnoDBProfile+ name!s
InnoDBRouter+ instances:l<0,> podAnnotations:o podLabels:o podSpec:o tlsSecretName:s version:s
InnoDBSchedule+ backupProfileName:s deleteBackupData:b enabled:b name!s schedule!s
Managed spec!ManagedSpec status:*
ManagedReference+ kind:s name!s
ManagedSecret name!s namespace:s
ManagedSpec forProvider!o initProvider:o managementPolicies:[s providerConfigRef:ManagedReference writeConnectionSecretToRef:ManagedSecret
PerconaCluster spec:PerconaSpec status:*
PerconaSpec+ allowUnsafeConfigurations:b backup:o crVersion:s haproxy:o pause:b proxysql:o pxc:o secretsName:s tls:o unsafeFlags:o updateStrategy:s upgradeOptions:o
PodTransitionRule spec:TransitionSpec status:*
TransitionAvailable+ maxUnavailablePolicy:o maxUnavailableValue:x minAvailablePolicy:o minAvailableValue:x
TransitionRule+ availablePolicy:TransitionAvailable conditions:[s disabled:b filter:o labelCheck:o name:s stage:s webhook:o
TransitionSpec rules:[TransitionRule selector:LabelSelector
VelaApplication spec:VelaSpec status:*
VelaComponent dependsOn:[s externalRevision:s inputs:[VelaInput name!s outputs:[VelaOutput properties:* replicaKey:s scopes:o traits:[VelaTrait type!s
VelaInput+ from!s parameterKey:s
VelaMode steps:s"StepByStep|DAG" subSteps:s"StepByStep|DAG"
VelaOutput name!s valueFrom!s
VelaPolicy name:s properties:* type!s
VelaSpec components![VelaComponent policies:[VelaPolicy workflow:VelaWorkflow
VelaStep+ dependsOn:[s if:s inputs:[VelaInput meta:o name!s outputs:[VelaOutput properties:* subSteps:[VelaStep timeout:s type!s
VelaTrait properties:* type!s
VelaWorkflow mode:VelaMode ref:s steps:[VelaStep
`;
