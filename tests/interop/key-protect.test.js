const { test, before } = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const { cloud, plans, controller, manager, keyProtect, activeInstance, refusal } = require('./common');

const region = 'us-south';
const sdk = keyProtect(region);
let bluemixInstance;

const keyType = 'application/vnd.ibm.kms.key+json';
const envelope = (resource) => ({ metadata: { collectionType: keyType, collectionTotal: 1 }, resources: [{ type: keyType, ...resource }] });
const rootKey = async (name) => (await sdk.createKey({ bluemixInstance, body: envelope({ name, extractable: false }) })).result.resources[0];

before(async () => {
  const groups = (await manager().listResourceGroups({ accountId: cloud.accountId, _default: true })).result.resources;
  bluemixInstance = (await activeInstance(controller(), groups[0].id, 'keys', plans.keyProtect, region)).guid;
});

test('a root key: create, metadata, list, count', async () => {
  const made = await rootKey('root');
  assert.equal(made.state, 1);
  assert.equal(made.extractable, false);
  assert.equal(made.payload, undefined);
  assert.equal((await sdk.getKeyMetadata({ bluemixInstance, id: made.id })).result.resources[0].crn, made.crn);
  assert.ok((await sdk.getKeys({ bluemixInstance, extractable: false })).result.resources.some((one) => one.id === made.id));
  assert.ok(Number((await sdk.getKeyCollectionMetadata({ bluemixInstance })).headers['key-total']) >= 1);
});

test('wrap and unwrap keep the data key, with and without a plaintext and AAD', async () => {
  const { id } = await rootKey('wrapping');
  const plaintext = Buffer.alloc(64, 7).toString('base64');
  const wrapped = (await sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: { plaintext } })).result;
  assert.equal((await sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: wrapped.ciphertext } })).result.plaintext, plaintext);

  const generated = (await sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: {} })).result;
  assert.equal(Buffer.from(generated.plaintext, 'base64').length, 32);

  const bound = (await sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: { plaintext, aad: ['a', 'b'] } })).result;
  assert.equal((await sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: bound.ciphertext, aad: ['a', 'b'] } })).result.plaintext, plaintext);
  assert.ok([400, 422].includes((await refusal(sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: bound.ciphertext } }))).status));
});

test('rotation keeps old wraps and rewraps them', async () => {
  const { id } = await rootKey('rotating');
  const plaintext = Buffer.alloc(32, 9).toString('base64');
  const wrapped = (await sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: { plaintext } })).result;
  assert.equal((await sdk.rotateKey({ bluemixInstance, id, keyActionRotateBody: {} })).status, 204);
  const unwrapped = (await sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: wrapped.ciphertext } })).result;
  assert.equal(unwrapped.plaintext, plaintext);
  assert.ok(unwrapped.rewrappedKeyVersion.id);
  const rewrapped = (await sdk.rewrapKey({ bluemixInstance, id, keyActionRewrapBody: { ciphertext: wrapped.ciphertext } })).result;
  assert.equal((await sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: rewrapped.ciphertext } })).result.plaintext, plaintext);
  assert.equal((await sdk.getKeyVersions({ bluemixInstance, id })).result.resources.length, 2);
});

test('aliases and key rings', async () => {
  const { id } = await rootKey('named');
  assert.equal((await sdk.createKeyAlias({ bluemixInstance, id, alias: 'e2e-root' })).status, 201);
  assert.equal((await sdk.getKey({ bluemixInstance, id: 'e2e-root' })).result.resources[0].id, id);
  assert.equal((await sdk.deleteKeyAlias({ bluemixInstance, id, alias: 'e2e-root' })).status, 204);
  assert.equal((await sdk.createKeyRing({ bluemixInstance, keyRingId: 'images' })).status, 201);
  assert.ok((await sdk.listKeyRings({ bluemixInstance })).result.resources.some((one) => one.id === 'images'));
  assert.equal((await sdk.deleteKeyRing({ bluemixInstance, keyRingId: 'images' })).status, 204);
});

test('disable, enable too early, delete, and what is refused then', async () => {
  const { id } = await rootKey('ending');
  const wrapped = (await sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: { plaintext: Buffer.alloc(32).toString('base64') } })).result;
  assert.equal((await sdk.disableKey({ bluemixInstance, id })).status, 204);
  assert.equal((await refusal(sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: {} }))).status, 409);
  assert.equal((await refusal(sdk.enableKey({ bluemixInstance, id }))).status, 409);
  await sdk.deleteKey({ bluemixInstance, id, prefer: 'return=representation' });
  assert.equal((await refusal(sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: wrapped.ciphertext } }))).status, 410);
});

