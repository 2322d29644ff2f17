const { test } = require('node:test');
const assert = require('node:assert/strict');
const { cloud, authenticator, identity, refusal } = require('./common');

const sdk = identity();
const account = cloud.accountId;

test('a token whose claims the SDK can read', async () => {
  const request = { headers: {} };
  await authenticator().authenticate(request);
  assert.match(request.headers.Authorization, /^Bearer [^.]+\.[^.]+\.[^.]+$/);
});

test('an unknown API key is a 400', async () => {
  assert.equal((await refusal(authenticator('no-such-key').authenticate({ headers: {} }))).status, 400);
});

test('service IDs: create, list over pages, get, update, lock, delete', async () => {
  const made = (await sdk.createServiceId({ accountId: account, name: 'importer', description: 'run 1' })).result;
  assert.match(made.id, /^ServiceId-/);
  assert.equal(made.iam_id, `iam-${made.id}`);
  for (let i = 0; i < 5; i++) await sdk.createServiceId({ accountId: account, name: `other-${i}` });

  const names = [];
  let page = (await sdk.listServiceIds({ accountId: account, pagesize: 2 })).result;
  for (;;) {
    names.push(...page.serviceids.map((one) => one.name));
    if (!page.next) break;
    page = (await sdk.listServiceIds({ pagetoken: new URL(page.next).searchParams.get('pagetoken'), pagesize: 2 })).result;
  }
  assert.equal(names.length, 6);
  assert.equal((await sdk.listServiceIds({ accountId: account, name: 'importer' })).result.serviceids.length, 1);

  const got = (await sdk.getServiceId({ id: made.id })).result;
  assert.equal(got.entity_tag, made.entity_tag);
  const changed = (await sdk.updateServiceId({ id: made.id, ifMatch: got.entity_tag, description: 'run 2' })).result;
  assert.equal(changed.description, 'run 2');
  assert.equal((await refusal(sdk.updateServiceId({ id: made.id, ifMatch: got.entity_tag, description: 'run 3' }))).status, 409);

  await sdk.lockServiceId({ id: made.id });
  assert.equal((await refusal(sdk.deleteServiceId({ id: made.id }))).status, 409);
  await sdk.unlockServiceId({ id: made.id });
  assert.equal((await sdk.deleteServiceId({ id: made.id })).status, 204);
  assert.equal((await refusal(sdk.getServiceId({ id: made.id }))).status, 404);
});

test('API keys: the value once, list, details, disable, lock, delete', async () => {
  const owner = (await sdk.createServiceId({ accountId: account, name: 'owner' })).result;
  const made = (await sdk.createApiKey({ name: 'key', iamId: owner.iam_id, accountId: account, storeValue: false })).result;
  assert.ok(made.apikey.length >= 32);
  assert.equal((await sdk.getApiKey({ id: made.id })).result.apikey, '');
  assert.equal((await sdk.listApiKeys({ accountId: account, iamId: owner.iam_id })).result.apikeys.length, 1);
  assert.equal((await sdk.getApiKeysDetails({ iamApiKey: made.apikey })).result.id, made.id);

  await authenticator(made.apikey).authenticate({ headers: {} });
  await sdk.disableApiKey({ id: made.id });
  assert.ok((await refusal(authenticator(made.apikey).authenticate({ headers: {} }))).status >= 400);
  await sdk.enableApiKey({ id: made.id });
  await sdk.lockApiKey({ id: made.id });
  assert.equal((await refusal(sdk.deleteApiKey({ id: made.id }))).status, 409);
  await sdk.unlockApiKey({ id: made.id });
  const changed = (await sdk.updateApiKey({ id: made.id, ifMatch: '*', description: 'changed' })).result;
  assert.equal(changed.description, 'changed');
  assert.equal((await sdk.deleteApiKey({ id: made.id })).status, 204);
});

test('a service ID with its key in one call', async () => {
  const made = (await sdk.createServiceId({ accountId: account, name: 'both', apikey: { name: 'inline', store_value: false } })).result;
  assert.ok(made.apikey.apikey.length >= 32);
});
