// The SDKs' clients, pointed at the emulator that the test has started (EMULATOR is JSON: base URLs, apiKey, accountId).
const { IamAuthenticator } = require('ibm-cloud-sdk-core');
const IamIdentity = require('@ibm-cloud/platform-services/iam-identity/v1');
const IamPolicyManagement = require('@ibm-cloud/platform-services/iam-policy-management/v1');
const ResourceController = require('@ibm-cloud/platform-services/resource-controller/v2');
const ResourceManager = require('@ibm-cloud/platform-services/resource-manager/v2');
const KeyProtect = require('@ibm-cloud/ibm-key-protect/ibm-key-protect-api/v2');

const cloud = JSON.parse(process.env.EMULATOR);
const authenticator = (apikey = cloud.apiKey) => new IamAuthenticator({ apikey, url: cloud.iam });
const options = (serviceUrl) => ({ serviceUrl, authenticator: authenticator() });

const plans = {
  keyProtect: 'eedd3585-90c6-4c8f-be3d-062069e99fc3',
  objectStorage: '744bfc56-d12c-4866-88d5-dac9139e0e5d',
};
const role = (name) => ({ role_id: `crn:v1:bluemix:public:iam::::serviceRole:${name}` });
const attribute = (key, value) => ({ key, operator: 'stringEquals', value });

// The status and body of a refusal; the SDKs replace some texts by their own.
async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return { status: error.status, result: error.result ?? JSON.parse(error.body ?? '{}') };
  }
  throw new Error('the call was not refused');
}

async function activeInstance(controller, group, name, plan, target) {
  const made = (await controller.createResourceInstance({ name, target, resourceGroup: group, resourcePlanId: plan })).result;
  for (;;) {
    const now = (await controller.getResourceInstance({ id: made.id })).result;
    if (now.state === 'active') return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

module.exports = {
  cloud,
  authenticator,
  plans,
  role,
  attribute,
  refusal,
  activeInstance,
  identity: () => new IamIdentity(options(cloud.iam)),
  policies: () => new IamPolicyManagement(options(cloud.iam)),
  controller: () => new ResourceController(options(cloud.resourceController)),
  manager: () => new ResourceManager(options(cloud.resourceManager)),
  keyProtect: (region) => new KeyProtect({ serviceUrl: cloud.keyProtect[region], authenticator: authenticator() }),
  ResourceController,
  IamPolicyManagement,
};
