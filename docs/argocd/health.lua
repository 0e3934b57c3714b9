-- Health of every kind of apim.dev that carries conditions; README.md in this folder says what comes out of it.
-- Uses nothing but what Argo CD gives to a script by default: no string library, and os by require only.

local os = require("os")

local conditions = {}
for _, condition in ipairs((obj.status or {}).conditions or {}) do
  conditions[condition.type] = condition
end

-- What an instance sums up takes as long as its slowest location; each of these tells more precisely.
local patience = 60
if obj.kind == "ApiManagementInstance" then
  patience = 600
end

-- Reasons that pass by themselves while things start, move, or are applied in another order.
local passing = {
  InstanceNotFound = true,
  InstanceNotAccepted = true,
  ClusterNotFound = true,
  KubeconfigNotFound = true,
  TargetNotFound = true,
  BackendNotFound = true,
  ApiNotFound = true,
  ProductNotFound = true,
  OperationNotFound = true,
  OpenApiNotFound = true,
  SecretNotFound = true,
  KeysPending = true,
  PolicyNotAccepted = true,
  NoLocation = true,
  NoOperator = true,
  NoConfiguration = true,
  NoGateways = true,
  NoReplicas = true,
  ReplicasNotReady = true,
  UnitDegraded = true,
  Propagating = true,
}

local function is(type, status)
  return conditions[type] ~= nil and conditions[type].status == status
end

local function said(condition)
  return (condition.reason or condition.type) .. ": " .. (condition.message or "")
end

local function answer(status, message)
  return { status = status, message = message }
end

-- Times of Kubernetes sort as text.
local function isRecent(condition)
  local limit = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - patience)
  return condition.lastTransitionTime == nil or condition.lastTransitionTime >= limit
end

local function bad(condition)
  if passing[condition.reason] and isRecent(condition) then
    return answer("Progressing", said(condition))
  end
  return answer("Degraded", said(condition))
end

local function isOutdated()
  local observed = (obj.status or {}).observedGeneration
  return observed == nil or observed ~= obj.metadata.generation
end

if isOutdated() then
  return answer("Progressing", "the operator has not looked at this version yet")
end

if is("Accepted", "False") then
  if conditions.Accepted.reason == "NotPrimary" then
    return answer("Healthy", said(conditions.Accepted))
  end
  return bad(conditions.Accepted)
end

for _, type in ipairs({ "PushConflict", "HistoryDiverged", "Stalled" }) do
  if is(type, "True") then
    return answer("Degraded", said(conditions[type]))
  end
end

if is("Paused", "True") then
  return answer("Suspended", said(conditions.Paused))
end

for _, type in ipairs({ "ClusterReachable", "Programmed", "Ready" }) do
  local condition = conditions[type]
  if condition ~= nil and condition.status ~= "True" then
    if type == "Ready" and is("Progressing", "True") then
      return answer("Progressing", said(conditions.Progressing))
    end
    return bad(condition)
  end
end

local best = conditions.Programmed or conditions.Ready or conditions.ClusterReachable
if best ~= nil then
  return answer("Healthy", best.message)
end
if conditions.Accepted ~= nil then
  -- a location that another cluster runs is judged there, and at the primary
  return answer("Healthy", said(conditions.Accepted))
end
return answer("Progressing", "the operator has not looked at this object yet")
