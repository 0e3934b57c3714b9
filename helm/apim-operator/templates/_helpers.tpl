{{/* One release a namespace: names inside of it are fixed, so that documents can name them. */}}
{{- define "apim.name" -}}apim-operator{{- end }}

{{/* Names outside of namespaces tell releases apart by their namespace. */}}
{{- define "apim.clusterWideName" -}}{{ .Release.Namespace }}-apim-operator{{- end }}

{{- define "apim.selector" -}}
app.kubernetes.io/name: apim-operator
app.kubernetes.io/component: operator
{{- end }}

{{- define "apim.labels" -}}
{{ include "apim.selector" . }}
app.kubernetes.io/part-of: apim
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "apim.image" -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "apim.pushNamespace" -}}
{{- $namespace := .Values.push.namespace | default .Release.Namespace }}
{{- if and .Values.watchNamespaces (not (has $namespace .Values.watchNamespaces)) }}
{{- fail (printf "push.namespace: the operator does not work in %s; add it to watchNamespaces or set push.namespace to one of: %s" $namespace (join ", " .Values.watchNamespaces)) }}
{{- end }}
{{- $namespace }}
{{- end }}
