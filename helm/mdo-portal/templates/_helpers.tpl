{{- define "mdo.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{- end -}}
{{- end -}}

{{/* Takes (dict "root" $ "component" "web"). Selector labels never change, so they hold no version. */}}
{{- define "mdo.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "mdo.labels" -}}
{{ include "mdo.selector" . }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "mdo.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}{{ $image.repository }}@{{ $image.digest }}
{{- else -}}{{ $image.repository }}:{{ $image.tag | default .Chart.AppVersion }}{{- end -}}
{{- end -}}

{{/* What is not secret, as a map of strings: the ConfigMap, and the environment of the migration, which runs before it exists. */}}
{{- define "mdo.config" -}}
DJANGO_SETTINGS_MODULE: mdo_platform.project.settings.production
MDO_HOST: {{ .Values.host | quote }}
MDO_BEHIND_PROXY: {{ ternary "1" "" .Values.ingress.enabled | quote }}
MDO_SMTP_HOST: {{ .Values.smtp.host | quote }}
MDO_SMTP_PORT: {{ .Values.smtp.port | quote }}
MDO_SMTP_TLS: {{ ternary "1" "" .Values.smtp.tls | quote }}
MDO_SMTP_FROM: {{ .Values.smtp.from | quote }}
MDO_SELLER_NAME: {{ .Values.seller.name | quote }}
MDO_SELLER_ADDRESS: {{ .Values.seller.address | quote }}
MDO_SELLER_POSTCODE: {{ .Values.seller.postcode | quote }}
MDO_SELLER_CITY: {{ .Values.seller.city | quote }}
MDO_SELLER_KVK: {{ .Values.seller.kvk | quote }}
MDO_SELLER_VAT_ID: {{ .Values.seller.vatId | quote }}
MDO_SELLER_IBAN: {{ .Values.seller.iban | quote }}
MDO_SELLER_EMAIL: {{ .Values.seller.email | quote }}
{{- end -}}

{{/* Takes (dict "secret" name "keys" (list …)). */}}
{{- define "mdo.secretEnv" -}}
{{- $secret := .secret -}}
{{- range .keys }}
- name: {{ . }}
  valueFrom:
    secretKeyRef: {name: {{ $secret | quote }}, key: {{ . }}}
{{- end }}
{{- end -}}

{{- define "mdo.appSecretEnv" -}}
{{ include "mdo.secretEnv" (dict "secret" .Values.secrets.app "keys" (list "SECRET_KEY" "MDO_FIELD_KEYS" "DATABASE_URL" "REDIS_URL")) | trim }}
{{- end -}}

{{- define "mdo.ownerSecretEnv" -}}
{{ include "mdo.secretEnv" (dict "secret" .Values.secrets.owner "keys" (list "OWNER_DATABASE_URL")) | trim }}
{{- end -}}

{{- define "mdo.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "mdo.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* What every pod shares. Takes (dict "root" $ "component" …). */}}
{{- define "mdo.podCommon" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext: {{- include "mdo.podSecurity" . | nindent 2 }}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: tmp
    emptyDir: {medium: Memory, sizeLimit: 128Mi}
{{- if and (eq .component "worker") .root.Values.auditAnchors.claim }}
  - name: anchors
    persistentVolumeClaim: {claimName: {{ .root.Values.auditAnchors.claim | quote }}}
{{- end }}
{{- end -}}

{{- define "mdo.containerCommon" -}}
image: {{ include "mdo.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext: {{- include "mdo.containerSecurity" . | nindent 2 }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
{{- end -}}

{{- define "mdo.spread" -}}
{{- $selector := include "mdo.selector" . -}}
topologySpreadConstraints:
{{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- $selector | nindent 8 }}
{{- end }}
{{- end -}}

{{- define "mdo.configChecksum" -}}
checksum/config: {{ include "mdo.config" . | sha256sum }}
{{- end -}}

{{/* One way out. Takes (dict "peers" list "port" number). No peers: no rule, so closed. */}}
{{- define "mdo.egress" -}}
{{- if .peers -}}
- to: {{- toYaml .peers | nindent 4 }}
  ports: [{protocol: TCP, port: {{ .port }}}]
{{- end }}
{{- end -}}

{{- define "mdo.egressDns" -}}
{{- if . -}}
- to: {{- toYaml . | nindent 4 }}
  ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
{{- end }}
{{- end -}}
