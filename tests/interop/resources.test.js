const { test, before } = require('node:test');
const assert = require('node:assert/strict');
const { cloud, plans, controller, manager, identity, refusal, activeInstance, authenticator, ResourceController } = require('./common');

const sdk = controller();
let group;

before(async () => {
  const groups = (await manager().listResourceGroups({ accountId: cloud.accountId, _default: true })).result.resources;
  group = groups.find((one) => one.default).id;
});

test('resource groups: create, get, update, delete', async () => {
  const made = (await manager().createResourceGroup({ accountId: cloud.accountId, name: 'images' })).result;
  assert.equal((await manager().getResourceGroup({ id: made.id })).result.name, 'images');
  assert.equal((await manager().updateResourceGroup({ id: made.id, name: 'disks' })).result.name, 'disks');
  assert.equal((await manager().deleteResourceGroup({ id: made.id })).status, 204);
});

test('instances: both services, by GUID and by CRN, update, lock, delete, reclaim', async () => {
  const keys = await activeInstance(sdk, group, 'keys', plans.keyProtect, 'us-south');
  const objects = await activeInstance(sdk, group, 'objects', plans.objectStorage, 'global');
  assert.match(keys.crn, /^crn:v1:bluemix:public:kms:us-south:a\//);
  assert.match(objects.crn, /^crn:v1:bluemix:public:cloud-object-storage:global:a\//);
  assert.equal((await sdk.getResourceInstance({ id: keys.guid })).result.id, keys.id);
  assert.equal((await sdk.updateResourceInstance({ id: keys.id, name: 'renamed' })).result.name, 'renamed');

  await sdk.lockResourceInstance({ id: keys.id });
  assert.equal((await refusal(sdk.updateResourceInstance({ id: keys.id, name: 'again' }))).status, 422);
  assert.equal((await refusal(sdk.deleteResourceInstance({ id: keys.id }))).status, 422);
  await sdk.unlockResourceInstance({ id: keys.id });
  assert.equal((await refusal(sdk.cancelLastopResourceInstance({ id: keys.id }))).status, 422);
  assert.equal((await sdk.deleteResourceInstance({ id: keys.id, recursive: true })).status, 204);

  const left = (await sdk.listReclamations({ accountId: cloud.accountId, resourceInstanceId: keys.guid })).result.resources;
  assert.equal(left.length, 1);
  await sdk.runReclamationAction({ id: left[0].id, actionName: 'restore' });
  assert.equal((await sdk.getResourceInstance({ id: keys.guid })).result.state, 'active');
  assert.equal((await refusal(sdk.createResourceInstance({ name: 'x', target: 'us-south', resourceGroup: group, resourcePlanId: plans.objectStorage }))).status, 400);
});

test('the pagers read instances and resource keys to their end', async () => {
  for (let i = 0; i < 5; i++) await activeInstance(sdk, group, 'paged', plans.keyProtect, 'eu-de');
  const instances = new ResourceController.ResourceInstancesPager(sdk, { name: 'paged', limit: 2 });
  assert.equal((await instances.getAll()).length, 5);
  const objects = await activeInstance(sdk, group, 'credentials', plans.objectStorage, 'global');
  for (let i = 0; i < 5; i++) await sdk.createResourceKey({ name: `k${i}`, source: objects.id });
  const keys = new ResourceController.ResourceKeysForInstancePager(sdk, { id: objects.guid, limit: 2 });
  assert.equal((await keys.getAll()).length, 5);
});

test('resource keys: HMAC, an own service ID, read again, delete', async () => {
  const objects = await activeInstance(sdk, group, 's3', plans.objectStorage, 'global');
  const made = (await sdk.createResourceKey({ name: 's3', source: objects.guid, role: 'Writer', parameters: { HMAC: true } })).result;
  assert.match(made.credentials.cos_hmac_keys.access_key_id, /^[0-9a-f]{32}$/);
  assert.match(made.credentials.cos_hmac_keys.secret_access_key, /^[0-9a-f]{48}$/);
  assert.equal(made.credentials.resource_instance_id, objects.crn);
  await authenticator(made.credentials.apikey).authenticate({ headers: {} });

  const own = (await identity().createServiceId({ accountId: cloud.accountId, name: 'uploader' })).result;
  const named = (await sdk.createResourceKey({ name: 'named', source: objects.id, parameters: { serviceid_crn: own.crn } })).result;
  assert.equal(named.credentials.iam_serviceid_crn, own.crn);
  assert.equal((await refusal(sdk.deleteResourceInstance({ id: objects.id }))).status, 400);
  assert.equal((await sdk.getResourceKey({ id: made.guid })).result.credentials.apikey, made.credentials.apikey);
  assert.equal((await sdk.deleteResourceKey({ id: made.id })).status, 204);
  assert.equal((await refusal(sdk.getResourceKey({ id: made.guid }))).status, 404);
});
