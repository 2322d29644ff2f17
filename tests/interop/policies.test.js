const { test } = require('node:test');
const assert = require('node:assert/strict');
const { cloud, identity, policies, role, attribute, refusal, IamPolicyManagement } = require('./common');

const sdk = policies();
const account = cloud.accountId;
const instance = '11111111-1111-1111-1111-111111111111';
const v2 = (iamId, serviceInstance = instance) => ({
  type: 'access',
  control: { grant: { roles: [role('Reader')] } },
  subject: { attributes: [attribute('iam_id', iamId)] },
  resource: { attributes: [attribute('accountId', account), attribute('serviceName', 'kms'), attribute('serviceInstance', serviceInstance)] },
});
const serviceId = async (name) => (await identity().createServiceId({ accountId: account, name })).result;

test('v2 policies: create, get with ETag, replace, conflict, delete', async () => {
  const one = await serviceId('reader');
  const made = await sdk.createV2Policy(v2(one.iam_id));
  assert.equal(made.status, 201);
  assert.equal(made.result.state, 'active');

  const conflict = await refusal(sdk.createV2Policy(v2(one.iam_id)));
  assert.equal(conflict.status, 409);
  assert.equal(conflict.result.errors[0].code, 'policy_conflict_error');
  assert.equal(conflict.result.errors[0].details.conflicts_with.policy.id, made.result.id);

  const got = await sdk.getV2Policy({ id: made.result.id });
  const changed = v2(one.iam_id);
  changed.control.grant.roles = [role('Writer')];
  const replaced = await sdk.replaceV2Policy({ id: made.result.id, ifMatch: got.headers.etag, ...changed });
  assert.match(replaced.result.control.grant.roles[0].role_id, /Writer$/);
  assert.ok([409, 412].includes((await refusal(sdk.replaceV2Policy({ id: made.result.id, ifMatch: got.headers.etag, ...changed }))).status));
  assert.equal((await sdk.deleteV2Policy({ id: made.result.id })).status, 204);
});

test('v1 policies: create, list beside placeholders of v2 ones, restore', async () => {
  const one = await serviceId('old');
  const made = (
    await sdk.createPolicy({
      type: 'access',
      subjects: [{ attributes: [{ name: 'iam_id', value: one.iam_id }] }],
      roles: [role('Reader')],
      resources: [{ attributes: [{ name: 'accountId', value: account }, { name: 'serviceName', value: 'cloud-object-storage' }] }],
    })
  ).result;
  const listed = (await sdk.listPolicies({ accountId: account, iamId: one.iam_id })).result.policies;
  assert.equal(listed.length, 1);
  await sdk.deletePolicy({ policyId: made.id });
  const deleted = (await sdk.listPolicies({ accountId: account, iamId: one.iam_id, state: 'deleted' })).result.policies;
  assert.equal(deleted[0].id, made.id);
  const got = await sdk.getPolicy({ policyId: made.id });
  assert.equal((await sdk.updatePolicyState({ policyId: made.id, ifMatch: got.headers.etag, state: 'active' })).result.state, 'active');
});

test('the pager reads v2 policies to their end', async () => {
  for (let i = 0; i < 5; i++) await sdk.createV2Policy(v2((await serviceId(`paged-${i}`)).iam_id));
  const all = (await sdk.listV2Policies({ accountId: account })).result.policies;
  const pager = new IamPolicyManagement.V2PoliciesPager(sdk, { accountId: account, limit: 2 });
  assert.equal((await pager.getAll()).length, all.length);
});

test('Cloud Block Storage is authorized on Key Protect', async () => {
  const authorization = {
    type: 'authorization',
    control: { grant: { roles: [role('Reader')] } },
    subject: { attributes: [attribute('serviceName', 'server-protect'), attribute('accountId', account)] },
    resource: { attributes: [attribute('serviceName', 'kms'), attribute('accountId', account), attribute('serviceInstance', instance)] },
  };
  const made = (await sdk.createV2Policy(authorization)).result;
  assert.equal((await sdk.listV2Policies({ accountId: account, type: 'authorization' })).result.policies.filter((one) => one.id === made.id).length, 1);
  authorization.subject.attributes[0] = attribute('Cloud Block Storage', 'server-protect');
  assert.equal((await refusal(sdk.createV2Policy(authorization))).status, 400);
});

test('roles of a service', async () => {
  const roles = (await sdk.listRoles({ accountId: account, serviceName: 'kms' })).result;
  assert.ok(roles.service_roles.some((one) => one.display_name === 'KeyPurge'));
  assert.ok(roles.system_roles.some((one) => one.display_name === 'Viewer'));
});