test('a standard key gives its payload back', async () => {
  const payload = Buffer.from('some payload').toString('base64');
  const made = (await sdk.createKey({ bluemixInstance, body: envelope({ name: 'standard', extractable: true, payload }) })).result.resources[0];
  assert.equal((await sdk.getKey({ bluemixInstance, id: made.id })).result.resources[0].payload, payload);
});

test('a key of one\'s own travels encrypted for an import token, and rotates with another', async () => {
  const forToken = async (key) => {
    await sdk.postImportToken({ bluemixInstance, expiration: 600, maxAllowedRetrievals: 1 });
    const token = (await sdk.getImportToken({ bluemixInstance })).result;
    const iv = crypto.randomBytes(12);
    const aes = crypto.createCipheriv('aes-256-gcm', key, iv);
    const nonce = Buffer.concat([aes.update(Buffer.from(token.nonce, 'base64')), aes.final(), aes.getAuthTag()]);
    const publicKey = Buffer.from(token.payload, 'base64').toString();
    return {
      payload: crypto.publicEncrypt({ key: publicKey, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key).toString('base64'),
      encryptedNonce: nonce.toString('base64'),
      iv: iv.toString('base64'),
      encryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    };
  };
  const body = envelope({ name: 'brought', extractable: false, ...(await forToken(crypto.randomBytes(32))) });
  const { id, imported } = (await sdk.createKey({ bluemixInstance, body })).result.resources[0];
  assert.equal(imported, true);
  const plaintext = crypto.randomBytes(64).toString('base64');
  const wrapped = (await sdk.wrapKey({ bluemixInstance, id, keyActionWrapBody: { plaintext } })).result;
  assert.equal((await refusal(sdk.rotateKey({ bluemixInstance, id, keyActionRotateBody: {} }))).status, 400);
  await sdk.rotateKey({ bluemixInstance, id, keyActionRotateBody: await forToken(crypto.randomBytes(32)) });
  assert.equal((await sdk.unwrapKey({ bluemixInstance, id, keyActionUnwrapBody: { ciphertext: wrapped.ciphertext } })).result.plaintext, plaintext);
  const wrong = envelope({ name: 'wrong', extractable: false, ...(await forToken(crypto.randomBytes(32))), encryptedNonce: Buffer.alloc(28).toString('base64') });
  assert.equal((await refusal(sdk.createKey({ bluemixInstance, body: wrong }))).status, 400);
});

test('dual authorization, the instance\'s policies and registrations', async () => {
  const { id } = await rootKey('guarded');
  const policyType = 'application/vnd.ibm.kms.policy+json';
  await sdk.putPolicy({
    bluemixInstance,
    id,
    policy: 'dualAuthDelete',
    setKeyPoliciesOneOf: { metadata: { collectionType: policyType, collectionTotal: 1 }, resources: [{ type: policyType, dualAuthDelete: { enabled: true } }] },
  });
  assert.equal((await sdk.setKeyForDeletion({ bluemixInstance, id })).status, 204);
  assert.equal((await refusal(sdk.deleteKey({ bluemixInstance, id }))).status, 409);
  assert.equal((await sdk.unsetKeyForDeletion({ bluemixInstance, id })).status, 204);
  await sdk.putInstancePolicy({
    bluemixInstance,
    policy: 'metrics',
    setInstancePoliciesOneOf: { metadata: { collectionType: policyType, collectionTotal: 1 }, resources: [{ policy_type: 'metrics', policy_data: { enabled: true } }] },
  });
  assert.equal((await sdk.getInstancePolicy({ bluemixInstance })).result.resources[0].policy_type, 'metrics');
  assert.deepEqual((await sdk.getRegistrations({ bluemixInstance, id })).result.resources, []);
  assert.equal((await sdk.syncAssociatedResources({ bluemixInstance, id })).status, 204);
});

test('policies of a key', async () => {
  const { id } = await rootKey('governed');
  const policyType = 'application/vnd.ibm.kms.policy+json';
  await sdk.putPolicy({
    bluemixInstance,
    id,
    policy: 'rotation',
    setKeyPoliciesOneOf: { metadata: { collectionType: policyType, collectionTotal: 1 }, resources: [{ type: policyType, rotation: { interval_month: 3 } }] },
  });
  assert.equal((await sdk.getPolicy({ bluemixInstance, id })).result.resources.find((one) => one.rotation).rotation.interval_month, 3);
});

test('an instance that is not there is refused', async () => {
  assert.ok([401, 403, 404].includes((await refusal(sdk.getKeys({ bluemixInstance: '00000000-0000-0000-0000-000000000000' }))).status));
});
